"""What only databases have to do where something goes for good: others are kept away from it, and a file keeps no trace."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event, make_url

from engine.store import tables
from engine.store.sql.store import SqlStore
from tests.engine.store.port.shelf import Shelf, at
from tests.engine.store.sql.test_store import open_transaction

ENDED = "what-was-written-of-somebody"


@pytest.fixture
def postgres(postgres_url: str) -> Any:
    """Two cases on a server."""
    shelf = Shelf(postgres_url)
    shelf.put(tables.cases, {"id": "c", "sequence": 1}, {"id": "d", "sequence": 1})
    shelf.put(tables.history, *({"case_id": each, "sequence": 1, "at": at(1)} for each in "cd"))
    yield shelf
    shelf.store.close()


def refused(url: str, statement: str) -> bool:
    """Whether another connection would have to wait for it."""
    with closing(psycopg.connect(url, autocommit=True)) as other:
        try:
            other.execute(f"{statement} nowait")
        except psycopg.errors.LockNotAvailable:
            return True
        return False


@pytest.mark.postgres
def test_no_hold_is_placed_while_it_is_decided_what_goes(postgres: Shelf, postgres_url: str) -> None:
    for_holds = "select * from compatibility for update"
    with open_transaction(postgres.store, lambda transaction: transaction.lock_holds()):
        assert refused(postgres_url, for_holds)
    assert not refused(postgres_url, for_holds)


@pytest.mark.postgres
def test_a_case_that_somebody_has_in_hand_is_left_and_the_others_are_kept_from_all(
    postgres: Shelf, postgres_url: str
) -> None:
    shelf = postgres
    shelf.put(tables.instances, {"id": "c", "case_id": "c"})
    with (
        open_transaction(shelf.store, lambda transaction: transaction.lock_cases(["c"])),
        open_transaction(shelf.store, lambda transaction: transaction.lock_ages(["d", "c"])) as ages,
    ):
        assert [each.id for each in ages] == ["d"]
        assert refused(postgres_url, "select * from cases where id = 'd' for update")


def test_what_was_erased_is_not_left_in_the_file(sqlite_url: str) -> None:
    file = Path(make_url(sqlite_url).database or "")
    shelf = Shelf(sqlite_url)
    assert isinstance(shelf.store, SqlStore)
    # As SQLite is by itself; some are built to write over all that they delete.
    event.listen(
        shelf.store._writing, "checkout", lambda driver, *_: driver.execute("PRAGMA secure_delete=OFF")
    )
    shelf.put(tables.cases, {"id": "c"})
    shelf.put(tables.history, {"case_id": "c", "sequence": 1, "content": ENDED})
    # So that it is in the file, and not only in the log beside it.
    shelf.store.close()
    assert ENDED.encode() in file.read_bytes()
    shelf.transact(lambda transaction: transaction.erase_cases(["c"]))
    shelf.store.close()
    assert ENDED.encode() not in file.read_bytes()
