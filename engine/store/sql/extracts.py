"""What is kept about somebody, on SQLite and PostgreSQL: everything is read, for one person, when they ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import or_, select

from engine.store import tables
from engine.store.about import ABOUT, HIDDEN, named_as_doer
from engine.store.chain import ChainLink
from engine.store.sql.rows import OnConnection
from engine.store.staged.changes import Row

ROWS_AT_ONCE = 1_000
"""How many rows of a long answer are fetched at a time."""


class ExtractReader(OnConnection):
    """Queries on one reading connection."""

    def rows_about(self, person: int) -> Mapping[str, Sequence[Row]]:
        found = {}
        for table, columns in ABOUT.items():
            shown = [column for column in table.columns if column.name not in HIDDEN.get(table, ())]
            theirs = or_(*(table.c[name] == person for name in columns))
            found[table.name] = self._rows(select(*shown).where(theirs).order_by(*table.primary_key))
        return found

    def done_by(self, person: int) -> Iterator[ChainLink]:
        row = tables.history.c
        query = (
            select(tables.history)
            .where(row.content.contains(named_as_doer(person), autoescape=True))
            .order_by(row.at, row.case_id, row.sequence)
        )
        for each in self._connection.execute(query, execution_options={"yield_per": ROWS_AT_ONCE}):
            values = dict(each._mapping)
            yield ChainLink(case=values.pop("case_id"), **values)
