"""A role that somebody writes down or takes away: the grant, and the row that says who did it and when."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from engine.service.people.entry import Grant
from engine.store import tables
from engine.store.grounds import REGISTER
from engine.store.staged.changes import Changes, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Whose hand it is, by number, and when."""

    by: int
    at: datetime

    def gives(self, changes: Changes, person: int, grant: Grant) -> None:
        """The person has the role from now on."""
        changes.insert(tables.grants, grant_row(person, grant, REGISTER, None, written_by=self.by))
        changes.insert(tables.role_changes, self._noted(person, grant, is_given=True))

    def takes(self, changes: Changes, row: Row) -> None:
        """The grant of that row is no more."""
        changes.delete(tables.grants, row)
        changes.insert(
            tables.role_changes, self._noted(row["person"], (row["role"], row["unit"]), is_given=False)
        )

    def _noted(self, person: int, grant: Grant, *, is_given: bool) -> Row:
        role, unit = grant
        return {
            "id": secrets.token_hex(10),
            "person": person,
            "role": role,
            "unit": unit,
            "is_given": is_given,
            "made_by": self.by,
            "at": self.at,
        }


def grant_row(
    person: int, grant: Grant, given_by: str, ends_at: datetime | None, written_by: int | None = None
) -> Row:
    """A row of the table of grants."""
    role, unit = grant
    return {
        "person": person,
        "role": role,
        "unit": unit,
        "given_by": given_by,
        "ends_at": ends_at,
        "written_by": written_by,
    }
