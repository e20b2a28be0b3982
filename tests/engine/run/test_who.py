"""Whose a step is: the owner's, a role's, somebody's who took it, a manager's on behalf."""

from __future__ import annotations

import pytest

from engine.errors.person import NotYours
from engine.errors.root import Refusal
from engine.errors.step import NotPossibleHere, NotTaken
from engine.run import who
from engine.run.commands import Cancel, Correct, HandOver, Take, TakeBack
from engine.run.instance import Person
from engine.run.who import Leave
from engine.scenarios.player import UNIT
from tests.engine.run.acting import COLLEAGUE, MANAGER, OFFICE, STRANGER, WORKER, Tale, compiled, routine

STATES = """
    eget: {title: Gör det själv, role: medarbetare, choices: {klar: Klar, sluta: {label: Sluta, role: chef, to: klart}}}
    kontorets: {title: Be kontoret, role: administrator}
    bådas: {title: Gör det, role: [medarbetare, administrator]}
    vanta: {title: Vänta, wait: svaret}
    klart: {end: klart}
""".replace("bådas", "badas")


@pytest.fixture
def tale() -> Tale:
    return Tale(routine(STATES, more="facts: {antal: {type: number, title: Antal}}"))


def refused(refusal: Refusal | None) -> tuple[str, list[str]]:
    """Why, and who could."""
    assert isinstance(refusal, NotYours), refusal
    return refusal.reason, [sv for sv, _ in refusal.who]


def test_a_step_of_the_owners_role_is_the_owners(tale: Tale) -> None:
    assert refused(tale.tries("klar", by=COLLEAGUE)) == ("owner", ["Medarbetare"])
    assert tale.tries("klar", by=WORKER) is None


def test_the_refusal_says_who_can(tale: Tale) -> None:
    refusal = tale.tries("klar", by=COLLEAGUE)
    assert refusal is not None
    assert refusal.say("sv") == (
        "Det här får du inte göra. Det görs av den som har steget (Medarbetare), eller av chefen i enheten."
    )


def test_a_manager_of_the_unit_acts_on_behalf_and_both_are_kept(tale: Tale) -> None:
    tale.takes("klar", by=MANAGER)
    assert tale.last("chosen").detail == {"on_behalf": "m1"}
    assert tale.entries()[-1].command.by == MANAGER


def test_one_who_has_the_role_in_another_unit_may_not(tale: Tale) -> None:
    assert refused(tale.tries("klar", by=STRANGER)) == ("role", ["Medarbetare"])


def test_a_manager_of_another_unit_may_not(tale: Tale) -> None:
    far = Person("c9", frozenset({("chef", "en annan enhet")}))
    assert isinstance(tale.tries("klar", by=far), NotYours)


def test_a_choices_own_role_comes_before_the_steps(tale: Tale) -> None:
    assert refused(tale.tries("sluta")) == ("role", ["Chefen"])
    assert tale.tries("sluta", by=MANAGER) is None


def test_a_step_of_another_role_is_any_holders(tale: Tale) -> None:
    tale.takes("klar")
    assert refused(tale.tries("klar")) == ("role", ["Administratör"])
    assert tale.tries("klar", by=OFFICE) is None


def test_a_step_that_nobody_has_is_not_a_managers_to_do_on_behalf(tale: Tale) -> None:
    assert isinstance(tale.takes("klar").tries("klar", by=MANAGER), NotYours)


def test_of_a_step_of_two_roles_the_owner_and_every_holder_of_the_other_may(tale: Tale) -> None:
    tale.takes("klar").takes("klar", by=OFFICE)
    assert refused(tale.tries("klar", by=COLLEAGUE))[0] == "owner"
    assert tale.tries("klar", by=OFFICE) is None


def test_a_taken_step_is_the_takers_until_it_is_given_back(tale: Tale) -> None:
    other = Person("a2", OFFICE.grants)
    tale.takes("klar")
    assert tale.asks(Take, OFFICE, state="kontorets") is None
    assert refused(tale.tries("klar", by=other))[0] == "owner"
    assert tale.asks(Take, OFFICE, state="kontorets", release=True) is None
    assert tale.tries("klar", by=other) is None
    assert [each for each in tale.kinds() if each in ("taken", "released")] == ["taken", "released"]


def test_a_manager_acts_on_behalf_of_who_has_taken_a_step(tale: Tale) -> None:
    tale.takes("klar")
    tale.asks(Take, OFFICE, state="kontorets")
    tale.takes("klar", by=MANAGER)
    assert tale.last("chosen").detail == {"on_behalf": "a1"}


BOTH = Person("c2", MANAGER.grants | OFFICE.grants)


