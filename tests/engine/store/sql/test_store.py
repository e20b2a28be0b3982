"""What is the databases' own: snapshots, locks, waking others. Two transactions side by side, one step after another."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from engine.errors.request import NotFound
from engine.errors.store import StoreTrouble
from engine.store.people import StoredPeople
from engine.store.port import Reader, Store, Transaction
from engine.store.sql.store import POLL_SECONDS, SqlStore
from engine.store.sql.troubles import Uncertain
from tests.engine.database.office import MORNING, Office, office


@contextmanager
def open_transaction(store: Store, work: Callable[[Transaction], Any]) -> Iterator[Any]:
    """A transaction that has done `work` and stays open, in a thread of its own, for as long as the block lasts."""
    begun: Future[Any] = Future()
    leave = threading.Event()

    def held(transaction: Transaction) -> None:
        begun.set_result(work(transaction))
        assert leave.wait(20)

    def runs() -> None:
        try:
            store.transact(held)
        except Exception as wrong:
            if begun.done():
                raise
            begun.set_exception(wrong)

    thread = threading.Thread(target=runs)
    thread.start()
    try:
        yield begun.result(20)
    finally:
        leave.set()
        thread.join(20)


def mailing(desk: Office) -> str:
    """An instance whose mail waits in the outbox."""
    instance = desk.starts()
    desk.takes(instance, "borja", "mejla")
    return instance


def claim(desk: Office) -> Callable[[Transaction], int]:
    """Claims what is due in the outbox; how much that was."""
    return lambda transaction: len(transaction.claim_outbox(desk.now, desk.now, 10))


def test_all_that_one_reader_reads_is_as_of_one_moment(database_url: str) -> None:
    with office(database_url) as desk:
        instance = desk.starts()

        def reads(reader: Reader) -> tuple[int, int]:
            before = reader.case(instance)
            assert before is not None
            desk.takes(instance, "borja", "granskas")
            return before.sequence, len(reader.history(instance))

        assert desk.engine._store.read(reads) == (1, 1)


@pytest.mark.postgres
def test_what_one_worker_is_claiming_another_passes_by(postgres_url: str) -> None:
    with office(postgres_url) as desk:
        mailing(desk)
        with open_transaction(desk.engine._store, claim(desk)) as claimed:
            assert (claimed, desk.engine._store.transact(claim(desk))) == (1, 0)


@pytest.mark.postgres
def test_timers_of_a_case_at_work_are_left_to_who_is_at_it(postgres_url: str) -> None:
    with office(postgres_url) as desk:
        first, second = desk.starts(), desk.starts()
        desk.waits(minutes=31)
        with open_transaction(desk.engine._store, lambda transaction: transaction.lock_cases([first])):
            due = desk.engine._store.transact(lambda transaction: transaction.due_timers(desk.now, 10))
        assert [each.instance for each in due] == [second]


@pytest.mark.postgres
def test_nothing_is_sent_while_it_is_decided_whether_it_may_be_withdrawn(postgres_url: str) -> None:
    with office(postgres_url) as desk:
        instance = mailing(desk)
        with open_transaction(desk.engine._store, lambda transaction: transaction.has_left(instance)) as left:
            assert (set(left), desk.engine._store.transact(claim(desk))) == (set(), 0)
        assert desk.engine._store.transact(claim(desk)) == 1


@pytest.mark.postgres
def test_waiting_ends_when_another_process_writes_what_is_due(postgres_url: str) -> None:
    with office(postgres_url) as here, office(postgres_url) as there:
        listening = threading.Event()

        def seconds() -> float:
            listening.set()
            return 60.0

        waiting = threading.Thread(target=lambda: there.engine._store.wait(seconds, threading.Event()))
        waiting.start()
        assert listening.wait(20)
        waiting.join(0.3)
        assert waiting.is_alive()
        mailing(here)
        waiting.join(20)
        assert not waiting.is_alive()


def test_waiting_ends_when_it_is_woken_here(store_url: str) -> None:
    with office(store_url) as desk:
        woken = threading.Event()
        waiting = threading.Thread(target=lambda: desk.engine._store.wait(lambda: 60.0, woken))
        waiting.start()
        woken.set()
        waiting.join(20)
        assert not waiting.is_alive()


def test_whoever_waits_sleeps_until_woken(store_url: str) -> None:
    with office(store_url) as desk:
        woken = threading.Event()

        def seconds() -> float:
            threading.Thread(target=woken.set).start()
            return 60.0

        desk.engine._store.wait(seconds, woken)
        assert woken.is_set()


def test_waiting_ends_in_time_when_nothing_happens(store_url: str) -> None:
    with office(store_url) as desk:
        desk.engine._store.wait(lambda: 0.01, threading.Event())


class SetMeanwhile(threading.Event):
    """It is not set when somebody looks for the first time."""

    def __init__(self) -> None:
        super().__init__()
        self._looked = False

    def is_set(self) -> bool:
        """From the second time on."""
        looked, self._looked = self._looked, True
        return looked


@pytest.mark.postgres
def test_whoever_listens_to_others_sees_soon_that_they_are_woken_here(postgres_url: str) -> None:
    store = SqlStore(postgres_url)
    waiting = threading.Thread(target=lambda: store.wait(lambda: 60.0, SetMeanwhile()))
    waiting.start()
    waiting.join(20)
    assert not waiting.is_alive()
    store.close()


class Waited(threading.Event):
    """Not set, and nobody waits: for how long they would have is told."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        """It would be over."""
        self.seconds.append(timeout)
        return False


def test_what_others_write_in_a_file_is_looked_for_each_second(store: SqlStore) -> None:
    woken = Waited()
    store.wait(lambda: 60.0, woken)
    store.wait(lambda: 0.5, woken)
    assert woken.seconds == [POLL_SECONDS, 0.5]


@pytest.mark.postgres
def test_whoever_has_waited_listens_no_more(postgres_url: str) -> None:
    store = SqlStore(postgres_url)
    store.wait(lambda: 0.0, threading.Event())
    # The only one that there is: what has been given back is handed out again.
    with store._reading.connect() as connection:
        assert connection.exec_driver_sql("select * from pg_listening_channels()").all() == []
    store.close()


def test_a_server_tells_what_time_it_is_and_a_file_does_not(database_url: str) -> None:
    store = SqlStore(database_url)
    first, second = store.clock(), store.clock()
    if store._postgres:
        assert first is not None
        assert second is not None
        assert first < second
    else:
        assert (first, second) == (None, None)
    store.close()


RACED = IntegrityError("insert", {}, sqlite3.IntegrityError("UNIQUE constraint failed"))
WAITED_FOR_EACH_OTHER = OperationalError("update", {}, psycopg.errors.DeadlockDetected("deadlock detected"))
NOT_SERIAL = OperationalError("update", {}, psycopg.errors.SerializationFailure("could not serialize"))
GONE = OperationalError(
    "select", {}, sqlite3.OperationalError("connection is lost"), connection_invalidated=True
)
BROKEN = OperationalError("select", {}, sqlite3.OperationalError("disk i/o error"))


class Tries:
    """The work of a transaction, which fails as many times as it is told to."""

    def __init__(self, *failures: Exception) -> None:
        self._failures = list(failures)
        self.made = 0

    def __call__(self, transaction: Transaction) -> str:
        self.made += 1
        if self._failures:
            raise self._failures.pop()
        return "done"


@pytest.fixture
def store(sqlite_url: str) -> Iterator[SqlStore]:
    """A store on a file."""
    opened = SqlStore(sqlite_url)
    yield opened
    opened.close()


@pytest.mark.parametrize("trouble", [RACED, WAITED_FOR_EACH_OTHER, NOT_SERIAL, GONE])
def test_a_transaction_that_may_succeed_the_next_time_is_begun_once_more(
    store: SqlStore, trouble: DBAPIError
) -> None:
    work = Tries(trouble)
    assert (store.transact(work), work.made) == ("done", 2)


def test_a_transaction_that_fails_twice_is_not_begun_a_third_time(store: SqlStore) -> None:
    work = Tries(RACED, RACED, RACED)
    with pytest.raises(StoreTrouble):
        store.transact(work)
    assert work.made == 2


def test_a_transaction_that_no_second_time_would_help_is_not_begun_again(store: SqlStore) -> None:
    work = Tries(BROKEN)
    with pytest.raises(StoreTrouble, match="could not be read or written"):
        store.transact(work)
    assert work.made == 1


@pytest.mark.parametrize(("trouble", "uncertain"), [(GONE, True), (BROKEN, False)])
def test_a_commit_that_fails_is_never_done_again_and_it_is_said_when_nobody_knows_how_it_went(
    store: SqlStore, trouble: DBAPIError, uncertain: bool
) -> None:
    def breaks(_: object) -> None:
        raise trouble

    event.listen(store._writing, "commit", breaks)
    work = Tries()
    with pytest.raises(StoreTrouble) as told:
        store.transact(work)
    assert (isinstance(told.value, Uncertain), work.made) == (uncertain, 1)


def test_trouble_with_giving_a_connection_back_is_written_down_and_hides_nothing(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(_: object) -> None:
        raise BROKEN

    event.listen(store._writing, "rollback", breaks)
    with pytest.raises(NotFound):
        store.transact(Tries(NotFound("instance", "x")))
    assert "could not be given back" in caplog.text


def test_a_store_that_is_closed_leaves_nothing_beside_its_file(sqlite_url: str, tmp_path: Path) -> None:
    store = SqlStore(sqlite_url)
    StoredPeople(store).know(["m1"], MORNING)
    assert store.read(lambda reader: reader.last_person()) == 1
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == ["rutin.db"]


def test_one_at_a_time_writes_to_a_file_and_several_to_a_server(database_url: str) -> None:
    store = SqlStore(database_url)
    assert (store.writers > 1) == store._postgres
    store.close()
