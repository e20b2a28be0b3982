"""What was done on paper and is registered afterwards: it counts from when it was done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine.errors.root import Refusal
from engine.errors.step import NotPossibleHere, Stale
from engine.errors.value import FactsWrong
from engine.model.scenario import MORNING
from engine.run.afterwards import FURTHEST_BACK, HELD_BACK
from engine.run.case import advance
from engine.run.commands import Choose, FireTimer, Receive, StartCase
from engine.run.context import Library
from engine.run.events.timers import reminder_and_limit
from engine.run.instance import SYSTEM, Case, PendingTimer
from engine.run.outcome import CaseOutcome
from engine.scenarios.player import ROOT, UNIT
from engine.stored.replay import replay
from tests.engine.run.acting import WORKER, Tale, routine

STATES = """
    borja: {title: Börja, role: medarbetare, choices: {klar: {label: Klar, set: {nar: now}, to: sedan}}}
    sedan:
      title: Sedan
      role: medarbetare
      timers:
        - {after: 30 min, remind: Gör det.}
        - {after: 72 h, notify: [chef], say: Tiden är ute.}
      choices: {klar: {label: Klar, to: sist}}
    sist:
      title: Sist
      role: medarbetare
      timers: [{after: 10 min, to: for_sent}]
      choices: {klar: {label: Klar, to: klart}}
    klart: {end: klart}
    for_sent: {end: for_sent}
"""
FACTS = "facts: {nar: {type: moment, title: När}}"
BRANCHES = """
    dela:
      title: Dela
      together:
        forst: {states: {ett: {title: Ett, role: medarbetare, choices: {klar: {label: Klar, to: ett_klart}}}, ett_klart: {end: klar}}}
        andra: {states: {tva: {title: Två, role: medarbetare, choices: {klar: {label: Klar, to: tva_klart}}}, tva_klart: {end: klar}}}
      to: ihop
    ihop: {title: Ihop, role: medarbetare}
    klart: {end: klart}
"""


def tale() -> Tale:
    return Tale(routine(STATES, more=FACTS))


def registers(told: Tale, state: str, done_at: datetime, **rest: Any) -> Refusal | None:
    """The step's «Klar», done then; why not, or None."""
    return told.do(
        Choose(at=told.now, by=WORKER, instance=ROOT, state=state, choice="klar", done_at=done_at, **rest)
    )


def clock(hour: int, minute: int = 0) -> datetime:
    return MORNING.replace(hour=hour, minute=minute)


def here(told: Tale) -> tuple[str, datetime]:
    (token,) = told.case.instances[ROOT].tokens.values()
    return token.state, token.since


def fires(told: Tale, timer: PendingTimer) -> Refusal | None:
    return told.do(FireTimer(at=told.now, by=SYSTEM, instance=ROOT, visit=timer.visit, index=timer.index))


def test_the_next_step_and_its_times_count_from_when_it_was_done() -> None:
    told = tale().waits(hours=4)
    assert registers(told, "borja", MORNING + timedelta(minutes=40)) is None
    done = MORNING + timedelta(minutes=40)
    assert here(told) == ("sedan", done)
    assert told.case.instances[ROOT].facts["nar"] == done
    instance = told.case.instances[ROOT]
    (token,) = instance.tokens.values()
    assert reminder_and_limit(told.library.pinned(instance.digest), instance, token) == (
        done + timedelta(minutes=30),
        done + timedelta(hours=72),
    )


def test_what_is_out_already_waits_an_hour_for_the_rest_of_the_paper_to_be_registered() -> None:
    told = tale().waits(hours=4)
    registers(told, "borja", MORNING + timedelta(minutes=10))
    reminder, limit = told.timers()
    assert isinstance(fires(told, reminder), Stale)
    assert limit.fires_at == limit.due

    registers(told, "sedan", MORNING + timedelta(minutes=20))
    (leads_on,) = told.timers()
    assert leads_on.due < told.now
    assert leads_on.fires_at == told.now + HELD_BACK
    assert registers(told, "sist", MORNING + timedelta(minutes=25)) is None
    assert told.case.instances[ROOT].outcome == "klart"


def test_nobody_registers_the_rest_and_what_is_out_comes() -> None:
    told = tale().waits(hours=4)
    registers(told, "borja", MORNING)
    registers(told, "sedan", MORNING)
    told.waits(hours=1)
    assert told.case.instances[ROOT].outcome == "for_sent"


