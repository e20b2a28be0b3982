"""The same chart in an independent statechart engine (python-statemachine) is in the same states after every event.

Charts without timers: steps with guarded choices, gateways as eventless transitions, and two branches as a parallel
state, which a branch may also leave. Conditions are evaluated anew here, so that the two share nothing but the document.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from hypothesis import given, note, settings
from hypothesis import strategies as st
from statemachine.io import create_machine_class_from_definition

from engine.errors.step import ConditionNotMet, NotPossibleHere
from engine.model.scenario import MORNING
from engine.run.commands import Choose
from engine.scenarios.player import ROOT
from tests.generated.driving import VALUES, WORKER, Drive
from tests.generated.routines import Made, flat, flows, parallel

Facts = dict[str, Any]

EVENTS = st.lists(st.tuples(st.integers(0, 999), st.booleans()), min_size=5, max_size=25)


class Chart:
    """A made-up document as a machine of the other engine, with facts of its own."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.facts: Facts = {}
        self.given: Facts = {}
        states = self._states(document["states"])
        machine = create_machine_class_from_definition(
            "Chart",
            states,
            validate_final_reachability=False,
            validate_trap_states=False,
            validate_disconnected_states=False,
        )
        self.machine = machine()

    def send(self, state: str, choice: str, given: Facts) -> None:
        """A choice with the facts that are given for what it asks."""
        self.given = given
        self.machine.send(f"{state}_{choice}")

    def active(self) -> set[str]:
        """The active states that hold no others, ended branches among them."""
        return {each.id for each in self.machine.configuration if not each.states}

    def _states(self, states: Mapping[str, Any]) -> dict[str, Any]:
        made = {id: self._state(id, state) for id, state in states.items()}
        next(iter(made.values()))["initial"] = True
        return made

    def _state(self, id: str, state: Mapping[str, Any]) -> dict[str, Any]:
        if "end" in state:
            return {"final": True}
        if "choose" in state:
            ways = [
                {"target": way["to"], "cond": self._guard(way["when"])}
                if "to" in way
                else {"target": way["else"]}
                for way in state["choose"]
            ]
            return {"transitions": ways}
        if "together" in state:
            branches = {
                f"{id}_{name}": {"states": self._states(branch["states"])}
                for name, branch in state["together"].items()
            }
            done = {f"done_state_{id}": [{"target": state["to"]}]}
            return {"parallel": True, "states": branches, "on": done}
        return {"on": {f"{id}_{name}": [self._way(choice)] for name, choice in state["choices"].items()}}

    def _way(self, choice: Mapping[str, Any]) -> dict[str, Any]:
        asked = [each["fact"] for each in choice.get("ask", ())]
        literals = {name: {"yes": True, '"b"': "b"}[value] for name, value in choice.get("set", {}).items()}

        def note_facts() -> None:
            self.facts.update({name: self.given[name] for name in asked})
            self.facts.update(literals)

        way: dict[str, Any] = {"target": choice["to"], "on": note_facts}
        if "when" in choice:
            way["cond"] = self._guard(choice["when"])
        return way

    def _guard(self, when: str) -> Callable[[], bool]:
        return lambda: holds(when, self.facts)


def holds(when: str, facts: Facts) -> bool:
    """Whether a made-up condition holds; a comparison with an unset fact is false."""
    for word, judge in ((" and ", all), (" or ", any)):
        if word in when:
            return judge(holds(part, facts) for part in when.split(word))
    fact, rest = when.split(" ", 1)
    value = facts.get(fact)
    if rest in ("is set", "is not set"):
        return (value is not None) == (rest == "is set")
    operator, literal = rest.split(" ", 1)
    wanted: Any = True if literal == "yes" else json.loads(literal)
    judges = {"==": value == wanted, "!=": value != wanted, "in": operator == "in" and value in wanted}
    return value is not None and judges[operator]


def compare(made: Made, events: list[tuple[int, bool]]) -> None:
    """Send the same choices to both engines, possible or not."""
    note(json.dumps(made.document, ensure_ascii=False))
    drive, chart = Drive(made, made), Chart(made.document)
    offered = [
        (id, name, choice)
        for states in flows(made.document).values()
        for id, state in states.items()
        for name, choice in state.get("choices", {}).items()
    ]
    for turn, (number, likely) in enumerate(events):
        root = drive.case.instances[ROOT]
        assert chart.active() == {
            token.state for token in root.tokens.values() if "together" not in states_of(made)[token.state]
        }
        assert chart.facts == root.facts
        if root.status != "running":
            break
        near = [each for each in offered if each[0] in chart.active()]
        state, name, choice = (near if likely else offered)[number % len(near if likely else offered)]
        given = {each["fact"]: VALUES[each["fact"]][number % 2] for each in choice.get("ask", ())}
        outcome = drive.gives(
            Choose(
                at=MORNING + timedelta(minutes=turn),
                by=WORKER,
                instance=ROOT,
                state=state,
                choice=name,
                facts=given,
            )
        )
        note(f"{state}.{name} {given}: {type(outcome).__name__}")
        if isinstance(outcome, Exception):
            assert isinstance(outcome, ConditionNotMet | NotPossibleHere)
        chart.send(state, name, given)


def states_of(made: Made) -> dict[str, Any]:
    """All states of the document by id."""
    return {id: state for states in flows(made.document).values() for id, state in states.items()}


@settings(max_examples=60)
@given(flat(), EVENTS)
def test_a_flat_chart_is_in_the_same_state_as_in_another_engine(
    made: Made, events: list[tuple[int, bool]]
) -> None:
    compare(made, events)


@settings(max_examples=60)
@given(parallel(leaves=True), EVENTS)
def test_a_chart_with_parallel_branches_is_in_the_same_states_as_in_another_engine(
    made: Made, events: list[tuple[int, bool]]
) -> None:
    compare(made, events)