def test_a_manager_without_the_role_does_not_take_a_step_from_who_has_it(tale: Tale) -> None:
    assert refused(tale.asks(Take, MANAGER, state="eget")) == ("role", ["Medarbetare"])
    assert tale.tries("klar") is None
    tale.asks(Take, OFFICE, state="kontorets")
    assert refused(tale.asks(Take, MANAGER, state="kontorets")) == ("role", ["Administratör"])


def test_a_manager_with_the_role_takes_a_step_over_and_both_are_kept(tale: Tale) -> None:
    tale.takes("klar")
    tale.asks(Take, OFFICE, state="kontorets")
    assert tale.asks(Take, BOTH, state="kontorets") is None
    assert tale.last("taken").detail == {"on_behalf": "a1"}
    assert refused(tale.tries("klar", by=OFFICE))[0] == "owner"
    assert tale.tries("klar", by=BOTH) is None


def test_a_manager_gives_back_what_another_has_taken(tale: Tale) -> None:
    tale.takes("klar")
    tale.asks(Take, OFFICE, state="kontorets")
    assert tale.asks(Take, MANAGER, state="kontorets", release=True) is None
    assert tale.root.tokens["main"].taken_by is None


def test_who_took_a_step_gives_it_back_also_without_the_role(tale: Tale) -> None:
    tale.takes("klar")
    tale.asks(Take, OFFICE, state="kontorets")
    assert tale.asks(Take, Person("a1"), state="kontorets", release=True) is None


def test_a_choice_of_another_role_stays_that_roles_in_a_taken_step(tale: Tale) -> None:
    tale.asks(Take, WORKER, state="eget")
    assert refused(tale.tries("klar", by=COLLEAGUE))[0] == "owner"
    assert tale.tries("sluta", by=MANAGER) is None
    assert tale.last("chosen").detail is None


def test_only_a_holder_of_the_role_takes_a_step(tale: Tale) -> None:
    tale.takes("klar")
    assert refused(tale.asks(Take, WORKER, state="kontorets"))[0] == "role"


def test_a_step_where_the_instance_is_not_cannot_be_taken(tale: Tale) -> None:
    refusal = tale.asks(Take, OFFICE, state="kontorets")
    assert isinstance(refusal, NotPossibleHere)
    assert refusal.say("sv").startswith("Steget ”Be kontoret” är inte öppet att ta nu.")


def test_what_is_no_step_cannot_be_taken(tale: Tale) -> None:
    tale.takes("klar").takes("klar", by=OFFICE).takes("klar")
    assert tale.here() == {"vanta"}
    refusal = tale.asks(Take, WORKER, state="vanta")
    assert isinstance(refusal, NotPossibleHere)
    assert refusal.say("sv").startswith("Steget ”Vänta” är inte öppet att ta nu.")


def test_only_a_role_of_the_start_starts(tale: Tale) -> None:
    with pytest.raises(AssertionError, match="You may not do this"):
        Tale(routine(STATES), by=OFFICE)


def test_handing_over_gives_the_instance_and_its_taken_steps_to_another(tale: Tale) -> None:
    tale.asks(Take, WORKER, state="eget")
    assert tale.asks(HandOver, WORKER, to="m2") is None
    assert tale.root.owner == "m2"
    assert refused(tale.tries("klar"))[0] == "owner"
    assert tale.tries("klar", by=COLLEAGUE) is None
    assert tale.last("handed_over").detail == {"from": "m1", "to": "m2"}


def test_handing_over_leaves_what_others_have_taken(tale: Tale) -> None:
    tale.takes("klar")
    tale.asks(Take, OFFICE, state="kontorets")
    tale.asks(HandOver, WORKER, to="m2")
    assert tale.root.tokens["main"].taken_by == "a1"


def test_a_manager_hands_over_and_a_colleague_does_not(tale: Tale) -> None:
    assert isinstance(tale.asks(HandOver, COLLEAGUE, to="m2"), NotYours)
    assert tale.asks(HandOver, MANAGER, to="m2") is None


DECISION = """
    sok: {title: Sök, role: medarbetare, ask: antal}
    besluta: {title: Besluta, role: chef, choices: {ja: {label: Ja, set: {bifall: yes}}, nej: {label: Nej, set: {bifall: no}}}}
    las: {title: Läs, role: [medarbetare, administrator], ask: {fact: last, required: no}}
    vanta: {title: Vänta, wait: kvitto, role: administrator, ask: {fact: kvitto, required: no}}
    klart: {end: klart}
"""
FACTS = """
facts:
  antal: {type: number, title: Antal}
  bifall: {type: yes_no, title: Bifall}
  last: {type: yes_no, title: Läst}
  kvitto: {type: yes_no, title: Kvitto}
  annat: {type: yes_no, title: Annat}
"""


@pytest.fixture
def decision() -> Tale:
    return Tale(routine(DECISION, more=FACTS)).takes("klar", antal=1).takes("nej", by=MANAGER)


