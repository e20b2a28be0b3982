from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from transitions import MachineError

from engine.model.conditions import Env
from engine.model.routine import MAIN, Gateway, Move, Routine, Step, Together
from tests.engine.language.files import BRANCHES, VISIT, one_step, routine_of


class Standing:
    """All that a machine needs to know of an instance."""

    def __init__(self, state: str) -> None:
        self.state = state


def moved(routine: Routine, move: Move, state: str, **facts: Any) -> str | None:
    """Where the move leads from `state`; None where its guard is false."""
    place = Standing(state)
    env = Env(facts=facts, now=datetime(2026, 3, 1, tzinfo=UTC))
    accepted = routine.flows[move.flow].machine.events[move.trigger].trigger(place, env)
    return place.state if accepted else None


def choice(routine: Routine, state: str, id: str) -> Move:
    step = routine.states[state]
    assert isinstance(step, Step)
    return next(each for each in step.choices if each.id == id).move


def test_a_choice_leads_to_its_target_in_the_machine_of_its_flow() -> None:
    routine = routine_of(VISIT)
    move = choice(routine, "pa_vag", "uteblivet")

    assert (move.flow, move.to) == (MAIN, "dokumentera")
    assert moved(routine, move, "pa_vag") == "dokumentera"


def test_a_choice_can_be_taken_in_its_own_state_only() -> None:
    routine = routine_of(VISIT)

    with pytest.raises(MachineError):
        moved(routine, choice(routine, "pa_vag", "uteblivet"), "pa_plats")


def test_a_choice_whose_condition_is_false_leads_nowhere() -> None:
    routine = routine_of(
        one_step(
            "choices: {svar: {when: antal > 3, because: För få., ask: antal}}", more="facts: {antal: number}"
        )
    )
    move = choice(routine, "ring", "svar")

    assert moved(routine, move, "ring", antal=3) is None
    assert moved(routine, move, "ring", antal=4) == "slut"


def test_a_choice_that_starts_a_routine_and_has_no_to_stays_and_is_still_bound_to_its_state() -> None:
    routine = routine_of(one_step("choices: {hjalp: {start: hjalp}, klar: Klar}"))
    move = choice(routine, "ring", "hjalp")

    assert move.to is None
    assert moved(routine, move, "ring") == "ring"
    with pytest.raises(MachineError):
        moved(routine, move, "slut")


def test_a_gateway_takes_the_first_true_way() -> None:
    routine = routine_of(VISIT)
    gateway = routine.states["vilket_slut"]
    assert isinstance(gateway, Gateway)

    assert len({move.trigger for move in gateway.moves}) == 1
    assert moved(routine, gateway.moves[0], "vilket_slut", orsak="sjukhus") == "uteblivet_klart"
    assert moved(routine, gateway.moves[0], "vilket_slut") == "klart"


def test_a_gateway_with_a_way_out_of_its_branch_has_triggers_to_try_in_order() -> None:
    routine = routine_of(BRANCHES)
    gateway = routine.states["vilken"]
    assert isinstance(gateway, Gateway)
    stay, leave, otherwise = gateway.moves

    assert [move.flow for move in gateway.moves] == ["samtidigt.anmal", MAIN, "samtidigt.anmal"]
    assert len({move.trigger for move in gateway.moves}) == 3
    assert moved(routine, stay, "vilken", stulen=False) is None
    assert moved(routine, leave, "samtidigt", upphittad=True) == "hittad"
    assert moved(routine, leave, "samtidigt", upphittad=False) is None
    assert moved(routine, otherwise, "vilken") == "anmalt"


def test_a_move_out_of_a_branch_belongs_to_the_enclosing_flow_from_the_together_state() -> None:
    routine = routine_of(BRANCHES)
    leave = choice(routine, "ring_it", "hittad")
    timer = routine.states["ring_it"].timers[0].move

    assert timer is not None
    assert (leave.flow, timer.flow) == (MAIN, MAIN)
    assert moved(routine, leave, "samtidigt") == "hittad"
    assert moved(routine, timer, "samtidigt") == "forsenat"


def test_branches_have_flows_of_their_own_that_join() -> None:
    routine = routine_of(BRANCHES)
    together = routine.states["samtidigt"]
    assert isinstance(together, Together)

    assert together.flows == ("samtidigt.sparra", "samtidigt.anmal")
    assert [routine.flows[flow].parent for flow in together.flows] == ["samtidigt", "samtidigt"]
    assert [routine.flows[flow].initial for flow in together.flows] == ["ring_it", "vilken"]
    assert moved(routine, together.move, "samtidigt") == "klart"


@pytest.mark.parametrize("state", ["borja", "samtidigt", "forsenat", "hittad"])
def test_an_anytime_choice_is_taken_from_every_state_of_main_that_one_can_rest_in(state: str) -> None:
    routine = routine_of(BRANCHES)
    leave, stay = (each.move for each in routine.anytime)

    assert moved(routine, leave, state) == "klart"
    assert moved(routine, stay, state, stulen=True) == state
    assert moved(routine, stay, state, stulen=False) is None


def test_an_anytime_choice_is_not_taken_from_an_end() -> None:
    routine = routine_of(BRANCHES)

    with pytest.raises(MachineError):
        moved(routine, routine.anytime[0].move, "klart")


def test_every_trigger_is_the_move_of_something_and_leads_where_that_says() -> None:
    routine = routine_of(BRANCHES)
    names = [trigger for flow in routine.flows.values() for trigger in flow.machine.events]

    assert len(names) == len(set(names))


def test_one_machine_serves_many_threads() -> None:
    routine = routine_of(VISIT)
    move = choice(routine, "pa_plats", "avslutat")

    with ThreadPoolExecutor(8) as pool:
        ends = list(pool.map(lambda _: moved(routine, move, "pa_plats"), range(2_000)))

    assert ends == ["dokumentera"] * 2_000


def test_a_machine_keeps_no_instance() -> None:
    machine = routine_of(VISIT).flows[MAIN].machine

    assert machine.models == []
    assert not machine.has_queue
