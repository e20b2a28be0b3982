"""A database that has lived: 10^5 rows in each table that grows, written by the database itself."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine, text

from engine.store.microseconds import to_micros
from tests.engine.database.office import MORNING

ROWS = 100_000
NOW = MORNING + timedelta(days=800)
_FIRST, _A_ROW = to_micros(MORNING), 600_000_000
"""Something happens every ten minutes."""
_UNIT = "case when i % 2 = 0 then 'unit-1' else 'unit-' || (i % 500) end"
"""Half of what is kept is in one unit. What is open is spread."""

_TABLES = {
    "people": ("number, subject, known_since, is_forgotten", f"i, 'person-' || i, {_FIRST}, false"),
    "grants": ("person, role, unit, given_by", f"i, 'role-' || (i % 4), {_UNIT}, 'register'"),
    "role_changes": (
        "id, person, role, unit, is_given, made_by, at",
        f"'change-' || i, 1 + i % 2000, 'role-1', {_UNIT}, true, 1, {_FIRST} + i * {_A_ROW}",
    ),
    "shifts": (
        "id, handle, hash, person, role, unit, given_by, made_at, works_until, ends_at",
        f"'shift-' || i, 'a' || (i % 10), 'hash-' || i, i, 'role-1', {_UNIT}, 1, {_FIRST} + i * {_A_ROW}, {_FIRST}, {_FIRST}",
    ),
    "tokens": ("hash, person, grants, created_at", f"'hash-' || i, i, '[]', {_FIRST}"),
    "sessions": (
        "hash, person, grants, started_at, ends_at, used_at, idle_seconds, provider_subject,"
        " provider_session, pin_tries",
        f"'hash-' || i, i, '[]', {_FIRST} + i * {_A_ROW}, {_FIRST} + i * {_A_ROW}, {_FIRST} + i * {_A_ROW}, 7200,"
        " 'subject-' || i, 'session-' || i, 0",
    ),
    "used_once": ("hash, until", f"'hash-' || i, {_FIRST} + i * {_A_ROW}"),
    "cases": ("id, unit, sequence, head", "'case-' || i, 'unit-' || (i % 500), 1, 'head'"),
    "instances": (
        "id, case_id, routine, digest, unit, owner, status, revision, started_at, body",
        f"'instance-' || i, 'case-' || i, 'routine-' || (i % 20), 'digest', {_UNIT}, 1 + i % 2000,"
        f" case when i % 50 = 0 then 'running' else 'ended' end, 3, {_FIRST} + i * {_A_ROW}, '{{}}'",
    ),
    "history": (
        "case_id, sequence, at, format, digest, previous, hash",
        f"'case-' || i, 1, {_FIRST} + i * {_A_ROW}, 1, 'digest', '', 'hash'",
    ),
    "open_steps": (
        "instance_id, visit, role, case_id, routine, digest, state, unit, holder, since, due",
        "'instance-' || i, 1, 'role-' || (i % 5), 'case-' || i, 'routine', 'digest', 'state', 'unit-' || (i % 500),"
        f" case when i % 3 = 0 then 1 + i % 2000 end, {_FIRST} + i, null",
    ),
    "timers": (
        "instance_id, visit, number, case_id, due",
        f"'instance-' || i, 1, 0, 'case-' || i, {to_micros(NOW)} + (i - 10) * 1000000",
    ),
    "drafts": (
        "instance_id, visit, number, person, at, content",
        f"'instance-' || i, 1, 1, 1 + i % 2000, {_FIRST} + i * {_A_ROW}, '{{}}'",
    ),
    "phone_keys": ("person, half", "i, 'half'"),
    "kept_forms": ("person, path, content, ends_at", f"i, '/', '', {_FIRST} + i * {_A_ROW}"),
    "suggestions": (
        "id, routine, version, person, at, text, is_answered",
        f"'s-' || i, 'routine-1', 1, 1 + i % 2000, {_FIRST} + i * {_A_ROW}, '', i % 10 > 0",
    ),
    "outbox": (
        "instance_id, visit, case_id, sequence, kind, recipients, subject, body, state, attempts, next_try",
        "'instance-' || i, 1, 'case-' || i, 1, 'mail', '[]', '', '',"
        f" case when i % 1000 = 0 then 'failed' else 'waiting' end, 0, {to_micros(NOW)} + (i - 10) * 1000000",
    ),
    "notifications": (
        "id, case_id, instance_id, visit, step, unit, kind, person, way, at, state, attempts, next_try, given_up",
        f"'notification-' || i, 'case-' || i, 'instance-' || i, 1, 'state', {_UNIT}, 'task', 1 + i % 2000, 'mail',"
        f" {_FIRST} + i * {_A_ROW}, 'waiting', 0, {to_micros(NOW)} + (i - 10) * 1000000, i % 1000 = 0",
    ),
    "notice_choices": ("person, task, remind, notice, escalation", "i, 'mail', 'mail', 'mail', 'mail'"),
    "notices": (
        "case_id, sequence, number, at, kind, instance_id, state, text, person, role, unit, is_over",
        f"'case-' || i, 1, 0, {_FIRST} + i * {_A_ROW}, 'notify', 'instance-' || i, 'state', '',"
        f" case when i % 2 = 0 then 1 + i % 2000 end, case when i % 2 = 1 then 'role-' || (i % 5) end, {_UNIT},"
        " i % 4 > 1",
    ),
    "answers": (
        "person, key, body_hash, answer, at",
        f"1 + i % 2000, 'key-' || i, 'hash', '{{}}', {_FIRST} + i * {_A_ROW}",
    ),
    "paper_lines": (
        "key, case_id, instance_id, done_at, at",
        f"'key-' || i, 'case-' || (i / 4), 'instance-' || (i / 4), {_FIRST} + i * {_A_ROW}, {_FIRST} + i * {_A_ROW}",
    ),
    "reads": (
        "id, instance_id, at, person, what",
        f"'read-' || i, 'instance-' || (i / 4), {_FIRST} + i * {_A_ROW}, 1 + i % 2000, 'view'",
    ),
}

_INDEXES = {
    "sqlite": "select name, sql from sqlite_master where type = 'index' and sql is not null",
    "postgresql": "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index"
    " join pg_class on pg_class.oid = indexrelid where relnamespace = 'public'::regnamespace and not indisunique",
}
"""Asks for the indexes that hold nothing to be true: their names, and what makes them."""

GROWING = frozenset(_TABLES)
"""The tables that grow with use. The others hold what the organisation publishes and sets."""


def live(engine: Engine, answers: int = ROWS) -> None:
    """Fill the tables of an empty database, as if it had been used for two years; with so many kept answers."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            # Rows that were written by rule need not be held against it, which takes a third of the time.
            connection.execute(text("set local session_replication_role = replica"))
        # An index is made of all rows in a fraction of the time that it takes to add them one by one.
        indexes = connection.exec_driver_sql(_INDEXES[engine.dialect.name]).all()
        for name, _ in indexes:
            connection.exec_driver_sql(f"drop index {name}")
        for table, (columns, values) in _TABLES.items():
            most = answers if table == "answers" else ROWS
            rows = f"with recursive n(i) as (select cast(1 as bigint) union all select i + 1 from n where i < {most})"
            quoted = ", ".join(f'"{name}"' for name in columns.split(", "))
            sql = (
                f'insert into "{table}" ({quoted}) {rows} select {values} from n'
                if engine.dialect.name == "sqlite"
                else f'{rows} insert into "{table}" ({quoted}) select {values} from n'
            )
            connection.execute(text(sql.replace(":", r"\:")))
        for _, made_by in indexes:
            connection.exec_driver_sql(made_by)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("vacuum analyze"))
