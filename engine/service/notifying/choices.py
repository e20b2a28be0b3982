"""What each person has chosen: by what they are told of each thing, within which hours, and in which language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from engine.errors.value import FactsWrong
from engine.said import Said
from engine.service.notifying.hours import Hours
from engine.service.notifying.kinds import CHOSEN, ESCALATION, MAIL, WAYS
from engine.store import tables
from engine.store.people import StoredPeople
from engine.store.port import Store, Transaction
from engine.store.staged.changes import Changes, Row

Ways = frozenset[str]

_MINUTES = 60

_NOT_SILENCED = Said(
    "När tiden är ute eller något står still behöver du få veta det. Välj mejl eller sms.",
    "When the time is out or something stands still you need to know. Choose mail or SMS.",
)
_NO_HOURS = Said(
    "Början och slutet är samma klockslag. Skriv två olika, eller inga alls.",
    "The beginning and the end are the same time. Write two that differ, or none at all.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """By what of `WAYS` each of `CHOSEN` is told; `hours` None: at any time; `language` None: the organisation's."""

    ways: Mapping[str, Ways] = field(default_factory=lambda: dict.fromkeys(CHOSEN, frozenset({MAIL})))
    hours: Hours | None = None
    language: str | None = None


class NotificationChoices:
    """The engine's part that keeps what people have chosen."""

    def __init__(self, store: Store, people: StoredPeople, clock: Callable[[], datetime]) -> None:
        self._store, self._people, self._clock = store, people, clock

    def of(self, subject: str) -> Choices:
        """What the person has chosen, or what holds for whoever has chosen nothing: all by mail, at any time."""
        number = self._people.find(subject)
        rows = () if number is None else self._store.read(lambda reader: reader.notice_choices([number]))
        return next(map(choices_from_row, rows), Choices())

    def choose(self, subject: str, choices: Choices) -> None:
        """Keep what the person has chosen.

        Raises:
            FactsWrong: `escalation`: they would not be told of it at all; `hours`: they are none.
        """
        problems = {}
        if not choices.ways[ESCALATION]:
            problems[ESCALATION] = _NOT_SILENCED
        if choices.hours and choices.hours.opens == choices.hours.closes:
            problems["hours"] = _NO_HOURS
        if problems:
            raise FactsWrong(problems)
        self._people.know([subject], self._clock())
        row = _row(self._people.number(subject), choices)

        def work(transaction: Transaction) -> None:
            changes = Changes()
            there = transaction.reader.notice_choices([row["person"]])
            (changes.update if there else changes.insert)(tables.notice_choices, row)
            transaction.flush(changes)

        self._store.transact(work)


def choices_from_row(row: Row) -> Choices:
    """The choices that a row of the table `notice_choices` keeps."""
    opens, closes = row["opens"], row["closes"]
    return Choices(
        ways={kind: frozenset(filter(None, row[kind].split(","))) for kind in CHOSEN},
        hours=None if opens is None else Hours(_clock(opens), _clock(closes)),
        language=row["language"],
    )


def _row(person: int, choices: Choices) -> Row:
    hours = choices.hours
    return {
        "person": person,
        **{kind: _joined(choices.ways[kind]) for kind in CHOSEN},
        "opens": hours and _minutes(hours.opens),
        "closes": hours and _minutes(hours.closes),
        "language": choices.language,
    }


def _joined(ways: Collection[str]) -> str:
    return ",".join(way for way in WAYS if way in ways)


def _clock(minutes: int) -> time:
    return time(*divmod(minutes, _MINUTES))


def _minutes(clock: time) -> int:
    return clock.hour * _MINUTES + clock.minute
