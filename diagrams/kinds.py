"""The kinds of boxes: which state each stands for, how it is drawn, and what it is called. The one table for all that draws or tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from diagrams.picture import Icon, Kind
from engine.model.routine import Call, Do, End, Gateway, State, Step, Together, Wait
from engine.said import Said

Outline = Literal["card", "pill", "diamond", "octagon", "link"]
Frame = Literal["plain", "double", "barred", "dashed"]
EntryKind = Literal["step", "question", "routine", "wait", "automatic", "together", "end", "event"]
NodeShape = Literal["initial", "final", "choice", "state", "submachine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """What the legend says of a kind, and the icon before it."""

    title: Said
    icon: Icon | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxKind:
    """A kind of box. `state` is what it stands for, None for what is no state; `outline` its shape, `frame` the frame of a card.

    `entry` is what a handbook calls it, None for what a document does not tell; `node` is its shape in a statechart.
    """

    state: type[State] | None = None
    outline: Outline
    frame: Frame = "plain"
    legend: LegendEntry | None = None
    entry: EntryKind | None = None
    node: NodeShape = "state"


_ROUTINE = LegendEntry(title=Said("Egen rutin", "A routine of its own"), icon="document")

KINDS: Mapping[Kind, BoxKind] = {
    "start": BoxKind(outline="pill"),
    "step": BoxKind(state=Step, outline="card", entry="step"),
    "gateway": BoxKind(
        state=Gateway,
        outline="diamond",
        legend=LegendEntry(title=Said("Fråga", "Question")),
        entry="question",
        node="choice",
    ),
    "event": BoxKind(
        outline="octagon",
        legend=LegendEntry(title=Said("Händelse", "Event"), icon="alert"),
        entry="event",
    ),
    "wait": BoxKind(
        state=Wait,
        outline="card",
        frame="dashed",
        legend=LegendEntry(title=Said("Väntar", "Waits"), icon="clock"),
        entry="wait",
    ),
    "do": BoxKind(
        state=Do,
        outline="card",
        frame="dashed",
        legend=LegendEntry(title=Said("Görs av sig självt", "Done by itself"), icon="send"),
        entry="automatic",
    ),
    "together": BoxKind(
        state=Together,
        outline="card",
        frame="barred",
        legend=LegendEntry(title=Said("Samtidigt", "Side by side"), icon="fork"),
        entry="together",
    ),
    "call": BoxKind(
        state=Call, outline="card", frame="double", legend=_ROUTINE, entry="routine", node="submachine"
    ),
    "started": BoxKind(outline="card", frame="double", legend=_ROUTINE),
    "link": BoxKind(outline="link", legend=LegendEntry(title=Said("Gå till", "Go to"), icon="forward")),
    "origin": BoxKind(outline="link"),
    "end": BoxKind(state=End, outline="pill", entry="end", node="final"),
}
"""In the order of the legend."""

_OF_STATES: Mapping[type[State], Kind] = {each.state: kind for kind, each in KINDS.items() if each.state}


def kind_of(state: State) -> Kind:
    """The kind of box that stands for the state."""
    return _OF_STATES[type(state)]


def entry_kind_of(state: State) -> EntryKind:
    """What a handbook calls the state; it tells every one."""
    entry = KINDS[kind_of(state)].entry
    assert entry is not None
    return entry
