"""What other processes have moved on: heard from PostgreSQL, seen in a SQLite file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Event
from typing import Any

from sqlalchemy import Connection, text

from engine.store.moved import Moved, read, written

CHANNEL = "rutin_moved"

TURN_SECONDS = 0.25
"""How long it is listened before it is looked whether to stop. What is told ends a turn at once."""

LOOK_SECONDS = 1.0
"""How often a file is looked at."""

Take = Callable[[Iterable[Moved] | None], None]
"""Given what has moved on; None: anything may have, until now."""

_TELL = text("select pg_notify(:channel, said) from unnest(cast(:said as text[])) as said")
_NEW = """
    select history.rowid, history.case_id, history.sequence, cases.unit
    from history join cases on cases.id = history.case_id where history.rowid > ? order by history.rowid
"""


def tell(connection: Connection, moved: Iterable[Moved]) -> None:
    """Let whoever listens on PostgreSQL know, at once: the connection commits by itself."""
    connection.execute(_TELL, {"channel": CHANNEL, "said": list(written(moved))})


def hear(connection: Connection, take: Take, stop: Event) -> None:
    """Listen on PostgreSQL until `stop` is set, on a connection that commits by itself."""
    connection.execute(text(f"LISTEN {CHANNEL}"))
    take(None)
    driver: Any = connection.connection.driver_connection
    while not stop.is_set():
        for each in driver.notifies(timeout=TURN_SECONDS, stop_after=1):
            take(read(each.payload))
    connection.execute(text(f"UNLISTEN {CHANNEL}"))


def look(connection: Connection, take: Take, stop: Event) -> None:
    """Look at the SQLite file until `stop` is set: whether anybody has written, and only then what."""
    driver: Any = connection.connection.driver_connection

    def one(question: str) -> int:
        return int(driver.execute(question).fetchone()[0])

    newest = "select coalesce(max(rowid), 0) from history"
    version, last = one("pragma data_version"), one(newest)
    take(None)
    while not stop.wait(LOOK_SECONDS):
        now = one("pragma data_version")
        if now == version:
            continue
        version = now
        if one(newest) < last:
            # The newest rows were erased: of what has come since, their numbers say nothing.
            last = one(newest)
            take(None)
            continue
        rows = driver.execute(_NEW, (last,)).fetchall()
        if rows:
            last = rows[-1][0]
            take([Moved(case, sequence, unit) for _, case, sequence, unit in rows])
