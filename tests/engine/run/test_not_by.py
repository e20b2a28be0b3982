"""`not_by`: who has done one step does not do the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.errors.duty import DoneByYou, InPersonOnly
from engine.errors.person import NotYours
from engine.errors.root import Refusal
from engine.errors.value import FactsWrong
from engine.run import duties
from engine.run.commands import HandOver, Take, TakeBack
from engine.run.instance import Done, Person
from engine.run.outcome import Notice
from engine.stored.replay import replay
from tests.engine.run.acting import COLLEAGUE, MANAGER, OFFICE, WORKER, Tale, routine

ANNA, BO = (Person(name, OFFICE.grants) for name in ("anna", "bo"))
BOTH = Person("c2", MANAGER.grants | OFFICE.grants)

SIGNED = """
    skriv: {title: Skriv, role: medarbetare}
    forsta:
      title: Skriv under som nummer ett
      role: administrator
      choices: {klar: {label: Klar, undo: 10 min}, om: {label: Om, to: skriv}}
    andra:
      title: Skriv under som nummer två
      role: administrator
      not_by: forsta
      choices: {klar: Klar, tillbaka: {label: Tillbaka, to: forsta}, chefen: {label: Chefen, role: chef}}
      timers: [{after: 1 h, remind: Skriv under.}]
    slut: {end: klart}
"""


def at_the_second(by: Person = ANNA) -> Tale:
    return Tale(routine(SIGNED)).takes("klar").takes("klar", by=by)


def said(refusal: Refusal | None) -> str:
    assert refusal is not None
    return refusal.say("sv")


def test_who_did_the_first_does_not_do_the_second_and_is_told_why() -> None:
    tale = at_the_second()
    refusal = tale.tries("klar", by=ANNA)
    assert isinstance(refusal, DoneByYou)
    assert refusal.reason == "not_by"
    assert said(refusal) == "Du gjorde själv ”Skriv under som nummer ett”. Någon annan ska göra det här."
    assert refusal.say("en") == "You did “Skriv under som nummer ett” yourself. Somebody else is to do this."
    assert tale.tries("klar", by=BO) is None


def test_who_did_the_first_does_not_take_the_second() -> None:
    tale = at_the_second()
    assert isinstance(tale.asks(Take, ANNA, state="andra"), DoneByYou)
    assert tale.asks(Take, BO, state="andra") is None


def test_the_view_says_the_same_and_the_step_is_not_theirs() -> None:
    tale = at_the_second()
    seen = tale.choice("klar", by=ANNA)
    assert (seen["allowed"], seen["reason"]) == (False, "who")
    assert seen["because"] == said(tale.tries("klar", by=ANNA))
    assert [tale.view(by)["steps"][0]["mine"] for by in (ANNA, BO)] == [False, True]


def test_every_choice_of_the_step_is_kept_from_them_whatever_role_it_is_for() -> None:
    tale = at_the_second(by=BOTH)
    assert isinstance(tale.tries("chefen", by=BOTH), DoneByYou)
    assert tale.tries("chefen", by=MANAGER) is None


def test_what_is_offered_at_any_time_is_no_part_of_the_step() -> None:
    tale = Tale(routine(SIGNED, more="anytime: {avbryt: {label: Avbryt, to: slut}}"))
    tale.takes("klar").takes("klar", by=ANNA)
    assert tale.tries("avbryt", by=ANNA) is None


def test_what_is_chosen_at_any_time_in_a_step_is_not_to_have_done_it() -> None:
    more = "anytime: {vidare: {label: Vidare, to: andra}}"
    tale = Tale(routine(SIGNED, more=more)).takes("klar").takes("vidare", by=ANNA)
    assert tale.root.done == ()
    assert tale.tries("klar", by=ANNA) is None


def test_a_manager_who_did_the_first_does_not_take_what_nobody_has() -> None:
    tale = Tale(routine(SIGNED)).takes("klar")
    tale.asks(Take, MANAGER, state="forsta")
    tale.takes("klar", by=MANAGER)
    assert isinstance(tale.asks(Take, MANAGER, state="andra"), DoneByYou)
    assert isinstance(tale.tries("klar", by=MANAGER), NotYours)
    other = replace(MANAGER, subject="c9")
    assert tale.asks(Take, other, state="andra") is None
    assert tale.tries("klar", by=other) is None


def test_of_what_is_done_on_behalf_both_have_done_it() -> None:
    tale = Tale(routine(SIGNED)).takes("klar")
    tale.asks(Take, ANNA, state="forsta")
    tale.takes("klar", by=BOTH)
    assert tale.last("chosen").detail == {"on_behalf": "anna"}
    assert tale.root.done == (Done("forsta", "c2"), Done("forsta", "anna"))
    assert all(isinstance(tale.tries("klar", by=each), DoneByYou) for each in (ANNA, BOTH))
    assert tale.tries("klar", by=BO) is None


def test_nobody_acts_on_behalf_of_whoever_has_the_second_but_a_manager_frees_it() -> None:
    tale = at_the_second()
    tale.asks(Take, BO, state="andra")
    refusal = tale.tries("klar", by=MANAGER)
    assert isinstance(refusal, InPersonOnly)
    assert said(refusal).endswith("Om någon annan ska göra det: lämna tillbaka steget först.")
    assert isinstance(tale.asks(Take, BOTH, state="andra"), InPersonOnly)
    assert tale.asks(Take, MANAGER, state="andra", release=True) is None
    assert tale.asks(Take, BOTH, state="andra") is None


def test_a_refusal_of_such_a_step_names_no_manager() -> None:
    tale = at_the_second()
    tale.asks(Take, BO, state="andra")
    assert said(tale.tries("klar", by=Person("eva", OFFICE.grants))) == (
        "Det här får du inte göra. Det görs av den som har steget (Administratör)."
    )


def test_everybody_who_ever_did_it_is_kept_away_each_told_once() -> None:
    tale = at_the_second().takes("tillbaka", by=BO).takes("om", by=BO).takes("klar").takes("klar", by=ANNA)
    assert tale.root.done == (Done("forsta", "bo"), Done("forsta", "anna"))
    assert duties.kept_away(tale.root, routine(SIGNED).states["andra"]) == ("bo", "anna")
    assert all(isinstance(tale.tries("klar", by=each), DoneByYou) for each in (ANNA, BO))


def test_a_choice_that_is_undone_never_happened() -> None:
    tale = at_the_second()
    assert tale.asks(TakeBack, ANNA) is None
    assert tale.root.done == ()
    tale.takes("klar", by=BO)
    assert tale.tries("klar", by=ANNA) is None


def test_only_what_the_routine_asks_of_is_remembered() -> None:
    tale = at_the_second()
    assert tale.root.done == (Done("forsta", "anna"),)
    plain = Tale(routine(SIGNED.replace("not_by: forsta", "note: Läs."))).takes("klar").takes("klar", by=ANNA)
    assert plain.root.done == ()


def test_a_choice_alone_may_be_for_another() -> None:
    states = """
        rakna:
          title: Räkna
          role: medarbetare
          choices:
            raknat: {label: Räknat, start: barn}
            kontrollerat: {label: Kontrollerat, not_by: rakna, to: slut}
        slut: {end: klart}
    """
    child = routine("gor: {title: Gör, role: medarbetare}\nslut: {end: klart}", id="barn")
    tale = Tale(routine(states), child).takes("raknat")
    assert isinstance(tale.tries("kontrollerat"), DoneByYou)
    assert tale.choice("raknat")["allowed"]
    assert tale.tries("kontrollerat", by=COLLEAGUE) is None


OWNERS = """
    forsta: {title: Räkna, role: medarbetare}
    andra: {title: Räkna igen, role: medarbetare, not_by: NAMED, timers: [{after: 1 h, remind: Räkna.}]}
    tredje: {title: Avsluta, role: medarbetare}
    slut: {end: klart}
