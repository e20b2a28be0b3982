"""What the bare driver is to do beside the engine: the same rows, and only what a database takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.bare import Tape, commands_of, sqlite_seconds
from engine.store import tables
from engine.store.memory.store import MemoryStore
from engine.store.port import T
from engine.store.sql.store import SqlStore
from engine.store.staged.changes import Changes

KEPT = {
    "person": 1,
    "key": "k-1",
    "body_hash": "h",
    "answer": "{}",
    "at": datetime(2026, 3, 2, tzinfo=UTC),
}


@pytest.fixture
def tape() -> Tape:
    """A batch that is of no instance: an answer that is kept."""
    tape = Tape(MemoryStore())
    tape.batches.append([("insert", tables.answers, [KEPT])])
    return tape


class BeginsAnew:
    """A store whose transactions each begin twice, as where two wrote the same."""

    def transact(self, work: Callable[[Any], T]) -> T:
        work(Writes())
        return work(Writes())


class Writes:
    """A transaction."""

    def flush(self, changes: Changes) -> None:
        """Write them."""


def test_what_a_transaction_wrote_before_it_began_anew_is_not_on_the_tape() -> None:
    tape = Tape(BeginsAnew())  # type: ignore[arg-type]
    changes = Changes()
    changes.insert(tables.answers, KEPT)

    tape.transact(lambda transaction: transaction.flush(changes))

    assert tape.batches == [[("insert", tables.answers, [KEPT])]]


def test_a_batch_of_no_instance_looks_up_none(tape: Tape) -> None:
    assert [list(each.looks_up) for each in commands_of(tape)] == [[]]


def test_a_batch_of_no_instance_is_written_to_sqlite(tape: Tape, tmp_path: Path) -> None:
    SqlStore(f"sqlite:///{tmp_path / 'bare.db'}").close()

    assert sqlite_seconds(str(tmp_path / "bare.db"), tape) > 0
