"""Routines made up by hypothesis for the proofs: what any owner may write, dead ends, loops, closed choices and lost facts included.

They compile, and have neither moments nor started routines: all that they may come to can be played through.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from engine.language.compile import Compiled, compile_text

Document = dict[str, Any]

PARENT, CHILD, MESSAGE = "prov", "barnet", "svaret"
CHILD_ENDS = ("gick", "gick_inte")
OPTIONS = ("a", "b", "c")
VALUES: dict[str, tuple[Any, ...]] = {
    "f": (True, False),
    "c": OPTIONS,
    "d": OPTIONS,
    "n": (0, 1, 1.5, 2),
}
"""Every value of each fact that can make a difference to the conditions made up here."""

_KINDS = ("step", "step", "step", "choose", "choose", "together", "call", "wait", "do")
_ALONE = ("step", "step", "choose", "do")


@dataclass(frozen=True)
class _Flow:
    """What the states of a flow may use: its ids (the last one is its end) and those of enclosing flows, kinds, facts."""

    ids: tuple[str, ...]
    outward: tuple[str, ...]
    kinds: tuple[str, ...]
    facts: tuple[str, ...]

    def targets(self, draw: st.DrawFn) -> str:
        return draw(st.sampled_from((*self.ids, *self.ids, *self.outward)))


@st.composite
def sets(draw: st.DrawFn, *, timers: bool = False) -> tuple[Compiled, Compiled]:
    """A routine, and the one that it may call, compiled as a set."""
    child = _document(draw, CHILD, _ALONE, timers)
    parent = _document(draw, PARENT, _KINDS, timers)
    return _compiled(child, parent)


def _compiled(child: Document, parent: Document) -> tuple[Compiled, Compiled]:
    both = [
        compile_text(json.dumps(each), f"{each['routine']}.yaml", routines=(PARENT, CHILD))
        for each in (parent, child)
    ]
    assume(all(each.routine for each in both))
    return both[0], both[1]


def _document(draw: st.DrawFn, id: str, kinds: tuple[str, ...], timers: bool) -> Document:
    flow = _flow(draw, "m" if id == PARENT else "b", kinds, draw(st.integers(2, 5)))
    states = _states(draw, flow, timers)
    if id == CHILD:
        states["b_annat"] = {"end": CHILD_ENDS[1]}
        first = next(iter(states.values()))
        first["choices"]["annat"] = {"label": "Annat", "to": "b_annat"}
    asked = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=2, unique=True)) if id == PARENT else []
    document: Document = {
        "routine": id,
        "version": 1,
        "title": id,
        "roles": {"medarbetare": "Medarbetare"},
        "facts": {
            "f": "yes_no",
            "c": {"type": "choice", "options": list(OPTIONS)},
            "d": {"type": "choice", "options": list(OPTIONS)},
            "n": {"type": "number", "min": 0, "max": 2},
        },
        "start": {"by": "medarbetare", **({"ask": _asks(draw, asked)} if asked else {})},
        "states": states,
    }
    if id == PARENT and draw(st.integers(0, 3)) == 0:
        ends = [each for each in flow.ids if each in states]
        hem = {"label": "Hem", "to": draw(st.sampled_from(ends))} | _guard(draw, flow.facts)
        document["anytime"] = {"hem": hem}
    return document


def _flow(
    draw: st.DrawFn, prefix: str, kinds: tuple[str, ...], count: int, outward: tuple[str, ...] = ()
) -> _Flow:
    ids = (*(f"{prefix}{number}" for number in range(count)), f"{prefix}_klart")
    some = draw(st.lists(st.sampled_from(sorted(VALUES)), min_size=1, max_size=3, unique=True))
    return _Flow(ids, outward, kinds, tuple(some))


def _states(draw: st.DrawFn, flow: _Flow, timers: bool) -> Document:
    states: Document = {}
    for place, id in enumerate(flow.ids[:-1]):
        kind = draw(st.sampled_from(flow.kinds)) if place else "step"
        state = _MAKERS[kind](draw, flow, place)
        if timers and kind in ("step", "wait", "call", "together") and draw(st.booleans()):
            state["timers"] = [{"after": f"{draw(st.integers(1, 3))} h", "to": flow.targets(draw)}]
        states[id] = {**state, "title": id}
    states[flow.ids[-1]] = {"end": CHILD_ENDS[0], "title": flow.ids[-1]}
    return states


def _make_step(draw: st.DrawFn, flow: _Flow, place: int) -> Document:
    choices: Document = {"v": {"label": "Vidare", "to": flow.ids[place + 1]} | _guard(draw, flow.facts)}
    for number in range(draw(st.integers(0, 2))):
        choice: Document = {"label": f"Val {number}"}
        if draw(st.integers(0, 4)):
            choice["to"] = flow.targets(draw)
        choice |= _guard(draw, flow.facts) | _changes(draw, flow.facts)
        choices[f"v{number}"] = choice
    return {"role": "medarbetare", "choices": choices}


def _guard(draw: st.DrawFn, facts: tuple[str, ...]) -> Document:
    if draw(st.integers(0, 2)):
        return {}
    return {"when": _condition(draw, facts), "because": "Det går inte nu."}


def _changes(draw: st.DrawFn, facts: tuple[str, ...]) -> Document:
    """What a choice asks for or sets, if anything."""
    fact = draw(st.sampled_from(facts))
    match draw(st.sampled_from(["ask", "set", "nothing"])):
        case "ask":
            return {"ask": _asks(draw, [fact])}
        case "set":
            return {"set": {fact: draw(st.sampled_from(_SETS[fact]))}}
    return {}


_SETS = {
    "f": ["yes", "no", 'c == "a"', "n > 1 or d is set"],
    "c": ['"a"', '"b"', "d"],
    "d": ['"c"', "c"],
    "n": ["0", "2", "n + 1", "n - 1"],
}


def _asks(draw: st.DrawFn, facts: list[str]) -> list[Document]:
    return [{"fact": each, "required": draw(st.sampled_from(["yes", "no"]))} for each in facts]


def _make_gateway(draw: st.DrawFn, flow: _Flow, place: int) -> Document:
    exits: list[Document] = [
        {"when": _condition(draw, flow.facts), "to": flow.targets(draw)}
        for _ in range(draw(st.integers(1, 2)))
    ]
    return {"choose": [*exits, {"else": flow.ids[place + 1]}]}


def _make_together(draw: st.DrawFn, flow: _Flow, place: int) -> Document:
    here = flow.ids[place]
    branches = {}
    for name in ("x", "y"):
        kinds = (
            _KINDS if len(here) < 3 and draw(st.integers(0, 4)) == 0 else ("step", "step", "choose", "wait")
        )
        outward = (*flow.ids, *flow.outward) if draw(st.integers(0, 2)) == 0 else ()
        inner = _flow(draw, f"{here}{name}", kinds, draw(st.integers(1, 2)), outward)
        branches[name] = {"states": _states(draw, inner, timers=False)}
    return {"together": branches, "to": flow.ids[place + 1]}


def _make_call(draw: st.DrawFn, flow: _Flow, place: int) -> Document:
    fact = draw(st.sampled_from(flow.facts))
    theirs = draw(st.sampled_from([each for each in VALUES if _type(each) == _type(fact)]))
    call: Document = {"call": CHILD, "take": {fact: theirs}, "to": flow.ids[place + 1]}
    if draw(st.booleans()):
        call["outcomes"] = {CHILD_ENDS[0]: flow.targets(draw)}
    return call


def _make_wait(draw: st.DrawFn, flow: _Flow, place: int) -> Document:
    return {"wait": MESSAGE, "to": flow.ids[place + 1]}


def _make_work(draw: st.DrawFn, flow: _Flow, place: int) -> Document:
    work: Document = {"do": {"webhook": "https://example.org/hook"}, "to": flow.ids[place + 1]}
    if draw(st.booleans()):
        work |= {"to": flow.targets(draw), "failed": flow.ids[place + 1]}
    return work


def _type(fact: str) -> str:
    return {"f": "yes_no", "n": "number"}.get(fact, "choice")


def _condition(draw: st.DrawFn, facts: tuple[str, ...]) -> str:
    """A condition over one or two different facts, which is neither always nor never true by itself."""
    parts = [
        draw(st.sampled_from(_PARTS[_type(fact)])).format(fact)
        for fact in draw(st.lists(st.sampled_from(facts), min_size=1, max_size=2, unique=True))
    ]
    return draw(st.sampled_from([" and ", " or "])).join(parts)


_PARTS = {
    "yes_no": ["{} == yes", "{}", "not {}", "{} is set", "{} is not set"],
    "choice": ['{} == "a"', '{} != "b"', '{} in ["a", "c"]', "c == d", "{} is not set"],
    "number": ["{} > 1", "{} <= 0", "{} == 2", "{} < 2", "{} is set"],
}

_MAKERS = {
    "step": _make_step,
    "choose": _make_gateway,
    "together": _make_together,
    "call": _make_call,
    "wait": _make_wait,
    "do": _make_work,
}
