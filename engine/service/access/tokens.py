"""Bearer tokens: whose they are, what they allow, and until when. Only their hashes are stored."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from engine.errors.request import NotFound
from engine.errors.value import FactsWrong
from engine.problems import listed
from engine.run.instance import SYSTEM, Person
from engine.said import Said
from engine.service.cursor import LAST, MOST, Page, page_of, read_place
from engine.service.people.granting import grant_row
from engine.store import tables
from engine.store.people import StoredPeople
from engine.store.port import Store
from engine.store.staged.changes import Changes, Row

ADMINISTRATOR = "administrator"

_ID_LENGTH = 12

_RESERVED = Said(
    f"”{SYSTEM.subject}” är namnet på det som Rutin gör av sig självt, och kan inte vara någons. Välj ett annat id.",
    f"“{SYSTEM.subject}” is the name of what Rutin does by itself, and can't be anybody's. Choose another id.",
)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a token stands for. `administers`: it is for tokens, and for no instance."""

    person: Person
    administers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenInfo:
    """What may be told of a token. `id`: the first characters of its hash, by which it can be named; the token itself is not kept.

    `works`: whether it was of use when it was asked about. `ended_at` is when somebody ended it, `ends_at` when it ends by itself.
    """

    id: str
    subject: str
    grants: tuple[tuple[str, str], ...]
    administers: bool
    created_at: datetime
    ends_at: datetime | None
    ended_at: datetime | None
    works: bool


