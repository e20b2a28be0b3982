"""`same_as`: who has done one step does the other too."""

from __future__ import annotations

import pytest

from engine.errors.duty import DoneByYou, HeldForAnother
from engine.errors.person import NotYours
from engine.errors.root import Refusal
from engine.errors.step import NotTaken
from engine.run import duties
from engine.run.commands import HandOver, Take
from engine.run.instance import Person
from engine.stored.replay import replay
from tests.engine.run.acting import COLLEAGUE, MANAGER, OFFICE, WORKER, Tale, routine

ANNA, BO = (Person(name, OFFICE.grants) for name in ("anna", "bo"))
BOTH = Person("c2", MANAGER.grants | OFFICE.grants)


def said(refusal: Refusal | None) -> str:
    assert refusal is not None
    return refusal.say("sv")


GIVEN = """
    skriv: {title: Skriv, role: [medarbetare, administrator]}
    gor_i_ordning:
      title: Gör i ordning
      role: administrator
      choices: {klar: {label: Klar, undo: 10 min}, hoppa: {label: Hoppa, to: ge}}
    vanta: {title: Vänta, wait: svaret}
    ge:
      title: Ge
      role: [administrator, medarbetare]
      same_as: gor_i_ordning
      choices: {klar: Klar, igen: {label: Igen, to: gor_i_ordning}, nej: {label: Nej, role: chef}}
    slut: {end: klart}
"""


def prepared(by: Person = ANNA) -> Tale:
    tale = Tale(routine(GIVEN)).takes("klar").takes("klar", by=by)
    assert tale.receive("svaret") is None
    return tale


def test_the_step_is_taken_for_who_did_the_other() -> None:
    tale = prepared()
    assert tale.root.tokens["main"].taken_by == "anna"
    refusal = tale.tries("klar", by=BO)
    assert isinstance(refusal, HeldForAnother)
    assert said(refusal) == (
        "Det här görs av den som gjorde ”Gör i ordning”. Chefen i enheten kan lämna tillbaka steget, så får någon annan i rollen göra det."
    )
    assert tale.tries("klar", by=ANNA) is None


def test_nobody_takes_it_over_and_nobody_acts_on_their_behalf() -> None:
    tale = prepared()
    for by in (BO, BOTH, MANAGER):
        assert isinstance(tale.asks(Take, by, state="ge"), NotYours)
        assert isinstance(tale.tries("klar", by=by), HeldForAnother)


@pytest.mark.parametrize("by", [Person("anna"), MANAGER])
def test_given_back_by_them_or_a_manager_it_is_the_roles_again(by: Person) -> None:
    tale = prepared()
    assert tale.asks(Take, by, state="ge", release=True) is None
    assert tale.asks(Take, BO, state="ge") is None
    assert tale.takes("klar", by=MANAGER).last("chosen").detail == {"on_behalf": "bo"}


def test_where_the_other_has_not_been_done_it_is_held_for_nobody() -> None:
    more = "anytime: {fort: {label: Fort, role: medarbetare, to: ge}}"
    tale = Tale(routine(GIVEN, more=more)).takes("fort")
    assert tale.root.tokens["main"].taken_by is None
    assert tale.tries("klar", by=BO) is None


def test_it_is_for_who_did_the_other_last() -> None:
    tale = prepared().takes("igen", by=ANNA).takes("hoppa", by=BO)
    assert tale.root.tokens["main"].taken_by == "bo"


def test_of_what_is_done_on_behalf_it_is_for_whom_it_was_done() -> None:
    tale = Tale(routine(GIVEN)).takes("klar")
    tale.asks(Take, ANNA, state="gor_i_ordning")
    tale.takes("hoppa", by=MANAGER)
    assert tale.root.tokens["main"].taken_by == "anna"


def test_it_may_be_for_who_started_and_goes_along_when_that_is_handed_over() -> None:
    tale = Tale(routine(GIVEN.replace("same_as: gor_i_ordning", "same_as: start")))
    tale.takes("klar").takes("hoppa", by=ANNA)
    assert tale.root.tokens["main"].taken_by == "m1"
    assert said(tale.tries("klar", by=ANNA)).startswith("Det här görs av den som startade rutinen.")
    tale.asks(HandOver, WORKER, to="m2")
    assert tale.tries("klar", by=COLLEAGUE) is None


