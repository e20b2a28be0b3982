"""Finding that something only got another name, and a version's canonical document written with the other names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.difference.wording import is_text
from engine.stored.routine import Canonical

_LIKE_ENOUGH = 0.6
"""From 0 (nothing in common) to 1: from here on two things are held to be the same under two names."""

_HEADINGS = ("title", "label")


@dataclass(frozen=True, slots=True, kw_only=True)
class Renames:
    """Old name → new name, for each kind of thing."""

    states: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    contacts: Mapping[str, str] = field(default_factory=dict)

    def formula(self, text: str) -> str:
        """A condition or expression with the new names of facts."""
        words = "|".join(map(re.escape, self.facts))
        return re.sub(rf"\b({words})\b", lambda match: self.facts[match[1]], text) if words else text


def same_under_other_names(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """Old id → new id, of what stands in only one of them but is so alike that it must be the same; the most alike first."""
    gone = {id: _features(body) for id, body in old.items() if id not in new}
    come = {id: _features(body) for id, body in new.items() if id not in old}
    likeness = [
        (-_alike(before, after), place, was, now)
        for place, (was, before) in enumerate(gone.items())
        for now, after in come.items()
    ]
    found: dict[str, str] = {}
    for score, _, was, now in sorted(likeness):
        if -score >= _LIKE_ENOUGH and was not in found and now not in found.values():
            found[was] = now
    return found


_Features = tuple[frozenset[str], frozenset[tuple[str, str]]]


def _features(body: Any) -> _Features:
    """The words of the heading, and all other values with their places."""
    heading: Mapping[str, str] = (
        next((body[key] for key in _HEADINGS if key in body), {}) if isinstance(body, Mapping) else {}
    )
    words = frozenset(word.lower() for text in heading.values() for word in text.split())
    rest = (
        {key: value for key, value in body.items() if key not in _HEADINGS}
        if isinstance(body, Mapping)
        else body
    )
    return words, frozenset(_leaves(rest, ""))


def _leaves(value: Any, path: str) -> list[tuple[str, str]]:
    if isinstance(value, Mapping):
        return [leaf for key, each in value.items() for leaf in _leaves(each, f"{path}/{key}")]
    if isinstance(value, list):
        return [leaf for each in value for leaf in _leaves(each, path)]
    return [(path, str(value))]


def _alike(before: _Features, after: _Features) -> float:
    """Half for the heading, half for all else."""
    return sum(_share(a, b) for a, b in zip(before, after, strict=True)) / 2


def _share(a: frozenset[Any], b: frozenset[Any]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0


def renamed(document: Canonical, names: Renames) -> Canonical:
    """The document with the new names wherever the old ones stand: as keys, as targets, in conditions and in texts."""
    writer = _Writer(names)
    return {key: writer.under(key, value) for key, value in document.items()}


class _Writer:
    def __init__(self, names: Renames) -> None:
        self.names = names
        words = "|".join(map(re.escape, names.facts))
        self.in_text = re.compile(rf"(?<!\{{)\{{\s*({words})\s*\}}(?!\}})") if words else None

    def under(self, key: str, value: Any, within: str = "") -> Any:
        """What stands under a key of something that itself stands `within` a key."""
        names = self.names
        if is_text(value):
            return {language: self._text(words) for language, words in value.items()}
        if key in ("to", "failed", "else", "in"):
            return names.states.get(value, value)
        if key in ("role", "notify") or (
            key == "by" and (within in ("start", "scenarios", "play", "play elsewhere"))
        ):
            return self._each(value, names.roles)
        if key in ("contacts", "mail") and isinstance(value, list):
            return self._each(value, names.contacts)
        if key == "fact" or (key == "facts" and isinstance(value, list)):
            return self._each(value, names.facts)
        if key == "when" or (key == "by" and within == "timers"):
            return names.formula(value)
        if isinstance(value, list):
            return [self._body(each, key) if isinstance(each, Mapping) else each for each in value]
        if not isinstance(value, Mapping):
            return value
        keys = self._names_of(key, within)
        if key in ("set", "with"):
            return {keys.get(name, name): names.formula(text) for name, text in value.items()}
        if key in ("take", "outcomes"):
            to = names.states if key == "outcomes" else {}
            return {keys.get(name, name): to.get(each, each) for name, each in value.items()}
        if key in ("states", "roles", "facts", "contacts", "choices", "anytime", "together"):
            entries = {keys.get(name, name): each for name, each in value.items()}
            return {
                name: self._body(each, key) if isinstance(each, Mapping) else each
                for name, each in entries.items()
            }
        return self._body(value, key)

    def _body(self, body: Mapping[str, Any], within: str) -> Canonical:
        if within == "play" and "routine" in body:
            within = "play elsewhere"  # its facts are those of another routine
        return {key: self.under(key, value, within) for key, value in body.items()}

    def _names_of(self, key: str, within: str) -> Mapping[str, str]:
        """The new names of the entries under a key that holds entries by name."""
        if within == "play elsewhere":
            return {}
        by_key = {
            "states": self.names.states,
            "roles": self.names.roles,
            "contacts": self.names.contacts,
            "facts": self.names.facts,
            "set": self.names.facts,
            "take": self.names.facts,
        }
        return by_key.get(key, {})

    def _each(self, value: Any, names: Mapping[str, str]) -> Any:
        return (
            [names.get(each, each) for each in value] if isinstance(value, list) else names.get(value, value)
        )

    def _text(self, words: str) -> str:
        return (
            self.in_text.sub(lambda match: f"{{{self.names.facts[match[1]]}}}", words)
            if self.in_text
            else words
        )
