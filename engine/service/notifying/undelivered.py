"""What could not be told, for a unit's managers: whom, of what, and why not; and telling it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from engine.errors.person import NotYours
from engine.errors.request import NotFound
from engine.model.routine import Routine
from engine.run import who
from engine.run.context import in_both
from engine.run.instance import Person
from engine.said import Said, both
from engine.service.cursor import FIRST_ID, MOST, Page, page_of, read_place
from engine.service.records import Records
from engine.service.sending import problem_from_stored
from engine.store.people import StoredPeople
from engine.store.port import Store, Transaction
from engine.store.published import Published
from engine.store.staged.changes import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """One notification that was given up; it is tried again all the same, once an hour, until what it tells is over.

    `kind`: one of `engine.service.notifying.kinds`. `receiver`: a subject, None where it is for a role that nobody has. `way`: "mail" or
    "sms", None where there is none.
    """

    id: str
    kind: str
    instance: str
    routine: Said
    step: Said
    unit: str
    receiver: str | None
    way: str | None
    since: datetime
    problem: Said


class Undeliverable:
    """The engine's part that tells managers what their people have not got. `wake` wakes the workers of this process."""

    def __init__(
        self,
        store: Store,
        published: Published,
        people: StoredPeople,
        records: Records,
        clock: Callable[[], datetime],
        wake: Callable[[], None],
    ) -> None:
        self._store, self._published, self._people, self._records = store, published, people, records
        self._clock, self._wake = clock, wake

    def listed(self, person: Person, cursor: str | None = None, most: int = MOST) -> Page[Undelivered]:
        """What was given up of the instances that the person manages. A page may hold fewer than asked for. Raises CursorWrong."""
        (after,) = read_place(cursor, FIRST_ID)
        units = {unit for _, unit in person.grants}
        rows = self._store.read(lambda reader: reader.notifications_given_up(units, after, most + 1))
        page = page_of(rows, most, lambda row: self._of(person, row), lambda row: (row["id"],))
        return Page([each for each in page.items if each is not None], page.next)

    def send_again(self, person: Person, id: str) -> None:
        """Let it be tried now, and as often as a new one. Raises NotFound, NotYours."""
        row = self._store.read(lambda reader: reader.notification(id))
        routine = None if row is None else self._routine(row)
        if row is None or routine is None:
            raise NotFound("delivery", id)
        if not who.manages(routine, person, row["unit"]):
            raise NotYours(who.titles(routine, routine.managers()), "role", row["unit"])

        def work(transaction: Transaction) -> bool:
            found = transaction.notification_again(id, self._clock())
            transaction.notify()
            return found

        if not self._store.transact(work):
            raise NotFound("delivery", id)
        self._wake()

    def _of(self, person: Person, row: Row) -> Undelivered | None:
        """None where the person does not manage the instance, or it is gone."""
        routine = self._routine(row)
        if routine is None or not who.manages(routine, person, row["unit"]):
            return None
        say = in_both(routine, {}, self._published.library().context)
        return Undelivered(
            id=row["id"],
            kind=row["kind"],
            instance=row["instance_id"],
            routine=say(routine.title),
            step=say(routine.states[row["step"]].title),
            unit=row["unit"],
            receiver=None if row["person"] is None else self._people.subject(row["person"]),
            way=row["way"],
            since=row["at"],
            problem=problem_from_stored(row["problem"]) or both(""),
        )

    def _routine(self, row: Row) -> Routine | None:
        """The version that the instance follows; None where there is no such instance (any more)."""
        instance = self._records.found(row["instance_id"])
        return None if instance is None else self._published.pinned(instance.digest)
