"""What the databases read to answer: asked for the plan of every statement of the store, on tables that have grown."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, NullPool, create_engine

from engine.errors.store import StoreTrouble
from engine.store import tables
from engine.store.microseconds import Moment
from engine.store.port import Reader, Transaction
from engine.store.sql.store import SqlStore
from engine.store.staged.changes import Changes
from tests.engine.database import server
from tests.engine.database.office import MORNING
from tests.engine.store.lived import GROWING, NOW, live
from tests.engine.store.plans import (
    Ran,
    read_whole_by_postgres,
    read_whole_by_sqlite,
    rows_read_by_postgres,
    rows_read_by_sqlite,
    watched,
)

GRANTS = [("role-1", "unit-1"), ("role-2", "unit-1"), ("role-1", "unit-2")]
UNITS = ["unit-1", "unit-2"]
MONTH = timedelta(days=30)
LATE, MIDDLE = NOW + MONTH, MORNING + timedelta(days=300)

READS: Mapping[str, tuple[Any, ...]] = {
    "instance": ("instance-7",),
    "person_number": ("person-7",),
    "person_subject": (7,),
    "last_person": (),
    "half_forgotten": (500,),
    "role_changes": (7, (NOW, ""), 200),
    "people_called": (["person-7", "person-8"],),
    "grants_of": ([7, 8],),
    "shift": ("shift-7",),
    "shifts_of": ("unit-1", NOW - MONTH, 50),
    "waiting_codes": ("a7", MORNING),
    "holders": ("unit-1", ["role-1", "role-2"], NOW, 7, 200),
    "instances_of": (7, UNITS, True, (NOW, "instance-7"), 200),
    "running_owned": (7, "unit-7", "", 200),
    "open_steps": (7, GRANTS, (-1, 0, MORNING, "", 0), 200),
    "notices": (7, GRANTS, False, (NOW, "case-7", 1, 0), 200),
    "history": ("case-7",),
    "histories": ("routine-1", UNITS, NOW - MONTH, NOW),
    "reads": ("instance-7", (NOW, "read-7"), 200),
    "reads_there": (["read-7", "read-8"],),
    "all_cases": (),
    "case": ("case-7",),
    "case_bodies": ("case-7",),
    "drafts": ("instance-7",),
    "case_ages": ("case-7", 500),
    "people_beside": (["case-7", "case-8"],),
    "answered_suggestions": ((MIDDLE, ""), 200),
    "rows_about": (7,),
    "done_by": (7,),
    "holds": (),
    "receipts": (7,),
    "last_receipt": (),
    "kept_form": (7,),
    "phone_key": (7,),
    "practice": ("store",),
    "suggestion": ("s-7",),
    "suggestions": (False, (NOW, ""), 200),
    "suggestions_by": (7, (NOW, ""), 200),
    "routines": (),
    "running": (),
    "document": ("digest",),
    "attachment": ("digest",),
    "settings": (),
    "token": ("hash-7",),
    "session": ("hash-7",),
    "sessions_of": (7,),
    "is_used": ("hash-7",),
    "tokens_of": (7,),
    "tokens_from": ((NOW, "hash-7"), 200),
    "next_due": (),
    "next_delivery": (),
    "outbox_from": (("instance-7", 1), 200),
    "next_notification": (),
    "notification": ("notification-7",),
    "notifications_given_up": (UNITS, "", 200),
    "notice": ("case-7", 1, 0),
    "steps_of": ("instance-7", 1),
    "notice_choices": ([7, 8],),
    "people_from": (7, 200),
    "undelivered": (),
    "units_running": (),
    "counts": (),
}
WRITES: Mapping[str, tuple[Any, ...]] = {
    "answers": ([(7, "key-7"), (8, "key-8"), (8, "key-9")],),
    "paper_lines": (["key-7", "key-8"],),
    "lock_cases": (["instance-7", "instance-8"],),
    "instances": (["case-7", "case-8"], ["instance-9"]),
    "has_left": ("case-7",),
    "due_timers": (NOW, 100),
    "claim_outbox": (NOW, NOW + MONTH, 20),
    "claim_notifications": (NOW, NOW + MONTH, 20),
    "notification_again": ("notification-7", NOW),
    "forget_answers": (NOW - 26 * MONTH,),
    "forget_reads": (NOW - 26 * MONTH, [7]),
    "lock_holds": (),
    "lock_ages": ([f"case-{number}" for number in range(1, 201)],),
    "erase_cases": ([f"case-{number}" for number in range(1, 201)],),
    "erase_suggestions": (["s-7", "s-8"],),
    "try_pin": ("hash-7",),
    "claim_renewal": ("hash-7", NOW, NOW),
    "use_shift": ("hash-7", MORNING),
    "send_again": ("instance-7", 1, NOW),
    "forget_sessions": (NOW - 26 * MONTH,),
    "end_sessions": ("provider_session", "session-7"),
    "forget_person": (7,),
    "try_to_write": (),
}

PAGES: Mapping[str, tuple[str, tuple[Any, ...]]] = {
    "what runs in the units": ("instances_of", (7, UNITS, True, (LATE, ""), 200)),
    "what is over in the units": ("instances_of", (7, UNITS, False, (LATE, ""), 200)),
    "the same, later in the list": ("instances_of", (7, UNITS, False, (MIDDLE, ""), 200)),
    "notices": ("notices", (7, GRANTS, False, (LATE, "", 0, 0), 200)),
    "notices that are over": ("notices", (7, GRANTS, True, (LATE, "", 0, 0), 200)),
    "older notices": ("notices", (7, GRANTS, False, (MIDDLE, "", 0, 0), 200)),
    "who has read": ("reads", ("instance-7", (LATE, ""), 200)),
    "who works in a unit": ("holders", ("unit-1", [], NOW, 0, 200)),
    "who has a role in it, later in the list": ("holders", ("unit-1", ["role-0"], NOW, 50_000, 200)),
    "suggestions": ("suggestions", (True, (MIDDLE, ""), 200)),
    "what somebody has suggested": ("suggestions_by", (7, (LATE, ""), 200)),
    "whose roles were changed, and by whom": ("role_changes", (7, (LATE, ""), 200)),
    "tokens": ("tokens_from", ((LATE, ""), 200)),
}
"""Long lists, each asked for a page: the first unit has half of all that there is."""

WHOLE: Mapping[str, set[str]] = {
    # The audit reads everything: that is what it is for.
    "all_cases": {"cases", "history"},
    # What waits, counted: these tables hold nothing that is over.
    "counts": {"open_steps", "timers", "outbox", "notifications"},
    # Somebody asks once for all that is kept about them.
    "rows_about": set(GROWING),
    "done_by": {"history"},
}
"""What may be read from end to end, and why."""


@dataclass(frozen=True, slots=True)
class Database:
    """A store on tables that have grown, and what its drivers ran."""

    store: SqlStore
    engine: Engine
    ran: list[Ran]
    read_whole: Callable[[Any, Ran], set[str]]
    rows_of: Callable[[Any, Ran], int]

    def reads_whole(self, work: Callable[[], object]) -> set[str]:
        """The growing tables that something in `work` reads from end to end."""
        self.ran.clear()
        work()
        ran = list(self.ran)
        with self.engine.connect() as connection:
            driver = connection.connection.driver_connection
            return {table for each in ran for table in self.read_whole(driver, each)} & GROWING

    def rows_read(self, work: Callable[[], object]) -> int:
        """How many rows are gone through in `work`."""
        self.ran.clear()
        work()
        ran = [each for each in self.ran if "select" in str(each[0]).lower()]
        with self.engine.connect() as connection:
            driver = connection.connection.driver_connection
            return sum(self.rows_of(driver, each) for each in ran)


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A SQLite file."""
    path: Path = tmp_path_factory.mktemp("lived") / "rutin.db"
    yield from _lived(f"sqlite:///{path}", read_whole_by_sqlite, rows_read_by_sqlite)


