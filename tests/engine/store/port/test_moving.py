"""What has moved on is heard by other processes: on PostgreSQL what they are told, in a file what was written to it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue

import pytest

from engine.store import tables
from engine.store.memory.store import MemoryStore
from engine.store.moved import Moved
from engine.store.port import Store
from engine.store.sql import hearing
from engine.store.sql.store import SqlStore
from tests.engine.store.port.shelf import Shelf

Heard = SimpleQueue[list[Moved] | None]


@contextmanager
def listening(store: Store) -> Iterator[Heard]:
    """What the store hears, from when it listens."""
    heard: Heard = SimpleQueue()
    stop = threading.Event()

    def take(moved: Iterable[Moved] | None) -> None:
        heard.put(None if moved is None else list(moved))

    thread = threading.Thread(target=store.hear, args=(take, stop), daemon=True)
    thread.start()
    try:
        assert heard.get(timeout=20) is None
        yield heard
    finally:
        stop.set()
        thread.join(20)
        assert not thread.is_alive()


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are looked at more often than people need."""
    monkeypatch.setattr(hearing, "LOOK_SECONDS", 0.02)


def _moves(shelf: Shelf, case: str, sequence: int) -> None:
    """As a command's unit of work writes it, and then tells."""
    if sequence == 1:
        shelf.put(tables.cases, {"id": case, "unit": "norra"})
    shelf.put(tables.history, {"case_id": case, "sequence": sequence})
    shelf.store.tell([Moved(case, sequence, "norra")])


@pytest.mark.usefixtures("soon")
def test_another_process_hears_each_case_that_moves_on(database_url: str) -> None:
    here, there = Shelf(database_url), Shelf(database_url)
    _moves(here, "a0", 1)
    with listening(there.store) as heard:
        _moves(here, "a1", 1)
        assert heard.get(timeout=20) == [Moved("a1", 1, "norra")]
        _moves(here, "a1", 2)
        assert heard.get(timeout=20) == [Moved("a1", 2, "norra")]
    here.store.close()
    there.store.close()


@pytest.mark.usefixtures("soon")
def test_what_is_no_step_of_a_case_wakes_nobody_who_looks_at_a_file(sqlite_url: str) -> None:
    shelf = Shelf(sqlite_url)
    with listening(shelf.store) as heard:
        shelf.put(tables.settings, {"name": "a", "value": "1"})
        _moves(shelf, "a1", 1)
        assert heard.get(timeout=20) == [Moved("a1", 1, "norra")]
    shelf.store.close()


@pytest.mark.usefixtures("soon")
def test_where_the_newest_of_a_file_was_erased_anything_may_have_moved(sqlite_url: str) -> None:
    shelf = Shelf(sqlite_url)
    _moves(shelf, "a1", 1)
    _moves(shelf, "a2", 1)
    with listening(shelf.store) as heard:
        shelf.transact(lambda transaction: transaction.erase_cases(["a2"]))
        assert heard.get(timeout=20) is None
        _moves(shelf, "a3", 1)
        assert heard.get(timeout=20) == [Moved("a3", 1, "norra")]
    shelf.store.close()


@pytest.mark.postgres
def test_many_at_once_come_over_whole(postgres_url: str) -> None:
    store = SqlStore(postgres_url)
    many = [Moved(f"{number:040}", 1, "Åäö") for number in range(300)]
    with listening(store) as heard:
        store.tell(many)
        come: list[Moved] = []
        while len(come) < len(many):
            come += heard.get(timeout=20) or []
    assert come == many
    store.close()


def test_in_memory_there_is_nobody_else() -> None:
    with listening(MemoryStore()) as heard:
        assert heard.empty()
