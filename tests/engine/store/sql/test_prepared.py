"""Past SQLAlchemy: the driver's own cursor, put away afterwards, and trouble told as SQLAlchemy tells it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg.pq import PipelineStatus
from sqlalchemy import Connection, Engine, bindparam, select
from sqlalchemy.exc import DBAPIError

from engine.store import tables
from engine.store.sql.database import connect
from engine.store.sql.prepared import Lookup, past_sqlalchemy


@pytest.fixture
def writing(database_url: str) -> Iterator[Engine]:
    """The engine that a store writes by."""
    writing, reading = connect(database_url)
    reading.dispose()
    yield writing
    writing.dispose()


@pytest.fixture
def connection(writing: Engine) -> Iterator[Connection]:
    """One of its connections."""
    with writing.connect() as connection:
        yield connection


def test_a_cursor_is_put_away_when_it_is_done_with(connection: Connection) -> None:
    with past_sqlalchemy(connection) as cursor:
        assert cursor.execute("select 1").fetchone() == (1,)
    with pytest.raises(connection.dialect.loaded_dbapi.Error):
        cursor.execute("select 1")


@pytest.mark.postgres
@pytest.mark.parametrize("pipelined", [True, False])
def test_a_server_is_sent_many_statements_at_once_where_that_is_asked_for(
    postgres_url: str, pipelined: bool
) -> None:
    for engine in connect(postgres_url):
        with engine.connect() as connection, past_sqlalchemy(connection, pipelined=pipelined) as cursor:
            assert (cursor.connection.pgconn.pipeline_status == PipelineStatus.ON) == pipelined
        engine.dispose()


def test_what_fails_is_told_as_sqlalchemy_tells_it_and_the_connection_is_kept(connection: Connection) -> None:
    with pytest.raises(DBAPIError) as told, past_sqlalchemy(connection) as cursor:
        cursor.execute("select nothing from nowhere")
    assert isinstance(told.value.orig, connection.dialect.loaded_dbapi.Error)
    assert not told.value.connection_invalidated
    assert not connection.invalidated


@pytest.mark.postgres
@pytest.mark.parametrize("pipelined", [True, False])
def test_a_connection_that_is_lost_is_told_and_never_used_again(postgres_url: str, pipelined: bool) -> None:
    for engine in connect(postgres_url):
        with engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            with psycopg.connect(postgres_url, autocommit=True) as server:
                server.execute("select pg_terminate_backend(%s, 5000)", [driver.info.backend_pid])
            with (
                pytest.raises(DBAPIError) as told,
                past_sqlalchemy(connection, pipelined=pipelined) as cursor,
            ):
                cursor.execute("select 1")
            assert told.value.connection_invalidated
            assert connection.invalidated
        engine.dispose()


def test_what_is_looked_up_by_lists_is_found_whatever_their_lengths(writing: Engine) -> None:
    rows = select(tables.settings.c.name).where(
        tables.settings.c.name.in_(bindparam("names", expanding=True))
        | tables.settings.c.value.in_(bindparam("values", expanding=True))
    )
    lookup = Lookup(rows.order_by(tables.settings.c.name), writing.dialect)
    with writing.begin() as connection:
        connection.execute(
            tables.settings.insert(), [{"name": each, "value": f"v{each}"} for each in ("a", "b", "c", "d")]
        )

    def found(names: list[str], values: list[str]) -> list[str]:
        with writing.connect() as connection, past_sqlalchemy(connection) as cursor:
            return [name for (name,) in lookup.rows(cursor, names=names, values=values)]

    assert found(["b"], []) == ["b"]
    assert found(["b", "a"], ["vd"]) == ["a", "b", "d"]
    assert found(["a"], ["vc", "vb"]) == ["a", "b", "c"]
    assert found([], []) == []
