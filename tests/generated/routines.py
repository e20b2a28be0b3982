"""Routines made up by hypothesis: documents with steps, gateways, branches beside each other, calls, waits, work and timers.

What is made up always compiles, and never goes round by itself: a gateway leads forward, and every other kind of
state rests. All targets are written out, so that a test can tell from the document alone what may follow what.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from engine.model.routine import Routine
from tests.engine.language.written import routine_of_document

Document = dict[str, Any]

OPTIONS = ("a", "b", "c")
TIME = "tid"
"""The fact that timers count from."""

CHILD, PARENT, MESSAGE = "barnet", "prov", "svaret"
CHILD_ENDS = ("gick", "gick_inte")

_KINDS = ("step", "step", "step", "choose", "together", "call", "wait", "do")


@dataclass(frozen=True)
class Made:
    """A made-up routine and the document that it was made from."""

    document: Document
    routine: Routine


@dataclass(frozen=True)
class _Flow:
    """What the states of a flow may use: its ids, those of enclosing flows to leave for, facts."""

    ids: tuple[str, ...]
    kinds: tuple[str, ...]
    outward: tuple[str, ...]
    facts: tuple[str, ...]
    depth: int
    calls: bool
    timers: bool

    def later(self, place: int) -> list[str]:
        return [*self.ids[place + 1 :], *self.outward]

    def any(self) -> list[str]:
        return [*self.ids, *self.outward]


def made(document: Document) -> Made:
    """The compiled routine of a made-up document."""
    return Made(document, routine_of_document(document))


@st.composite
def routines(draw: st.DrawFn, *, calls: bool = True, timers: bool = True) -> tuple[Made, Made]:
    """A routine and the one that it may call and start."""
    child = made(_document(draw, CHILD, calls=False, timers=timers, together=False))
    return made(_document(draw, PARENT, calls=calls, timers=timers, together=True)), child


@st.composite
def flat(draw: st.DrawFn) -> Made:
    """A routine of steps and gateways only, in one flow."""
    ids = _ids("s", draw(st.integers(2, 6)))
    kinds = ("step", *(draw(st.sampled_from(["step", "step", "choose"])) for _ in ids[1:]))
    flow = _flow(ids, kinds, timers=False)
    return made(_frame(PARENT, _states(draw, flow), {}))


@st.composite
def parallel(draw: st.DrawFn, *, leaves: bool = False) -> Made:
    """A step, two branches beside each other that share no fact, a step, an end; `leaves`: branches may leave for those."""
    outward = ("borja", "sluta") if leaves else ()
    branches = {}
    for name, facts in (("x", ("fx", "cx")), ("y", ("fy", "cy"))):
        ids = _ids(name, draw(st.integers(1, 4)))
        kinds = ("step", *(draw(st.sampled_from(["step", "step", "choose"])) for _ in ids[1:]))
        flow = _flow(ids, kinds, outward=outward, facts=facts, timers=False)
        branches[name] = {"title": name, "states": _states(draw, flow)}
    states = {
        "borja": _step({"klar": {"to": "bada"}}),
        "bada": {"title": "Båda", "together": branches, "to": "sluta"},
        "sluta": _step({"klar": {"to": "slut"}}),
        "slut": {"title": "Slut", "end": "klart"},
    }
    return made(_frame(PARENT, states, {}))


def edges(document: Document) -> dict[str, set[str]]:
    """For each state, all states that it can lead to, read from the document; anytime's under ``*``."""
    found: dict[str, set[str]] = {
        "*": {each["to"] for each in document.get("anytime", {}).values() if "to" in each}
    }
    for states in flows(document).values():
        for id, state in states.items():
            found[id] = set(_targets(state))
    return found


def flows(document: Document) -> dict[str, Mapping[str, Any]]:
    """The states of each flow by the flow's name: main, and a branch as ``together_state.branch``."""
    found: dict[str, Mapping[str, Any]] = {}

    def gather(name: str, states: Mapping[str, Any]) -> None:
        found[name] = states
        for id, state in states.items():
            for branch, body in state.get("together", {}).items():
                gather(f"{id}.{branch}", body["states"])

    gather("main", document["states"])
    return found


