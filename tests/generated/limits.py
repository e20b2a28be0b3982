"""Made-up routines in which values meet limits: a number that choices count up, that is handed down, and that the called may not hold."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from tests.generated.routines import Document, Made, flows, made, routines

NUMBER = "n"


@st.composite
def limited(draw: st.DrawFn) -> tuple[Made, Made]:
    """A routine and the one that it may call, which may ask at its start for what nobody hands down."""
    parent, child = (deepcopy(each.document) for each in draw(routines()))
    parent["facts"][NUMBER] = {"type": "number", "title": "Antal", "min": 0, "max": draw(st.integers(1, 3))}
    child["facts"][NUMBER] = {"type": "number", "title": "Antal", "max": draw(st.integers(1, 3))}
    if draw(st.booleans()):
        child["start"] = {
            "by": child["start"]["by"],
            "ask": [{"fact": NUMBER, "required": draw(st.booleans())}],
        }
    for document in (parent, child):
        for choice in _choices(document):
            _set(draw, choice)
    for state in _states(parent):
        if "call" in state and draw(st.booleans()):
            state["with"] = {NUMBER: NUMBER}
    if "bredvid" in parent["anytime"] and draw(st.booleans()):
        parent["anytime"]["bredvid"]["with"] = {NUMBER: NUMBER}
    return made(parent), made(child)


def _set(draw: st.DrawFn, choice: Document) -> None:
    value = draw(st.sampled_from(["", f"{NUMBER} + 1", f"{NUMBER} + 1", "1"]))
    if value:
        choice["set"] = {**choice.get("set", {}), NUMBER: value}


def _choices(document: Document) -> list[dict[str, Any]]:
    found = [choice for state in _states(document) for choice in state.get("choices", {}).values()]
    return [*found, *document.get("anytime", {}).values()]


def _states(document: Document) -> list[dict[str, Any]]:
    return [state for states in flows(document).values() for state in states.values()]
