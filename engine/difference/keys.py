"""Keys whose value differs: what each is called, whom it concerns, and how its value is shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from engine import durations
from engine.difference.change import Group, Notes, Pair
from engine.difference.names import Names
from engine.difference.wording import both, in_quotes, is_text, joined, marked, quoted

Show = Callable[[Any, Names], Pair]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The names of both versions, and where the changes are noted."""

    before: Names
    after: Names
    notes: Notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key: its name with the article, Swedish gender (`neuter`), whom it concerns, and how a value is shown."""

    sv: str
    en: str
    group: Group = "staff"
    neuter: bool = False
    show: Show


def shown(value: Any, _: Names) -> Pair:
    """A text in quotes, a list of texts, or anything else as it is written."""
    if is_text(value):
        return quoted(value)
    if isinstance(value, list) and value:
        return joined(shown(each, _) for each in value)
    return in_quotes(both(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)))


def key(sv: str, en: str, group: Group = "staff", *, neuter: bool = False, show: Show = shown) -> Key:
    return Key(sv=sv, en=en, group=group, neuter=neuter, show=show)


def duration(value: Any, _: Names) -> Pair:
    """A canonical duration as people say it."""
    parsed = durations.parse(str(value))
    return (
        (durations.words(parsed), durations.words(parsed, "en"))
        if isinstance(parsed, timedelta)
        else both(str(value))
    )


def condition(value: Any, names: Names) -> Pair:
    """A condition in words."""
    return names.condition(value)


def state(value: Any, names: Names) -> Pair:
    """A state's title."""
    return names.state(value)


def roles(value: Any, names: Names) -> Pair:
    """Roles' titles."""
    return names.roles(value)


def contacts(value: Any, names: Names) -> Pair:
    """Contacts' titles."""
    return joined(names.contact(each) for each in value)


def facts(value: Any, names: Names) -> Pair:
    """Facts' titles."""
    return joined(names.fact(each) for each in value)


def yes(value: Any, _: Names) -> Pair:
    """Yes or no."""
    return ("ja", "yes") if value else ("nej", "no")


def compare_keys(
    sides: Sides,
    place: Pair,
    keys: Mapping[str, Key],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    where: tuple[str, ...],
    *,
    but: Iterable[str] = (),
) -> None:
    """Tell of every key that differs, `but` those that are compared elsewhere. A key without a name is told by its own."""
    for name in dict.fromkeys((*after, *before)):
        if name not in but:
            known = keys.get(name) or key(f"«{name}»", f"“{name}”", neuter=True)
            compare_values(sides, place, known, before.get(name), after.get(name), (*where, name))


def compare_values(
    sides: Sides, place: Pair, key: Key, before: Any, after: Any, where: tuple[str, ...]
) -> None:
    """Tell of a value that is new, gone or another one."""
    if before == after:
        return
    if before is None:
        sv, en = key.show(after, sides.after)
        said = at(place, f"{key.sv} är {'nytt' if key.neuter else 'ny'}: {sv}.", f"{key.en} is new: {en}.")
        sides.notes.add(key.group, "added", where, said, after=after)
    elif after is None:
        sv, en = key.show(before, sides.before)
        gone = "borttaget" if key.neuter else "borttagen"
        said = at(place, f"{key.sv} är {gone}. Förut: {sv}.", f"{key.en} is removed. Before: {en}.")
        sides.notes.add(key.group, "removed", where, said, before=before)
    else:
        said = at(place, *_other(key, before, after, sides))
        sides.notes.add(key.group, "changed", where, said, before=before, after=after)


def _other(key: Key, before: Any, after: Any, sides: Sides) -> Pair:
    changed = "ändrat" if key.neuter else "ändrad"
    if is_text(before) and is_text(after):
        sv, en = marked(before, after)
        return f"{key.sv} är {changed}: {sv}.", f"{key.en} is changed: {en}."
    old, new = key.show(before, sides.before), key.show(after, sides.after)
    if old == new:  # different ways of writing it that are said alike
        old, new = shown(before, sides.before), shown(after, sides.after)
    return (
        f"{key.sv} är {changed}: nu {new[0]}, förut {old[0]}.",
        f"{key.en} is changed: now {new[1]}, before {old[1]}.",
    )


def of(place: Pair, sv: str, en: str) -> Pair:
    """A sentence that the place itself begins."""
    return f"{place[0]} {sv}", f"{place[1]} {en}"


def at(place: Pair, sv: str, en: str) -> Pair:
    """A sentence of its own with its place before it; where there is none, with a capital letter."""
    return _led(place[0], sv), _led(place[1], en)


def _led(place: str, words: str) -> str:
    return f"{place}: {words}" if place else words[:1].upper() + words[1:]
