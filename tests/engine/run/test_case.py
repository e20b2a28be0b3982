"""A case: routines that call each other and start each other beside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.errors.request import NotFound
from engine.errors.step import Incident, MovedOn
from engine.run import case
from engine.run.commands import Cancel, Choose, HandOver, TakeBack
from engine.run.instance import KEPT_CHILDREN
from engine.run.outcome import Notice
from engine.run.standstill import NoWayOn
from engine.scenarios.player import ROOT
from tests.engine.run.acting import COLLEAGUE, MANAGER, OFFICE, WORKER, Tale, routine

PARENT = """
    borja: {title: Börja, role: medarbetare, ask: [sak]}
    hjalp:
      title: Få hjälp
      call: hjalpen
      with: {vad: sak}
      take: {svar: svaret}
      outcomes: {lost: klart, inte: ring}
      timers: [{after: 1 h, to: for_sent}]
    efter: {title: Fortsätt ändå, role: medarbetare, choices: {klar: {label: Klar, to: klart}}}
    ring: {title: Ring i stället, role: medarbetare, choices: {klar: {label: Klar, to: klart}}}
    klart: {end: klart}
    for_sent: {end: for_sent}
"""
FACTS = "facts: {sak: {type: text, title: Sak}, svar: {type: number, title: Svar}}\n"
ANYTIME = "anytime: {hem: {label: Gå hem, to: for_sent}}\n"

HELP = """
    prova:
      title: Prova själv
      role: medarbetare
      choices:
        gick: {label: Det gick, ask: [svaret], to: lost}
        gick_inte: {label: Det gick inte, to: inte}
        annat: {label: Annat, to: annat}
      timers: [{after: 10 min, remind: Skriv hur det gick.}]
    lost: {end: lost}
    inte: {end: inte}
    annat: {end: annat}
"""
HELP_FACTS = "facts: {vad: {type: text, title: Vad}, svaret: {type: number, title: Svaret}}\n"
HELPER = routine(HELP, id="hjalpen", start="{by: [medarbetare, chef], ask: [vad]}", more=HELP_FACTS)


@pytest.fixture
def calling() -> Tale:
    tale = Tale(routine(PARENT, more=FACTS + ANYTIME), HELPER)
    return tale.takes("klar", sak="telefonen")


def test_a_call_starts_the_routine_with_what_is_handed_down(calling: Tale) -> None:
    child = calling.child("hjalpen")
    assert child.facts == {"vad": "telefonen"}
    assert (child.parent, child.case, child.unit) == (ROOT, ROOT, calling.root.unit)
    assert calling.here() == {"hjalp"}
    assert calling.view()["steps"][0]["child"] == child.id


def test_a_started_routine_is_the_parents_owners(calling: Tale) -> None:
    child = calling.child("hjalpen")
    assert (child.owner, child.owner_roles) == ("m1", frozenset({"medarbetare"}))


@pytest.mark.parametrize(("choice", "where"), [("gick_inte", {"ring"}), ("annat", {"efter"})])
def test_a_call_goes_on_by_the_outcome_and_otherwise_to_the_next(
    calling: Tale, choice: str, where: set[str]
) -> None:
    assert calling.takes(choice, of=calling.child("hjalpen").id).here() == where


def test_a_call_takes_up_facts_of_the_called(calling: Tale) -> None:
    calling.takes("gick", of=calling.child("hjalpen").id, svaret=4)
    assert calling.root.facts["svar"] == 4
    assert calling.root.outcome == "klart"


def test_the_history_tells_how_a_called_routine_ended(calling: Tale) -> None:
    child = calling.child("hjalpen").id
    calling.takes("gick_inte", of=child)
    told = calling.last("child_ended")
    assert told.instance == ROOT
    assert told.detail == {"child": child, "status": "ended", "outcome": "inte"}


def test_a_fact_that_the_called_does_not_know_is_not_taken(calling: Tale) -> None:
    calling.takes("gick_inte", of=calling.child("hjalpen").id)
    assert "svar" not in calling.root.facts


def test_a_timer_that_leaves_the_call_cancels_the_called(calling: Tale) -> None:
    calling.waits(hours=1)
    assert calling.root.outcome == "for_sent"
    assert calling.child("hjalpen").status == "cancelled"
    assert calling.child("hjalpen").timers == ()
    assert [(each.status, each.outcome) for each in calling.root.children] == [("cancelled", None)]


def test_a_choice_of_any_time_that_leaves_the_call_cancels_the_called(calling: Tale) -> None:
    calling.takes("hem", state="hjalp")
    assert calling.child("hjalpen").status == "cancelled"


def test_leaving_a_call_leaves_what_goes_beside() -> None:
    more = (
        FACTS
        + "anytime: {bredvid: {label: Börja bredvid, start: sidan}, hem: {label: Gå hem, to: for_sent}}\n"
    )
    side = routine("gor: {title: Gör, role: medarbetare}\nslut: {end: slut}", id="sidan", start="medarbetare")
    tale = Tale(routine(PARENT, more=more), HELPER, side).takes("klar", sak="telefonen")
    tale.takes("bredvid", state="hjalp").takes("hem", state="hjalp")
    assert (tale.child("hjalpen").status, tale.child("sidan").status) == ("cancelled", "running")


def test_the_history_tells_what_was_started_in_which_version(calling: Tale) -> None:
    (started,) = (each for each in calling.happened if each.kind == "child_started")
    child = calling.child("hjalpen")
    assert (started.instance, started.detail) == (
        ROOT,
        {"child": child.id, "routine": "hjalpen", "digest": HELPER.digest},
    )


def test_cancelling_the_parent_cancels_the_called(calling: Tale) -> None:
    calling.asks(Cancel, MANAGER, reason="Dubbelt")
    assert calling.child("hjalpen").status == "cancelled"


def test_a_called_routine_that_is_cancelled_leaves_its_caller_with_the_trouble(calling: Tale) -> None:
    calling.asks(Cancel, MANAGER, instance=calling.child("hjalpen").id, reason="Fel")
    assert calling.here() == {"hjalp"}
    assert calling.root.tokens["main"].incident == NoWayOn(None)
    assert calling.view()["steps"][0]["incident"] == (
        "”Rutinen hjalpen” avbröts, och den här rutinen säger inte vad som händer då. Säg till enhetens chef."
    )


CANCELLED_HAS_A_WAY = """
    borja: {title: Börja, role: medarbetare, ask: [sak], to: hjalp}
    hjalp: {title: Få hjälp, call: hjalpen, with: {vad: sak}, take: {svar: svaret}, outcomes: {cancelled: ring}}
    klart: {end: klart}
    ring: {title: Ring, role: medarbetare, to: klart}