def _targets(state: Mapping[str, Any]) -> list[str]:
    found = [each["to"] for each in state.get("choices", {}).values() if "to" in each]
    found += [each.get("to", each.get("else")) for each in state.get("choose", ())]
    found += [each["to"] for each in state.get("timers", ()) if "to" in each]
    found += state.get("outcomes", {}).values()
    return found + [state[key] for key in ("to", "failed") if key in state]


def _document(draw: st.DrawFn, id: str, *, calls: bool, timers: bool, together: bool) -> Document:
    ids = _ids("m" if calls else "b", draw(st.integers(2, 5)))
    flow = _flow(ids, _kinds(draw, len(ids), calls, together), calls=calls, timers=timers)
    states = _states(draw, flow)
    if id == CHILD:
        states[ids[0]]["choices"]["annat"] = _choice("annat", {"to": "b_slut"})
        states["b_slut"] = {"title": "Slut", "end": CHILD_ENDS[1]}
    resting = [each for each, kind in zip(ids, flow.kinds, strict=True) if kind == "step"]
    anytime: dict[str, Any] = {}
    if draw(st.booleans()):
        anytime["hem"] = _choice("hem", {"to": draw(st.sampled_from([*resting, f"{ids[0]}_klart"]))})
    if calls:
        anytime["bredvid"] = _choice("bredvid", {"start": CHILD, "undo": "10 min"})
    return _frame(id, states, anytime, timers=timers)


def _flow(
    ids: tuple[str, ...],
    kinds: tuple[str, ...],
    *,
    outward: tuple[str, ...] = (),
    facts: tuple[str, ...] = ("fx", "fy", "cx", "cy"),
    depth: int = 0,
    calls: bool = False,
    timers: bool = True,
) -> _Flow:
    end = f"{ids[0]}_klart"
    return _Flow((*ids, end), kinds, outward, facts, depth, calls, timers)


def _frame(id: str, states: Document, anytime: Document, *, timers: bool = False) -> Document:
    options = {each: each.upper() for each in OPTIONS}
    return {
        "routine": id,
        "version": 1,
        "title": id,
        "language": ["sv"],
        "roles": {"medarbetare": {"title": "Medarbetare"}, "chef": {"title": "Chef", "manager": True}},
        "facts": {
            **{each: {"type": "yes_no", "title": each} for each in ("fx", "fy")},
            **{each: {"type": "choice", "title": each, "options": options} for each in ("cx", "cy")},
            TIME: {"type": "moment", "title": TIME},
        },
        "start": {"by": ["medarbetare"], **({"ask": [{"fact": TIME, "required": False}]} if timers else {})},
        "states": states,
        **({"anytime": anytime} if anytime else {}),
    }


def _ids(prefix: str, count: int) -> tuple[str, ...]:
    return tuple(f"{prefix}{number}" for number in range(count))


def _kinds(draw: st.DrawFn, count: int, calls: bool, together: bool) -> tuple[str, ...]:
    allowed = [kind for kind in _KINDS if (calls or kind != "call") and (together or kind != "together")]
    return ("step", *(draw(st.sampled_from(allowed)) for _ in range(count - 1)))


def _states(draw: st.DrawFn, flow: _Flow) -> Document:
    states: Document = {}
    for place, (id, kind) in enumerate(zip(flow.ids, flow.kinds, strict=False)):
        state = _MAKERS[kind](draw, flow, place)
        if flow.timers and kind in ("step", "wait", "call", "together"):
            state |= _timers(draw, flow)
        states[id] = state
    states[flow.ids[-1]] = {"title": "Klart", "end": CHILD_ENDS[0]}
    return states


def _choice(id: str, rest: Document) -> Document:
    return {"label": f"Val {id}", **rest}


def _step(choices: Mapping[str, Document]) -> Document:
    named = {id: _choice(id, rest) for id, rest in choices.items()}
    return {"title": "Gör", "role": ["medarbetare"], "choices": named}


