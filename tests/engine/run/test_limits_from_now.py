"""A moment or a day that is filled in has to lie within the limits of its fact, which are counted from when it is filled in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from engine.errors.root import Refusal
from engine.errors.value import FactsWrong
from engine.model.scenario import MORNING
from engine.run.commands import Choose, Correct
from tests.engine.run.acting import WORKER, Tale, routine

STATES = """
    borja:
      title: Börja
      role: medarbetare
      choices:
        klar: {label: Klar, ask: [slut, dag], to: vanta}
        satt: {label: Sätt, set: {slut: now - 2 h}, to: vanta}
    vanta:
      title: Vänta
      wait: svar
      role: medarbetare
      ask: {fact: hande, required: no}
      to: sist
    sist: {title: Sist, role: medarbetare}
    klart: {end: klart}
"""
FACTS = """
    facts:
      slut: {type: moment, title: Passet slutar, min: now, max: now + 24 h}
      hande: {type: moment, title: Det hände, min: now - 3 d, max: now}
      dag: {type: date, title: Dagen, min: now, max: now + 7 d}
"""
TODAY: dict[str, Any] = {"dag": MORNING.date().isoformat()}


def tale(start: str = "medarbetare", **facts: Any) -> Tale:
    return Tale(routine(STATES, start=start, more=FACTS), **facts)


def at(**away: float) -> str:
    return (MORNING + timedelta(**away)).isoformat()


def problem(refusal: Refusal | None, fact: str) -> str:
    assert isinstance(refusal, FactsWrong), refusal
    assert list(refusal.problems) == [fact]
    return refusal.problems[fact].sv


@pytest.mark.parametrize("slut", [at(), at(hours=9), at(hours=24)])
def test_a_moment_at_its_limits_and_between_them_is_taken(slut: str) -> None:
    taken = tale().takes("klar", slut=slut, **TODAY)
    assert taken.root.facts["slut"] == datetime.fromisoformat(slut)


@pytest.mark.parametrize(
    ("slut", "said"),
    [
        (at(minutes=-1), "”Passet slutar” kan vara tidigast i dag 07:00. Är dagen och klockslaget rätt?"),
        (
            at(hours=24, minutes=1),
            "”Passet slutar” kan vara senast i morgon 07:00. Är dagen och klockslaget rätt?",
        ),
    ],
)
def test_a_moment_outside_them_is_refused_with_which_are_possible(slut: str, said: str) -> None:
    assert problem(tale().tries("klar", slut=slut, **TODAY), "slut") == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, "”Dagen” kan vara tidigast i dag. Är dagen rätt?"),
        (8, "”Dagen” kan vara senast mån 19 jan. Är dagen rätt?"),
    ],
)
def test_a_day_is_counted_from_today(days: int, said: str) -> None:
    dag = (MORNING.date() + timedelta(days=days)).isoformat()
    assert problem(tale().tries("klar", slut=at(hours=1), dag=dag), "dag") == said


def test_a_moment_without_seconds_may_be_that_of_the_minute_that_goes_on() -> None:
    later = tale().waits(seconds=40)
    assert later.takes("klar", slut=at(), **TODAY).root.facts["slut"] == MORNING


def test_limits_are_counted_from_when_a_choice_is_taken_and_not_from_the_start() -> None:
    later = tale().waits(hours=3)
    assert problem(later.tries("klar", slut=at(hours=2), **TODAY), "slut").startswith(
        "”Passet slutar” kan vara tidigast i dag 10:00."
    )
    assert "slut" in later.takes("klar", slut=at(hours=26), **TODAY).root.facts


def test_what_is_registered_afterwards_is_counted_from_when_it_was_done() -> None:
    def registers(slut: str) -> Refusal | None:
        later, done = tale().waits(hours=9), MORNING + timedelta(hours=1)
        facts = {"slut": slut, **TODAY}
        return later.asks(Choose, WORKER, state="borja", choice="klar", facts=facts, done_at=done)

    assert registers(at(hours=8)) is None
    assert "tidigast i dag 08:00" in problem(registers(at(minutes=30)), "slut")


def test_a_start_and_a_message_are_held_to_them() -> None:
    start = "{by: medarbetare, ask: [hande]}"
    begun, late = routine(STATES, start=start, more=FACTS), {"hande": at(minutes=1)}
    assert "senast i dag 07:00" in problem(Tale(begun).start(begun, WORKER, late), "hande")
    waiting = tale().takes("klar", slut=at(hours=1), **TODAY)
    assert "senast i dag 07:00" in problem(waiting.receive("svar", late), "hande")


def test_what_the_routine_sets_itself_is_not_held_to_them() -> None:
    assert tale().takes("satt").root.facts["slut"] == MORNING - timedelta(hours=2)


def test_a_correction_is_held_to_the_latest_only() -> None:
    """The earliest was counted from when the fact was filled in, and that may have been long ago."""
    later = tale().takes("klar", slut=at(hours=8), **TODAY).waits(hours=9)

    def corrects(slut: str) -> Refusal | None:
        return later.asks(Correct, WORKER, facts={"slut": slut}, reason="Fel")

    assert corrects(at(hours=7)) is None
    assert later.root.facts["slut"] == MORNING + timedelta(hours=7)
    assert "senast i morgon 16:00" in problem(corrects(at(hours=34)), "slut")