"""


def test_a_called_routine_that_is_cancelled_leads_where_its_caller_says() -> None:
    tale = Tale(routine(CANCELLED_HAS_A_WAY, more=FACTS), HELPER).takes("klar", sak="x")
    tale.asks(Cancel, MANAGER, instance=tale.child("hjalpen").id, reason="Fel")
    assert (tale.here(), tale.root.tokens["main"].incident) == ({"ring"}, None)
    assert [each for each in tale.sent if isinstance(each, Notice)] == []
    assert "svar" not in tale.root.facts


def test_what_the_called_had_come_to_know_is_not_taken_when_it_is_cancelled() -> None:
    goes_on = (
        HELP.replace("to: lost}", "to: skriv}") + "    skriv: {title: Skriv, role: medarbetare, to: lost}\n"
    )
    helper = routine(goes_on, id="hjalpen", more=HELP_FACTS)
    tale = Tale(routine(CANCELLED_HAS_A_WAY.replace("with: {vad: sak}, ", ""), more=FACTS), helper)
    child = tale.takes("klar", sak="x").child("hjalpen").id
    tale.takes("gick", of=child, svaret=7).asks(Cancel, MANAGER, instance=child, reason="Fel")
    assert (tale.here(), "svar" in tale.root.facts) == ({"ring"}, False)


def test_what_ends_never_takes_the_way_of_what_is_cancelled() -> None:
    tale = Tale(routine(CANCELLED_HAS_A_WAY, more=FACTS), HELPER).takes("klar", sak="x")
    tale.takes("gick", of=tale.child("hjalpen").id, svaret=7)
    assert (tale.root.outcome, tale.root.facts["svar"]) == ("klart", 7)


LAST = """
    borja: {title: Börja, role: medarbetare, ask: [sak], to: hjalp}
    klart: {end: klart}
    hjalp: {title: Få hjälp, call: hjalpen, with: {vad: sak}, outcomes: {lost: klart}}
