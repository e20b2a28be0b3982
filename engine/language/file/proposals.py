"""The editors' schema for one routine: it also proposes the names that this file gives. They are never demanded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.language.file.document import KNOWN
from engine.language.file.schema import schema
from engine.language.yaml.nodes import Mapping as Tree
from engine.language.yaml.nodes import Node
from engine.language.yaml.source import read
from engine.model.routine import STARTER

_WHERE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "states": (
        *(("State", key) for key in ("to", "failed", "outcomes")),
        ("Choice", "to"),
        ("Exit", "to"),
        ("Exit", "else"),
        ("Timer", "to"),
        ("Line", "in"),
    ),
    "doers": (
        *((part, key) for part in ("State", "Choice") for key in ("not_by", "same_as")),
        ("Line", "as"),
    ),
    "roles": (
        ("State", "role"),
        ("Choice", "role"),
        ("Timer", "notify"),
        ("Begin", "by"),
        ("Scenario", "by"),
        ("Line", "by"),
    ),
    "facts": (("State", "ask"), ("Choice", "ask"), ("Begin", "ask"), ("Ask", "fact"), ("Work", "facts")),
    "contacts": (("State", "contacts"), ("Work", "mail")),
    "links": (("State", "links"),),
    "documents": (("State", "documents"),),
    "routines": (("State", "call"), ("Choice", "start"), ("Line", "routine")),
}
"""The keys whose value is such a name, by group of keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names that a file gives, in its order, and the routines beside it."""

    states: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    routines: tuple[str, ...] = ()

    @property
    def doers(self) -> tuple[str, ...]:
        """What can be named for who has done it."""
        return (*self.states, STARTER) if self.states else ()


def names_in(content: bytes | str, routines: Collection[str] = ()) -> Names:
    """The names of a file that may well be half written."""
    root = read(content, known=KNOWN).root
    return Names(
        states=tuple(_states(_under(root, "states"))),
        roles=tuple(_keys(_under(root, "roles"))),
        facts=tuple(_keys(_under(root, "facts"))),
        contacts=tuple(_keys(_under(root, "contacts"))),
        links=tuple(_keys(_under(root, "links"))),
        documents=tuple(_keys(_under(root, "documents"))),
        routines=tuple(routines),
    )


def schema_with(names: Names) -> dict[str, Any]:
    """The editors' schema, with the names as proposals."""
    made = schema()
    for group, places in _WHERE.items():
        proposed = list(getattr(names, group))
        for part, key in places:
            value = made["definitions"][part]["properties"][key]
            holder = value["additionalProperties"] if value.get("type") == "object" else value
            if proposed:
                holder["examples"] = proposed
    return made


def _under(node: Node | None, key: str) -> Node | None:
    if not isinstance(node, Tree):
        return None
    return next((value for name, value in node.entries if name.text == key), None)


def _keys(node: Node | None) -> Iterator[str]:
    if isinstance(node, Tree):
        yield from (name.text for name, _ in node.entries)


def _states(node: Node | None) -> Iterator[str]:
    """The states of a flow, and of the branches inside it."""
    if not isinstance(node, Tree):
        return
    for name, state in node.entries:
        yield name.text
        branches = _under(state, "together")
        if isinstance(branches, Tree):
            for _, branch in branches.entries:
                yield from _states(_under(branch, "states"))
