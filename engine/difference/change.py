"""One change between two versions of a routine, and all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from engine.model.routine import Routine
from engine.said import Said

Group = Literal["staff", "time", "people", "document"]
GROUPS: Mapping[Group, Said] = {
    "staff": Said("För personalen", "For staff"),
    "time": Said("Tider och larm", "Deadlines and escalations"),
    "people": Said("Roller och kontakter", "Roles and contacts"),
    "document": Said("Dokumentet", "The document"),
}
"""Whom a change concerns, in the order in which it is told."""

Kind = Literal["added", "removed", "changed", "moved", "renamed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. `where` is the path in the canonical document (of the newer version, or of the older for what is removed);
    `before` and `after` are the values there, None where there is none.
    """

    group: Group
    kind: Kind
    where: tuple[str, ...]
    said: Said
    before: Any = None
    after: Any = None

    def as_json(self, language: str = "sv") -> dict[str, Any]:
        """The change for programs."""
        return {
            "group": self.group,
            "kind": self.kind,
            "where": list(self.where),
            "message": self.said.say(language),
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All changes from one version to another. `old` is None for a routine that is new, `new` for one that is removed."""

    old: Routine | None
    new: Routine | None
    changes: tuple[Change, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs, scenarios included."""
        return self.old is not None and self.new is not None and not self.changes

    @property
    def next_version(self) -> int | None:
        """The version number that the newer file needs before it can be published; None where its own will do."""
        if self.old is None or self.new is None or self.old.id != self.new.id:
            return None
        raised = self.new.version > self.old.version
        return None if raised or self.old.digest == self.new.digest else self.old.version + 1
