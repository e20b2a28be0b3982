"""Tables as dictionaries, by name, and what every part looks up in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from engine.store.cases import CaseRow
from engine.store.staged.changes import Key, Row


class InMemory:
    """The rows of every table, by their keys."""

    def __init__(self, rows: dict[str, dict[Key, Row]]) -> None:
        self._tables = rows

    def _all(self, name: str) -> Iterable[Row]:
        return self._tables[name].values()

    def _copy(self, name: str, *key: object) -> Row | None:
        row = self._tables[name].get(key)
        return None if row is None else dict(row)

    def _forget(self, name: str, is_gone: Callable[[Row], bool]) -> None:
        self._tables[name] = {key: row for key, row in self._tables[name].items() if not is_gone(row)}

    def _case(self, id: str) -> CaseRow:
        row = self._tables["cases"][id,]
        return CaseRow(id=id, unit=row["unit"], sequence=row["sequence"], head=row["head"], undo=row["undo"])
