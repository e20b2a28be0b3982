"""What people suggest be changed in a routine: one sentence about a step of a version, read and answered by whoever owns routines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from engine.errors.person import NotYours
from engine.errors.request import NotFound
from engine.errors.value import FactsWrong
from engine.run.instance import Person
from engine.said import Said
from engine.service.cursor import LAST, MOST, Page, page_of, read_place
from engine.store import tables
from engine.store.people import StoredPeople
from engine.store.port import Store, Transaction
from engine.store.published import Published
from engine.store.staged.changes import Changes, Row
from engine.values.sentences import sentence_read

LONGEST = 300
"""How long a suggestion, or its answer, may be: a sentence or two."""

_NOBODY_YET = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What somebody has suggested. `state`: the step that it is about, None for the routine; `by` and `answered_by` are subjects."""

    id: str
    routine: str
    version: int
    state: str | None
    by: str
    at: datetime
    text: str
    answer: str | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None


class Suggestions:
    """The engine's part for what people suggest. `owner` is everywhere the role that reads and answers, None where nobody does."""

    def __init__(
        self,
        store: Store,
        published: Published,
        people: StoredPeople,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._store, self._published, self._people = store, published, people
        self._clock, self._new_id = clock, new_id

    def suggest(
        self, person: Person, routine: str, text: str, *, version: int | None = None, state: str | None = None
    ) -> Suggestion:
        """Writes it down, of the newest version where none is named.

        Raises:
            NotFound: there is no such routine, version or step.
            FactsWrong: the text is empty, too long, or can't be read.
        """
        found = self._published.version(routine, version)
        if state is not None and state not in found.states:
            raise NotFound("state", state)
        said = _read(text)
        self._people.know([person.subject], self._clock())
        row: Row = {
            "id": self._new_id(),
            "routine": found.id,
            "version": found.version,
            "state": state,
            "person": self._people.number(person.subject),
            "at": self._clock(),
            "text": said,
            "is_answered": False,
            "answered_by": None,
            "answered_at": None,
            "answer": None,
        }
        changes = Changes()
        changes.insert(tables.suggestions, row)
        self._store.write(changes)
        return self._told(row)

    def mine(self, person: Person, cursor: str | None = None, most: int = MOST) -> Page[Suggestion]:
        """What the person has suggested, with what was answered, the newest first. Raises CursorWrong."""
        before, number = read_place(cursor, LAST), self._people.find(person.subject)
        by = _NOBODY_YET if number is None else number
        rows = self._store.read(lambda reader: reader.suggestions_by(by, before, most + 1))
        return page_of(rows, most, self._told, _place)

    def everybodys(
        self,
        person: Person,
        owner: str | None,
        *,
        is_answered: bool = False,
        cursor: str | None = None,
        most: int = MOST,
    ) -> Page[Suggestion]:
        """What waits for an answer, or has got one, the newest first; for those who hold the role. Raises NotYours, CursorWrong."""
        self._check_owner(person, owner)
        before = read_place(cursor, LAST)
        rows = self._store.read(lambda reader: reader.suggestions(is_answered, before, most + 1))
        return page_of(rows, most, self._told, _place)

    def answer(self, person: Person, owner: str | None, id: str, text: str) -> Suggestion:
        """Answers it, once more in place of what was answered before.

        Raises:
            NotYours: the person does not hold the role.
            NotFound: there is no such suggestion.
            FactsWrong: the text is empty, too long, or can't be read.
        """
        self._check_owner(person, owner)
        said = _read(text)
        self._people.know([person.subject], self._clock())

        def work(transaction: Transaction) -> Row:
            row = transaction.reader.suggestion(id)
            if row is None:
                raise NotFound("suggestion", id)
            answered = {
                "is_answered": True,
                "answered_by": self._people.number(person.subject),
                "answered_at": self._clock(),
                "answer": said,
            }
            changes = Changes()
            changes.update(tables.suggestions, {**row, **answered})
            transaction.flush(changes)
            return {**row, **answered}

        return self._told(self._store.transact(work))

    def _check_owner(self, person: Person, owner: str | None) -> None:
        if not answers(person, owner):
            routines, _ = self._published.newest()
            roles = (routine.roles.get(owner or "") for routine in routines)
            titles = (role.title.said() for role in roles if role is not None)
            raise NotYours([next(titles, _OWNER)], "administrator", "")

    def _told(self, row: Row) -> Suggestion:
        by = row["answered_by"]
        return Suggestion(
            id=row["id"],
            routine=row["routine"],
            version=row["version"],
            state=row["state"],
            by=self._people.subject(row["person"]),
            at=row["at"],
            text=row["text"],
            answer=row["answer"],
            answered_by=None if by is None else self._people.subject(by),
            answered_at=row["answered_at"],
        )


def answers(person: Person, owner: str | None) -> bool:
    """Whether the person reads and answers what others suggest: holds the role anywhere."""
    return owner is not None and any(role == owner for role, _ in person.grants)


_OWNER = Said("den som ansvarar för rutinerna", "owner of the routines")


def _place(row: Row) -> tuple[datetime, str]:
    return row["at"], row["id"]


def _read(text: str) -> str:
    said = sentence_read(text, LONGEST, Said("Skriv en mening.", "Write a sentence."))
    if isinstance(said, Said):
        raise FactsWrong({"text": said})
    return said
