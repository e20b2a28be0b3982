"""Groups of a file whose first line is missing, so that YAML makes what they hold part of the group above: each is put on its own."""

from __future__ import annotations

from collections.abc import Mapping as Map
from typing import get_args

from engine.language.file.document import GROUPS
from engine.language.file.head import Head
from engine.language.file.parts import Entries
from engine.language.rules.findings import Findings
from engine.language.yaml.source import Mapping, Node, Scalar
from engine.language.yaml.words import missing_header
from engine.model.facts import FactType

_KEYS: Map[str, frozenset[str]] = {
    "document": frozenset(Head.all_keys()),
    **{name: frozenset(part.all_keys()) for name, part in GROUPS.items()},
}


def with_headers(root: Mapping, findings: Findings) -> Mapping:
    """The tree of a file where each group stands under its own key; notes the keys that are missing."""
    there = {key.text for key, _ in root.entries}
    missing = [name for name in GROUPS if name not in there]
    entries: Entries = []
    for key, value in root.entries:
        ahead: Node = value
        name = key.text
        while name in _KEYS and isinstance(ahead, Mapping) and missing:
            at, found = _first_of_another(name, ahead, missing)
            if found is None:
                break
            own, rest = ahead.entries[:at], ahead.entries[at:]
            entries.append((key, Mapping(own, ahead.line, ahead.column)))
            first = rest[0][0]
            findings.add_problem(missing_header(first.line - 1, first.column - 1, first.text, found, level=0))
            missing.remove(found)
            name, key = found, Scalar(found, first.line, first.column)
            ahead = Mapping(rest, first.line, first.column)
        entries.append((key, ahead))
    return Mapping(tuple(entries), root.line, root.column) if len(entries) > len(root.entries) else root


def _first_of_another(name: str, group: Mapping, missing: list[str]) -> tuple[int, str | None]:
    """Where in the group something of a missing group begins, and of which."""
    for at, (key, value) in enumerate(group.entries):
        if at and not (name == "document" and key.text in _KEYS[name]):
            for other in missing:
                if _is_surely_of(other, value, _KEYS[name]):
                    return at, other
    return 0, None


def _is_surely_of(group: str, value: Node, here: frozenset[str]) -> bool:
    """Whether it is of that group and not of the one that has the keys `here`."""
    if isinstance(value, Scalar):
        return group == "facts" and value.text in get_args(FactType)
    if not isinstance(value, Mapping):
        return False
    keys = {key.text for key, _ in value.entries}
    return bool(keys) and keys <= _KEYS[group] and not keys <= here
