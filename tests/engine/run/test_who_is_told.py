"""What is said of who may: leave in one's own name, or who could, of which roles, and whether a manager could too."""

from __future__ import annotations

from engine.errors.duty import HeldForAnother
from engine.errors.person import NotYours
from engine.errors.root import Refusal
from engine.errors.value import FactsWrong
from engine.model.routine import Choice, Routine, Step, Wait
from engine.run import who
from engine.run.commands import Cancel, Correct, HandOver, Receive, Take, TakeBack
from engine.run.instance import Person
from engine.run.who import Leave
from engine.scenarios.player import UNIT
from tests.engine.run.acting import COLLEAGUE, MANAGER, OFFICE, STRANGER, WORKER, Tale, compiled, routine

ANNA, BO = (Person(name, OFFICE.grants) for name in ("anna", "bo"))


def told(refusal: Refusal | Leave | None) -> tuple[list[str], str, bool]:
    """The titles of who could, why the person can't, and whether a manager could too."""
    assert isinstance(refusal, NotYours), refusal
    return refusal.can("sv"), refusal.reason, refusal.managed


STATES = """
    gor:
      title: Gör
      role: [medarbetare, administrator]
      choices: {klar: {label: Klar, ask: [{fact: antal, required: no}], undo: 1 h, to: vanta}}
    vanta: {title: Vänta, wait: svaret, role: [administrator, chef], ask: [{fact: svar, required: no}]}
    oppet: {title: Öppet, wait: vad_som_helst}
    slut: {end: klart}
"""
FACTS = "facts: {antal: {type: number, title: Antal}, svar: {type: text, title: Svar}}"
ROUTINE = routine(STATES, more=FACTS)


def without_managers(states: str) -> Routine:
    head = "routine: ensam\nversion: 1\ntitle: Ensam\nlanguage: sv\nstart: medarbetare\n"
    return compiled(
        f"{head}roles: {{medarbetare: Medarbetare, administrator: Administratör}}\nstates:\n{states}", "ensam"
    )


def first_choice(routine: Routine) -> tuple[Step, Choice]:
    step = routine.states["gor"]
    assert isinstance(step, Step)
    return step, step.choices[0]


def wait(routine: Routine, state: str) -> Wait:
    found = routine.states[state]
    assert isinstance(found, Wait)
    return found


def test_who_may_has_leave_in_their_own_name() -> None:
    root = Tale(ROUTINE).root
    taken = (ROUTINE, root, *first_choice(ROUTINE), "m1")
    leaves = [
        who.may_start(ROUTINE, WORKER, UNIT),
        who.may_see_to(ROUTINE, root, MANAGER),
        who.may_take_back(*taken, MANAGER),
        who.may_take_back(*taken, WORKER),
        who.may_correct(ROUTINE, root, "antal", MANAGER),
        who.may_correct(ROUTINE, root, "antal", WORKER),
        who.may_tell(ROUTINE, root, wait(ROUTINE, "vanta"), OFFICE),
        who.may_tell(ROUTINE, root, wait(ROUTINE, "oppet"), STRANGER),
        who.may_manage(ROUTINE, root, WORKER, owner_too=True),
        who.may_manage(ROUTINE, root, MANAGER, owner_too=False),
    ]
    assert leaves == [Leave()] * len(leaves)


def test_a_manager_tells_what_is_for_another_role_to_tell() -> None:
    others = routine(STATES.replace("role: [administrator, chef]", "role: administrator"), more=FACTS)
    tale = Tale(others).takes("klar")
    assert who.may_tell(others, tale.root, wait(others, "vanta"), MANAGER) == Leave()
    assert tale.asks(Receive, MANAGER, message="svaret") is None


def test_who_may_not_is_told_of_the_roles_and_that_a_manager_could() -> None:
    root = Tale(ROUTINE).root
    assert told(who.may_start(ROUTINE, OFFICE, UNIT)) == (["Medarbetare"], "role", True)
    assert told(who.may_see_to(ROUTINE, root, WORKER)) == (["Chefen"], "role", True)
    may_tell = who.may_tell(ROUTINE, root, wait(ROUTINE, "vanta"), WORKER)
    assert told(may_tell) == (["Administratör", "Chefen"], "role", True)
    assert told(who.may_correct(ROUTINE, root, "svar", WORKER)) == (["Chefen", "Administratör"], "role", True)
    assert told(who.may_manage(ROUTINE, root, COLLEAGUE, owner_too=True)) == (
        ["Medarbetare", "Chefen"],
        "role",
        True,
    )
    assert told(who.may_manage(ROUTINE, root, WORKER, owner_too=False)) == (["Chefen"], "role", True)