"""


def test_an_outcome_without_a_way_leaves_the_caller_with_the_trouble() -> None:
    # The called routine has got an outcome more since the caller was published.
    tale = Tale(routine(LAST, more=FACTS), HELPER).takes("klar", sak="x")
    tale.takes("gick_inte", of=tale.child("hjalpen").id)
    assert tale.here() == {"hjalp"}
    assert tale.root.tokens["main"].incident == NoWayOn("inte")
    told = tale.view(language="en")["steps"][0]["incident"]
    assert told.startswith(
        "“Rutinen hjalpen” ended with “inte”, and this routine does not say what comes then."
    )


def test_an_unpublished_routine_is_trouble_that_names_it() -> None:
    with pytest.raises(Incident, match="“hjalpen” is not published"):
        Tale(routine(PARENT, more=FACTS)).takes("klar", sak="x")


def test_a_routine_that_lacks_what_its_start_asks_for_is_trouble_that_says_so() -> None:
    optional = PARENT.replace("ask: [sak]", "ask: [{fact: sak, required: no}]")
    with pytest.raises(Incident, match=r"“hjalpen” can't start: .*“Vad” is missing"):
        Tale(routine(optional, more=FACTS), HELPER).takes("klar")


CIRCLE = routine("    gar: {title: Gå runt, call: runt}\n    klart: {end: klart}\n", id="runt")


def test_routines_that_call_each_other_without_end_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case, "NESTING_LIMIT", 5)
    with pytest.raises(Incident, match="start each other without end"):
        Tale(CIRCLE)


SHIFT = """
    pagar:
      title: Arbeta
      role: medarbetare
      choices:
        nytt: {label: Nytt besök, ask: [sak], start: besok, with: {vad: sak}}
        sluta: {label: Sluta, main: yes, when: running("besok") == 0, because: Ett besök är öppet., to: hemma}
        lamna: {label: Lämna ändå, start: besok, with: {vad: sak}, to: hemma}
    hemma: {end: hemma}
"""
VISIT = """
    besok: {title: Besök, role: [medarbetare, administrator], timers: [{after: 20 min, remind: Kom fram.}]}
    skriv: {title: Skriv, role: medarbetare}
    klart: {end: klart}
