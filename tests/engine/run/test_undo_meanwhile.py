"""What happens after a choice that can be taken back: what leaves that as it is, what takes it away, and what comes back then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.errors.step import CannotUndo
from engine.run.commands import Correct, Delivered, HandOver, Receive, Take, TakeBack
from engine.run.instance import SYSTEM
from engine.run.undo import would_take_back
from engine.scenarios.player import ROOT
from engine.stored.replay import replay
from tests.engine.run.acting import COLLEAGUE, MANAGER, OFFICE, WORKER, Tale, routine
from tests.engine.run.events.test_incidents import IT, Followed
from tests.engine.run.test_undo import FACTS, PARENT

BRANCHES = """
    borja: {title: Börja, role: medarbetare}
    bada:
      title: Båda
      together:
        ena:
          title: Ena
          states:
            ring:
              title: Ring
              role: medarbetare
              choices: {svar: {label: Svar, ask: [antal], undo: 10 min}, tyst: {label: Tyst, to: skriv}}
              timers: [{after: 5 min, remind: Ring nu.}]
            skriv: {title: Skriv, role: medarbetare, timers: [{after: 5 min, remind: Skriv nu.}]}
            ena_klar: {end: ena_klar}
        andra:
          title: Andra
          states:
            granska: {title: Granska, role: administrator, timers: [{after: 7 min, notify: chef, say: Granska.}]}
            vanta: {title: Vänta, wait: svaret, timers: [{after: 1 d, to: andra_klar}]}
            andra_klar: {end: andra_klar}
    klart: {end: klart}
"""


@pytest.fixture
def branches() -> Tale:
    return Tale(routine(BRANCHES, more=FACTS)).takes("klar").waits(minutes=3).takes("svar", antal=3)


def test_a_reminder_leaves_undo_and_stays_given(branches: Tale) -> None:
    branches.waits(minutes=6)
    assert branches.told() == ["Granska.", "Skriv nu."]
    assert branches.view()["undo"]["until"] == "2026-01-12T07:13:00Z"
    assert branches.asks(TakeBack, WORKER) is None
    assert branches.here() == {"ring", "granska"}
    assert branches.root.fired == {(4, 0)}
    assert branches.waits(hours=1).told() == ["Granska.", "Skriv nu.", "Ring nu."]


def test_a_step_that_a_colleague_takes_meanwhile_leaves_undo_and_stays_theirs(branches: Tale) -> None:
    assert branches.asks(Take, OFFICE, state="granska") is None
    assert branches.view()["undo"] is not None
    assert branches.asks(TakeBack, WORKER) is None
    assert branches.root.tokens["bada.andra"].taken_by == OFFICE.subject


def test_a_step_that_was_given_back_meanwhile_is_nobodys_after_undo() -> None:
    branches = Tale(routine(BRANCHES, more=FACTS)).takes("klar")
    assert branches.asks(Take, OFFICE, state="granska") is None
    branches.takes("svar", antal=3)
    assert branches.asks(Take, OFFICE, state="granska", release=True) is None
    assert branches.asks(TakeBack, WORKER) is None
    assert branches.root.tokens["bada.andra"].taken_by is None


def test_undo_leaves_the_instance_with_its_new_owner(branches: Tale) -> None:
    assert branches.asks(HandOver, MANAGER, to=COLLEAGUE.subject) is None
    assert branches.asks(TakeBack, WORKER) is None
    assert (branches.root.owner, branches.here()) == (COLLEAGUE.subject, {"ring", "granska"})


def test_undo_makes_a_revision_after_all_that_has_been(branches: Tale) -> None:
    branches.waits(minutes=6)
    revision = branches.root.revision
    assert branches.asks(TakeBack, WORKER, revision=revision) is None
    assert branches.root.revision == revision + 1


def test_a_choice_in_another_branch_a_message_and_a_correction_take_undo_away(branches: Tale) -> None:
    before = branches.case
    branches.takes("klar", state="granska", by=OFFICE)
    assert branches.case.undo is None
    branches.case = before
    assert branches.asks(Correct, WORKER, facts={"antal": 4}, reason="Fel") is None
    assert branches.case.undo is None
    branches.case = before
    branches.takes("klar", state="granska", by=OFFICE)
    branches.case = replace(branches.case, undo=before.undo)
    assert branches.asks(Receive, WORKER, message="svaret") is None
    assert branches.case.undo is None


SLEEP = """
    sov: {title: Sov, role: medarbetare, timers: [{after: 5 min, to: vakna}]}
    vakna: {title: Vakna, role: medarbetare}
    klart: {end: klart}