"""


@pytest.mark.parametrize("named", ["forsta", "start"])
def test_what_the_owner_is_kept_from_is_their_colleagues(named: str) -> None:
    tale = Tale(routine(OWNERS.replace("NAMED", named))).takes("klar")
    assert isinstance(tale.tries("klar"), DoneByYou)
    assert tale.takes("klar", by=COLLEAGUE).tries("klar") is None


def test_who_started_is_told_so() -> None:
    tale = Tale(routine(OWNERS.replace("NAMED", "start"))).takes("klar")
    assert said(tale.tries("klar")) == "Du startade själv rutinen. Någon annan ska göra det här."


def test_a_reminder_of_it_goes_to_the_role() -> None:
    tale = Tale(routine(OWNERS.replace("NAMED", "start"))).takes("klar").waits(hours=1)
    (notice,) = (each for each in tale.sent if isinstance(each, Notice))
    assert (notice.subject, notice.roles) == (None, ("medarbetare",))


def test_who_started_stays_who_started_when_it_is_handed_over() -> None:
    tale = Tale(routine(OWNERS.replace("NAMED", "start")))
    tale.asks(HandOver, WORKER, to="m2")
    tale.takes("klar", by=COLLEAGUE)
    assert isinstance(tale.tries("klar", by=WORKER), NotYours)
    assert tale.tries("klar", by=COLLEAGUE) is None


def test_what_is_handed_over_and_back_is_its_starters_alone() -> None:
    tale = Tale(routine(OWNERS.replace("NAMED", "start")))
    kept = []
    for by, to in ((WORKER, "m2"), (COLLEAGUE, "m1")):
        tale.asks(HandOver, by, to=to)
        kept.append(tale.root.starters)
    assert kept == [("m1",), ()]


def test_a_step_is_not_handed_over_to_who_is_kept_from_it() -> None:
    tale = at_the_second()
    tale.asks(Take, BO, state="andra")
    worker = Person("bo", WORKER.grants | OFFICE.grants)
    tale.asks(HandOver, WORKER, to="bo")
    refusal = tale.asks(HandOver, worker, to="anna")
    assert isinstance(refusal, FactsWrong)
    assert refusal.problems["to"].sv == (
        "”anna” gjorde själv ”Skriv under som nummer ett”, och ”Skriv under som nummer två” ska göras av någon annan. "
        "Välj en annan, eller vänta tills steget är gjort."
    )
    assert tale.asks(HandOver, worker, to="eva") is None


def test_what_is_no_step_of_the_owners_is_no_reason_not_to_hand_over() -> None:
    assert at_the_second().asks(HandOver, WORKER, to="anna") is None


def test_a_caller_is_not_handed_over_where_what_it_called_can_t_be() -> None:
    caller = routine("kor: {title: Kör, call: barn}\nslut: {end: klart}")
    tale = Tale(caller, routine(OWNERS.replace("NAMED", "forsta"), id="barn"))
    of = tale.child("barn").id
    tale.asks(HandOver, WORKER, to="m2", instance=of)
    tale.takes("klar", by=COLLEAGUE, of=of)
    tale.asks(HandOver, COLLEAGUE, to="m1", instance=of)
    before = tale.case
    assert isinstance(tale.asks(HandOver, WORKER, to="m2"), FactsWrong)
    assert tale.case == before
    assert tale.asks(HandOver, WORKER, to="m3") is None
    assert [each.owner for each in tale.case.instances.values()] == ["m3", "m3"]


CALLED = """
    forsta: {title: Granska, role: medarbetare, not_by: start}
    slut: {end: klart}