class Tokens:
    """The engine's part that knows people by their tokens."""

    def __init__(self, store: Store, people: StoredPeople, clock: Callable[[], datetime]) -> None:
        self._store, self._people, self._clock = store, people, clock

    def add(
        self,
        subject: str,
        grants: Iterable[tuple[str, str]],
        *,
        administers: bool = False,
        ends_at: datetime | None = None,
    ) -> str:
        """A new bearer token for the subject with (role, unit) grants. Only its hash is stored.

        Raises:
            FactsWrong: the subject is what Rutin itself is called.
            NotFound: it is what somebody who has been forgotten is called.
        """
        if subject.casefold() == SYSTEM.subject:
            raise FactsWrong({"subject": _RESERVED})
        token = f"rutin_{secrets.token_urlsafe(32)}"
        self._people.know([subject], self._clock())
        hash, number, held = token_hash(token), self._people.number(subject), sorted(set(grants))
        changes = Changes()
        for grant in held:
            changes.insert(tables.grants, grant_row(number, grant, hash, ends_at))
        changes.insert(
            tables.tokens,
            {
                "hash": hash,
                "person": number,
                "grants": json.dumps(held),
                "created_at": self._clock(),
                "revoked_at": None,
                "ends_at": ends_at,
                "kind": ADMINISTRATOR if administers else None,
            },
        )
        self._store.write(changes)
        return token

    def revoke(self, token: str) -> bool:
        """End a token that is at hand; False where there is none such."""
        row = self._store.read(lambda reader: reader.token(token_hash(token)))
        if row is None:
            return False
        changes = Changes()
        self._end(changes, row, None)
        self._store.write(changes)
        return True

    def bearer(self, token: str) -> Bearer | None:
        """Whom the token stands for, or None where it stands for nobody (any more)."""
        return self.bearer_of(token_hash(token))

    def bearer_of(self, hash: str) -> Bearer | None:
        """Whom the token with that hash stands for, or None where it stands for nobody (any more)."""
        row = self._store.read(lambda reader: reader.token(hash))
        if row is None or not self._works(row):
            return None
        subject = self._people.subject(row["person"])
        # Rutin's own name was once given away like others.
        if subject == SYSTEM.subject:
            return None
        return Bearer(Person(subject, frozenset(_grants(row))), _administers(row))

    def everybodys(self, cursor: str | None = None, most: int = MOST) -> Page[TokenInfo]:
        """Everybody's tokens, also those that have ended, the newest first. Raises CursorWrong."""
        before = read_place(cursor, LAST)
        rows = self._store.read(lambda reader: reader.tokens_from(before, most + 1))
        return page_of(rows, most, self._told, lambda row: (row["created_at"], row["hash"]))

    def of(self, subject: str) -> list[TokenInfo]:
        """The subject's tokens that have not been ended, the newest first. Raises NotFound where nobody is known by it."""
        rows = sorted(self._rows_of(subject), key=lambda row: row["created_at"], reverse=True)
        return [self._told(row) for row in rows]

    def end(self, subject: str, id: str | None = None, at: datetime | None = None) -> int:
        """End the subject's tokens, or that one of them: now, or by themselves at `at`. Returns how many.

        Raises:
            NotFound: nobody is known by the subject, or it has no such token that works.
        """
        rows = [row for row in self._rows_of(subject) if id is None or row["hash"].startswith(id)]
        if not rows:
            raise NotFound("token", id or subject)
        changes = Changes()
        for row in rows:
            self._end(changes, row, at)
        self._store.write(changes)
        return len(rows)

    def check_receiver(self, to: str, unit: str, roles: Iterable[str] = ()) -> None:
        """Raises FactsWrong unless somebody with a role in the unit, one of `roles` where any are given, is known as `to`."""
        number = self._people.find(to)
        grants = set() if number is None else self._held_by(number)
        wanted = set(roles)
        if not any(of == unit and (role in wanted or not wanted) for role, of in grants):
            held = {role for role, of in grants if of == unit}
            said = Said(
                f"”{to}” har ingen roll i enheten {unit}. Välj någon som har det.",
                f"“{to}” has no role in the unit {unit}. Choose somebody who has.",
            )
            if held:
                sv, en = listed(sorted(wanted), "eller"), listed(sorted(wanted), "or")
                said = Said(
                    f"”{to}” har inte rollen {sv} i enheten {unit}. Välj någon som har den.",
                    f"“{to}” does not have the role {en} in the unit {unit}. Choose somebody who has.",
                )
            raise FactsWrong({"to": said})

    def _held_by(self, number: int) -> set[tuple[str, str]]:
        """What somebody holds now. Their tokens are asked too: the last release writes no grants beside those that it makes."""
        now = self._clock()
        tokens, written = self._store.read(
            lambda reader: (reader.tokens_of(number), reader.grants_of([number]))
        )
        held = {grant for row in tokens if self._works(row) for grant in _grants(row)}
        lasting = (row for row in written if row["ends_at"] is None or now < row["ends_at"])
        return held | {(row["role"], row["unit"]) for row in lasting}

    def _end(self, changes: Changes, row: Row, at: datetime | None) -> None:
        """The token ends at `at`, or now; and with it what it says that somebody holds."""
        changes.update(tables.tokens, {**row, **({"ends_at": at} if at else {"revoked_at": self._clock()})})
        for grant in _grants(row):
            given = grant_row(row["person"], grant, row["hash"], at)
            if at:
                changes.update(tables.grants, given)
            else:
                changes.delete(tables.grants, given)

    def _rows_of(self, subject: str) -> list[Row]:
        number = self._people.find(subject)
        if number is None:
            raise NotFound("person", subject)
        return [*self._store.read(lambda reader: reader.tokens_of(number))]

    def _works(self, row: Row) -> bool:
        ends = row["ends_at"]
        return row["revoked_at"] is None and (ends is None or self._clock() < ends)

    def _told(self, row: Row) -> TokenInfo:
        return TokenInfo(
            id=row["hash"][:_ID_LENGTH],
            subject=self._people.subject(row["person"]),
            grants=tuple(_grants(row)),
            administers=_administers(row),
            created_at=row["created_at"],
            ends_at=row["ends_at"],
            ended_at=row["revoked_at"],
            works=self._works(row),
        )


def _grants(row: Row) -> Iterable[tuple[str, str]]:
    return ((role, unit) for role, unit in json.loads(row["grants"]))


def _administers(row: Row) -> bool:
    return bool(row["kind"] == ADMINISTRATOR)


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
