"""The library as a value: exactly these routines, or as it was."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from zoneinfo import ZoneInfo

import pytest

from engine.run.context import Context, Library
from tests.engine.run.acting import routine

FIRST = routine(
    "borja: {role: medarbetare, title: Börja, choices: {klar: {label: Klar, to: slut}}}\nslut: {end: klart}"
)
NEWER = routine(
    "borja: {role: medarbetare, title: Ny, choices: {klar: {label: Klar, to: slut}}}\nslut: {end: klart}"
)
OTHER = routine("slut: {end: klart}", id="annan")


def test_of_several_versions_the_one_given_last_is_the_newest() -> None:
    library = Library.of([FIRST, NEWER])
    assert (library.latest("prov"), library.pinned(FIRST.digest)) == (NEWER, FIRST)


def test_what_it_does_not_have_is_not_there() -> None:
    library = Library.of([FIRST])
    assert library.latest("annan") is None
    with pytest.raises(KeyError):
        library.pinned(OTHER.digest)


def test_as_it_was_it_has_those_versions_as_the_newest_and_no_others() -> None:
    then = Library.of([FIRST, NEWER, OTHER]).at(newest={"prov": FIRST.digest})
    assert (then.latest("prov"), then.latest("annan"), then.pinned(OTHER.digest)) == (FIRST, None, OTHER)


def test_as_it_was_it_has_that_zone_and_the_same_settings() -> None:
    zone = ZoneInfo("America/New_York")
    now = Library.of([FIRST], Context(settings={"nummer": "1"}))
    then = now.at(zone=zone)
    assert then.context == Context(settings={"nummer": "1"}, zone=zone)
    assert then.latest("prov") == FIRST


def test_nothing_of_it_can_be_replaced() -> None:
    with pytest.raises(FrozenInstanceError):
        Library.of([FIRST]).context = Context()  # type: ignore[misc]