"""


@pytest.fixture
def shift() -> Tale:
    visit = routine(VISIT, id="besok", more="facts: {vad: {type: text, title: Vad}}")
    return Tale(routine(SHIFT, more=FACTS), visit)


def test_a_routine_started_beside_goes_on_while_its_parent_stays(shift: Tale) -> None:
    shift.takes("nytt", sak="S-1")
    assert shift.here() == {"pagar"}
    assert shift.child("besok").facts == {"vad": "S-1"}
    assert shift.view()["children"][0]["called"] is False


def test_staying_does_not_enter_the_step_again(shift: Tale) -> None:
    before = shift.root.tokens["main"]
    assert shift.takes("nytt", sak="S-1").root.tokens["main"] == before


def test_a_condition_counts_the_running_routines(shift: Tale) -> None:
    shift.takes("nytt", sak="S-1").takes("nytt", sak="S-2")
    child = shift.child("besok")
    assert shift.tries("sluta") is not None
    shift.takes("klar", "klar", of=child.id)
    assert shift.tries("sluta") is not None
    other = next(each for each in shift.running() if each.routine == "besok")
    assert shift.takes("klar", "klar", of=other.id).takes("sluta").root.outcome == "hemma"


def test_what_was_started_beside_outlives_its_parent(shift: Tale) -> None:
    shift.takes("nytt", sak="S-1").takes("lamna")
    assert shift.root.status == "ended"
    assert [each.routine for each in shift.running()] == ["besok", "besok"]
    child = shift.child("besok")
    shift.takes("klar", "klar", of=child.id)
    assert shift.case.instances[child.id].outcome == "klart"


def test_cancelling_the_parent_leaves_what_goes_beside(shift: Tale) -> None:
    shift.takes("nytt", sak="S-1").asks(Cancel, MANAGER, reason="Sjuk")
    assert shift.child("besok").status == "running"


def test_timers_of_parent_and_started_fire_in_the_order_they_are_due(shift: Tale) -> None:
    shift.takes("nytt", sak="S-1").waits(minutes=5)
    shift.takes("nytt", sak="S-2").waits(minutes=20)
    told = [each for each in shift.happened if each.kind == "timer"]
    assert len({each.instance for each in told}) == 2
    assert told[0].instance == shift.root.children[0].id


def test_an_instance_does_not_grow_with_what_has_ended(shift: Tale) -> None:
    for number in range(KEPT_CHILDREN + 15):
        shift.takes("nytt", sak=f"S-{number}")
        shift.takes("klar", "klar", of=shift.child("besok").id)
    shift.takes("nytt", sak="S-sist")
    assert len(shift.root.children) == KEPT_CHILDREN + 1
    assert shift.root.children[-1].status == "running"
    assert shift.root.born == KEPT_CHILDREN + 16


def test_children_have_ids_of_their_own_that_a_replay_gives_again(shift: Tale) -> None:
    shift.takes("nytt", sak="S-1").takes("nytt", sak="S-2")
    ids = [each.id for each in shift.root.children]
    assert len(set(ids)) == 2
    visit = shift.library.latest("besok")
    assert visit is not None
    again = Tale(routine(SHIFT, more=FACTS), visit).takes("nytt", sak="S-1").takes("nytt", sak="S-2")
    assert [each.id for each in again.root.children] == ids


def test_a_manager_who_starts_what_is_a_managers_has_it() -> None:
    managers = routine(
        "    bedom: {title: Bedöm, role: chef}\n    klart: {end: klart}\n", id="bedomning", start="chef"
    )
    states = """
        gor: {title: Gör, role: [medarbetare, chef], choices: {bedom: {label: Bedöm, start: bedomning}, klar: {label: Klar, to: klart}}}
        klart: {end: klart}
    """
    by_manager = Tale(routine(states), managers).takes("bedom", by=MANAGER).child("bedomning")
    by_worker = Tale(routine(states), managers).takes("bedom").child("bedomning")
    assert (by_manager.owner, by_manager.owner_roles) == ("c1", frozenset({"chef"}))
    assert (by_worker.owner, by_worker.owner_roles) == ("m1", frozenset({"medarbetare"}))


def test_who_it_was_handed_to_has_what_is_started_after(shift: Tale) -> None:
    shift.asks(HandOver, WORKER, to="m2")
    assert shift.takes("nytt", sak="S-1", by=COLLEAGUE).child("besok").owner == "m2"


def test_another_role_may_do_what_it_has_in_a_started_routine(shift: Tale) -> None:
    child = shift.takes("nytt", sak="S-1").child("besok")
    assert shift.tries("klar", of=child.id, by=OFFICE) is None


def test_what_was_called_follows_its_caller_when_it_is_handed_over(calling: Tale) -> None:
    child = calling.child("hjalpen").id
    assert calling.asks(HandOver, WORKER, to="m2") is None
    assert calling.case.instances[child].owner == "m2"
    assert calling.tries("annat", of=child) is not None
    assert calling.takes("annat", of=child, by=COLLEAGUE).here() == {"efter"}
    handed = [each.instance for each in calling.happened if each.kind == "handed_over"]
    assert handed == [ROOT, child]


def test_what_was_started_beside_stays_whose_it_is(shift: Tale) -> None:
    shift.takes("nytt", sak="S-1").asks(HandOver, WORKER, to="m2")
    assert (shift.root.owner, shift.child("besok").owner) == ("m2", "m1")


def test_what_was_called_and_is_somebody_elses_stays_theirs(calling: Tale) -> None:
    child = calling.child("hjalpen").id
    calling.asks(HandOver, WORKER, to="m2", instance=child)
    calling.asks(HandOver, WORKER, to="m3")
    assert (calling.root.owner, calling.case.instances[child].owner) == ("m3", "m2")


def test_what_was_called_and_is_over_stays_whose_it_was(calling: Tale) -> None:
    calling.takes("gick_inte", of=calling.child("hjalpen").id)
    assert calling.asks(HandOver, WORKER, to="m2") is None
    assert (calling.root.owner, calling.child("hjalpen").owner) == ("m2", "m1")


def test_every_accepted_command_is_one_history_entry_and_one_revision(shift: Tale) -> None:
    shift.takes("nytt", sak="S-1")
    assert (shift.case.sequence, shift.root.revision, shift.child("besok").revision) == (2, 2, 1)


def test_a_command_made_for_another_revision_is_refused(shift: Tale) -> None:
    command = Choose(
        at=shift.now, by=WORKER, instance=ROOT, revision=0, state="pagar", choice="nytt", facts={"sak": "x"}
    )
    refusal = shift.do(command)
    assert isinstance(refusal, MovedOn)
    assert (refusal.seen, refusal.now) == (0, 1)
    assert shift.do(replace(command, revision=1)) is None


@pytest.mark.parametrize("kind", [TakeBack, Cancel])
def test_no_command_finds_an_instance_that_is_not_there(
    shift: Tale, kind: type[TakeBack] | type[Cancel]
) -> None:
    rest = {"reason": "x"} if kind is Cancel else {}
    refusal = shift.asks(kind, MANAGER, instance="okand", **rest)
    assert isinstance(refusal, NotFound)
    assert (refusal.what, refusal.id) == ("instance", "okand")


AT_ONCE = """
    valj: {choose: [{when: vad is set, to: gick}, {else: gick_inte}]}
    gick: {end: gick}
    gick_inte: {end: gick_inte}
"""


def test_a_called_routine_that_ends_at_once_leads_its_caller_on_in_the_same_command() -> None:
    states = """
        borja: {title: Börja, role: medarbetare, ask: [sak]}
        anropa: {title: Anropa, call: genast, with: {vad: sak}, outcomes: {gick_inte: klart}}
        efter: {title: Avsluta, role: medarbetare}
        klart: {end: klart}
    """
    child = routine(AT_ONCE, id="genast", more="facts: {vad: {type: text, title: Vad}}")
    tale = Tale(routine(states, more=FACTS), child).takes("klar", sak="x")
    assert tale.here() == {"efter"}
    assert tale.child("genast").outcome == "gick"
    assert (tale.root.revision, tale.child("genast").revision, tale.case.sequence) == (2, 1, 2)