BESIDE = """
    borja: {title: Börja, role: medarbetare}
    bada:
      title: Båda
      together:
        ett: {states: {forsta: {title: Räkna först, role: administrator, same_as: andra}, ett_slut: {end: klart}}}
        tva: {states: {andra: {title: Räkna sedan, role: administrator}, tva_slut: {end: klart}}}
      to: slut
    slut: {end: klart}
"""


def test_an_open_step_becomes_theirs_when_they_do_the_other_side_by_side() -> None:
    tale = Tale(routine(BESIDE)).takes("klar")
    assert tale.root.tokens["bada.ett"].taken_by is None
    tale.takes("klar", by=ANNA, state="andra")
    assert tale.root.tokens["bada.ett"].taken_by == "anna"


def test_what_somebody_else_has_taken_stays_theirs() -> None:
    tale = Tale(routine(BESIDE)).takes("klar")
    tale.asks(Take, BO, state="forsta")
    tale.takes("klar", by=ANNA, state="andra")
    assert tale.root.tokens["bada.ett"].taken_by == "bo"


def test_it_is_for_nobody_whom_not_by_keeps_away() -> None:
    both = "same_as: gor_i_ordning\n      not_by: skriv"
    tale = Tale(routine(GIVEN.replace("same_as: gor_i_ordning", both)))
    tale.takes("klar").takes("hoppa", by=Person("m1", OFFICE.grants))
    assert tale.root.tokens["main"].taken_by is None
    assert isinstance(tale.tries("klar", by=WORKER), DoneByYou)
    assert tale.tries("klar", by=BO) is None


def test_of_those_who_have_done_the_other_it_is_for_the_last_also_where_the_first_is_kept_away() -> None:
    both = "same_as: gor_i_ordning\n      not_by: skriv"
    tale = Tale(routine(GIVEN.replace("same_as: gor_i_ordning", both)))
    tale.takes("klar", by=WORKER).takes("hoppa", by=Person("m1", OFFICE.grants))
    tale.takes("igen", by=BO).takes("hoppa", by=BO)
    assert tale.root.tokens["main"].taken_by == "bo"


def test_a_choice_of_another_role_stays_that_roles() -> None:
    assert prepared().tries("nej", by=MANAGER) is None


ONE_CHOICE = """
    forsta: {title: Beställ, role: administrator}
    andra:
      title: Följ upp
      role: administrator
      choices: {klar: Klar, angra: {label: Ångra, same_as: forsta}}
    slut: {end: klart}
"""


def test_a_choice_alone_is_taken_by_who_did_the_other_and_by_nobody_else() -> None:
    tale = Tale(routine(ONE_CHOICE)).takes("klar", by=ANNA)
    tale.asks(Take, BO, state="andra")
    for by in (BO, BOTH, MANAGER):
        assert isinstance(tale.tries("angra", by=by), HeldForAnother)
    assert tale.choice("klar", by=BO)["allowed"]
    assert tale.tries("angra", by=ANNA) is None


def test_a_manager_frees_a_choice_whose_person_has_lost_the_role() -> None:
    tale = Tale(routine(ONE_CHOICE)).takes("klar", by=ANNA)
    assert isinstance(tale.tries("angra", by=Person("anna")), NotYours)
    assert isinstance(tale.asks(Take, BO, state="andra", release=True), NotYours)
    assert tale.asks(Take, MANAGER, state="andra", release=True) is None
    assert tale.last("released").detail == {"on_behalf": "anna"}
    assert tale.tries("angra", by=BO) is None


def test_a_choice_of_any_time_is_held_and_freed_likewise() -> None:
    more = "anytime: {stoppa: {label: Stoppa, role: administrator, same_as: forsta, to: slut}}"
    tale = Tale(routine(ONE_CHOICE.replace(", same_as: forsta", ""), more=more)).takes("klar", by=ANNA)
    assert isinstance(tale.tries("stoppa", by=BO), HeldForAnother)
    assert tale.asks(Take, MANAGER, state="andra", release=True) is None
    assert tale.last("released").detail == {"on_behalf": "anna"}
    assert tale.tries("stoppa", by=BO) is None


