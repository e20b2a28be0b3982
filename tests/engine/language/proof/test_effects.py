"""What a transition makes of the facts."""

from __future__ import annotations

from engine.language.expression.domains import SET
from engine.language.proof.effects import asked, brought, handed, worked_out
from engine.language.proof.tracked_facts import Depth, TrackedFacts, Values
from engine.model.routine import Call
from tests.engine.language.proof.routines import END, step, transitions

READS = "r: {label: R, when: klar and orsak == sjuk and antal > 3, because: Nej., to: slut}"
ALL = frozenset(range(9))
NOTHING: Values = (None, None, None)


def facts(choice: str, handed: tuple[str, ...] = ()) -> TrackedFacts:
    return TrackedFacts(
        transitions(step("ring", choice, READS, "b: {label: B}") + END), Depth.ALL, handed=handed
    )


def test_people_fill_in_any_value_and_may_leave_out_what_is_not_required() -> None:
    found = facts("a: {label: A, ask: [klar, {fact: orsak, required: no}]}")
    transition = found.transitions.of_state["ring"][0]

    assert found.names == ("klar", "orsak", "antal")
    assert set(asked(found, transition.ask, NOTHING, ALL)) == {
        (klar, orsak, None) for klar in (True, False) for orsak in ("sjuk", "bortrest", None)
    }
    assert set(asked(found, transition.ask, NOTHING, frozenset({0}))) == {
        (True, None, None),
        (False, None, None),
    }


def test_what_is_left_out_has_no_value_after_the_choice() -> None:
    found = facts("a: {label: A, ask: [{fact: orsak, required: no}]}")
    transition = found.transitions.of_state["ring"][0]

    assert {values[1] for values in asked(found, transition.ask, (None, "sjuk", None), ALL)} == {
        "sjuk",
        "bortrest",
        None,
    }
    assert [values[1] for values in asked(found, transition.ask, (None, "annat", None), ALL)].count(
        "annat"
    ) == 0


def test_literals_and_conditions_are_worked_out() -> None:
    found = facts("a: {label: A, set: {orsak: annat, klar: antal > 3}}")
    transition = found.transitions.of_state["ring"][0]

    assert list(worked_out(found, transition, (None, None, 4), ALL)) == [((True, "annat", 4), ())]
    assert list(worked_out(found, transition, NOTHING, ALL)) == [((False, "annat", None), ())]


def test_a_sum_past_the_limits_of_its_fact_is_refused_as_in_a_run() -> None:
    states = step("borja", "b: {label: B, set: {antal: 8}}")
    states += (
        step(
            "ring", "a: {label: A, set: {antal: antal + 1}}", "c: {label: C, when: antal > 8, because: Nej.}"
        )
        + END
    )
    found = TrackedFacts(transitions(states), Depth.ALL)
    transition = found.transitions.of_state["ring"][0]

    assert list(worked_out(found, transition, (9,), ALL)) == []
    assert list(worked_out(found, transition, (8,), ALL)) == [((9,), ())]
    assert list(worked_out(found, transition, (None,), ALL)) == [((None,), ())]


def test_a_called_routine_brings_the_facts_that_it_ends_with() -> None:
    call = "  hjalp: {call: barn, take: {klar: svar}}\n"
    found = TrackedFacts(
        transitions(
            call + step("ring", READS.replace(" and orsak == sjuk and antal > 3", ""), "b: {label: B}") + END
        ),
        Depth.ALL,
    )
    state = found.transitions.routine.states["hjalp"]
    assert isinstance(state, Call)
    ended = frozenset({frozenset({("svar", True)}), frozenset({("svar", None)})})

    assert set(brought(found, state, ended, (None,), ALL)) == {((True,), ()), ((None,), ())}
    assert set(brought(found, state, ended, (False,), ALL)) == {((True,), ()), ((None,), ())}
    assert {values for values, _ in brought(found, state, None, (None,), ALL)} == {(True,), (False,), (None,)}
    assert list(brought(found, state, None, (None,), frozenset())) == [((None,), ())]


def test_a_routine_that_others_start_may_be_handed_its_facts_or_not() -> None:
    found = facts("a: {label: A}", handed=("klar",))

    assert dict(handed(found, NOTHING, ALL)) == {
        (True, None, None): ("handed",),
        (False, None, None): ("handed",),
        NOTHING: (),
    }


def test_what_is_only_set_has_one_value() -> None:
    found = TrackedFacts(
        transitions(
            step("ring", "a: {label: A, set: {tid: now}}", keys="timers: [{by: tid + 1 h, to: slut}]") + END
        ),
        Depth.ALL,
    )

    assert list(worked_out(found, found.transitions.of_state["ring"][1], (None,), ALL)) == [((SET,), ())]
