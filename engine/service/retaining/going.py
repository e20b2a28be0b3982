"""Which of some cases and suggestions go now, as a transaction or a reading sees them, with what stands of each in the receipt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from engine.errors.stored import Unreadable
from engine.run.commands import HandOver
from engine.service.retaining.receipts import Gone
from engine.service.retaining.rules import Held, Rules, held_by
from engine.store.cases import CaseAge
from engine.store.port import Reader
from engine.store.staged.changes import Row
from engine.stored.history import entry_of_row
from engine.stored.people import Numbered
from engine.stored.receipt import Erased

LOOKED_THROUGH = 500
"""How many cases are looked through at a time."""


def ages_after(after: str, reader: Reader) -> Sequence[CaseAge]:
    """Some cases after an id, in that order, whatever their age; none at the end."""
    return reader.case_ages(after, LOOKED_THROUGH)


def cases_going(
    reader: Reader, cases: Sequence[CaseAge], rules: Rules, now: datetime
) -> tuple[dict[str, Gone], int]:
    """Those of the cases that go, by id, and how many of the others are kept by a hold alone."""
    held = held_by(reader.holds())
    old = {case.id: (case, rule) for case in cases if (rule := rules.for_case(case, now))}
    free = {id: each for id, each in old.items() if not held.has(each[0])}
    if held.people:
        beside = reader.people_beside(free)
        free = {
            id: (case, rule)
            for id, (case, rule) in free.items()
            if held.people.isdisjoint(beside.get(id, ())) and not _is_in(reader, case, held)
        }
    going = {
        id: Gone(
            _one("case", case.instances[0].routine, case.unit, rule.said.en, case.at), f"{id} {case.head}"
        )
        for id, (case, rule) in free.items()
    }
    return going, len(old) - len(going)


def suggestions_going(reader: Reader, rows: Iterable[Row], rules: Rules, now: datetime) -> dict[str, Gone]:
    """Those of the suggestions that go, by id."""
    held = held_by(reader.holds())
    return {
        row["id"]: Gone(_one("suggestion", row["routine"], None, rule.said.en, row["answered_at"]), row["id"])
        for row in rows
        if (rule := rules.for_suggestion(row, now))
        and row["routine"] not in held.routines
        and held.people.isdisjoint((row["person"], row["answered_by"]))
    }


def _one(kind: str, routine: str, unit: str | None, rule: str, at: datetime) -> Erased:
    return Erased(kind=kind, routine=routine, unit=unit, rule=rule, number=1, oldest=at, newest=at)


def _is_in(reader: Reader, case: CaseAge, held: Held) -> bool:
    """Whether somebody who is held owns the case or has done anything in it. What can't be read may say so, and is kept."""
    if any(each.owner in held.people for each in case.instances):
        return True
    try:
        return not held.people.isdisjoint(_doers(reader, case.id))
    except Unreadable:
        return True


def _doers(reader: Reader, case: str) -> Iterator[int]:
    """Whoever gave a command in the case, or got it handed over."""
    for each in reader.history(case):
        entry = entry_of_row(case, each.content, each.format, Numbered())
        if entry is not None:
            yield int(entry.command.by.subject)
            if isinstance(entry.command, HandOver):
                yield int(entry.command.to)
