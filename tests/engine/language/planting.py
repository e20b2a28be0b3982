"""Faults planted in a sound routine's canonical document: each is one way in which an owner may go wrong, wherever it can be done.

Every one is a fault for sure: where another way round would rescue, nothing is planted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from operator import setitem
from typing import Any

Document = dict[str, Any]
States = dict[str, Any]
Change = Callable[[], object]

_NEVER_SET = "aldrig_satt"
_STUCK = ("no-way-to-end", "goes-round", "branch-cannot-end")
_CUT_OFF = (*_STUCK, "state-not-reached")
"""What a state that leads elsewhere brings about: no end is reached from there, or nothing comes to the state it led to."""

_SOONEST = "1 min"


@dataclass(frozen=True, slots=True)
class Planted:
    """A routine with a fault: what was done and where, and the rules of which one must be found broken."""

    kind: str
    where: str
    document: Document
    rules: tuple[str, ...]


def planted(document: Document, most: int | None = None) -> Iterator[Planted]:
    """The document with each kind of fault at each of its places (the first `most`). Scenarios are left out, so that they find nothing."""
    for kind, (plant, rules) in _FAULTS.items():
        for number in range(len(list(plant(document))[:most])):
            copy: Document = json.loads(json.dumps(document))
            copy.pop("scenarios", None)
            where, change = list(plant(copy))[number]
            change()
            yield Planted(kind, f"{document['routine']}.{where}", copy, rules)


# Reading a document


def _flows(document: Document) -> Iterator[States]:
    """The states of each flow."""
    ahead = [document["states"]]
    while ahead:
        states = ahead.pop()
        yield states
        for state in states.values():
            ahead += [branch["states"] for branch in state.get("together", {}).values()]


def _all_states(document: Document) -> Iterator[tuple[str, Any, States]]:
    """Every state with the states of its flow."""
    for states in _flows(document):
        for id, state in states.items():
            yield id, state, states


def _steps(document: Document) -> Iterator[tuple[str, Any, States]]:
    for id, state, states in _all_states(document):
        if "choices" in state:
            yield id, state, states


def _pointers(state: Any) -> list[tuple[Any, str]]:
    """Where the state says what follows it: a group, and the key in it."""
    groups = [*state.get("choices", {}).values(), *state.get("choose", ()), *state.get("timers", ()), state]
    found = [(group, key) for group in groups for key in ("to", "else", "failed") if key in group]
    return found + [(state["outcomes"], outcome) for outcome in state.get("outcomes", {})]


def _can_be_left_anytime(document: Document) -> bool:
    return any("to" in choice for choice in document.get("anytime", {}).values())


def _lead(state: Any, target: str) -> Change:
    """Let all that follows the state be the target."""

    def change() -> None:
        for group, key in _pointers(state):
            group[key] = target

    return change


# The kinds of faults: where they can be planted, and the change


def _dead_end(document: Document) -> Iterator[tuple[str, Change]]:
    """All that a step leads to is the step itself."""
    if not _can_be_left_anytime(document):
        for id, step, _ in _steps(document):
            yield id, _lead(step, id)


def _round(document: Document) -> Iterator[tuple[str, Change]]:
    """Two steps that only lead to each other."""
    if _can_be_left_anytime(document):
        return
    for states in _flows(document):
        steps = [id for id, state in states.items() if "choices" in state]
        for first, second in pairwise(steps):

            def change(states: States = states, first: str = first, second: str = second) -> None:
                _lead(states[first], second)()
                _lead(states[second], first)()

            yield f"{first}+{second}", change


def _endless_branch(document: Document) -> Iterator[tuple[str, Change]]:
    """A branch where what led to its ends leads to its first state instead."""
    for states in list(_flows(document))[1:]:
        first = next(iter(states))
        ends = {id for id, state in states.items() if "end" in state}
        pointers = [each for state in states.values() for each in _pointers(state)]
        leads_out = any(group[key] not in states for group, key in pointers)
        if not leads_out and not _can_be_left_anytime(document):

            def change(
                pointers: list[tuple[Any, str]] = pointers, ends: set[str] = ends, first: str = first
            ) -> None:
                for group, key in pointers:
                    if group[key] in ends:
                        group[key] = first

            yield first, change


def _target_changed(document: Document) -> Iterator[tuple[str, Change]]:
    """The only way to a state leads to the state that it comes from instead."""
    pointers: dict[str, list[tuple[str, Any, str]]] = {}
    for id, state, _ in _all_states(document):
        for group, key in _pointers(state):
            pointers.setdefault(group[key], []).append((id, group, key))
    for choice in document.get("anytime", {}).values():
        pointers.setdefault(choice.get("to", ""), []).append(("", choice, "to"))
    for target, ways in pointers.items():
        begins = any(target == next(iter(states)) for states in _flows(document))
        if len(ways) == 1 and not begins and target:
            origin, group, key = ways[0]
            yield (
                f"{origin}→{target}",
                partial(setitem, group, key, origin),
            )


def _else_removed(document: Document) -> Iterator[tuple[str, Change]]:
    for id, state, _ in _all_states(document):
        if "choose" in state:
            yield id, partial(state["choose"].pop)


def _loop(document: Document) -> Iterator[tuple[str, Change]]:
    """A gateway that leads to itself where no condition is true."""
    for id, state, _ in _all_states(document):
        if "choose" in state:
            yield id, partial(setitem, state["choose"][-1], "else", id)


def _work_repeated(document: Document) -> Iterator[tuple[str, Change]]:
    """Automatic work that leads to itself."""
    for id, state, _ in _all_states(document):
        if "do" in state:
            yield id, partial(setitem, state, "to", id)


def _conditions(document: Document) -> Iterator[tuple[str, Any]]:
    for id, state, _ in _all_states(document):
        for group in (*state.get("choices", {}).values(), *state.get("choose", ())):
            if "when" in group:
                yield id, group


def _contradicted(document: Document) -> Iterator[tuple[str, Change]]:
    for id, group in _conditions(document):
        when = group["when"]
        yield id, partial(setitem, group, "when", f"({when}) and not ({when})")


def _closed(document: Document) -> Iterator[tuple[str, Change]]:
    """Every choice of a step is closed by a fact that is asked for only after it."""
    if _can_be_left_anytime(document):
        return
    for id, step, _ in _steps(document):
        if "skip" in step or any("to" in timer for timer in step.get("timers", ())):
            continue

        def change(step: Any = step) -> None:
            document.setdefault("facts", {})[_NEVER_SET] = {"type": "yes_no"}
            for choice in step["choices"].values():
                choice |= {"when": f"{_NEVER_SET} is set", "because": {"sv": "Inte än."}}
                choice.setdefault("ask", []).append({"fact": _NEVER_SET})

        yield id, change


def _shadowed(document: Document) -> Iterator[tuple[str, Change]]:
    """A gateway with the same condition twice."""
    for id, state, _ in _all_states(document):
        if "choose" in state:
            yield id, partial(state["choose"].insert, 1, dict(state["choose"][0]))


def _covered(document: Document) -> Iterator[tuple[str, Change]]:
    """A gateway whose conditions leave nothing to `else`."""
    for id, state, _ in _all_states(document):
        if "choose" in state and len(state["choose"]) == 2:
            first, last = state["choose"]
            other = {"when": f"not ({first['when']})", "to": last["else"]}
            yield id, partial(state["choose"].insert, 1, other)


def _timer_late(document: Document) -> Iterator[tuple[str, Change]]:
    """A timer that leaves the state before its other timers."""
    for id, state, _ in _all_states(document):
        timers = state.get("timers", [])
        if any(timer.get("after", _SOONEST) != _SOONEST for timer in timers):
            target = next(group[key] for group, key in _pointers(state))
            early = {"after": _SOONEST, "to": target}
            yield id, partial(timers.append, early)


def _timer_without_fact(document: Document) -> Iterator[tuple[str, Change]]:
    """A timer that counts from a fact that is asked for only after the state."""
    for id, step, _ in _steps(document):
        if _stays(step, id):
            continue

        def change(step: Any = step) -> None:
            document.setdefault("facts", {})[_NEVER_SET] = {"type": "moment"}
            timer = {"by": f"{_NEVER_SET} + 1 h", "remind": {"sv": "Gör det nu."}}
            step.setdefault("timers", []).append(timer)
            for choice in step["choices"].values():
                choice.setdefault("ask", []).append({"fact": _NEVER_SET})

        if not _comes_back(document, id):
            yield id, change


def _unset(document: Document) -> Iterator[tuple[str, Change]]:
    """A fact that a gateway reads is asked for nowhere any more."""
    read = {
        name
        for _, group in _conditions(document)
        for name in document.get("facts", ())
        if name in group["when"]
    }
    for fact in sorted(read):

        def change(fact: str = fact) -> None:
            groups = [document.get("start", {}), *document.get("anytime", {}).values()]
            for _, state, _ in _all_states(document):
                groups += state.get("choices", {}).values()
                state.get("take", {}).pop(fact, None)
            for group in groups:
                group["ask"] = [each for each in group.get("ask", ()) if each["fact"] != fact]
                group.get("set", {}).pop(fact, None)
                for key in ("ask", "set"):
                    if not group.get(key):
                        group.pop(key, None)

        yield fact, change


def _nobody(document: Document) -> Iterator[tuple[str, Change]]:
    """A timer tells a role that nobody has."""
    for id, state, _ in _all_states(document):
        for timer in state.get("timers", ()):
            if "notify" in timer:

                def change(timer: Any = timer) -> None:
                    document["roles"][_NEVER_SET] = {"title": {"sv": "Ingen"}}
                    timer["notify"] = [_NEVER_SET]

                yield id, change
                break


def _calls_itself(document: Document) -> Iterator[tuple[str, Change]]:
    """A step goes on by calling the routine that it stands in."""
    for id, step, states in _steps(document):
        group, key = _pointers(step)[0]
        asks = [ask["fact"] for ask in document.get("start", {}).get("ask", ())]
        call = {"call": document["routine"], "to": group[key]}
        call |= {"with": {fact: fact for fact in asks}} if asks else {}

        def change(
            states: States = states, group: Any = group, key: str = key, call: Document = call
        ) -> None:
            states["en_gang_till"] = call
            group[key] = "en_gang_till"

        yield id, change


def _one_branch(document: Document) -> Iterator[tuple[str, Change]]:
    for id, state, _ in _all_states(document):
        if "together" in state:

            def change(state: Any = state) -> None:
                while len(state["together"]) > 1:
                    state["together"].popitem()

            yield id, change


def _unbounded_wait(document: Document) -> Iterator[tuple[str, Change]]:
    """A wait or a call without its timers."""
    for id, state, _ in _all_states(document):
        if "wait" in state and state.get("timers"):
            yield id, partial(state["timers"].clear)


def _outcome_dropped(document: Document) -> Iterator[tuple[str, Change]]:
    """A call that does not say where one of the outcomes leads."""
    for id, state, _ in _all_states(document):
        if state.get("outcomes") and "to" not in state:
            yield id, partial(state["outcomes"].popitem)


def _stays(step: Any, id: str) -> bool:
    return any(choice.get("to", id) == id for choice in step["choices"].values())


def _comes_back(document: Document, id: str) -> bool:
    """Whether one may be in the state a second time."""
    leads = {
        each: [group[key] for group, key in _pointers(state)] for each, state, _ in _all_states(document)
    }
    for each, state, _ in _all_states(document):
        leads[each] += [next(iter(branch["states"])) for branch in state.get("together", {}).values()]
    seen: set[str] = set()
    ahead = list(leads[id])
    while ahead:
        here = ahead.pop()
        if here not in seen:
            seen.add(here)
            ahead += leads[here]
    return id in seen


_FAULTS: Mapping[str, tuple[Callable[[Document], Iterator[tuple[str, Change]]], tuple[str, ...]]] = {
    "step made a dead end": (_dead_end, _CUT_OFF),
    "two steps made a round": (_round, _CUT_OFF),
    "branch made endless": (_endless_branch, (*_CUT_OFF, "endless-loop")),
    "target changed": (_target_changed, _CUT_OFF),
    "else removed": (_else_removed, ("gateway-without-else",)),
    "else made a loop": (_loop, ("endless-loop", "state-not-reached")),
    "work made a loop": (_work_repeated, ("endless-loop",)),
    "condition contradicted": (_contradicted, ("condition-never",)),
    "step closed": (_closed, _STUCK),
    "condition repeated": (_shadowed, ("exit-never",)),
    "else covered": (_covered, ("else-never",)),
    "timers passed by": (_timer_late, ("timer-never",)),
    "timer without its fact": (_timer_without_fact, ("timer-never",)),
    "fact no longer asked for": (_unset, ("fact-never-set", "fact-unset")),
    "escalation to nobody": (_nobody, ("notifies-nobody",)),
    "routine calling itself": (_calls_itself, ("call-circle",)),
    "branch removed": (_one_branch, ("branches-missing",)),
    "timer of a wait dropped": (_unbounded_wait, ("wait-unbounded", "wait-for-nothing")),
    "outcome dropped": (_outcome_dropped, ("outcome-unhandled",)),
}
