"""Rows as the port gives them, asked of one connection."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Executable

from engine.store.staged.changes import Row


class OnConnection:
    """What every part of the store on SQLite and PostgreSQL asks its connection for."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _rows(self, statement: Executable, values: Mapping[str, object] | None = None) -> list[Row]:
        return [dict(row._mapping) for row in self._connection.execute(statement, values)]

    def _row(self, statement: Executable, values: Mapping[str, object] | None = None) -> Row | None:
        row = self._connection.execute(statement, values).first()
        return dict(row._mapping) if row else None