@pytest.fixture(scope="module")
def postgres() -> Iterator[Database]:
    """A PostgreSQL server of its own."""
    with server.running() as url:
        yield from _lived(url, read_whole_by_postgres, rows_read_by_postgres)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    """Each of the databases."""
    found: Database = request.getfixturevalue(request.param)
    return found


def _lived(
    url: str, read_whole: Callable[[Any, Ran], set[str]], rows_of: Callable[[Any, Ran], int]
) -> Iterator[Database]:
    with watched() as ran:
        store = SqlStore(url)
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)
        live(engine)
        yield Database(store, engine, ran, read_whole, rows_of)
        store.close()
        engine.dispose()


def _methods(protocol: type) -> set[str]:
    return {name for name, each in vars(protocol).items() if inspect.isfunction(each) and name[0] != "_"}


def test_every_question_of_the_store_is_asked_here() -> None:
    assert _methods(Reader) == set(READS)
    assert _methods(Transaction) == {*WRITES, "flush", "notify"}


def test_what_may_be_read_whole_is_all_that_is(database: Database) -> None:
    for name in WHOLE:
        found = database.reads_whole(lambda name=name: _read(database, name))  # type: ignore[misc]
        assert found <= WHOLE[name], name


@pytest.mark.parametrize("name", sorted(set(READS) - set(WHOLE)))
def test_no_question_reads_a_table_that_grows_from_end_to_end(database: Database, name: str) -> None:
    assert database.reads_whole(lambda: _read(database, name)) == set()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_read_without_the_rest_of_its_list(database: Database, page: str) -> None:
    name, asked = PAGES[page]
    found: list[Any] = []
    read = database.rows_read(
        lambda: found.extend(database.store.read(lambda reader: getattr(reader, name)(*asked)))
    )
    assert found
    assert len(found) <= 200
    assert read < 10_000