def test_what_a_timer_has_done_meanwhile_stands() -> None:
    told = tale().takes("klar", "klar").waits(hours=4)
    assert told.case.instances[ROOT].outcome == "for_sent"
    assert registers(told, "sist", MORNING + timedelta(minutes=5)) is not None


@pytest.mark.parametrize(
    ("done_at", "said"),
    [
        (MORNING - timedelta(minutes=1), "öppnades"),
        (MORNING + timedelta(hours=4, minutes=1), "inte hänt än"),
        (datetime.min.replace(tzinfo=UTC), "öppnades"),
        (datetime.max.replace(tzinfo=UTC), "inte hänt än"),
    ],
)
def test_it_is_never_done_before_the_step_opened_nor_in_the_future(done_at: datetime, said: str) -> None:
    told = tale().waits(hours=4)
    refusal = registers(told, "borja", done_at)
    assert isinstance(refusal, FactsWrong)
    assert said in refusal.problems["done_at"].say("sv")
    assert here(told)[0] == "borja"


def test_a_minute_on_paper_is_the_whole_minute() -> None:
    told = tale().waits(seconds=90).takes("klar").waits(hours=1)
    opened = here(told)[1]
    assert opened.second
    assert registers(told, "sedan", opened.replace(second=0)) is None
    assert here(told) == ("sist", opened)


def test_what_joins_branches_is_opened_when_the_last_of_them_was_done() -> None:
    told = Tale(routine(BRANCHES)).waits(hours=4)
    registers(told, "ett", MORNING + timedelta(hours=2))
    registers(told, "tva", MORNING + timedelta(hours=1))
    assert here(told) == ("ihop", MORNING + timedelta(hours=2))


def test_the_case_has_moved_on_and_it_is_told_what_can_be_done() -> None:
    told = tale().takes("klar").waits(hours=1)
    refusal = registers(told, "borja", MORNING)
    assert isinstance(refusal, NotPossibleHere)
    assert [each.state for each in refusal.possible] == ["sedan"]


WAITS = """
    vantar: {title: Vänta på svar, wait: svar, timers: [{after: 1 d, notify: chef, say: Inget svar.}], to: klart}
    klart: {end: klart}
"""


@pytest.mark.parametrize(("ago", "heard"), [(3, True), (5, False), (-1, False)])
def test_a_message_came_when_it_came(ago: int, heard: bool) -> None:
    told = Tale(routine(WAITS)).waits(hours=4)
    done_at = told.now - timedelta(hours=ago)
    refusal = told.do(Receive(at=told.now, by=WORKER, instance=ROOT, message="svar", done_at=done_at))
    assert (refusal is None) == heard
    if heard:
        assert told.case.instances[ROOT].ended_at == done_at
    else:
        assert isinstance(refusal, FactsWrong)


def started(done_at: datetime) -> CaseOutcome | Refusal:
    of = routine(STATES, more=FACTS)
    start = StartCase(
        at=MORNING, by=WORKER, instance=ROOT, routine=of.id, digest=of.digest, unit=UNIT, done_at=done_at
    )
    return advance(Case(id=ROOT), start, Library.of([of]))


def test_a_routine_that_was_begun_on_paper_began_then() -> None:
    begun = started(MORNING - timedelta(hours=3))
    assert isinstance(begun, CaseOutcome)
    instance = begun.case.instances[ROOT]
    assert instance.started_at == MORNING - timedelta(hours=3) == instance.tokens["main"].since


@pytest.mark.parametrize(
    "done_at", [MORNING + timedelta(minutes=1), MORNING - FURTHEST_BACK - timedelta(minutes=1)]
)
def test_nothing_begins_in_the_future_or_longer_ago_than_anybody_registers(done_at: datetime) -> None:
    refusal = started(done_at)
    assert isinstance(refusal, FactsWrong)
    assert list(refusal.problems) == ["done_at"]


def test_a_history_says_both_times_and_is_replayed_with_them() -> None:
    told = tale().waits(hours=4)
    registers(told, "borja", MORNING + timedelta(minutes=10), paper="K7M2PX-1A")
    entry = told.entries()[-1]
    assert (entry.done_at, entry.command.at) == (MORNING + timedelta(minutes=10), told.now)
    assert entry.command.paper == "K7M2PX-1A"
    replayed = replay(ROOT, told.entries(), told.library, told.people)
    assert (replayed.case, replayed.not_replayed) == (told.case, 0)
