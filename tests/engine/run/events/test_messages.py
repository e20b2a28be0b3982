"""A message: which waits it serves, who may tell it, what it may bring, and what is said where nothing waits for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.errors.person import NotYours
from engine.errors.request import NotFound
from engine.errors.step import NotAwaited, NotRunning
from engine.errors.value import FactsWrong
from engine.model.routine import Routine, Wait
from engine.run.commands import Receive
from engine.run.instance import SYSTEM
from tests.engine.run.acting import MANAGER, OFFICE, STRANGER, WORKER, Tale, routine

FACTS = """
facts:
  antal: {type: number, title: Antal, min: 0, max: 10}
  svar: {type: yes_no, title: Svar}
  bifall: {type: yes_no, title: Bifall}
"""
WAITS = """
    skriv: {title: Skriv, role: medarbetare, set: {}}
    vanta: {title: Vänta på svar, wait: svaret, ask: {fact: svar, required: no}}
    las: {title: Läs svaret, role: medarbetare}
    klart: {end: klart}
""".replace(", set: {}", "")


@pytest.fixture
def early() -> Tale:
    return Tale(routine(WAITS, more=FACTS))


@pytest.fixture
def waiting(early: Tale) -> Tale:
    return early.takes("klar")


def any_fact(found: Routine) -> Routine:
    """The routine as it was published before a wait could name its facts."""
    states = {
        id: replace(state, any_fact=True) if isinstance(state, Wait) else state
        for id, state in found.states.items()
    }
    return replace(found, states=states)


def test_a_wait_goes_on_at_its_message_with_the_facts_that_it_names(waiting: Tale) -> None:
    assert waiting.receive("svaret", {"svar": True}) is None
    assert waiting.here() == {"las"}
    assert waiting.root.facts == {"svar": True}
    assert waiting.last("message").detail == {"message": "svaret"}


@pytest.mark.parametrize(
    ("facts", "wrong"), [({"svar": "kanske"}, "svar"), ({"okant": 1}, "okant"), ({"bifall": True}, "bifall")]
)
def test_a_message_with_a_wrong_or_another_fact_is_refused_and_waits_on(
    waiting: Tale, facts: dict[str, object], wrong: str
) -> None:
    refusal = waiting.receive("svaret", facts)
    assert isinstance(refusal, FactsWrong)
    assert list(refusal.problems) == [wrong]
    assert waiting.here() == {"vanta"}


def test_a_message_without_the_fact_that_the_wait_requires_is_refused() -> None:
    tale = Tale(routine("v: {title: Vänta, wait: svaret, ask: svar}\nklart: {end: klart}", more=FACTS))
    refusal = tale.receive("svaret")
    assert isinstance(refusal, FactsWrong)
    assert list(refusal.problems) == ["svar"]


def test_a_routine_from_before_waits_named_their_facts_takes_any_fact() -> None:
    tale = Tale(any_fact(routine(WAITS, more=FACTS))).takes("klar")
    assert tale.receive("svaret", {"bifall": True, "antal": 3}) is None
    assert tale.root.facts == {"bifall": True, "antal": 3}


def test_of_two_waits_one_that_takes_any_fact_is_enough_to_bring_it() -> None:
    found = routine(BRANCHES, more=FACTS)
    old = any_fact(found).states["b"]
    tale = Tale(replace(found, states={**found.states, "b": old}))
    assert tale.asks(Receive, WORKER, message="svaret", facts={"bifall": True}) is None
    assert tale.root.facts == {"bifall": True}


def test_a_message_is_told_by_the_roles_of_the_wait_and_by_managers() -> None:
    states = "v: {title: Vänta, wait: svaret, role: administrator}\nklart: {end: klart}"
    for by in (OFFICE, MANAGER):
        assert Tale(routine(states)).asks(Receive, by, message="svaret") is None
    for by in (WORKER, STRANGER, SYSTEM):
        refusal = Tale(routine(states)).asks(Receive, by, message="svaret")
        assert isinstance(refusal, NotYours)
        assert refusal.say("sv") == "Det här får du inte göra. Det görs av Administratör i enheten enheten."


def test_a_message_without_roles_may_be_told_by_anybody(waiting: Tale) -> None:
    assert waiting.asks(Receive, SYSTEM, message="svaret") is None


BRANCHES = """
    dela:
      together:
        ena:  {states: {a: {title: A, wait: svaret, role: medarbetare, ask: antal}, a_slut: {end: a}}}
        andra: {states: {b: {title: B, wait: svaret, ask: {fact: antal, required: no}}, b_slut: {end: b}}}
    klart: {end: klart}
"""


def test_a_message_serves_all_that_wait_for_it() -> None:
    tale = Tale(routine(BRANCHES, more=FACTS))
    assert tale.asks(Receive, WORKER, message="svaret", facts={"antal": 2}) is None
    assert tale.root.outcome == "klart"
    assert [each.state for each in tale.happened if each.kind == "message"] == ["a", "b"]


ONE_REQUIRES = """
    dela:
      together:
        ena:   {states: {a: {title: A, wait: svaret, ask: %s}, a_slut: {end: a}}}
        andra: {states: {b: {title: B, wait: svaret, ask: %s}, b_slut: {end: b}}}
    klart: {end: klart}
