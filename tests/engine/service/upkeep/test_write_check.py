"""Whether anything can be written: found out by writing, and not more often than it must."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from engine.errors.store import StoreTrouble
from engine.store import tables
from engine.store.sql.store import SqlStore
from tests.engine.database.office import Office, office


def test_a_database_that_can_be_written_to_is_none_the_different(desk: Office) -> None:
    before = desk.rows(tables.compatibility)
    desk.engine.check_writable()
    assert desk.rows(tables.compatibility) == before


def test_a_database_that_can_not_be_written_to_is_told_until_it_can(sqlite_url: str) -> None:
    with office(sqlite_url) as desk:
        assert isinstance(desk.engine._store, SqlStore)
        say = {"only": 1}
        event.listen(
            desk.engine._store._writing,
            "checkout",
            lambda driver, *_: driver.execute(f"PRAGMA query_only={say['only']}").fetchall(),
        )
        with pytest.raises(StoreTrouble, match="can't be written to"):
            desk.engine.check_writable()
        say["only"] = 0
        with pytest.raises(StoreTrouble):
            desk.engine.check_writable()
        desk.waits(seconds=5)
        desk.engine.check_writable()


def test_the_proof_is_written_to_the_disk_and_once_for_many_who_ask(sqlite_url: str) -> None:
    with office(sqlite_url) as desk:
        file = sqlite_url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(file)) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        log = Path(f"{file}-wal")
        assert log.stat().st_size == 0
        desk.engine.check_writable()
        written = log.stat().st_size
        assert written > 0
        desk.engine.check_writable()
        assert log.stat().st_size == written
