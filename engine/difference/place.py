"""A place in two versions of a routine, and noting what differs there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from engine.difference.change import Change, Group, Kind
from engine.difference.names import Names
from engine.said import UNSAID, Said

_ENDED_TWICE = re.compile(r"([.!?…]”)\.$")
"""A full stop after a quotation that has its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Two versions: the names of each, and the changes noted so far.

    `follows` tells whether a way that led to the first state and now leads to the second does so only because of
    states that are new or gone.
    """

    before: Names
    after: Names
    follows: Callable[[str | None, str | None], bool]
    changes: list[Change]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place: its `name`, with which sentences begin (empty at the top of the file), its path, and what stands there in
    each version, None for nothing.
    """

    versions: Versions
    name: Said = UNSAID
    where: tuple[str, ...] = ()
    before: Any
    after: Any

    def key(self, name: str, empty: Any = None) -> Place:
        """The place of a key; where it is missing, `empty` stands there."""
        return self.part(name, *((side or {}).get(name, empty) for side in (self.before, self.after)))

    def part(self, name: str, before: Any, after: Any) -> Place:
        """The place of a part of what stands here."""
        return replace(self, where=(*self.where, name), before=before, after=after)

    def inside(self, sv: str, en: str, **words: Said) -> Place:
        """The same place, called more closely."""
        return replace(self, name=self._led(", ", Said(sv, en).fill(**words)))

    def holding(self, before: Any, after: Any) -> Place:
        """The same place, with what programs get as its values."""
        return replace(self, before=before, after=after)

    def tell(self, group: Group, kind: Kind, sv: str, en: str, **words: Said) -> None:
        """Note a sentence with the place before it; at the top of the file it begins with a capital letter."""
        self.note(group, kind, self._led(": ", Said(sv, en).fill(**words)))

    def tell_of(self, group: Group, kind: Kind, sv: str, en: str, **words: Said) -> None:
        """Note a sentence that the place itself begins."""
        self.note(group, kind, self._led(" ", Said(sv, en).fill(**words)))

    def note(self, group: Group, kind: Kind, said: Said) -> None:
        """Note a sentence as it is, with what stands here."""
        sentence = Said(*(_ENDED_TWICE.sub(r"\1", each) for each in said))
        self.versions.changes.append(
            Change(
                group=group, kind=kind, where=self.where, said=sentence, before=self.before, after=self.after
            )
        )

    def _led(self, by: str, words: Said) -> Said:
        return Said(
            *(
                f"{name}{by}{each}" if name else each[:1].upper() + each[1:]
                for name, each in zip(self.name, words, strict=True)
            )
        )
