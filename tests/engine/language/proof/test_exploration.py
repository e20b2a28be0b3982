"""Which configurations a routine can come to, and by which shortest way."""

from __future__ import annotations

import pytest

from engine.language.proof.configurations import is_sure, states_on
from engine.language.proof.tracked_facts import Depth
from engine.language.proof.walk import BoundMet
from tests.engine.language.proof.routines import END, branches, explored, step


def test_each_configuration_is_a_state_with_the_facts_that_still_matter() -> None:
    guard = "a: {label: A, when: klar, because: Nej., to: slut}"
    found = explored(step("fraga", "d: {label: D, ask: klar}") + step("ring", guard, "b: {label: B}") + END)

    assert [(each.states, each.values) for each in found.main.came] == [
        (("fraga",), (None,)),
        (("ring",), (False,)),
        (("ring",), (True,)),
        (("slut",), (None,)),
    ]
    assert [each.states for each in found.main.finals] == [("slut",)]


def test_the_first_way_to_a_state_is_a_shortest_one() -> None:
    found = explored(step("a", "x: {label: X, to: b}", "y: {label: Y, to: c}") + step("b") + step("c") + END)

    assert found.path_to("c") == ("a", "c")
    assert found.path_to("slut") == ("a", "c", "slut")
    assert found.path_to("finns_inte") == ()


def test_a_gateway_is_on_the_way_and_no_place_to_be() -> None:
    gateway = "  vilken:\n    choose: [{when: klar, to: ring}, {else: slut}]\n"
    found = explored(step("fraga", "d: {label: D, ask: klar}") + gateway + step("ring") + END)

    assert found.path_to("vilken") == ("fraga", "vilken")
    assert {each.states for each in found.main.came} == {("fraga",), ("ring",), ("slut",)}


def sound_branch(name: str) -> str:
    return "".join(step(f"{name}{number}") for number in range(10)) + f"  {name}_klart: {{end: k}}\n"


def test_branches_that_have_nothing_to_do_with_each_other_are_added_and_not_multiplied() -> None:
    found = explored(branches(sound_branch("x"), sound_branch("y")) + END)

    assert found.walk.found == 2 + 2 * 11
    assert found.walk.entered == set(found.routine.states)


def test_branches_that_share_a_fact_are_multiplied() -> None:
    shares = "a: {label: A, set: {klar: yes}}"
    first = step("x1", shares) + step("x2", "b: {label: B, when: klar, because: Nej.}") + "  x3: {end: x}\n"
    second = step("y1", shares) + step("y2", "b: {label: B, when: klar, because: Nej.}") + "  y3: {end: y}\n"
    found = explored(branches(first, second) + END)

    (unit,) = [each for each in found.units if each.is_joint]
    assert unit.flows == ("bada.x", "bada.y")
    assert ("bada", "x2", "y1") not in {each.states for each in unit.came}
    assert {each.states for each in unit.came} == {
        (x, y) for x in ("x1", "x2", "x3") for y in ("y1", "y2", "y3")
    }


def test_facts_are_as_any_of_the_branches_may_have_left_them() -> None:
    first = step("x1", "a: {label: A, ask: klar}") + "  x2: {end: x}\n"
    second = step("y1", "a: {label: A, ask: orsak}") + "  y2: {end: y}\n"
    gateway = "  vilken:\n    choose: [{when: klar and orsak == sjuk, to: ring}, {else: slut}]\n"
    found = explored(branches(first, second) + gateway + step("ring") + END)

    assert found.path_to("ring") == ("bada", "vilken", "ring")


def test_a_way_is_sure_where_nothing_is_guessed_twice() -> None:
    late = "choose: [{when: now > tid, to: ring}, {else: slut}]"
    states = step("fraga", "d: {label: D, ask: tid}") + f"  sent:\n    {late}\n" + step("ring")
    states += f"  igen:\n    {late.replace('to: ring', 'to: mejla')}\n" + step("mejla") + END
    main = explored(states).main

    paths = {each.states: list(main.macrosteps_to(each)) for each in main.came}
    assert is_sure(paths[("ring",)])
    assert not is_sure(paths[("mejla",)])
    assert states_on(paths[("mejla",)]) == ("fraga", "sent", "ring", "igen", "mejla")


def test_more_than_the_bound_is_not_looked_at() -> None:
    with pytest.raises(BoundMet):
        explored(sound_branch("x"), most=5)


def test_the_summary_tells_the_ends_that_can_be_reached_and_which_of_them_at_once() -> None:
    gateway = "  vilken:\n    choose: [{when: klar, to: slut}, {else: ring}]\n"
    more = "start: {by: medarbetare, ask: [klar]}\n"
    found = explored(
        gateway + step("ring", "a: {label: A, to: sent}") + "  sent: {end: sent}\n" + END, more=more
    )

    assert set(found.summary().endings) == {"klart", "sent"}
    assert found.summary().at_once == {"klart"}


def test_without_facts_all_conditions_are_open() -> None:
    guard = "a: {label: A, when: klar, because: Nej., to: slut}"
    states = step("ring", guard) + END

    assert "slut" not in explored(states).walk.entered
    assert "slut" in explored(states, Depth.STATES).walk.entered


def test_a_reminder_around_branches_changes_nothing() -> None:
    first = step("x1", "a: {label: A, ask: klar}") + "  x2: {end: x}\n"
    reminder = "timers: [{after: 1 h, remind: Nu.}]"
    gateway = "  vilken:\n    choose: [{when: klar, to: ring}, {else: slut}]\n"
    found = explored(
        branches(first, step("y1") + "  y2: {end: y}\n", keys=reminder) + gateway + step("ring") + END
    )

    assert [each.values for each in found.main.came if each.states == ("bada",)] == [(None,)]
    assert "bada.timer.0" in found.walk.taken
