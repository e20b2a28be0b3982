"""The library as a value: exactly these routines, or as it was."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from engine.run.context import Context, Library, env_of, unfilled
from engine.run.instance import Child
from tests.engine.run.acting import routine

MORNING = datetime(2026, 3, 2, 7, tzinfo=UTC)

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


def test_those_before_the_newest_stand_the_latest_first() -> None:
    third = routine("slut: {end: klart}")
    library = Library.of([FIRST, NEWER, OTHER, third])
    assert library.older == {"prov": (NEWER.digest, FIRST.digest)}


def test_as_it_was_it_has_those_before_that_stood_then_and_none_where_none_is_told() -> None:
    now = Library.of([FIRST, NEWER, OTHER])
    then = {"prov": (OTHER.digest,)}
    assert now.at(newest={"prov": NEWER.digest}, older=then).older == then
    assert now.at(newest={"prov": NEWER.digest}).older == {}
    assert now.at().older == now.older
    assert now.at().context == now.context


def test_a_routine_that_is_not_published_is_called_by_its_id() -> None:
    library = Library.of([FIRST])
    assert (library.title_of("prov", "sv"), library.title_of("annan", "sv")) == ("Rutinen prov", "annan")


def test_conditions_count_the_days_of_the_organisation_s_zone() -> None:
    zone = ZoneInfo("America/New_York")
    assert env_of({}, (), MORNING, Context(zone=zone)).zone == zone


def test_conditions_count_the_routines_that_run_and_nothing_is_ticked_that_nobody_says_is() -> None:
    children = (
        Child(id="1", routine="besok"),
        Child(id="2", routine="besok", status="ended", outcome="klart"),
        Child(id="3", routine="besok", status="cancelled"),
        Child(id="4", routine="samtal"),
    )
    env = env_of({}, children, MORNING, Context())
    assert (env.running, env.checklist_done) == ({"besok": 1, "samtal": 1}, False)


def test_without_settings_it_has_none() -> None:
    assert Library.of([FIRST]).context == Context()


def test_before_anything_is_filled_in_facts_have_their_titles_and_settings_their_values() -> None:
    asking = routine("slut: {end: klart}", more="facts: {antal: {type: number, title: Antal}}")
    said = unfilled(asking, Context(settings={"nummer": "1177"}), "sv")
    assert said == {"antal": "[Antal]", "settings.nummer": "1177"}


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