def test_who_gives_back_what_they_took_lets_nobody_else_go() -> None:
    tale = Tale(routine(ONE_CHOICE)).takes("klar", by=ANNA)
    tale.asks(Take, BO, state="andra")
    assert tale.asks(Take, BO, state="andra", release=True) is None
    assert isinstance(tale.tries("angra", by=BO), HeldForAnother)
    assert tale.asks(Take, ANNA, state="andra", release=True) is None
    assert tale.tries("angra", by=BO) is None


def test_what_has_been_let_go_stays_so_when_somebody_gives_the_step_back() -> None:
    tale = Tale(routine(ONE_CHOICE)).takes("klar", by=ANNA)
    for by, release in ((ANNA, True), (BO, False), (BO, True)):
        assert tale.asks(Take, by, state="andra", release=release) is None
    assert tale.tries("angra", by=BO) is None


def test_who_lets_go_of_a_choice_gives_back_nobody_elses_step() -> None:
    tale = Tale(routine(ONE_CHOICE)).takes("klar", by=ANNA)
    tale.asks(Take, BO, state="andra")
    assert tale.asks(Take, ANNA, state="andra", release=True) is None
    assert tale.root.tokens["main"].taken_by == "bo"


def test_where_nothing_is_held_and_nobody_has_it_nothing_is_given_back() -> None:
    tale = Tale(routine(ONE_CHOICE)).takes("klar", by=ANNA)
    tale.asks(Take, MANAGER, state="andra", release=True)
    assert isinstance(tale.asks(Take, MANAGER, state="andra", release=True), NotTaken)


def test_its_history_tells_it_again() -> None:
    tale = prepared()
    tale.asks(HandOver, WORKER, to="m2")
    again = replay(tale.case.id, tale.entries(), tale.library, tale.people)
    assert (again.case.instances, again.not_replayed) == (tale.case.instances, 0)


THREE = """
    vag: {title: Väg, role: administrator}
    mat: {title: Mät, role: administrator}
    skriv: {title: Skriv, role: administrator, same_as: vag}
    granska: {title: Granska, role: administrator, not_by: mat}
    slut: {end: klart}
"""


def test_it_is_for_who_did_that_step_whoever_did_another_since() -> None:
    tale = Tale(routine(THREE)).takes("klar", by=ANNA).takes("klar", by=BO)
    assert tale.root.tokens["main"].taken_by == "anna"


GIVEN_BACK = """
    borja: {title: Börja, role: administrator}
    bada:
      title: Båda
      together:
        ett: {states: {forsta: {title: Räkna först, role: administrator, same_as: borja}, ett_slut: {end: klart}}}
        tva: {states: {andra: {title: Räkna sedan, role: administrator}, tva_slut: {end: klart}}}
    granska: {title: Granska, role: administrator, not_by: andra}
    slut: {end: klart}
"""


def test_what_was_given_back_stays_so_while_another_step_is_done() -> None:
    tale = Tale(routine(GIVEN_BACK)).takes("klar", by=ANNA)
    assert tale.root.tokens["bada.ett"].taken_by == "anna"
    tale.asks(Take, ANNA, state="forsta", release=True)
    tale.takes("klar", by=BO, state="andra")
    assert tale.root.tokens["bada.ett"].taken_by is None


def test_who_did_the_other_and_has_lost_the_role_is_told_of_the_role() -> None:
    refusal = Tale(routine(ONE_CHOICE)).takes("klar", by=ANNA).tries("angra", by=Person("anna"))
    assert type(refusal) is NotYours


@pytest.mark.parametrize("most", [1, 2])
def test_of_however_many_routines_what_they_ask_is_remembered_of_some(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(duties, "MOST_KNOWN", most)
    monkeypatch.setattr(duties, "_ASKED", {})
    for _ in range(2):
        asked = [duties.asked_of(routine(states)) for states in (THREE, ONE_CHOICE)]
        assert asked == [{"vag", "mat"}, {"forsta"}]
        assert len(duties._ASKED) == most


def test_side_by_side_too_it_is_for_nobody_whom_not_by_keeps_away() -> None:
    states = GIVEN_BACK.replace("same_as: borja", "same_as: andra, not_by: borja")
    tale = Tale(routine(states)).takes("klar", by=ANNA).takes("klar", by=ANNA, state="andra")
    assert tale.root.tokens["bada.ett"].taken_by is None
