"""Members of a file's groups (roles, contacts, links, facts, choices of any time) that stand on another level than the others."""

from __future__ import annotations

from collections.abc import Iterator

from engine.language.file.document import GROUPS, Document
from engine.language.file.parts import Entries
from engine.language.file.reading import place_of
from engine.language.rules.findings import Findings
from engine.language.yaml.source import Mapping, Node, Scalar
from engine.problems import clipped
from engine.said import UNSAID, Said

_WHAT = {
    "roles": Said("en roll", "a role"),
    "contacts": Said("en kontakt", "a contact"),
    "links": Said("en länk", "a link"),
    "facts": Said("en uppgift", "a fact"),
    "anytime": Said("ett val", "a choice"),
}
_GROUPS = {name: frozenset(GROUPS[name].all_keys()) for name in _WHAT}


def members_in_place(root: Mapping, findings: Findings) -> Mapping:
    """The tree of a file where the members of its groups stand beside each other; notes those that were moved."""
    moved: Entries = []
    for key, value in root.entries:
        group = moved[-1] if moved else None
        if (
            group is not None
            and group[0].text in _GROUPS
            and _is_member(group[0].text, key, value, Document.all_keys())
        ):
            within = group[1]
            if isinstance(within, Mapping) and within.entries:
                _note(findings, key, group[0].text, within.column)
                moved[-1] = (group[0], Mapping((*within.entries, (key, value)), within.line, within.column))
                continue
        moved.append((key, value))
    return Mapping(
        tuple((key, _beside_each_other(key.text, value, findings)) for key, value in moved),
        root.line,
        root.column,
    )


def _beside_each_other(group: str, value: Node, findings: Findings) -> Node:
    if group not in _GROUPS or not isinstance(value, Mapping):
        return value
    return Mapping(tuple(_members(group, value, value.column, findings)), value.line, value.column)


def _members(group: str, members: Mapping, column: int, findings: Findings) -> Iterator[tuple[Scalar, Node]]:
    """The members, and after each of them those that stood among its keys."""
    for key, value in members.entries:
        inner = []
        if isinstance(value, Mapping):
            inner = [each for each in value.entries if _is_member(group, *each, _GROUPS[group])]
        if not inner:
            yield key, value
            continue
        assert isinstance(value, Mapping)
        own = tuple(each for each in value.entries if each not in inner)
        yield key, Mapping(own, value.line, value.column)
        _note(findings, inner[0][0], group, column)
        yield from _members(group, Mapping(tuple(inner), value.line, value.column), column, findings)


def _is_member(group: str, key: Scalar, value: Node, keys: frozenset[str] | tuple[str, ...]) -> bool:
    """Whether it is no key of where it stands, and has the keys of a member of the group."""
    if key.text in keys or not isinstance(value, Mapping) or not value.entries:
        return False
    own = {each.text for each, _ in value.entries if each.text in _GROUPS[group]}
    others = [each for each in value.entries if each[0].text not in _GROUPS[group]]
    return bool(own) and all(_is_member(group, *each, _GROUPS[group]) for each in others)


def _note(findings: Findings, key: Scalar, group: str, column: int) -> None:
    level = Said(f" till {column - 1} blanksteg", f" to {column - 1} spaces")
    findings.add(
        "wrong-level",
        place_of(key),
        key=clipped(key.text),
        what=_WHAT[group],
        group=group,
        level=level,
        more=UNSAID,
    )
