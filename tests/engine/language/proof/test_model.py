"""Which facts still matter where, and which branches have to do with each other."""

from __future__ import annotations

from engine.language.proof.model import Model
from engine.language.proof.tracked_facts import Depth, TrackedFacts
from tests.engine.language.proof.routines import END, branches, step, transitions


def model(states: str, more: str = "") -> Model:
    every = transitions(states, more=more)
    return Model(every, TrackedFacts(every, Depth.ALL), {}, frozenset())


def named(found: Model, indices: frozenset[int]) -> set[str]:
    return {found.facts.names[index] for index in indices}


GUARD = "a: {label: A, when: klar, because: Nej., to: slut}"


def test_a_fact_matters_up_to_where_it_is_last_read() -> None:
    found = model(step("borja") + step("ring", GUARD, "b: {label: B}") + step("mejla") + END)

    assert {id: named(found, live) for id, live in found.live.items()} == {
        "borja": {"klar"},
        "ring": {"klar"},
        "mejla": set(),
        "slut": set(),
    }


def test_a_fact_that_is_filled_in_anew_matters_not_before() -> None:
    found = model(step("borja", "c: {label: C, ask: klar}") + step("ring", GUARD, "b: {label: B}") + END)

    assert named(found, found.live["borja"]) == set()


def test_what_a_choice_of_any_time_reads_matters_everywhere() -> None:
    more = "anytime: {x: {label: X, to: slut, when: klar, because: Nej.}}\n"
    found = model(step("ring") + END, more)

    assert named(found, found.live["ring"]) == {"klar"}


def grouped(first: str, second: str) -> list[tuple[str, ...]]:
    found = model(branches(first + "  x2: {end: x}\n", second + "  y2: {end: y}\n") + END)
    return [group.flows for group in found.groups("bada")]


def test_branches_belong_together_where_one_changes_what_the_other_reads_or_changes() -> None:
    reads = step("x1", GUARD.replace("slut", "x2"), "b: {label: B, to: x2}")
    changes = step("y1", "c: {label: C, ask: klar}")
    nothing = step("y1")

    assert grouped(reads, nothing) == [("bada.x",), ("bada.y",)]
    assert grouped(reads, changes) == [("bada.x", "bada.y")]


def test_what_is_read_after_a_branch_was_left_matters_in_the_branches_beside() -> None:
    leaves = step("x1", "a: {label: A, to: ring}", "b: {label: B}") + "  x2: {end: x}\n"
    asks = step("y1", "c: {label: C, ask: klar}") + "  y2: {end: y}\n"
    states = branches(leaves, asks, keys="to: slut") + step("ring", GUARD, "b: {label: B}") + END
    found = model(states)

    assert "klar" in named(found, found.live["y2"])
    assert "klar" in named(found, found.live_outside("bada"))
