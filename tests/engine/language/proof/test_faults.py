"""Which faults an exploration shows."""

from __future__ import annotations

from engine.language.proof.faults import dead, loops, stuck
from tests.engine.language.proof.routines import END, branches, explored, step

CLOSED = "a: {label: A, when: klar, because: Nej., to: slut}"


def test_where_nothing_leads_on_one_is_stuck() -> None:
    (fault,) = stuck(explored(step("fraga", "b: {label: B, ask: klar}") + step("ring", CLOSED) + END))

    assert (fault.flow, fault.states, fault.goes_round, fault.sure) == ("main", ("ring",), False, True)
    assert fault.path == ("fraga", "ring")


def test_states_that_lead_only_to_each_other_are_one_fault() -> None:
    states = step("fraga", "b: {label: B, to: ring}", "c: {label: C, to: slut}")
    states += step("ring") + step("mejla", "d: {label: D, to: ring}") + END

    (fault,) = stuck(explored(states))

    assert (fault.states, fault.goes_round, fault.path) == (("ring", "mejla"), True, ("fraga", "ring"))


def test_a_branch_that_cannot_end_is_the_fault_and_not_the_together_around_it() -> None:
    never = step("x1", CLOSED.replace("slut", "x2")) + "  x2: {end: x}\n"

    (fault,) = stuck(explored(branches(never, step("y1") + "  y2: {end: y}\n") + END))

    assert (fault.flow, fault.states, fault.path) == ("bada.x", ("x1",), ("bada", "x1"))


def twice_late(asks: str) -> list[tuple[tuple[str, ...], bool]]:
    """Where one is stuck, and whether for sure, after two gateways that ask the same about the time."""
    late = "choose: [{when: now > tid, to: ring}, {else: slut}]"
    states = step("fraga", f"d: {{label: D, ask: [{asks}]}}") + f"  sent:\n    {late}\n" + step("ring")
    states += f"  igen:\n    {late.replace('to: ring', 'to: mejla')}\n" + step("mejla", CLOSED) + END
    return [(each.states, each.sure) for each in stuck(explored(states))]


def test_a_way_that_rests_on_answers_that_may_contradict_each_other_is_not_sure() -> None:
    assert twice_late("tid, klar") == [(("mejla",), False)]


def test_a_state_that_is_never_left_is_a_fault_by_whatever_way_one_comes_there() -> None:
    assert twice_late("tid") == [(("mejla",), True)]


def test_automatic_work_that_leads_to_itself_is_a_loop_and_work_that_waits_for_somebody_is_not() -> None:
    work = "  skicka: {do: {webhook: 'https://example.org/a'}, to: TO, failed: slut}\n"
    asks = step("ring", "a: {label: A, to: skicka}", "b: {label: B, to: slut}") + END

    assert loops(explored(work.replace("TO", "ring") + asks)) == []
    (loop,) = loops(explored(asks.replace(END, "") + work.replace("TO", "skicka") + END))
    assert (loop.states, loop.path) == (("skicka",), ("ring", "skicka"))


def test_what_can_never_happen_is_told_once_and_what_only_follows_from_it_is_not() -> None:
    states = step(
        "ring",
        "a: {label: A, when: orsak == sjuk, because: Nej., to: mejla}",
        "b: {label: B, to: slut}",
        "c: {label: C, ask: klar}",
    )
    states += step("skriv", "d: {label: D, set: {orsak: bortrest}, to: ring}") + step("mejla") + END

    found = dead(explored(states), ())

    assert ([transition.id for transition in found.transitions], found.states) == (["ring.a"], ())


def test_states_that_lead_to_each_other_and_that_nothing_leads_to_are_told_by_their_first() -> None:
    states = step("ring", "a: {label: A, to: slut}") + step("mejla", "b: {label: B, to: skriv}")
    states += step("skriv", "c: {label: C, to: mejla}", "d: {label: D, to: slut}") + END

    assert dead(explored(states), ()).states == ("mejla",)


def test_a_way_that_reads_a_fact_which_nothing_sets_is_a_fault_of_its_own() -> None:
    assert dead(explored(step("ring", CLOSED, "b: {label: B}") + END), ()).transitions == ()


def test_what_follows_from_a_told_fault_is_not_told_again() -> None:
    states = step("ring", CLOSED.replace("slut", "mejla")) + step("mejla") + END
    found = dead(explored(states), ("ring",))

    assert (found.transitions, found.states) == ((), ())