"""


@pytest.mark.parametrize("required", [0, 1])
def test_what_one_of_the_waits_requires_the_message_has_to_bring(required: int) -> None:
    asks = ["{fact: antal, required: no}"] * 2
    asks[required] = "antal"
    refusal = Tale(routine(ONE_REQUIRES % tuple(asks), more=FACTS)).receive("svaret")
    assert isinstance(refusal, FactsWrong)
    assert list(refusal.problems) == ["antal"]


def test_a_message_serves_only_those_that_the_person_may_tell_it_to() -> None:
    tale = Tale(routine(BRANCHES, more=FACTS))
    assert tale.asks(Receive, SYSTEM, message="svaret", facts={}) is None
    assert tale.here() == {"a"}


def test_a_wait_that_another_wait_leads_out_of_is_left_as_it_was() -> None:
    states = BRANCHES.replace("ask: antal}, a_slut", "to: ute}, a_slut") + "    ute: {end: ute}\n"
    tale = Tale(routine(states, more=FACTS))
    assert tale.asks(Receive, WORKER, message="svaret") is None
    assert tale.root.outcome == "ute"
    assert [each.state for each in tale.happened if each.kind == "message"] == ["a"]


BEGINS_AND_ENDS = """
    dela:
      together:
        ena:
          states:
            a: {title: A, wait: svaret, to: inre}
            inre:
              together:
                tredje: {states: {c: {title: C, role: medarbetare}, c_slut: {end: c}}}
                fjarde: {states: {d: {title: D, role: medarbetare}, d_slut: {end: d}}}
            a_slut: {end: a}
        andra: {states: {b: {title: B, wait: svaret, to: ute}, b_slut: {end: b}}}
    klart: {end: klart}
    ute: {end: ute}
"""


def test_what_the_message_leads_into_and_out_of_again_never_begins() -> None:
    tale = Tale(routine(BEGINS_AND_ENDS))
    assert tale.asks(Receive, WORKER, message="svaret") is None
    assert tale.root.outcome == "ute"
    assert [each.state for each in tale.happened if each.kind == "entered"][-2:] == ["inre", "ute"]


def test_a_message_that_comes_too_early_is_refused_with_where_it_is_and_what_is_possible(early: Tale) -> None:
    refusal = early.asks(Receive, SYSTEM, message="svaret")
    assert isinstance(refusal, NotAwaited)
    assert refusal.say("sv") == "Rutinen väntar inte på ”svaret” nu. Den är i ”Skriv”."
    assert refusal.say("en") == "The routine does not wait for “svaret” now. It is at “Skriv”."
    assert [(each.state, each.choice) for each in refusal.possible] == [("skriv", "klar")]


def test_a_message_that_comes_again_is_refused(waiting: Tale) -> None:
    waiting.receive("svaret")
    refusal = waiting.asks(Receive, SYSTEM, message="svaret")
    assert isinstance(refusal, NotAwaited)
    assert refusal.places == (("Läs svaret", "Läs svaret"),)


def test_a_message_that_no_wait_has_is_unknown_and_the_nearest_is_named(waiting: Tale) -> None:
    refusal = waiting.asks(Receive, SYSTEM, message="svraet")
    assert isinstance(refusal, NotFound)
    assert refusal.near == "svaret"
    assert refusal.say("sv") == "Det finns ingen väntan på ”svraet”. Menade du ”svaret”?"


def test_of_waits_for_time_alone_no_message_is_named_as_near() -> None:
    tale = Tale(routine("v: {title: V, wait: yes, timers: [{after: 1 d, to: klart}]}\nklart: {end: klart}"))
    refusal = tale.asks(Receive, SYSTEM, message="svaret")
    assert isinstance(refusal, NotFound)
    assert refusal.near is None


def test_a_message_after_the_end_is_told_that_it_has_ended(waiting: Tale) -> None:
    waiting.receive("svaret")
    waiting.takes("klar")
    assert isinstance(waiting.asks(Receive, SYSTEM, message="svaret"), NotRunning)


@pytest.mark.parametrize("parents", ["", "v: {title: V, wait: svaret}"], ids=["unknown", "passed"])
def test_the_called_routine_that_waits_instead_is_named(parents: str) -> None:
    caller = f"{parents}\nk: {{call: barn}}\nklart: {{end: klart}}"
    child = routine("v: {title: V, wait: svaret}\nklart: {end: klart}", id="barn")
    tale = Tale(routine(caller), child)
    if parents:
        tale.asks(Receive, SYSTEM, message="svaret")

    refusal = tale.asks(Receive, SYSTEM, message="svaret")

    assert isinstance(refusal, NotAwaited)
    assert refusal.instance == tale.child("barn").id
    assert refusal.places == ((("K", "K"),) if parents else ())
    assert refusal.say("sv").startswith("Rutinen väntar inte på ”svaret” nu. Det gör ”Rutinen barn”.")


def test_the_view_says_what_is_waited_for_who_may_tell_it_and_what_it_may_bring() -> None:
    told = routine(
        """
        vanta: {title: Vänta, wait: leverans, role: administrator, ask: {fact: kommit, required: no}, timers: [{after: 1 d, remind: Ring.}]}
        vila: {title: Vila, wait: yes, timers: [{after: 1 d, to: klart}]}
        klart: {end: klart}
        """,
        more="facts: {kommit: {type: yes_no, title: Har det kommit}}",
    )
    tale = Tale(told)
    (step,) = tale.view(by=OFFICE)["steps"]
    assert {key: step["waits_for"][key] for key in ("message", "who", "allowed", "because")} == {
        "message": "leverans",
        "who": ["Administratör"],
        "allowed": True,
        "because": None,
    }
    assert [(ask["fact"], ask["required"]) for ask in step["waits_for"]["ask"]] == [("kommit", False)]
    refused = tale.view(by=WORKER)["steps"][0]["waits_for"]
    assert (refused["allowed"], "Administratör" in refused["because"]) == (False, True)
    assert tale.view(by=MANAGER)["steps"][0]["waits_for"]["allowed"]
    tale.receive("leverans")
    assert tale.view()["steps"][0]["waits_for"] is None
