"""What the engine needs of a store. Three keep it: `memory`, and `sql` on SQLite and on PostgreSQL; one suite of tests holds all three."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from threading import Event
from typing import Literal, Protocol, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from engine.errors.store import StoreTrouble
from engine.store.cases import CaseAge, CaseRow, Due
from engine.store.chain import ChainLink
from engine.store.moved import Moved
from engine.store.staged.changes import Changes, Row

T = TypeVar("T")

DATABASE_FAILED = (StoreTrouble, SQLAlchemyError)
"""What is raised within a transaction where the database fails: it has to end by it. The store begins it anew, or tells it."""

NOTICE_ORDER = ("at", "case_id", "sequence", "number")
"""What notices are sorted by, the highest first."""

SCOPES = ("mine", "role", "unit")
"""Why a step is in somebody's worklist: they have it, it is free for a role of theirs, or it is in a unit of theirs."""

TASK_ORDER = ("scope", "undated", "at", "instance_id", "visit")
"""What a worklist is sorted by: the place in `SCOPES`, 0 for what is due and 1 for the rest, when it is due or else came."""

SessionsBy = Literal["person", "provider_subject", "provider_session"]
"""What sessions that end together have in common."""


class Transaction(Protocol):
    """One transaction of the writer. What it has loaded is locked until it ends."""

    reader: Reader
    """Reads in this transaction, on its connection. Nothing that it reads is locked."""

    def answers(self, keys: Iterable[tuple[int, str]]) -> Mapping[tuple[int, str], tuple[str, str]]:
        """(person, key) → (body hash, stored answer), where there is one."""

    def paper_lines(self, keys: Iterable[str]) -> Sequence[Row]:
        """The rows of those lines on paper that have been registered."""

    def lock_cases(self, instances: Iterable[str]) -> Mapping[str, CaseRow]:
        """The cases that the instances belong to, by instance; locked, in the order of their ids."""

    def instances(self, cases: Iterable[str], also: Iterable[str]) -> Sequence[tuple[str, str, str]]:
        """(case, id, stored JSON text) of the cases' running instances, and of `also`, whatever their status."""

    def has_left(self, case: str) -> Collection[tuple[str, int]]:
        """Of the case's work in the outbox, by instance and visit, what has been sent or is just being sent; no more leaves meanwhile."""

    def due_timers(self, now: datetime, most: int) -> Sequence[Due]:
        """Timers due at `now`, the earliest first, of cases that nobody else has locked; their cases are locked."""

    def claim_outbox(self, now: datetime, until: datetime, most: int) -> Sequence[Row]:
        """Outbox rows to be sent now; nobody else gets them before `until`."""

    def claim_notifications(self, now: datetime, until: datetime, most: int) -> Sequence[Row]:
        """Notifications to be seen to now, in the order of their time; nobody else gets them before `until`."""

    def notification_again(self, id: str, now: datetime) -> bool:
        """Let a notification that waits be tried now, as if it had not been before; False where none waits."""

    def forget_answers(self, before: datetime) -> None:
        """Delete the stored answers of keys that were used before then."""

    def forget_reads(self, before: datetime, held: Collection[int]) -> None:
        """Delete who has read what, who was let in for a shift, and who wrote down and took away roles, before then; but of the people who
        are `held`."""

    def lock_holds(self) -> None:
        """Until this ends nobody else places or lifts a hold, or erases what is old."""

    def lock_ages(self, cases: Collection[str]) -> Sequence[CaseAge]:
        """Those of the cases that are there and that nobody else has in hand, in the order of their ids; they are locked."""

    def erase_cases(self, cases: Collection[str]) -> None:
        """Delete the cases and all that belongs to them: instances, history, notices, what waits, what is half done, who has read."""

    def erase_suggestions(self, ids: Collection[str]) -> None:
        """Delete the suggestions."""

    def try_pin(self, hash: str) -> Row | None:
        """The row of the session with that hash which has a PIN, with one try more; None where there is none."""

    def claim_renewal(self, hash: str, now: datetime, before: datetime) -> Row | None:
        """The row of the session with that hash which has something to ask by and was asked for last at `before` or earlier, and counts as
        asked for at `now` by this; None where there is none."""

    def use_shift(self, hash: str, now: datetime) -> Row | None:
        """The row of the shift whose code has that hash and works at `now`, which is used by this; None where there is none."""

    def send_again(self, instance: str, visit: int, now: datetime) -> bool:
        """Let a delivery that waits be tried now, as if it had not been before; False where none waits (one that is just being sent)."""

    def forget_sessions(self, before: datetime) -> None:
        """Delete the sessions that ended before then, what would be refused by itself since, and forms kept until then."""

    def end_sessions(self, by: SessionsBy, value: int | str) -> int:
        """Delete the sessions that have the value there; how many they were."""

    def forget_person(self, number: int) -> None:
        """Forget who the number is, how it is reached, its grants, tokens and sessions. The number stands."""

    def try_to_write(self) -> None:
        """Write something that changes nothing."""

    def flush(self, changes: Changes) -> None:
        """Write the rows."""

    def notify(self) -> None:
        """Wake workers elsewhere when this commits."""