@pytest.mark.parametrize("name", sorted(WRITES))
def test_no_question_of_the_writer_reads_a_table_that_grows_from_end_to_end(
    database: Database, name: str
) -> None:
    def work() -> None:
        with pytest.raises(_Undone):
            database.store.transact(lambda transaction: _undone(getattr(transaction, name)(*WRITES[name])))

    assert database.reads_whole(work) == set()


@pytest.mark.parametrize("size", [1, 2, 3, 8, 33, 256])
def test_a_batch_of_any_size_looks_its_keys_up(database: Database, size: int) -> None:
    keys = [(1 + number % 2000, f"key-{number}") for number in range(1, size + 1)]

    def work() -> None:
        found = database.store.transact(lambda transaction: transaction.answers([*keys, (3, "new")]))
        assert set(found) == set(keys)

    assert database.reads_whole(work) == set()


@pytest.mark.parametrize("operation", ["insert", "update", "delete"])
@pytest.mark.parametrize("table", sorted(GROWING))
def test_no_row_is_written_by_reading_a_table(database: Database, table: str, operation: str) -> None:
    columns = tables.metadata.tables[table].columns
    row = {name: NOW if isinstance(each.type, Moment) else 0 for name, each in columns.items()}
    changes = Changes()
    getattr(changes, operation)(tables.metadata.tables[table], row)

    def work() -> None:
        # What it would belong to is not there: it is the way to that answer which is asked for.
        with suppress(StoreTrouble):
            database.store.transact(lambda transaction: transaction.flush(changes))

    assert database.reads_whole(work) == set()
    assert any(table in str(sql) and operation in str(sql).lower() for sql, _ in database.ran)


def test_notices_that_are_over_are_found_by_their_case(database: Database) -> None:
    changes = Changes()
    changes.turn_notices(
        {
            "case_id": "case-7",
            "instance_id": "instance-7",
            "visit": 1,
            "about": "timer 0",
            "until": 9,
            "for_good": False,
            "all_of_it": False,
            "all_of_visit": False,
            "is_over": True,
        }
    )

    def work() -> None:
        database.store.transact(lambda transaction: transaction.flush(changes))

    assert database.reads_whole(work) == set()
    assert any("update notices" in str(sql).lower() for sql, _ in database.ran)


class _Undone(Exception):
    """Rolls a transaction back."""


def _undone(_: object) -> None:
    raise _Undone


def _read(database: Database, name: str) -> None:
    def all_of(reader: Reader) -> None:
        answer = getattr(reader, name)(*READS[name])
        if isinstance(answer, Iterator):
            list(answer)

    database.store.read(all_of)
