"""Bearer tokens: whose they are, and what they allow. Only their hashes are stored."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime

from engine.errors import FactsWrong
from engine.run.instance import Person
from engine.said import Said
from engine.store import tables
from engine.store.changes import Changes
from engine.store.people import StoredPeople
from engine.store.port import Store


class Tokens:
    """The engine's part that knows people by their tokens."""

    def __init__(self, store: Store, people: StoredPeople, clock: Callable[[], datetime]) -> None:
        self._store, self._people, self._clock = store, people, clock

    def add(self, subject: str, grants: Iterable[tuple[str, str]]) -> str:
        """A new bearer token for the subject with (role, unit) grants. Only its hash is stored."""
        token = f"rutin_{secrets.token_urlsafe(32)}"
        self._people.know([subject], self._clock())
        changes = Changes()
        changes.insert(
            tables.tokens,
            {
                "hash": _token_hash(token),
                "person": self._people.number(subject),
                "grants": json.dumps(sorted(map(list, grants))),
                "created_at": self._clock(),
                "revoked_at": None,
            },
        )
        self._store.write(changes)
        return token

    def revoke(self, token: str) -> bool:
        """Make a token worthless; False where there is none such."""
        row = self._store.read(lambda reader: reader.token(_token_hash(token)))
        if row is None:
            return False
        changes = Changes()
        changes.update(tables.tokens, {**row, "revoked_at": self._clock()})
        self._store.write(changes)
        return True

    def person(self, token: str) -> Person | None:
        """Whose token it is, or None."""
        row = self._store.read(lambda reader: reader.token(_token_hash(token)))
        if row is None or row["revoked_at"] is not None:
            return None
        return Person(
            self._people.subject(row["person"]),
            frozenset((role, unit) for role, unit in json.loads(row["grants"])),
        )

    def check_receiver(self, to: str, unit: str, roles: Iterable[str] = ()) -> None:
        """Raises FactsWrong unless somebody with a role in the unit, one of `roles` where any are given, is known as `to`."""
        number = self._people.find(to)
        rows = () if number is None else self._store.read(lambda reader: reader.tokens_of(number))
        grants = {(role, of) for row in rows for role, of in json.loads(row["grants"])}
        wanted = set(roles)
        if not any(of == unit and (role in wanted or not wanted) for role, of in grants):
            said = Said(
                f"«{to}» har ingen roll i enheten {unit}. Välj någon som har det.",
                f"“{to}” has no role in the unit {unit}. Choose somebody who has.",
            )
            raise FactsWrong({"to": said})


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