class Reader(Protocol):
    """Reading, outside the writer's transactions."""

    def instance(self, id: str) -> tuple[str, CaseRow] | None:
        """The instance's body (JSON) and its case."""

    def person_number(self, subject: str) -> int | None:
        """The number of a subject, where it has one."""

    def person_subject(self, number: int) -> str | None:
        """Whose number it is; None where nobody has it (any more)."""

    def last_person(self) -> int:
        """The highest number given, 0 where there is none."""

    def half_forgotten(self, most: int) -> Sequence[int]:
        """The numbers of people whom a program of the release before has forgotten, as far as it knew of them; in their order."""

    def role_changes(self, person: int, before: tuple[datetime, str], most: int) -> Sequence[Row]:
        """The rows of what was written down and taken away of the person's roles, before (moment, id), the latest first."""

    def people_called(self, subjects: Collection[str]) -> Sequence[Row]:
        """The rows of the people with those subjects."""

    def grants_of(self, people: Collection[int]) -> Sequence[Row]:
        """The people's grants, also those that have ended, in the order of their keys."""

    def shift(self, id: str) -> Row | None:
        """The row of somebody who was let in for a shift."""

    def shifts_of(self, unit: str, since: datetime, most: int) -> Sequence[Row]:
        """Who was let in to the unit for a shift since then, the latest first."""

    def waiting_codes(self, handle: str, now: datetime) -> Sequence[Row]:
        """The rows of the shifts whose codes have the handle and still work at `now`, in the order of their ids."""

    def holders(
        self, unit: str, roles: Collection[str], now: datetime, after: int, most: int
    ) -> Sequence[Row]:
        """The rows of people with a number after that one who hold a role in the unit at `now`, one of `roles` where any are given,
        in the order of their numbers."""

    def instances_of(
        self, owner: int, units: Iterable[str], running: bool, before: tuple[datetime, str], most: int
    ) -> Sequence[Row]:
        """The rows of instances that run, or that are over, of `owner` or in the `units`, started before (moment, id), the newest first."""

    def running_owned(self, owner: int, unit: str, after: str, most: int) -> Sequence[str]:
        """Ids, after one and in their order, of running instances that `owner` owns in the unit."""

    def open_steps(
        self,
        person: int,
        grants: Iterable[tuple[str, str]],
        after: tuple[int, int, datetime, str, int],
        most: int,
    ) -> Sequence[Row]:
        """Every row of the steps that stand after a place in `TASK_ORDER`, at most so many steps, each row with what `TASK_ORDER` has, and
        with the instance's `owner` and `started_at`.

        Steps that the person holds, that are free for one of the grants (role, unit) and not kept from them, or in the unit of one.
        """

    def notices(
        self,
        person: int,
        grants: Iterable[tuple[str, str]],
        is_over: bool,
        before: tuple[datetime, str, int, int],
        most: int,
    ) -> Sequence[Row]:
        """Notices for the person or for one of the grants, of those that are over or of the rest, that stand before a place in
        `NOTICE_ORDER`, the newest first.
        """

    def history(self, case: str) -> Sequence[ChainLink]:
        """The case's history, in order."""

    def histories(
        self, routine: str, units: Iterable[str] | None, since: datetime, until: datetime
    ) -> Iterator[ChainLink]:
        """The history rows of the cases that instances of the routine are in and where something happened in the period.

        Case by case, each from its beginning up to just before `until`; erased entries are left out. `units` None stands for
        all. It is read while it is asked for: use it up inside `read`.
        """

    def reads(self, instance: str, before: tuple[datetime, str], most: int) -> Sequence[Row]:
        """Who has read the instance before (moment, id), the latest first."""

    def reads_there(self, ids: Iterable[str]) -> Sequence[str]:
        """Which of the readings have been written down."""

    def all_cases(self) -> Sequence[str]:
        """The ids of every case in their order, also of those that only have a history left, for the audit."""

    def case(self, id: str) -> CaseRow | None:
        """A case's row, or None where there is none."""

    def kept_form(self, person: int) -> Row | None:
        """What the person sent when they were not signed in any more."""

    def phone_key(self, person: int) -> Row | None:
        """The half of the key of the person's phones."""

    def suggestion(self, id: str) -> Row | None:
        """What somebody has suggested, by its id."""

    def suggestions(self, is_answered: bool, before: tuple[datetime, str], most: int) -> Sequence[Row]:
        """What has been suggested, and answered or not, before (moment, id), the newest first."""

    def suggestions_by(self, person: int, before: tuple[datetime, str], most: int) -> Sequence[Row]:
        """What the person has suggested before (moment, id), the newest first."""

    def case_ages(self, after: str, most: int) -> Sequence[CaseAge]:
        """Cases after an id in that order, whatever their age."""

    def people_beside(self, cases: Collection[str]) -> Mapping[str, Collection[int]]:
        """Who has read of each of the cases, or has been told of it."""

    def answered_suggestions(self, after: tuple[datetime, str], most: int) -> Sequence[Row]:
        """Suggestions that have been answered, after (moment, id), the oldest first."""

    def rows_about(self, person: int) -> Mapping[str, Sequence[Row]]:
        """By table the rows in which the person's number stands, without what is secret, in the order of their keys."""

    def done_by(self, person: int) -> Iterator[ChainLink]:
        """History rows in which the person may have given the command, the first first. Use them up inside `read`."""

    def holds(self) -> Sequence[Row]:
        """Every hold, also those that have been lifted, the oldest first."""

    def receipts(self, after: int) -> Sequence[Row]:
        """The receipts of what has been erased, after one, in their order."""

    def last_receipt(self) -> Row | None:
        """The latest receipt."""

    def drafts(self, instance: str) -> Sequence[Row]:
        """What is filled in of the instance's steps that are half done."""

    def case_bodies(self, case: str) -> Mapping[str, str]:
        """The stored JSON text of every instance of the case, for the audit."""

    def routines(self) -> Sequence[Row]:
        """Every published version: id, version, digest; in the order of ids and versions."""

    def running(self) -> Mapping[str, int]:
        """How many instances run, by the digest of the version that they follow."""

    def document(self, digest: str) -> str | None:
        """The stored document (JSON text) of a published version."""

    def attachment(self, digest: str) -> bytes | None:
        """The content of a routine's document."""

    def settings(self) -> Mapping[str, str]:
        """The organisation's settings."""

    def practice(self, kind: str) -> Mapping[str, str]:
        """What a store for practice keeps of a kind (JSON text) by id, in the order of the ids; nothing in an ordinary one."""

    def token(self, hash: str) -> Row | None:
        """A token's row by its hash."""

    def session(self, hash: str) -> Row | None:
        """A session's row by its hash."""

    def sessions_of(self, person: int) -> Sequence[Row]:
        """The rows of the person's sessions, the one that was used last first."""

    def is_used(self, hash: str) -> bool:
        """Whether what has the hash has been used once."""

    def tokens_of(self, person: int) -> Sequence[Row]:
        """The tokens of a person that are not revoked."""

    def tokens_from(self, before: tuple[datetime, str], most: int) -> Sequence[Row]:
        """Tokens of all people that were made before (moment, hash), the newest first; revoked ones too."""

    def next_due(self) -> datetime | None:
        """When the next timer is due."""

    def next_delivery(self) -> datetime | None:
        """When something in the outbox is to be tried next."""

    def next_notification(self) -> datetime | None:
        """When a notification is to be seen to next."""

    def notification(self, id: str) -> Row | None:
        """A notification's row, or None where there is none (any more)."""

    def notifications_given_up(self, units: Collection[str] | None, after: str, most: int) -> Sequence[Row]:
        """Notifications that were given up, after an id in that order, in the units or (None) in all."""

    def notice(self, case: str, sequence: int, number: int) -> Row | None:
        """A notice's row."""

    def steps_of(self, instance: str, visit: int) -> Sequence[Row]:
        """The worklist's rows of one visit, in the order of their roles; none where it has been left."""

    def notice_choices(self, people: Collection[int]) -> Sequence[Row]:
        """What those of the people have chosen who have chosen something, in the order of their numbers."""

    def outbox_from(self, after: tuple[str, int], most: int) -> Sequence[Row]:
        """Outbox rows after (instance, visit) in that order, each with `incident`: whether its step stands still."""

    def people_from(self, after: int, most: int) -> Sequence[Row]:
        """People with a number after that one who have not been removed, in the order of their numbers."""

    def undelivered(self) -> Sequence[Row]:
        """Outbox rows that were sent or given up, but whose case has not been told."""

    def units_running(self) -> Sequence[str]:
        """The units where instances run, each once."""

    def counts(self) -> Mapping[str, int]:
        """Sizes for the metrics: running instances, open steps, timers waiting, outbox waiting and failed."""


class Store(Protocol):
    """A database, or memory."""

    writers: int
    """How many writer threads make sense."""

    def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one transaction and commit. Raises StoreTrouble where the database can't be used."""

    def read(self, query: Callable[[Reader], T]) -> T:
        """Run `query` on a reading connection; all that it reads is as of one moment."""

    def write(self, changes: Changes) -> None:
        """Write rows that belong to no case (routines, settings, tokens, sessions) in a transaction of their own."""

    def wait(self, seconds: Callable[[], float], woken: Event) -> None:
        """Sleep until `woken` is set here, another process has written timers or outbox rows, or `seconds()` have passed.

        `seconds` is asked when nothing that is written elsewhere can be missed any more.
        """

    def tell(self, moved: Iterable[Moved]) -> None:
        """Let other processes that `hear` know what has been committed here. Raises StoreTrouble."""

    def hear(self, take: Callable[[Iterable[Moved] | None], None], stop: Event) -> None:
        """Give what has moved on by any process, also by this one, until `stop` is set; None at first: anything may have, until now.

        Raises StoreTrouble where the database is lost.
        """

    def clock(self) -> datetime | None:
        """What time it is where the database is; None where that is the same machine."""

    def close(self) -> None:
        """Give back the connections."""