def correcting(tale: Tale, by: Person, **facts: object) -> Refusal | None:
    return tale.asks(Correct, by, facts=facts, reason="Fel")


def test_the_owner_and_a_manager_correct_what_the_owners_role_sets_and_a_colleague_does_not(
    decision: Tale,
) -> None:
    refusal = correcting(decision, COLLEAGUE, antal=2)
    assert refused(refusal) == ("role", ["Medarbetare", "Chefen"])
    for person in (WORKER, MANAGER):
        assert correcting(decision, person, antal=2) is None


def test_the_owner_does_not_correct_what_another_role_has_decided(decision: Tale) -> None:
    assert refused(correcting(decision, WORKER, bifall=True)) == ("role", ["Chefen"])
    assert refused(correcting(decision, WORKER, antal=2, bifall=True)) == ("role", ["Chefen"])
    assert decision.root.facts == {"antal": 1, "bifall": False}


def test_what_nobody_sets_in_the_routine_is_a_managers_to_correct(decision: Tale) -> None:
    assert refused(correcting(decision, WORKER, annat=True)) == ("role", ["Chefen"])
    assert correcting(decision, MANAGER, annat=True) is None


def test_a_role_that_may_set_a_fact_with_a_choice_or_a_message_corrects_it(decision: Tale) -> None:
    assert correcting(decision, OFFICE, last=True) is None
    assert correcting(decision, OFFICE, kvitto=True) is None
    assert refused(correcting(decision, WORKER, kvitto=True)) == ("role", ["Administratör", "Chefen"])


def test_who_has_lost_the_role_does_not_correct(decision: Tale) -> None:
    assert refused(correcting(decision, Person("m1"), antal=2)) == ("role", ["Medarbetare", "Chefen"])


def test_who_has_lost_the_role_does_not_take_back_and_is_not_offered_it() -> None:
    states = STATES.replace("{klar: Klar,", "{klar: {label: Klar, undo: 1 h},")
    tale = Tale(routine(states)).takes("klar")
    lost = Person("m1", frozenset({("administrator", UNIT)}))
    assert tale.view(lost)["undo"] is None
    assert refused(tale.asks(TakeBack, lost)) == ("role", ["Medarbetare"])
    assert tale.view(WORKER)["undo"]["choice"] == "klar"
    assert tale.asks(TakeBack, WORKER) is None


def test_a_manager_takes_a_step_that_nobody_has_and_then_does_it(tale: Tale) -> None:
    tale.takes("klar")
    assert tale.asks(Take, MANAGER, state="kontorets") is None
    assert refused(tale.tries("klar", by=OFFICE))[0] == "owner"
    assert tale.tries("klar", by=Person("c1")) is not None
    assert tale.tries("klar", by=MANAGER) is None


def test_a_step_that_nobody_has_taken_can_not_be_given_back(tale: Tale) -> None:
    for by in (WORKER, MANAGER):
        refusal = tale.asks(Take, by, state="eget", release=True)
        assert isinstance(refusal, NotTaken)
        assert refusal.say("sv") == (
            "Ingen har tagit steget ”Gör det själv”, så det finns inget att lämna tillbaka."
        )
    assert "released" not in tale.kinds()


UNMANAGED = """\
routine: ensam
version: 1
title: Ensam
language: sv
roles: {medarbetare: Medarbetare, administrator: Administratör}
start: medarbetare
states:
  granska: {title: Granska, role: administrator}
  klart: {end: klart}
"""


@pytest.mark.parametrize("by", [WORKER, Person("a2", OFFICE.grants)], ids=["owner", "colleague"])
def test_without_a_manager_the_owner_or_a_colleague_gives_back_what_somebody_has_taken(by: Person) -> None:
    tale = Tale(compiled(UNMANAGED, "ensam"))
    tale.asks(Take, OFFICE, state="granska")
    other = Person("a2", OFFICE.grants)
    refusal = tale.tries("klar", by=other)
    assert refusal is not None
    assert refusal.say("sv") == "Det här får du inte göra. Det görs av den som har steget (Administratör)."

    assert tale.asks(Take, by, state="granska", release=True) is None

    assert tale.last("released").detail == {"on_behalf": "a1"}
    assert tale.tries("klar", by=other) is None


def test_without_a_manager_a_stranger_gives_nothing_back() -> None:
    tale = Tale(compiled(UNMANAGED, "ensam"))
    tale.asks(Take, OFFICE, state="granska")
    assert isinstance(tale.asks(Take, COLLEAGUE, state="granska", release=True), NotYours)


def test_only_a_manager_cancels(tale: Tale) -> None:
    assert refused(tale.asks(Cancel, WORKER, reason="Fel")) == ("role", ["Chefen"])
    assert tale.asks(Cancel, MANAGER, reason="Fel") is None


