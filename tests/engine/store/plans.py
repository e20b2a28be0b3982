"""What a database does with a statement: the statements that were run, and the tables that each reads from end to end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Engine, event

Ran = tuple[str, Any]
"""A statement as the driver got it, and its values."""

OF_WHAT_RUNS = "instances_running"
"""An index that holds nothing of what is over: it does not grow with age."""


@contextmanager
def watched() -> Iterator[list[Ran]]:
    """Every statement that a driver runs on connections that are made inside it, by SQLAlchemy or past it."""
    ran: list[Ran] = []

    class Watching(psycopg.Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **rest: Any) -> Any:
            ran.append((query, params))
            return super().execute(query, params, **rest)

        def executemany(self, query: Any, params_seq: Any, **rest: Any) -> None:
            rows = list(params_seq)
            ran.extend((query, row) for row in rows[:1])
            super().executemany(query, rows, **rest)

    def connected(driver: Any, _: object) -> None:
        if isinstance(driver, psycopg.Connection):
            driver.cursor_factory = Watching
        else:
            # SQLite gives the statement with its values in it.
            driver.set_trace_callback(lambda sql: ran.append((sql, ())))

    event.listen(Engine, "connect", connected)
    try:
        yield ran
    finally:
        event.remove(Engine, "connect", connected)


def read_whole_by_sqlite(driver: Any, ran: Ran) -> set[str]:
    """The tables that SQLite reads from end to end, by themselves or by an index of theirs."""
    sql, values = ran
    if not re.match(r"\s*(select|with|insert|update|delete)", sql, re.IGNORECASE):
        return set()
    steps = [row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    found = (re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", step) for step in steps)
    return {match[1] for match in found if match and match[2] != OF_WHAT_RUNS}


def read_whole_by_postgres(driver: Any, ran: Ran) -> set[str]:
    """The tables that PostgreSQL reads from end to end: by no index, or by all of one."""
    sql, values = ran
    if not re.match(r"\s*(select|with|insert|update|delete)", str(sql), re.IGNORECASE):
        return set()
    (plan,) = driver.execute(f"EXPLAIN (FORMAT JSON) {sql}", values).fetchone()
    found = plan if isinstance(plan, list) else json.loads(plan)
    return set(_whole(found[0]["Plan"], limited=False))


def rows_read_by_sqlite(driver: Any, ran: Ran) -> int:
    """How many rows SQLite goes through at the most: none takes it fewer than ten steps of its machine."""
    sql, values = ran
    thousands = []
    driver.set_progress_handler(lambda: thousands.append(sql), 1_000)
    try:
        driver.execute(sql, values).fetchall()
    finally:
        driver.set_progress_handler(None, 0)
    return 100 * len(thousands)


def rows_read_by_postgres(driver: Any, ran: Ran) -> int:
    """How many rows PostgreSQL goes through, in the tables and in what it makes of them."""
    sql, values = ran
    (plan,) = driver.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", values).fetchone()
    found = plan if isinstance(plan, list) else json.loads(plan)
    return sum(_rows(found[0]["Plan"]))


def _rows(node: dict[str, Any]) -> Iterator[int]:
    left_out = sum(rows for name, rows in node.items() if name.startswith("Rows Removed"))
    yield round((node["Actual Rows"] + left_out) * node["Actual Loops"])
    for below in node.get("Plans", ()):
        yield from _rows(below)


def _whole(node: dict[str, Any], *, limited: bool) -> Iterator[str]:
    """An index that is read in its order until there are enough is not read from end to end."""
    reads = "Scan" in node["Node Type"] and "Relation Name" in node
    partly = limited or "Index Cond" in node or node.get("Index Name") == OF_WHAT_RUNS
    if reads and not partly and node["Node Type"] != "Bitmap Heap Scan":
        yield node["Relation Name"]
    passes_on = limited and node["Node Type"] in ("LockRows", "Subquery Scan", "Append", "Merge Append")
    for below in node.get("Plans", ()):
        yield from _whole(below, limited=node["Node Type"] == "Limit" or passes_on)