def test_the_roles_of_an_owner_who_has_several_are_told_in_their_order() -> None:
    names = ["anna", "berta", "cilla", "doris", "eva", "frida"]
    head = "routine: sex\nversion: 1\ntitle: Sex\nlanguage: sv\n"
    roles = (
        f"roles: {{{', '.join(f'{name}: {name.title()}' for name in names)}}}\nstart: [{', '.join(names)}]\n"
    )
    six = compiled(head + roles + "states:\n  gor: {title: Gör, role: anna}\n  slut: {end: klart}\n", "sex")
    tale = Tale(six, by=Person("m1", frozenset((name, UNIT) for name in names)))
    may_not = who.may_manage(six, tale.root, STRANGER, owner_too=True)
    assert told(may_not)[0] == [name.title() for name in names]


def test_who_takes_back_another_persons_choice_is_told_of_the_owner_and_of_a_manager_where_there_is_one() -> (
    None
):
    lonely = "  gor: {title: Gör, role: medarbetare, choices: {klar: {label: Klar, undo: 1 h}}}\n  slut: {end: klart}\n"
    for its_routine, managed in ((ROUTINE, True), (without_managers(lonely), False)):
        tale = Tale(its_routine).takes("klar")
        assert told(tale.asks(TakeBack, COLLEAGUE)) == (["Medarbetare"], "owner", managed)


def test_who_sets_a_fact_by_a_choice_alone_corrects_it() -> None:
    states = """
        sok: {title: Sök, role: medarbetare}
        besluta: {title: Besluta, role: administrator, choices: {ja: {label: Ja, set: {antal: 1}}}}
        slut: {end: klart}
    """
    tale = Tale(routine(states, more=FACTS)).takes("klar").takes("ja", by=OFFICE, state="besluta")
    assert told(tale.asks(Correct, WORKER, facts={"antal": 2}, reason="Fel"))[0] == [
        "Administratör",
        "Chefen",
    ]
    assert tale.asks(Correct, OFFICE, facts={"antal": 2}, reason="Fel") is None


def test_a_step_of_the_owner_and_of_another_role_is_somebodys() -> None:
    assert told(Tale(ROUTINE).asks(Take, MANAGER, state="gor"))[:2] == (
        ["Medarbetare", "Administratör"],
        "role",
    )


def test_a_colleague_by_one_of_the_roles_is_told_of_whoever_has_the_step() -> None:
    tale = Tale(ROUTINE)
    tale.asks(Take, ANNA, state="gor")
    assert told(tale.asks(Take, BO, state="gor", release=True)) == (
        ["Medarbetare", "Administratör"],
        "owner",
        True,
    )


HELD = """
  forsta: {title: Beställ, role: administrator}
  andra:
    title: Följ upp
    role: administrator
    choices: {klar: Klar, angra: {label: Ångra, same_as: forsta}}
  slut: {end: klart}
"""


def test_what_is_given_back_is_so_on_behalf_of_who_took_it_before_whom_a_choice_is_held_for() -> None:
    tale = Tale(routine(HELD)).takes("klar", by=ANNA)
    tale.asks(Take, BO, state="andra")
    assert tale.asks(Take, MANAGER, state="andra", release=True) is None
    assert tale.last("released").detail == {"on_behalf": "bo"}


def test_without_a_manager_a_colleague_is_who_can_let_go_of_what_is_held() -> None:
    refusal = Tale(without_managers(HELD)).takes("klar", by=ANNA).tries("angra", by=BO)
    assert isinstance(refusal, HeldForAnother)
    assert refusal.say("sv") == (
        "Det här görs av den som gjorde ”Beställ”. En kollega i rollen kan lämna tillbaka steget, så får någon annan i rollen göra det."
    )


KEPT = """
    forsta: {title: Räkna, role: medarbetare}
    andra: {title: Räkna igen, role: [administrator, medarbetare], not_by: start}
    slut: {end: klart}
"""


def test_who_started_does_not_get_back_what_is_for_somebody_else_of_their_role_among_others() -> None:
    tale = Tale(routine(KEPT)).takes("klar")
    assert tale.asks(HandOver, WORKER, to="m2") is None
    refusal = tale.asks(HandOver, COLLEAGUE, to="m1")
    assert isinstance(refusal, FactsWrong)
    assert refusal.problems["to"].sv == (
        "”m1” startade själv rutinen, och ”Räkna igen” ska göras av någon annan. Välj en annan, eller vänta tills steget är gjort."
    )


def test_a_manager_is_named_once_among_who_corrects() -> None:
    tale = Tale(ROUTINE)
    could = ["Medarbetare", "Administratör", "Chefen"]
    assert told(tale.asks(Correct, STRANGER, facts={"antal": 1}, reason="Fel"))[0] == could
    assert told(tale.asks(Cancel, STRANGER, reason="Fel"))[0] == ["Chefen"]
