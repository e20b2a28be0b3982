"""Finding that something only got another name, and a version's canonical document written with the other names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.difference.quoting import is_text
from engine.stored.canonical import Canonical

_LIKE_ENOUGH = 0.6
"""From 0 (nothing in common) to 1: from here on two things are held to be the same under two names."""

_TOO_COMMON = 50
"""What more things than this have in common does not tell that two of them are the same."""

_HEADINGS = ("title", "label")
_NAME = re.compile(r"\w+")
_IN_TEXT = re.compile(r"(?<!\{)\{\s*(\w+)\s*\}(?!\})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Renames:
    """Old name → new name, for each kind of thing."""

    states: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    contacts: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)

    def formula(self, text: str) -> str:
        """A condition or expression with the new names of facts."""
        return _NAME.sub(lambda match: self.facts.get(match[0], match[0]), text)

    def text(self, words: str) -> str:
        """A text with the new names of facts in its braces."""
        return _IN_TEXT.sub(
            lambda match: f"{{{self.facts[match[1]]}}}" if match[1] in self.facts else match[0], words
        )


def same_under_other_names(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """Old id → new id, of what stands in only one of them but is so alike that it must be the same; the most alike first."""
    gone = {id: _features(body) for id, body in old.items() if id not in new}
    come = {id: _features(body) for id, body in new.items() if id not in old}
    having: defaultdict[_Feature, list[str]] = defaultdict(list)
    for now, features in come.items():
        for feature in features.all:
            having[feature].append(now)
    likeness = []
    for place, (was, features) in enumerate(gone.items()):
        sharing = (having.get(feature, ()) for feature in features.all)
        for now in {name for names in sharing if len(names) <= _TOO_COMMON for name in names}:
            alike = features.alike(come[now])
            if alike >= _LIKE_ENOUGH:
                likeness.append((-alike, place, was, now))
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, was, now in sorted(likeness):
        if was not in found and now not in taken:
            found[was] = now
            taken.add(now)
    return found


_Feature = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Features:
    """The words of the heading, and all other values with their places."""

    heading: frozenset[_Feature]
    rest: frozenset[_Feature]

    @property
    def all(self) -> frozenset[_Feature]:
        return self.heading | self.rest

    def alike(self, other: _Features) -> float:
        """Half for the heading, half for all else."""
        return (_share(self.heading, other.heading) + _share(self.rest, other.rest)) / 2


def _features(body: Any) -> _Features:
    heading: Mapping[str, str] = next((body[key] for key in _HEADINGS if key in body), {})
    return _Features(
        frozenset(("", word.lower()) for text in heading.values() for word in text.split()),
        frozenset(_leaves({key: value for key, value in body.items() if key not in _HEADINGS}, "")),
    )


def _leaves(value: Any, path: str) -> list[_Feature]:
    if isinstance(value, Mapping):
        return [leaf for key, each in value.items() for leaf in _leaves(each, f"{path}/{key}")]
    if isinstance(value, list):
        return [leaf for each in value for leaf in _leaves(each, path)]
    return [(path, str(value))]


def _share(a: frozenset[_Feature], b: frozenset[_Feature]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0


_NAMED_BY: Mapping[str, str] = {
    **dict.fromkeys(("to", "failed", "else", "in", "not_by", "same_as", "as"), "states"),
    **dict.fromkeys(("role", "notify"), "roles"),
    **dict.fromkeys(("contacts", "mail"), "contacts"),
    "links": "links",
    "documents": "documents",
    **dict.fromkeys(("fact", "facts"), "facts"),
}
"""Keys whose value is a name, or a list of names."""

_KEYED_BY = {name: name for name in ("states", "roles", "contacts", "links", "documents", "facts")} | {
    "set": "facts",
    "take": "facts",
}
"""Keys under which things stand by name."""

_BY_NAME = (*_KEYED_BY, "choices", "anytime", "together", "with", "outcomes")


def renamed(document: Canonical, names: Renames) -> Canonical:
    """The document with the new names wherever the old ones stand: as keys, as targets, in conditions and in texts."""
    return _body(document, names, "")


def _body(body: Mapping[str, Any], names: Renames, within: str) -> Canonical:
    if within == "play" and "routine" in body:
        within = "play elsewhere"  # its facts are those of another routine
    return {key: _under(key, value, names, within) for key, value in body.items()}


def _under(key: str, value: Any, names: Renames, within: str) -> Any:
    """What stands under a key of something that itself stands `within` a key."""
    if is_text(value):
        return {language: names.text(words) for language, words in value.items()}
    if key == "when" or (key == "by" and within == "timers"):
        return names.formula(value)
    if isinstance(value, Mapping):
        return _by_name(key, value, names, within) if key in _BY_NAME else _body(value, names, key)
    new = _names(names, "roles" if key == "by" else _NAMED_BY.get(key))
    if isinstance(value, list):
        return [
            _body(each, names, key) if isinstance(each, Mapping) else new.get(each, each) for each in value
        ]
    return new.get(value, value)


def _by_name(key: str, things: Mapping[str, Any], names: Renames, within: str) -> Canonical:
    new = _names(names, None if within == "play elsewhere" else _KEYED_BY.get(key))
    return {new.get(name, name): _thing(key, each, names) for name, each in things.items()}


def _thing(key: str, thing: Any, names: Renames) -> Any:
    if key in ("set", "with"):
        return names.formula(thing)
    if key == "outcomes":
        return names.states.get(thing, thing)
    return _body(thing, names, key) if isinstance(thing, Mapping) else thing


def _names(names: Renames, kind: str | None) -> Mapping[str, str]:
    of_kind: Mapping[str, str] = getattr(names, kind) if kind else {}
    return of_kind