"""


@pytest.fixture
def sleepers() -> Tale:
    """Two are started beside, the second by the choice that can be taken back."""
    tale = Tale(routine(PARENT), routine(SLEEP, id="besok")).takes("beside")
    return tale.waits(minutes=4).takes("beside")


def test_what_moves_in_another_instance_of_the_case_leaves_undo(sleepers: Tale) -> None:
    first, second = (each.id for each in sleepers.root.children)
    sleepers.waits(minutes=2)
    assert (sleepers.here(first), sleepers.here(second)) == ({"vakna"}, {"sov"})
    assert sleepers.asks(TakeBack, WORKER) is None
    assert sleepers.here(first) == {"vakna"}
    assert sleepers.case.instances[second].status == "cancelled"


def test_what_moves_in_what_the_choice_started_takes_undo_away(sleepers: Tale) -> None:
    assert sleepers.waits(minutes=5).view()["undo"] is None
    assert isinstance(sleepers.asks(TakeBack, WORKER), CannotUndo)


def test_what_ends_and_is_told_to_what_the_choice_changed_takes_undo_away(sleepers: Tale) -> None:
    first, _ = (each.id for each in sleepers.root.children)
    sleepers.waits(minutes=2).takes("klar", of=first)
    assert isinstance(sleepers.asks(TakeBack, WORKER), CannotUndo)


def test_only_what_the_choice_led_to_would_go_back_with_it(branches: Tale) -> None:
    undo = branches.case.undo
    assert undo is not None
    ring, skriv, granska = 3, 5, 4
    assert branches.root.tokens["bada.ena"].visit == skriv
    assert branches.root.tokens["bada.andra"].visit == granska
    assert [would_take_back(undo, ROOT, visit) for visit in (ring, granska, skriv)] == [False, False, True]
    assert not would_take_back(undo, "en annan", skriv)


@pytest.mark.parametrize("keeps", ["takes", "fires"])
def test_what_left_undo_is_replayed_to_the_same_case(branches: Tale, keeps: str) -> None:
    if keeps == "takes":
        branches.asks(Take, OFFICE, state="granska")
    else:
        branches.waits(minutes=6)
    assert replay(ROOT, branches.entries(), branches.library, branches.people).case == branches.case
    branches.asks(TakeBack, WORKER)
    assert replay(ROOT, branches.entries(), branches.library, branches.people).case == branches.case


def test_the_history_says_of_each_command_whether_what_could_be_taken_back_still_can() -> None:
    branches = Tale(routine(BRANCHES, more=FACTS)).takes("klar")
    assert branches.asks(Take, OFFICE, state="granska") is None
    branches.takes("svar", antal=3)
    assert branches.asks(Take, OFFICE, state="granska", release=True) is None
    assert branches.asks(Take, OFFICE, state="granska") is None
    branches.takes("klar", state="granska", by=OFFICE)
    told = [(each.undo_until is not None, each.undo_stays) for each in branches.entries()]
    nothing, offered, stays = (False, False), (True, False), (False, True)
    assert told == [nothing, nothing, nothing, offered, stays, stays, nothing]


MAILS = """
    skicka: {title: Skicka, do: {mail: it, subject: Hej, body: Hej}}
    efter: {title: Efter, role: medarbetare}
    klart: {end: klart}
"""


def given_up(tale: Followed, of: str) -> None:
    visit = tale.case.instances[of].tokens["main"].visit
    refusal = tale.do(
        Delivered(at=tale.now, by=SYSTEM, instance=of, visit=visit, problem="Servern svarar inte")
    )
    assert refusal is None


def test_work_that_is_given_up_in_what_the_choice_started_takes_undo_away() -> None:
    tale = Followed(routine(PARENT), routine(MAILS, id="besok", more=IT)).takes("beside")
    assert tale.case.undo is not None
    given_up(tale, tale.child("besok").id)
    assert tale.case.undo is None


def test_work_that_is_given_up_elsewhere_in_the_case_leaves_it() -> None:
    tale = Followed(routine(PARENT), routine(MAILS, id="besok", more=IT)).takes("beside")
    first = tale.child("besok").id
    tale.takes("beside")
    given_up(tale, first)
    assert tale.case.undo is not None


HELD = """
    borja: {title: Börja, role: medarbetare}
    bada:
      title: Båda
      together:
        ett: {states: {forsta: {title: Räkna först, role: administrator, same_as: andra}, ett_slut: {end: klart}}}
        tva:
          states:
            andra: {title: Räkna sedan, role: administrator, choices: {klar: {label: Klar, undo: 10 min}}}
            vila: {title: Vila, role: medarbetare}
            tva_slut: {end: klart}
    slut: {end: klart}
"""


def test_a_step_that_the_choice_gave_somebody_is_nobodys_after_undo_whatever_has_been() -> None:
    tale = Tale(routine(HELD)).takes("klar").takes("klar", state="andra", by=OFFICE)
    assert tale.root.tokens["bada.ett"].taken_by == OFFICE.subject
    assert tale.asks(HandOver, WORKER, to=COLLEAGUE.subject) is None
    assert tale.asks(TakeBack, OFFICE) is None
    assert (tale.root.owner, tale.here()) == (COLLEAGUE.subject, {"forsta", "andra"})
    assert [each.taken_by for each in tale.root.tokens.values()] == [None] * 3


def test_a_reminder_that_comes_again_goes_on_from_where_it_is_when_a_choice_is_taken_back() -> None:
    again = BRANCHES.replace("{after: 7 min, notify", "{after: 2 min, every: 5 min, notify")
    tale = (
        Tale(routine(again, more=FACTS))
        .takes("klar")
        .waits(minutes=3)
        .takes("svar", antal=3)
        .waits(minutes=6)
    )
    assert tale.told() == ["Granska.", "Granska.", "Skriv nu."]
    assert tale.asks(TakeBack, WORKER) is None
    assert tale.waits(minutes=2).told() == ["Granska.", "Granska.", "Skriv nu.", "Ring nu."]
    assert tale.waits(minutes=1).told()[4:] == ["Granska."]
