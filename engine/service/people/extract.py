"""All that is kept about somebody, as the law lets them ask for: what stands of them in each table, and what they have done."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from operator import itemgetter
from typing import Any

from engine.errors.request import NotFound
from engine.errors.stored import Unreadable
from engine.run.outcome import Happened
from engine.service.told import happened_told
from engine.store.chain import ChainLink
from engine.store.people import StoredPeople
from engine.store.port import Reader, Store
from engine.store.published import Published
from engine.store.staged.changes import Row
from engine.stored.command import name_of
from engine.stored.formats import read
from engine.stored.history import Entry, entry_from_stored
from engine.values.moments import iso

_PEOPLE = frozenset(
    (
        "person",
        "written_by",
        "made_by",
        "given_by",
        "holder",
        "owner",
        "answered_by",
        "caused_by",
        "placed_by",
        "lifted_by",
    )
)
"""Columns that hold a person's number, in some table. `given_by` of a grant is no number."""

_VALUES = frozenset(("asked", "corrected", "skipped"))
"""What happened by somebody's own words and values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Something that the person has done in a case: which command, and what happened by it."""

    case: str
    at: datetime
    command: str
    happened: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What is kept about `subject` at `at`: by table the rows in which they stand, and what they have done, the first first.

    Rows hold texts, numbers and moments as JSON values. Where another person stands in a row, it is not said who.
    """

    subject: str
    at: datetime
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    done: tuple[Done, ...]


class Extracts:
    """The engine's part for what somebody may ask to see. It is asked by whoever runs the database."""

    def __init__(
        self, store: Store, published: Published, people: StoredPeople, clock: Callable[[], datetime]
    ) -> None:
        self._store, self._published, self._people, self._clock = store, published, people, clock

    def of(self, subject: str, language: str = "sv") -> Extract:
        """All that is kept about the person, as of one moment. Raises NotFound where nobody is known by that subject."""
        number = self._people.find(subject)
        if not number:
            raise NotFound("person", subject)

        def read_all(reader: Reader) -> Extract:
            found = {**reader.rows_about(number), "receipts": _receipts(reader, number)}
            rows = {table: [_told(row, number) for row in each] for table, each in found.items()}
            done = [
                each
                for link in reader.done_by(number)
                if (each := self._done(reader, link, subject, language))
            ]
            return Extract(subject=subject, at=self._clock(), rows=rows, done=tuple(done))

        return self._store.read(read_all)

    def _done(self, reader: Reader, link: ChainLink, subject: str, language: str) -> Done | None:
        try:
            entry = read("history", link.case, link.content or "", partial(self._entry, link.format))
        except Unreadable:
            return None
        if entry.command.by.subject != subject:
            return None
        return Done(
            case=link.case,
            at=link.at,
            command=name_of(entry.command),
            happened=tuple(
                {"instance": each.instance, **self._happened(reader, each, language)}
                for each in entry.happened
            ),
        )

    def _happened(self, reader: Reader, happened: Happened, language: str) -> Mapping[str, Any]:
        """With the titles that people know it by, and values where it is they who gave them: who else was in it is not told."""
        shown = happened if happened.kind in _VALUES else replace(happened, detail=None)
        found = reader.instance(happened.instance)
        if found is None:
            return {"kind": happened.kind, "state": happened.state, "choice": happened.choice}
        digest = read("instance", happened.instance, found[0], itemgetter("digest"))
        return happened_told(self._published.pinned(digest, reader=reader), shown, language)

    def _entry(self, form: int, stored: Mapping[str, Any]) -> Entry:
        return entry_from_stored(stored, form, self._people)


def _told(row: Row, number: int) -> dict[str, Any]:
    return {name: _value(name, value, number) for name, value in row.items()}


def _value(name: str, value: Any, number: int) -> Any:
    if isinstance(value, datetime):
        return iso(value)
    if name in _PEOPLE and isinstance(value, int) and not isinstance(value, bool):
        return "this person" if value == number else "somebody else"
    return value


def _receipts(reader: Reader, number: int) -> list[Row]:
    """The receipts of what the person has erased."""
    return [
        {"sequence": row["sequence"], "at": row["at"], "content": row["content"]}
        for row in reader.receipts(0)
        if json.loads(row["content"])["by"] == number
    ]
