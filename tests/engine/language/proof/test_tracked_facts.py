"""Which facts are kept track of, and what can be answered from them."""

from __future__ import annotations

import pytest

from engine.language.proof.tracked_facts import UNSURE, Depth, TrackedFacts, Values
from engine.language.proof.transitions import Transition
from tests.engine.language.proof.routines import END, step, transitions


def facts(*conditions: str, depth: Depth = Depth.ALL) -> tuple[TrackedFacts, list[Transition]]:
    """The facts of a step with these conditions, and its transitions."""
    choices = [
        f"c{number}: {{label: C, when: {each}, because: Nej., to: slut}}"
        for number, each in enumerate(conditions)
    ]
    found = TrackedFacts(transitions(step("ring", "a: {label: A, to: slut}", *choices) + END), depth)
    return found, [transition for transition in found.transitions.all() if transition.when is not None]


def answers(found: TrackedFacts, transition: Transition, **known: object) -> set[bool]:
    values: Values = tuple(known.get(name) for name in found.names)
    assert transition.when is not None
    return {answer for answer, _ in found.answers(transition.when, values)}


def test_only_what_is_read_is_kept_track_of_and_nothing_where_only_states_are() -> None:
    assert facts("klar and antal > 3")[0].names == ("klar", "antal")
    assert facts("klar and antal > 3", depth=Depth.STATES)[0].names == ()


def test_a_condition_over_known_facts_has_one_answer_as_in_a_run() -> None:
    found, (transition,) = facts("orsak == sjuk and klar")

    assert answers(found, transition, orsak="sjuk", klar=True) == {True}
    assert answers(found, transition, orsak="sjuk", klar=False) == {False}
    assert answers(found, transition, klar=True) == {False}


@pytest.mark.parametrize("condition", ["hours_since(tid) > 3", "now > tid", "tid < now - 3 h"])
def test_what_can_not_be_told_is_answered_either_way_and_false_where_its_fact_is_unset(
    condition: str,
) -> None:
    found, (transition,) = facts(condition)

    assert answers(found, transition, tid="x") == {True, False}
    assert answers(found, transition) == {False}


def test_without_facts_every_condition_is_answered_either_way() -> None:
    found, ways_ = facts("klar", "antal > 3", depth=Depth.STATES)

    assert all(answers(found, transition) == {True, False} for transition in ways_)


def test_a_question_that_is_answered_keeps_its_answer() -> None:
    found, (transition,) = facts("now > tid")
    assert transition.when is not None
    (known,) = [known for answer, known in found.answers(transition.when, ("x",)) if answer]

    assert found.answers(transition.when, ("x",), known) == [(True, known)]
    assert set(found.guesses(known)) == {"fact tid", "time"}


def test_a_guess_about_a_fact_that_is_known_to_be_this_or_that_is_unsure() -> None:
    choices = "a: {label: A, when: antal > mer, because: Nej.}"
    other = "b: {label: B, when: antal == 3, because: Nej.}"
    states = step("ring", choices, other, "c: {label: C}") + END
    found = TrackedFacts(transitions(states, facts="facts: {antal: number, mer: number}\n"), Depth.ALL)
    transition = next(transition for transition in found.transitions.all() if transition.id == "ring.a")
    assert transition.when is not None

    assert all(UNSURE in found.guesses(known) for _, known in found.answers(transition.when, (3, "x")))


def test_a_fact_is_missed_where_its_value_would_make_a_difference() -> None:
    found, (plain, asked, flag, no_flag) = facts("antal > 3", "antal is set", "klar", "not klar")
    nothing: Values = (None, None)

    def missed(transition: Transition) -> list[str]:
        assert transition.when is not None
        return list(found.unset_in(transition.when, nothing))

    assert (missed(plain), missed(asked)) == (["antal"], [])
    assert missed(flag) == missed(no_flag) == []  # unset counts as no, which is an ordinary way of writing
