"""What people are to be told of, as a worker sees it: spread it to each, and look at it once more before it is sent."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.model.routine import Routine
from engine.run.context import in_both
from engine.said import Said
from engine.service.notifying import wording
from engine.service.notifying.choices import Choices, choices_from_row
from engine.service.notifying.kinds import MAIL, UNHELD
from engine.service.notifying.spreading import LOOK_AGAIN, Spread, address, role_titles, stands
from engine.service.notifying.wording import Told
from engine.service.records import Records
from engine.service.sending import AT_ONCE, CLAIM, DeliveryProblem, Message, not_sent
from engine.store import tables
from engine.store.port import Reader, Store, Transaction
from engine.store.published import Published
from engine.store.staged.changes import Changes, Row
from engine.store.staged.effects import FAILED, WAITING

_NO_ADDRESS_NOW = Said(
    "Adressen som det skulle skickas till är borttagen. Skriv in en ny.",
    "The address that it was to be sent to has been removed. Write down a new one.",
)


@dataclass(frozen=True, slots=True)
class Held:
    """It is not to be sent before `until`: its receiver's hours."""

    until: datetime


class Notifications:
    """The engine's part that workers notify people by. A notification is a row; it has a `way` when it is for one receiver."""

    def __init__(
        self, store: Store, published: Published, records: Records, clock: Callable[[], datetime]
    ) -> None:
        self._store, self._published, self._records, self._clock = store, published, records, clock

    def next_time(self) -> datetime | None:
        """When something is to be seen to next; None where nothing waits."""
        return self._store.read(lambda reader: reader.next_notification())

    def claim(self) -> Sequence[Row]:
        """What is to be seen to now. Nobody else gets it for a while."""
        now = self._clock()
        return self._store.transact(
            lambda transaction: transaction.claim_notifications(now, now + CLAIM, AT_ONCE)
        )

    def spread(self, rows: Collection[Row], ways: Collection[str]) -> None:
        """Instead of each row, one for each receiver and way of those that there are; all in one transaction. Raises Unreadable."""
        routines = [(row, self._routine(row)) for row in rows]
        spread = self._spread(ways)

        def work(transaction: Transaction) -> None:
            changes = Changes()
            for row, routine in routines:
                changes.delete(tables.notifications, row)
                for each in spread.rows(transaction.reader, row, routine) if routine else ():
                    there = each["id"] != row["id"] and transaction.reader.notification(each["id"])
                    (changes.update if there else changes.insert)(tables.notifications, each)
            transaction.flush(changes)

        self._store.transact(work)

    def look(self, row: Row, language: str, server: str) -> Message | Held | None:
        """What is to be sent now; None where what it tells is over, or its receiver is nobody any more.

        `language`: for who has chosen none. `server`: the address that links begin with. Raises DeliveryProblem where there is nowhere to
        send it.
        """
        routine = self._routine(row)
        person, choices, is_so = self._store.read(lambda reader: _receiver(reader, row))
        if routine is None or person is None or not is_so:
            return None
        until = self._spread(()).when(row, choices)
        if until > self._clock():
            return Held(until)
        to = address(person, row["way"])
        if to is None:
            raise DeliveryProblem(_NO_ADDRESS_NOW, final=True)
        told = self._told(row, routine, server)
        body = wording.mail(told) if row["way"] == MAIL else wording.sms(told)
        speaks = choices.language or language
        subject = wording.subject(told).say(speaks)
        return Message(
            id=row["id"], kind=row["way"], recipients=(to,), subject=subject, body=body.say(speaks)
        )

    def put_off(self, row: Row, until: datetime) -> None:
        """It is not tried now, and has not been."""
        self._keep({**row, "state": WAITING, "next_try": until, "attempts": row["attempts"] - 1})

    def not_sent(self, row: Row, problem: DeliveryProblem) -> None:
        """It could not be sent: it is tried again soon, or, given up, once an hour for as long as what it tells is so."""
        now = self._clock()
        told = not_sent(problem, row["attempts"], now)
        if told["state"] == FAILED:
            told |= {"state": WAITING, "next_try": now + LOOK_AGAIN, "given_up": True}
        self._keep({**row, **told})

    def done_with(self, row: Row) -> None:
        """It has been sent, or is over."""
        changes = Changes()
        changes.delete(tables.notifications, row)
        self._store.write(changes)

    def _keep(self, row: Row) -> None:
        changes = Changes()
        changes.update(tables.notifications, row)
        self._store.write(changes)

    def _spread(self, ways: Collection[str]) -> Spread:
        return Spread(ways=ways, now=self._clock(), zone=self._published.library().context.zone)

    def _routine(self, row: Row) -> Routine | None:
        """The version that the instance follows; None where there is no such instance (any more)."""
        instance = self._records.found(row["instance_id"])
        return None if instance is None else self._published.pinned(instance.digest)

    def _told(self, row: Row, routine: Routine, server: str) -> Told:
        # Without the instance's facts: a title that has one in it shows «…» in its place.
        say = in_both(routine, {}, self._published.library().context)
        return Told(
            kind=row["kind"],
            routine=say(routine.title),
            step=say(routine.states[row["step"]].title),
            unit=row["unit"],
            link=f"{server}/instances/{row['instance_id']}",
            choices=f"{server}/notifications",
            role=role_titles(routine, json.loads(row["roles"])) if row["kind"] == UNHELD else Said("", ""),
        )


def _receiver(reader: Reader, row: Row) -> tuple[Row | None, Choices, bool]:
    """Who is to be told, what they have chosen, and whether what is told still is so."""
    number = row["person"]
    found = [each for each in reader.people_from(number - 1, 1) if each["number"] == number]
    choices = next(map(choices_from_row, reader.notice_choices([number])), Choices())
    return next(iter(found), None), choices, stands(reader, row)
