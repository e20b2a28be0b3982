"""A database that is cut off, closed to writing or full while staff are at work: they are told, nothing is lost, and then it goes on."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import event

from engine.store.sql.store import SqlStore
from tests.engine.store.sql.load import Load, at_work
from tests.heavy import rounds

CUT = "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()"


def cut(server: psycopg.Connection[Any], load: Load, times: int, seeded: random.Random) -> None:
    """Cut everybody's connections so many times, while work goes on."""
    for _ in range(times):
        time.sleep(seeded.uniform(0, 0.1))
        server.execute(CUT)
    load.waits_for(5)


@pytest.mark.postgres
def test_connections_are_cut(postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as server, at_work(postgres_url) as load:
        load.waits_for(5)
        cut(server, load, 10, random.Random(3))


@pytest.mark.soak
@pytest.mark.postgres
def test_connections_are_cut_often(postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as server, at_work(postgres_url) as load:
        seeded = random.Random(5)
        for _ in rounds():
            cut(server, load, 10, seeded)
        print(f"commands acknowledged: {len(load.ledger.promises)}")


@pytest.mark.postgres
def test_a_server_takes_no_writing_for_a_while(postgres_url: str) -> None:
    closed = sql.SQL("alter database {} set default_transaction_read_only = {}")
    with psycopg.connect(postgres_url, autocommit=True) as server, at_work(postgres_url) as load:
        name = sql.Identifier(server.info.dbname)
        load.waits_for(5)
        try:
            server.execute(closed.format(name, sql.SQL("on")))
            server.execute(CUT)
            load.waits_for_trouble("can't be written to")
        finally:
            server.execute(closed.format(name, sql.SQL("default")))
            server.execute(CUT)
        load.waits_for(5)


@contextmanager
def on_each_connection(load: Load, pragma: str) -> Iterator[None]:
    """While each connection that writes is made with the pragma; those that there were are given back."""
    store = load.engine._store
    assert isinstance(store, SqlStore)

    def made(driver: Any, _: object) -> None:
        driver.execute(f"PRAGMA {pragma}")

    event.listen(store._writing, "connect", made)
    store._writing.dispose()
    try:
        yield
    finally:
        event.remove(store._writing, "connect", made)
        store._writing.dispose()


@pytest.mark.parametrize(
    ("pragma", "words"), [("max_page_count = 1", "disk is full"), ("query_only = on", "can't be written to")]
)
def test_a_file_is_full_or_takes_no_writing_for_a_while(sqlite_url: str, pragma: str, words: str) -> None:
    with at_work(sqlite_url) as load:
        load.waits_for(5)
        # SQLite takes what is there already for the least that a full file may have.
        with on_each_connection(load, pragma):
            load.waits_for_trouble(words)
        load.waits_for(5)
