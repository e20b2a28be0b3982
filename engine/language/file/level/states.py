"""Parts of a routine file that stand on another level than they belong on: each is put where it belongs, after one finding.

What then refers to them is found, so that a step that is moved in or out by mistake is one finding and not forty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from engine.language.file.document import KIND_KEYS, Choice, Document, State
from engine.language.file.parts import Entries
from engine.language.file.reading import is_empty, place_of
from engine.language.rules.findings import Findings
from engine.language.yaml.source import Mapping, Node, Scalar
from engine.model.routine import SKIP
from engine.problems import clipped
from engine.said import UNSAID, Said

_A_STATE, _A_CHOICE = Said("ett tillstånd", "a state"), Said("ett val", "a choice")
_A_KEY = Said("en nyckel i ett steg", "a key of a step")
_OF_STATES_ONLY = frozenset(State.all_keys()) - frozenset(Document.all_keys())
_TELLING = frozenset(("title", "role", *KIND_KEYS)) - {"step"}
"""One of these every state has."""
_OF_CHOICES = frozenset(Choice.all_keys())


def in_place(root: Mapping, findings: Findings) -> Mapping:
    """The tree of a file with states and choices where they belong; notes those that were moved."""
    keys = Document.all_keys()
    stays: Entries = []
    out: Entries = []
    for key, value in root.entries:
        (out if key.text not in keys and _is_state(value) else stays).append((key, value))
    at = next((n for n, (key, _) in enumerate(stays) if key.text == "states"), None)
    states = stays[at][1] if at is not None else None
    if out:
        _note(findings, out, "states", _A_STATE, _level_under(states))
    if isinstance(states, Mapping) or out:
        inside = list(states.entries) if isinstance(states, Mapping) else []
        place = states if states is not None and not is_empty(states) else out[0][0]
        moved = Mapping(tuple(_states([*inside, *out], findings, told=bool(out))), place.line, place.column)
        name = stays[at][0] if at is not None else Scalar("states", place.line, place.column)
        stays[at if at is not None else len(stays) : (at + 1) if at is not None else None] = [(name, moved)]
    return replace(root, entries=tuple(stays))


def _states(entries: Entries, findings: Findings, told: bool) -> Iterator[tuple[Scalar, Node]]:
    """The states, and after each of them those that stood among its keys; keys of a step that stand among the states go to it."""
    for key, value in _with_own_keys(entries, findings):
        if not isinstance(value, Mapping):
            yield key, value
            continue
        inner = [
            each for each in value.entries if each[0].text not in State.all_keys() and _is_state(each[1])
        ]
        if inner and not told:
            _note(findings, inner, "states", _A_STATE, key.column)
        own = [each for each in value.entries if each not in inner]
        yield key, replace(value, entries=tuple(_choices_in_place(own, findings)))
        yield from _states(inner, findings, told=True)


def _with_own_keys(entries: Entries, findings: Findings) -> Entries:
    """The states, where a key of a step that stands on a level with them is put in the step above."""
    found: Entries = []
    for key, value in entries:
        name, step = found[-1] if found else (key, value)
        if not found or not _is_key_outside(key, value, step):
            found.append((key, value))
            continue
        assert isinstance(step, Mapping)
        _note(findings, [(key, value)], clipped(name.text), _A_KEY, step.column)
        found[-1] = (name, replace(step, entries=(*step.entries, *_unpacked(key, value))))
    return found


def _is_key_outside(key: Scalar, value: Node, above: Node) -> bool:
    """Whether it is a key of the step above and no state."""
    if key.text not in _OF_STATES_ONLY or _has_a_key_of(value, _TELLING) or not isinstance(above, Mapping):
        return False
    return bool(above.entries) and all(each.text != key.text for each, _ in above.entries)


def _unpacked(key: Scalar, value: Node) -> Entries:
    """The key, and after it the step's keys that came to stand below it."""
    if key.text != "choices" or not isinstance(value, Mapping):
        return [(key, value)]
    keys = [each for each in value.entries if _is_key_of_a_step(*each)]
    own = tuple(each for each in value.entries if each not in keys)
    return [(key, replace(value, entries=own)), *keys]


def _choices_in_place(entries: Entries, findings: Findings) -> Iterable[tuple[Scalar, Node]]:
    """The keys of a state, with choices that stand among them put under `choices`, and keys out of it."""
    choices = next((value for key, value in entries if key.text == "choices"), None)
    if choices is None:
        return entries
    inside = list(choices.entries) if isinstance(choices, Mapping) else []
    out = [each for each in entries if each[0].text not in State.all_keys() and _is_choice(each[1])]
    given = {key.text for key, _ in entries}
    keys = [(key, value) for key, value in inside if _is_key_of_a_step(key, value) and key.text not in given]
    if not out and not keys:
        return entries
    if out:
        _note(findings, out, "choices", _A_CHOICE, _level_under(choices))
    for key, _ in keys:
        findings.add("key-too-far-in", place_of(key), key=key.text, group="choices")
    held = [each for each in inside if each not in keys] + out
    moved = Mapping(tuple(held), choices.line, choices.column)
    return [
        *(
            (key, moved if key.text == "choices" else value)
            for key, value in entries
            if (key, value) not in out
        ),
        *keys,
    ]


def _is_state(node: Node) -> bool:
    return _has_a_key_of(node, _OF_STATES_ONLY) or (
        _has_a_key_of(node, {"title"}) and _has_a_key_of(node, {"end"})
    )


def _is_choice(node: Node) -> bool:
    return isinstance(node, Mapping) and all(key.text in _OF_CHOICES for key, _ in node.entries)


def _is_key_of_a_step(key: Scalar, node: Node) -> bool:
    """Whether it is a key that steps have and choices are never named after: its value is none of a choice."""
    if key.text == SKIP and not (isinstance(node, Scalar) and node.text == "ask"):
        return False  # It is the name of a choice, which is told by another rule.
    return key.text in State.all_keys() and not isinstance(node, Mapping) and key.text != "end"


def _has_a_key_of(node: Node, keys: Iterable[str]) -> bool:
    return isinstance(node, Mapping) and any(key.text in keys for key, _ in node.entries)


def _level_under(node: Node | None) -> int:
    return node.column if isinstance(node, Mapping) and node.entries else 0


def _note(findings: Findings, out: Entries, group: str, what: Said, column: int) -> None:
    key = out[0][0]
    others = len(out) - 1
    more = Said(f" Så är det med {others} till.", f" So it is with {others} more.") if others else UNSAID
    level = (
        Said(f" till {column - 1} blanksteg", f" to {column - 1} spaces")
        if column
        else Said(" ett steg", " one step")
    )
    findings.add(
        "wrong-level", place_of(key), key=clipped(key.text), what=what, group=group, level=level, more=more
    )