"""


def test_who_started_a_called_routine_is_who_started_its_caller() -> None:
    caller = routine(
        "skriv: {title: Skriv, role: medarbetare}\nkor: {title: Kör, call: barn}\nslut: {end: klart}"
    )
    tale = Tale(caller, routine(CALLED, id="barn"))
    tale.asks(HandOver, WORKER, to="m2")
    tale.takes("klar", by=COLLEAGUE)
    of = tale.child("barn").id
    assert tale.child("barn").starters == ("m1",)
    assert isinstance(tale.tries("klar", by=WORKER, of=of), NotYours)
    assert tale.tries("klar", by=COLLEAGUE, of=of) is None


def test_who_takes_the_choice_starts_what_it_starts_beside_and_so_does_whom_it_is_done_for() -> None:
    starts = routine(
        "skriv: {title: Skriv, role: medarbetare, choices: {ny: {label: Ny, start: barn}}}\nslut: {end: klart}"
    )
    tale = Tale(starts, routine(CALLED, id="barn", start="chef")).takes("ny", by=MANAGER)
    of = tale.child("barn").id
    assert tale.child("barn").starters == ("c1", "m1")
    assert isinstance(tale.tries("klar", by=WORKER, of=of), DoneByYou)
    assert tale.tries("klar", by=COLLEAGUE, of=of) is None


BESIDE = """
    borja: {title: Börja, role: medarbetare}
    bada:
      title: Båda
      together:
        ett: {states: {forsta: {title: Räkna först, role: administrator, not_by: andra}, ett_slut: {end: klart}}}
        tva: {states: {andra: {title: Räkna sedan, role: administrator, not_by: forsta}, tva_slut: {end: klart}}}
      to: slut
    slut: {end: klart}
"""


def test_who_has_taken_both_of_two_that_run_side_by_side_gives_one_back_by_doing_the_other() -> None:
    tale = Tale(routine(BESIDE)).takes("klar")
    for state in ("forsta", "andra"):
        tale.asks(Take, ANNA, state=state)
    tale.takes("klar", by=ANNA, state="andra")
    assert tale.root.tokens["bada.ett"].taken_by is None
    assert (tale.last("released").state, tale.last("released").visit) == ("forsta", 3)
    assert isinstance(tale.tries("klar", by=ANNA, state="forsta"), DoneByYou)
    assert tale.tries("klar", by=BO, state="forsta") is None


def test_its_history_tells_it_again() -> None:
    tale = at_the_second()
    tale.asks(HandOver, WORKER, to="m2")
    again = replay(tale.case.id, tale.entries(), tale.library, tale.people)
    assert (again.case.instances, again.not_replayed) == (tale.case.instances, 0)
