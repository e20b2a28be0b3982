"""A pooler between Rutin and its database: one that keeps connections apart is used, one that mixes them is refused."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import text

from engine.errors.store import StoreTrouble
from engine.store.sql.database import connect
from engine.store.sql.store import SqlStore
from tests.engine.database.office import office
from tests.engine.database.pgbouncer import PROGRAM, bouncing
from tests.engine.database.pooler import Mode, pooling

Pooling = Callable[[str, Mode], AbstractContextManager[str]]

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize(
        "pooling",
        [
            pytest.param(pooling, id="ours"),
            pytest.param(
                bouncing,
                id="pgbouncer",
                marks=pytest.mark.skipif(
                    PROGRAM is None,
                    reason="PgBouncer is not installed; a pooler of the tests' own stands in for it",
                ),
            ),
        ],
    ),
]


def test_one_that_changes_connections_between_transactions_is_refused(
    pooling: Pooling, postgres_url: str
) -> None:
    with pooling(postgres_url, "transaction") as url, pytest.raises(StoreTrouble) as refused:
        SqlStore(url)
    assert "pool_mode=session" in refused.value.say("sv")
    assert "pool_mode=session" in refused.value.say("en")


def test_one_that_leaves_a_connection_to_who_has_it_is_used(pooling: Pooling, postgres_url: str) -> None:
    with pooling(postgres_url, "session") as url, office(url) as here, office(postgres_url) as there:
        listening, woken = threading.Event(), threading.Event()

        def seconds() -> float:
            listening.set()
            return 60.0

        waiting = threading.Thread(target=lambda: here.engine._store.wait(seconds, woken))
        waiting.start()
        assert listening.wait(20)
        there.mails()
        waiting.join(20)
        assert not waiting.is_alive()
        assert here.engine.audit().findings == ()


def test_what_a_pooler_was_asked_with_listens_no_more(pooling: Pooling, postgres_url: str) -> None:
    with pooling(postgres_url, "session") as url:
        writing, reading = connect(url)
        with writing.connect() as one, writing.connect() as other:
            channels = [each.scalars(text("select pg_listening_channels()")).all() for each in (one, other)]
        writing.dispose()
        reading.dispose()
    assert channels == [[], []]
