"""The transitions of a routine as the proofs take them."""

from __future__ import annotations

from engine.language.proof.transitions import transitions_of
from tests.engine.language.files import BRANCHES, routine_of
from tests.engine.language.proof.routines import END, branches, file, step, transitions


def test_everything_that_can_happen_in_a_state_is_a_way_with_a_name() -> None:
    found = transitions_of(routine_of(BRANCHES), {})

    assert {transition.id: transition.to for transition in found.of_state["ring_it"]} == {
        "ring_it.timer.0": "forsenat",
        "ring_it.sparrad": "sparrat",
        "ring_it.hittad": "hittad",
    }
    assert [transition.id for transition in found.of_state["vilken"]] == [
        "vilken.exit.0",
        "vilken.exit.1",
        "vilken.exit.2",
    ]
    assert [(transition.id, transition.to) for transition in found.of_state["samtidigt"]] == [
        ("samtidigt.timer.0", "forsenat"),
        ("samtidigt.join", "klart"),
    ]
    assert [transition.id for transition in found.anytime] == ["*.avbryt", "*.hjalp"]


def test_of_what_is_handed_down_only_what_the_other_routine_can_not_be_without_counts() -> None:
    states = (
        step("ring", "a: {label: A, start: barn, with: {antal: antal, klar: klar}}", "b: {label: B}") + END
    )
    routine = file(states).routine
    assert routine is not None

    (started, _) = transitions_of(routine, {"barn": {"antal"}}).of_state["ring"]

    assert [name for name, _ in started.hand_down] == ["antal"]


def never_due(timers: str) -> set[str]:
    return set(transitions(step("ring", keys=f"timers: [{timers}]") + END).never_due)


def test_a_timer_after_one_that_leaves_the_state_is_never_due() -> None:
    assert never_due("{after: 1 h, to: slut}, {after: 2 h, remind: Nu.}") == {"ring.timer.1"}
    assert never_due("{after: 2 h, to: slut}, {after: 1 h, remind: Nu.}") == set()
    assert never_due("{after: 1 h, remind: Nu.}, {after: 2 h, remind: Igen.}") == set()


def test_timers_that_count_from_one_fact_are_compared_and_others_are_not() -> None:
    assert never_due("{by: tid + 1 h, to: slut}, {by: tid + 2 h, remind: Nu.}") == {"ring.timer.1"}
    assert never_due("{by: tid + 1 h, to: slut}, {after: 2 h, remind: Nu.}") == set()


def test_a_timer_around_the_branches_comes_before_a_later_one_within() -> None:
    late = step("x1", keys="timers: [{after: 2 h, remind: Nu.}]") + "  x2: {end: x}\n"
    other = step("y1") + "  y2: {end: y}\n"

    found = transitions(branches(late, other, keys="timers: [{after: 1 h, to: slut}]") + END)

    assert found.never_due == {"x1.timer.0"}
