"""The register: who is known, how notices reach them, and who holds which role where."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.errors.request import NotFound
from engine.errors.value import FactsWrong
from engine.run.instance import SYSTEM
from engine.said import Said
from engine.service.cursor import FIRST_NUMBER, LAST, MOST, Page, page_of, read_place
from engine.service.people.entry import Entry, Grant
from engine.service.people.granting import Hand, grant_row
from engine.store import tables
from engine.store.grounds import BY_HAND, REGISTER, SIGN_IN
from engine.store.people import StoredPeople
from engine.store.port import Reader, Store, Transaction
from engine.store.staged.changes import Changes, Row

_LOOKED_THROUGH = 1_000
"""How many people are read at a time by a search."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A role that somebody holds in a unit. `given_by`: "register", "shift", "sign_in" or "token"; it ends by itself at `ends_at`.

    `written_by`: who wrote it down, where that is known and somebody did.
    """

    role: str
    unit: str
    given_by: str
    ends_at: datetime | None = None
    written_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody who is known, with what they hold now. What is None is not known."""

    number: int
    subject: str
    since: datetime
    name: str | None = None
    mail: str | None = None
    phone: str | None = None
    held: tuple[Held, ...] = ()

    @property
    def grants(self) -> frozenset[Grant]:
        """What they hold, whatever it rests on."""
        return frozenset((each.role, each.unit) for each in self.held)

    def held_in(self, unit: str) -> list[Held]:
        """What they hold in the unit, each role once: where it is written down, that is what is said."""
        by_role: dict[str, Held] = {}
        for each in self.held:
            if each.unit == unit and (each.given_by == REGISTER or each.role not in by_role):
                by_role[each.role] = each
        return list(by_role.values())

    @property
    def written(self) -> frozenset[Grant]:
        """What they hold because it is written down here, and not for a while only."""
        return frozenset((each.role, each.unit) for each in self.held if each.given_by == REGISTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChange:
    """A role in a unit that `by` wrote down (`is_given`) or took away."""

    role: str
    unit: str
    is_given: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What came of writing entries down: their subjects."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


class Register:
    """The engine's part that knows who works here, before they have signed in. What reads and writes is asked by whoever may."""

    def __init__(self, store: Store, people: StoredPeople, clock: Callable[[], datetime]) -> None:
        self._store, self._people, self._clock = store, people, clock

    def listed(self, cursor: str | None = None, most: int = MOST, search: str = "") -> Page[Known]:
        """Everybody who is known, in the order in which they came; of those whose name or id has `search` in it. Raises CursorWrong."""
        (after,) = read_place(cursor, FIRST_NUMBER)
        return self._store.read(
            lambda reader: self._page(reader, _sought(reader, search, after, most + 1), most)
        )

    def holders(
        self, unit: str, roles: Collection[str] = (), cursor: str | None = None, most: int = MOST
    ) -> Page[Known]:
        """Who holds a role in the unit now, one of `roles` where any are given, in the order in which they came. Raises CursorWrong."""
        (after,) = read_place(cursor, FIRST_NUMBER)
        now = self._clock()
        return self._store.read(
            lambda reader: self._page(reader, reader.holders(unit, roles, now, after, most + 1), most)
        )

    def one(self, subject: str) -> Known:
        """Whoever has the subject. Raises NotFound."""
        found = self._store.read(lambda reader: self._told(reader, reader.people_called([subject])))
        if not found:
            raise NotFound("person", subject)
        return found[0]

    def numbered(self, number: int) -> Known:
        """Whoever has the number. Raises NotFound."""
        found = self._store.read(lambda reader: self._told(reader, reader.people_from(number - 1, 1)))
        if not found or found[0].number != number:
            raise NotFound("person", str(number))
        return found[0]

    def changes_of(self, number: int, cursor: str | None = None, most: int = MOST) -> Page[RoleChange]:
        """Who has written down and taken away the person's roles, the latest first. Raises CursorWrong."""
        before = read_place(cursor, LAST)
        rows = self._store.read(lambda reader: reader.role_changes(number, before, most + 1))
        return page_of(rows, most, self._change, lambda row: (row["at"], row["id"]))

    def _change(self, row: Row) -> RoleChange:
        return RoleChange(
            role=row["role"],
            unit=row["unit"],
            is_given=row["is_given"],
            by=self._people.subject(row["made_by"]),
            at=row["at"],
        )

    def names(self, subjects: Iterable[str]) -> Mapping[str, str]:
        """What those of the subjects are called whose names are known."""
        wanted = set(subjects)
        rows = self._store.read(lambda reader: reader.people_called(wanted))
        return {row["subject"]: row["name"] for row in rows if row["name"]}

    def granted(self, subject: str) -> frozenset[Grant]:
        """What the subject holds now because it is written down here or because a manager has let them in."""
        return self._held_by(subject, BY_HAND)

    def granted_or_vouched(self, subject: str) -> frozenset[Grant]:
        """What the subject holds now by what is done here, or by somebody else's word when they signed in last."""
        return self._held_by(subject, (*BY_HAND, SIGN_IN))

    def _held_by(self, subject: str, grounds: Collection[str]) -> frozenset[Grant]:
        number, now = self._people.find(subject), self._clock()
        if number is None:
            return frozenset()
        rows = self._store.read(lambda reader: reader.grants_of([number]))
        return frozenset(
            (row["role"], row["unit"]) for row in rows if row["given_by"] in grounds and _lasts(row, now)
        )

    def write(self, entries: Sequence[Entry], by: str = SYSTEM.subject, *, dry: bool = False) -> Written:
        """Writes all of the entries down, or none: each instead of what was written of that person before. `by`: whose hand it is, as a
        subject that is known; `dry`: only tells.

        Others stay as they are, and so does what somebody holds by a token or for a shift.

        Raises:
            FactsWrong: somebody is in it twice.
        """
        subjects = [each.subject for each in entries]
        if len(set(subjects)) < len(subjects):
            raise FactsWrong({"subject": _TWICE.fill(id=_first_twice(subjects))})
        known = self._store.read(lambda reader: reader.people_called(subjects))
        there = {row["subject"] for row in known}
        if not dry:
            self._people.know(subjects, self._clock())
        hand = Hand(by=self._people.number(by), at=self._clock())
        return self._store.transact(lambda transaction: _write(transaction, entries, there, hand, dry))

    def vouched_for(
        self, subject: str, grants: Iterable[Grant], until: datetime, name: str | None = None
    ) -> None:
        """What somebody else's word says that the person holds, instead of what it said before: known until then, or for as long as
        what it said before, where that is longer: at a sign-in on another device."""
        self._people.know([subject], self._clock())
        number = self._people.number(subject)
        wanted = frozenset(grants)

        def work(transaction: Transaction) -> None:
            changes = Changes()
            there = transaction.reader.grants_of([number])
            last = max([until, *(row["ends_at"] for row in there if row["given_by"] == SIGN_IN)])
            missing, gone, staying = _differences(there, wanted, SIGN_IN)
            for grant in missing:
                changes.insert(tables.grants, grant_row(number, grant, SIGN_IN, last))
            for row in gone:
                changes.delete(tables.grants, row)
            for row in staying:
                if row["ends_at"] != last:
                    changes.update(tables.grants, {**row, "ends_at": last})
            for row in transaction.reader.people_called([subject]) if name else ():
                if not row["name"]:
                    changes.update(tables.people, {**row, "name": name})
            transaction.flush(changes)

        self._store.transact(work)

    def _page(self, reader: Reader, rows: Sequence[Row], most: int) -> Page[Known]:
        told = {each.number: each for each in self._told(reader, rows[:most])}
        return page_of(rows, most, lambda row: told[row["number"]], lambda row: (row["number"],))

    def _told(self, reader: Reader, rows: Sequence[Row]) -> list[Known]:
        now = self._clock()
        held: dict[int, list[Held]] = {}
        for row in reader.grants_of([row["number"] for row in rows]):
            if _lasts(row, now):
                held.setdefault(row["person"], []).append(self._held(row))
        return [
            Known(
                number=row["number"],
                subject=row["subject"],
                since=row["known_since"],
                name=row["name"],
                mail=row["mail"],
                phone=row["phone"],
                held=tuple(held.get(row["number"], ())),
            )
            for row in rows
        ]

    def _held(self, row: Row) -> Held:
        by = row["written_by"]
        return Held(
            role=row["role"],
            unit=row["unit"],
            given_by=row["given_by"] if row["given_by"] in (*BY_HAND, SIGN_IN) else "token",
            ends_at=row["ends_at"],
            written_by=None if by is None else self._people.subject(by),
        )


def _sought(reader: Reader, search: str, after: int, most: int) -> Sequence[Row]:
    """By Python's rules for small and large letters: SQLite's know no Å. An organisation's people are read in a moment."""
    if not search:
        return reader.people_from(after, most)
    wanted = search.casefold()
    found: list[Row] = []
    while len(found) < most and (rows := reader.people_from(after, _LOOKED_THROUGH)):
        found += [row for row in rows if wanted in f"{row['subject']}\n{row['name'] or ''}".casefold()]
        after = rows[-1]["number"]
    return found[:most]


def _write(
    transaction: Transaction, entries: Sequence[Entry], there: Collection[str], hand: Hand, dry: bool
) -> Written:
    """`there`: who of them was known before."""
    reader, changes = transaction.reader, Changes()
    rows = {row["subject"]: row for row in reader.people_called([each.subject for each in entries])}
    grants: dict[int, list[Row]] = {}
    for found in reader.grants_of([row["number"] for row in rows.values()]):
        grants.setdefault(found["person"], []).append(found)
    came: dict[str, list[str]] = {"added": [], "changed": [], "unchanged": []}
    for each in entries:
        row = rows.get(each.subject)
        if row is None:
            came["added"].append(each.subject)
            continue
        held = grants.get(row["number"], [])
        is_same = _is_written(each, row, held)
        what = "added" if each.subject not in there else "unchanged" if is_same else "changed"
        came[what].append(each.subject)
        if not is_same:
            told = {"name": each.name, "mail": each.mail, "phone": each.phone}
            changes.update(tables.people, {**row, **told})
            missing, gone, _ = _differences(held, each.grants, REGISTER)
            for grant in missing:
                hand.gives(changes, row["number"], grant)
            for lost in gone:
                hand.takes(changes, lost)
    if not dry:
        transaction.flush(changes)
    return Written(**{what: tuple(subjects) for what, subjects in came.items()})


def _is_written(entry: Entry, row: Row, grants: Iterable[Row]) -> bool:
    """Whether just that is written of the person already."""
    written = frozenset((each["role"], each["unit"]) for each in grants if each["given_by"] == REGISTER)
    told = row["name"], row["mail"], row["phone"]
    return told == (entry.name, entry.mail, entry.phone) and entry.grants == written


def _differences(
    there: Iterable[Row], wanted: frozenset[Grant], ground: str
) -> tuple[list[Grant], list[Row], list[Row]]:
    """So that the person holds just what is wanted on that ground: what is missing, the rows that go, and those that stay."""
    rows = {(row["role"], row["unit"]): row for row in there if row["given_by"] == ground}
    gone = [row for grant, row in rows.items() if grant not in wanted]
    staying = [row for grant, row in rows.items() if grant in wanted]
    return sorted(wanted - rows.keys()), gone, staying


def _lasts(row: Row, now: datetime) -> bool:
    return row["ends_at"] is None or now < row["ends_at"]


_TWICE = Said(
    "Id ”{id}” står två gånger. Skriv varje person en gång, med alla sina roller.",
    "The id “{id}” is there twice. Write each person once, with all their roles.",
)


def _first_twice(subjects: Sequence[str]) -> str:
    return next(each for place, each in enumerate(subjects) if each in subjects[:place])
