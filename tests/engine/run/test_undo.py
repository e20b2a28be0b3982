"""«Jag tryckte fel»: the last choice is taken back, by whom and how long, and what comes back with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.errors.person import NotYours
from engine.errors.request import NotFound
from engine.errors.step import CannotUndo, MovedOn
from engine.model.scenario import MORNING
from engine.run.case import advance
from engine.run.commands import TakeBack
from engine.run.outcome import CaseOutcome
from engine.scenarios.player import ROOT
from tests.engine.run.acting import COLLEAGUE, MANAGER, OFFICE, WORKER, Tale, routine

STATES = """
    ring:
      title: Ring
      role: medarbetare
      choices: {svar: {label: Svar, ask: [antal], undo: 10 min}, inget: {label: Inget svar, to: skriv}}
      timers: [{after: 30 min, remind: Ring nu.}, {after: 5 min, remind: Ring snart.}]
    skriv: {title: Skriv, role: medarbetare, choices: {klar: {label: Klar, undo: 10 min}}, timers: [{after: 1 h, remind: Skriv.}]}
    klart: {end: klart}
"""
FACTS = "facts: {antal: {type: number, title: Antal}}"


@pytest.fixture
def tale() -> Tale:
    return Tale(routine(STATES, more=FACTS)).waits(minutes=6).takes("svar", antal=3)


def test_undo_brings_back_the_step_the_facts_and_the_timers_with_their_old_times(tale: Tale) -> None:
    assert tale.waits(minutes=4).asks(TakeBack, WORKER) is None
    assert tale.here() == {"ring"}
    assert tale.root.facts == {}
    assert [(each.state, each.due - MORNING) for each in tale.timers()] == [("ring", timedelta(minutes=30))]


def test_a_timer_that_had_fired_before_the_choice_does_not_fire_again_after_undo(tale: Tale) -> None:
    tale.asks(TakeBack, WORKER)
    assert tale.waits(hours=1).told() == ["Ring snart.", "Ring nu."]


def test_undo_is_a_new_entry_that_names_the_choice(tale: Tale) -> None:
    sequence, revision = tale.case.sequence, tale.root.revision
    tale.asks(TakeBack, WORKER)
    assert (tale.case.sequence, tale.root.revision) == (sequence + 1, revision + 1)
    assert (tale.last("undone").state, tale.last("undone").choice) == ("ring", "svar")


def test_after_undo_the_choice_can_be_taken_again_in_a_visit_of_its_own(tale: Tale) -> None:
    visits = tale.root.visits
    tale.asks(TakeBack, WORKER)
    tale.takes("svar", antal=4)
    assert tale.root.facts == {"antal": 4}
    assert tale.root.tokens["main"].visit == visits + 1


def test_a_second_undo_has_nothing_to_take_back(tale: Tale) -> None:
    tale.asks(TakeBack, WORKER)
    refusal = tale.asks(TakeBack, WORKER)
    assert isinstance(refusal, CannotUndo)
    assert refusal.why == "other"


def test_nothing_has_been_chosen_yet() -> None:
    refusal = Tale(routine(STATES, more=FACTS)).asks(TakeBack, WORKER)
    assert isinstance(refusal, CannotUndo)
    assert refusal.why == "nothing"


def test_undo_is_over_when_its_time_is(tale: Tale) -> None:
    tale.waits(minutes=10)
    assert tale.view()["undo"] is not None
    tale.waits(seconds=1)
    refusal = tale.asks(TakeBack, WORKER)
    assert isinstance(refusal, CannotUndo)
    assert refusal.why == "late"
    assert tale.view()["undo"] is None


def test_undo_is_over_when_something_else_has_happened(tale: Tale) -> None:
    tale.takes("klar")
    tale.asks(TakeBack, WORKER)
    assert tale.here() == {"skriv"}
    refusal = tale.asks(TakeBack, WORKER)
    assert isinstance(refusal, CannotUndo)
    assert refusal.why == "other"


def test_undo_is_over_when_something_has_left_the_house(tale: Tale) -> None:
    refusal = tale.asks(TakeBack, WORKER, sent=True)
    assert isinstance(refusal, CannotUndo)
    assert refusal.why == "sent"


def test_a_choice_without_undo_cannot_be_taken_back() -> None:
    tale = Tale(routine(STATES, more=FACTS)).takes("inget")
    refusal = tale.asks(TakeBack, WORKER)
    assert isinstance(refusal, CannotUndo)
    assert refusal.why == "other"


def test_undo_goes_until_the_last_moment_that_it_is_offered(tale: Tale) -> None:
    tale.waits(minutes=10)
    assert tale.asks(TakeBack, WORKER) is None


def test_only_who_chose_and_a_manager_take_back(tale: Tale) -> None:
    assert isinstance(tale.asks(TakeBack, COLLEAGUE), NotYours)
    assert isinstance(tale.asks(TakeBack, OFFICE), NotYours)
    assert tale.asks(TakeBack, MANAGER) is None


def test_undo_may_be_asked_for_at_a_revision(tale: Tale) -> None:
    assert isinstance(tale.asks(TakeBack, WORKER, revision=1), MovedOn)
    assert tale.asks(TakeBack, WORKER, revision=tale.root.revision) is None


def test_undo_in_an_instance_that_is_not_there_is_not_found(tale: Tale) -> None:
    assert isinstance(tale.asks(TakeBack, WORKER, instance="okand"), NotFound)


def test_undo_opens_a_routine_that_the_choice_ended(tale: Tale) -> None:
    tale.takes("klar")
    assert tale.root.status == "ended"
    tale.asks(TakeBack, WORKER)
    assert (tale.root.status, tale.root.outcome, tale.root.ended_at) == ("running", None, None)
    assert tale.takes("klar").root.outcome == "klart"


def test_the_view_offers_undo_to_who_chose_and_to_a_manager(tale: Tale) -> None:
    assert tale.view()["undo"] == {
        "state": "ring",
        "choice": "svar",
        "label": "Svar",
        "until": "2026-01-12T07:16:00Z",
    }
    assert tale.view(MANAGER)["undo"] is not None
    assert tale.view(COLLEAGUE)["undo"] is None


PARENT = """
    borja:
      title: Börja
      role: medarbetare
      choices: {beside: {label: Bredvid, start: besok, undo: 10 min}, ring: {label: Ring, undo: 10 min}}
    anropa: {title: Få besök, call: besok, timers: [{after: 1 h, to: klart}]}
    efter: {title: Avsluta, role: medarbetare, choices: {klar: {label: Klar, undo: 10 min}}}
    klart: {end: klart}
