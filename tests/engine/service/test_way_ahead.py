"""What a phone gets of an instance: as people see it, for those who may."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.errors.person import NotYours
from engine.run.instance import Person
from engine.service.engine import Engine
from tests.engine.run.acting import routine

WORKER, STRANGER = Person("m1", frozenset({("medarbetare", "norra")})), Person("m9", frozenset())
STATES = """
    borja: {title: Börja, role: medarbetare, timers: [{after: 5 min, remind: Nu.}], choices: {klar: {label: Klar, undo: 10 min, to: slut}}}
    slut: {end: slut, title: Det är slut}
"""


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine.open("memory://") as opened:
        opened.publish([routine(STATES)])
        yield opened


def test_the_places_are_told_as_views_without_what_depends_on_the_time(engine: Engine) -> None:
    started = engine.start("prov", WORKER, "norra")
    here, then = engine.way_ahead.of(started.instance, WORKER)
    assert [step["title"] for step in here.view["steps"]] == ["Börja"]
    assert (here.view["timers"], then.view["undo"]) == ([], None)
    assert (then.view["status"], then.view["outcome_title"]) == ("ended", "Det är slut")
    assert here.ways["borja", "klar"].to == 1
    assert engine.records.view(started.instance, WORKER)["status"] == "running"


def test_nobody_else_gets_any_of_it(engine: Engine) -> None:
    started = engine.start("prov", WORKER, "norra")
    with pytest.raises(NotYours):
        engine.way_ahead.of(started.instance, STRANGER)