def test_a_routine_without_managers_says_that_nobody_may_cancel() -> None:
    text = (
        "routine: ensam\nversion: 1\ntitle: Ensam\nlanguage: sv\nroles: {medarbetare: Medarbetare}\n"
        "start: medarbetare\nstates:\n  gor: {title: Gör, role: medarbetare}\n  klart: {end: klart}\n"
    )
    refusal = Tale(compiled(text, "ensam")).asks(Cancel, MANAGER, reason="Fel")
    assert refusal is not None
    assert refusal.say("sv") == "Det här får du inte göra. Ingen roll i rutinen får göra det."


def test_a_choice_on_a_wait_is_for_the_roles_that_may_start() -> None:
    tale = Tale(routine(STATES, more="anytime: {avbryt: {label: Gå hem, to: klart}}"))
    tale.takes("klar").takes("klar", by=OFFICE).takes("klar")
    assert isinstance(tale.tries("avbryt", by=Person("a3", frozenset({("administrator", UNIT)}))), NotYours)
    assert tale.takes("avbryt").root.outcome == "klart"


def test_who_has_taken_a_step_and_then_lost_the_role_may_only_give_it_back(tale: Tale) -> None:
    tale.takes("klar")
    tale.asks(Take, OFFICE, state="kontorets")
    moved = Person(OFFICE.subject, frozenset({("medarbetare", UNIT)}))

    assert refused(tale.tries("klar", by=moved, state="kontorets")) == ("role", ["Administratör"])
    assert tale.asks(Take, moved, state="kontorets", release=True) is None
    assert tale.takes("klar", by=OFFICE, state="kontorets")


def test_nobody_acts_on_their_own_behalf(tale: Tale) -> None:
    without_the_role = Person("m1", MANAGER.grants)
    assert refused(tale.tries("klar", by=without_the_role)) == ("role", ["Medarbetare"])


TWO_CHOICES = """
    gor:
      title: Gör
      role: [medarbetare, administrator]
      choices: {ett: {label: Ett, role: chef, undo: 1 h, to: klart}, tva: {label: Två, undo: 1 h, to: klart}}
    klart: {end: klart}
"""


def test_who_may_take_back_is_asked_of_the_choice_that_was_taken_and_one_of_its_roles_is_enough() -> None:
    tale = Tale(routine(TWO_CHOICES)).takes("tva")
    assert tale.view()["undo"]["label"] == "Två"
    assert refused(tale.asks(TakeBack, COLLEAGUE))[0] == "owner"
    assert tale.asks(TakeBack, WORKER) is None


MESSAGE = """
    vanta: {title: Vänta, wait: svaret, role: administrator, ask: [{fact: antal, required: no}, {fact: svar, required: no}]}
    klart: {end: klart}
"""


def test_a_role_that_may_set_a_fact_at_any_time_or_among_others_corrects_it() -> None:
    facts = "facts: {antal: {type: number, title: Antal}, svar: {type: text, title: Svar}, sen: {type: text, title: Sen}}\n"
    anytime = (
        "anytime: {sent: {label: Sent, ask: [{fact: sen, required: no}], role: administrator, to: klart}}"
    )
    states = "gor: {title: Gör, role: medarbetare}\n" + MESSAGE.replace("    ", "", 1).replace("\n    ", "\n")
    tale = Tale(routine(states, more=facts + anytime))
    assert correcting(tale, OFFICE, antal=3, svar="Ja", sen="Nej") is None


def test_who_may_not_give_back_or_hand_over_is_told_who_may(tale: Tale) -> None:
    assert refused(tale.asks(HandOver, COLLEAGUE, to="m3")) == ("role", ["Medarbetare", "Chefen"])
    tale.takes("klar")
    tale.asks(Take, OFFICE, state="kontorets")
    refusal = tale.asks(Take, COLLEAGUE, state="kontorets", release=True)
    assert refused(refusal) == ("role", ["Administratör"])
    may_not = who.may_start(routine(STATES), OFFICE, UNIT)
    assert not isinstance(may_not, Leave)
    assert refused(may_not) == ("role", ["Medarbetare"])


def test_without_a_manager_none_is_named_where_a_colleague_gives_nothing_back() -> None:
    tale = Tale(compiled(UNMANAGED, "ensam"))
    tale.asks(Take, OFFICE, state="granska")
    refusal = tale.asks(Take, COLLEAGUE, state="granska", release=True)
    assert isinstance(refusal, NotYours)
    assert not refusal.managed


def test_one_of_several_managers_is_enough_to_see_to_what_stands_still() -> None:
    managers = "chef: {title: Chefen, manager: yes}, ledare: {title: Ledaren, manager: yes}"
    two = compiled(UNMANAGED.replace("roles: {", f"roles: {{{managers}, "), "ensam")
    leader = Person("l1", frozenset({("ledare", UNIT)}))
    assert who.may_see_to(two, Tale(two).root, leader) == Leave()