"""
ANYTIME = "anytime: {hem: {label: Gå hem, to: klart, undo: 10 min}}"
VISIT = """
    besok: {title: Besök, role: medarbetare, choices: {klar: {label: Klar, undo: 10 min}}, timers: [{after: 2 h, remind: Gå.}]}
    klart: {end: klart}
"""


@pytest.fixture
def parent() -> Tale:
    return Tale(routine(PARENT, more=ANYTIME), routine(VISIT, id="besok"))


@pytest.mark.parametrize("choice", ["beside", "ring"])
def test_undo_withdraws_what_the_choice_started(parent: Tale, choice: str) -> None:
    parent.takes(choice)
    child = parent.child("besok").id
    assert parent.asks(TakeBack, WORKER) is None
    assert parent.case.instances[child].status == "cancelled"
    assert (parent.here(), parent.root.children) == ({"borja"}, ())


def test_undo_leaves_what_the_choice_started_and_what_ended_at_once() -> None:
    tale = Tale(routine(PARENT, more=ANYTIME), routine("klart: {end: klart}", id="besok")).takes("beside")
    running = {each.id: each for each in tale.running()}
    for case in (tale.case, replace(tale.case, instances=running)):
        outcome = advance(case, TakeBack(at=tale.now, by=WORKER, instance=ROOT), tale.library)
        assert isinstance(outcome, CaseOutcome)
        assert [now.id for _, now in outcome.changed] == [ROOT]


def test_what_is_started_after_undo_has_a_new_id(parent: Tale) -> None:
    parent.takes("beside")
    first = parent.child("besok").id
    parent.asks(TakeBack, WORKER)
    parent.takes("beside")
    assert parent.root.children[0].id != first


def test_undo_of_a_choice_that_left_a_call_brings_the_called_back(parent: Tale) -> None:
    parent.takes("ring")
    before = parent.child("besok")
    parent.takes("hem", state="anropa")
    assert parent.child("besok").status == "cancelled"
    parent.asks(TakeBack, WORKER)
    after = parent.child("besok")
    assert (after.status, after.tokens, after.timers) == ("running", before.tokens, before.timers)
    assert parent.here() == {"anropa"}


def test_what_undo_brings_back_had_no_step_and_no_timer_also_where_the_case_holds_running_ones_only(
    parent: Tale,
) -> None:
    parent.takes("ring").takes("hem", state="anropa")
    over = parent.child("besok")
    running = {each.id: each for each in parent.case.instances.values() if each.id != over.id}
    for case in (parent.case, replace(parent.case, instances=running)):
        outcome = advance(case, TakeBack(at=parent.now, by=WORKER, instance=ROOT), parent.library)
        assert isinstance(outcome, CaseOutcome)
        (before,) = (before for before, now in outcome.changed if now.id == over.id)
        assert before is not None
        assert (before.tokens, before.timers, before.revision) == ({}, (), over.revision)
        assert before.status in ("cancelled", "ended")


def test_undo_in_a_called_routine_brings_its_caller_back_too(parent: Tale) -> None:
    parent.takes("ring")
    child = parent.child("besok").id
    parent.takes("klar", of=child)
    assert parent.here() == {"efter"}
    assert parent.asks(TakeBack, WORKER, instance=child) is None
    assert parent.here() == {"anropa"}
    assert parent.here(child) == {"besok"}
    assert parent.takes("klar", of=child).here() == {"efter"}


def test_the_undo_of_a_called_routines_choice_is_offered_there(parent: Tale) -> None:
    parent.takes("ring")
    child = parent.child("besok").id
    parent.takes("klar", of=child)
    assert parent.view()["undo"] is None
    assert parent.view(of=child)["undo"]["label"] == "Klar"


def test_undo_is_asked_for_where_the_view_offers_it(parent: Tale) -> None:
    parent.takes("ring")
    parent.takes("klar", of=parent.child("besok").id)
    refusal = parent.asks(TakeBack, WORKER)
    assert isinstance(refusal, CannotUndo)
    assert refusal.why == "elsewhere"


def test_visits_revisions_and_counts_of_children_only_grow(parent: Tale) -> None:
    parent.takes("ring")
    before = parent.root
    parent.asks(TakeBack, WORKER)
    after = parent.case.instances[ROOT]
    assert (after.visits, after.born) == (before.visits, before.born)
    assert after.revision == before.revision + 1