def _make_step(draw: st.DrawFn, flow: _Flow, place: int) -> Document:
    choices: dict[str, Document] = {"klar": {"to": flow.ids[place + 1]}}
    for number in range(draw(st.integers(0, 2))):
        choice: Document = {"to": draw(st.sampled_from(flow.any()))}
        fact = draw(st.sampled_from(flow.facts))
        match draw(st.sampled_from(["ask", "set", "when", "nothing"])):
            case "ask":
                asked = [fact, TIME] if flow.timers and draw(st.booleans()) else [fact]
                choice["ask"] = [{"fact": each, "required": draw(st.booleans())} for each in asked]
            case "set":
                choice["set"] = {fact: "yes" if fact.startswith("f") else '"b"'}
            case "when":
                choice |= {"when": _condition(draw, flow.facts), "because": "Det går inte nu."}
        choices[f"v{number}"] = choice
    for choice in choices.values():
        if draw(st.booleans()):
            choice["undo"] = "10 min"
    return _step(choices)


def _make_gateway(draw: st.DrawFn, flow: _Flow, place: int) -> Document:
    later = flow.later(place)
    branches: list[Document] = [
        {"when": _condition(draw, flow.facts), "to": draw(st.sampled_from(later)), "label": f"Gren {number}"}
        for number in range(draw(st.integers(1, 2)))
    ]
    return {"title": "Välj", "choose": [*branches, {"else": flow.ids[place + 1], "label": "Annars"}]}


def _make_together(draw: st.DrawFn, flow: _Flow, place: int) -> Document:
    here = flow.ids[place]
    outward = tuple(id for id, kind in zip(flow.ids, flow.kinds, strict=False) if kind == "step")
    branches = {}
    for name in ("x", "y"):
        ids = _ids(f"{here}{name}", draw(st.integers(1, 3)))
        kinds = _kinds(draw, len(ids), flow.calls, flow.depth == 0)
        leaves = draw(st.booleans())
        inner = _flow(
            ids,
            kinds,
            outward=(*outward, *flow.outward) if leaves else (),
            facts=flow.facts,
            depth=flow.depth + 1,
            calls=flow.calls,
            timers=flow.timers,
        )
        branches[name] = {"title": name, "states": _states(draw, inner)}
    return {"title": "Samtidigt", "together": branches, "to": flow.ids[place + 1]}


def _make_call(draw: st.DrawFn, flow: _Flow, place: int) -> Document:
    return {
        "title": "Anropa",
        "call": CHILD,
        "outcomes": {CHILD_ENDS[0]: draw(st.sampled_from(flow.any()))},
        "take": {flow.facts[0]: "fx"},
        "to": flow.ids[place + 1],
    }


def _make_wait(draw: st.DrawFn, flow: _Flow, place: int) -> Document:
    return {"title": "Vänta", "wait": MESSAGE, "to": flow.ids[place + 1]}


def _make_work(draw: st.DrawFn, flow: _Flow, place: int) -> Document:
    work: Document = {
        "title": "Skicka",
        "do": {"webhook": "https://example.org/hook", "facts": [flow.facts[0]]},
        "to": flow.ids[place + 1],
    }
    if draw(st.booleans()):
        work["failed"] = draw(st.sampled_from(flow.any()))
    return work


def _timers(draw: st.DrawFn, flow: _Flow) -> Document:
    timers: list[Document] = []
    for kind in draw(st.lists(st.sampled_from(["to", "remind"]), max_size=2)):
        minutes = f"{draw(st.integers(1, 90))} min"
        when = {"by": f"{TIME} + {minutes}"} if draw(st.booleans()) else {"after": minutes}
        what = {"to": draw(st.sampled_from(flow.any()))} if kind == "to" else {"remind": "Gör det nu."}
        if kind == "remind" and draw(st.booleans()):
            what["every"] = f"{draw(st.integers(5, 90))} min"
        timers.append({**when, **what})
    return {"timers": timers} if timers else {}


def _condition(draw: st.DrawFn, facts: tuple[str, ...]) -> str:
    """A condition over one or two different facts: `check` refuses one that is always or never true."""

    def part(fact: str) -> str:
        if fact.startswith("f"):
            return draw(st.sampled_from([f"{fact} == yes", f"{fact} is set", f"{fact} is not set"]))
        return draw(st.sampled_from([f'{fact} == "a"', f'{fact} != "b"', f'{fact} in ["a", "c"]']))

    parts = draw(st.lists(st.sampled_from(facts), min_size=1, max_size=2, unique=True))
    return draw(st.sampled_from([" and ", " or "])).join(map(part, parts))


_MAKERS = {
    "step": _make_step,
    "choose": _make_gateway,
    "together": _make_together,
    "call": _make_call,
    "wait": _make_wait,
    "do": _make_work,
}
