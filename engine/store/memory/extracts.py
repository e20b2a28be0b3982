"""What is kept about somebody, in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter

from engine.store.about import ABOUT, HIDDEN, named_as_doer
from engine.store.chain import ChainLink
from engine.store.memory.dictionaries import InMemory
from engine.store.staged.changes import Row, key_of


class ExtractsInMemory(InMemory):
    """Looks through the tables."""

    def rows_about(self, person: int) -> Mapping[str, Sequence[Row]]:
        found = {}
        for table, columns in ABOUT.items():
            theirs = [row for row in self._all(table.name) if any(row[name] == person for name in columns)]
            hidden = HIDDEN.get(table, frozenset())
            found[table.name] = [
                {name: value for name, value in row.items() if name not in hidden}
                for row in sorted(theirs, key=partial(key_of, table))
            ]
        return found

    def done_by(self, person: int) -> Iterator[ChainLink]:
        named = named_as_doer(person)
        rows = [row for row in self._all("history") if named in (row["content"] or "")]
        for row in sorted(rows, key=itemgetter("at", "case_id", "sequence")):
            yield ChainLink(
                case=row["case_id"], **{name: value for name, value in row.items() if name != "case_id"}
            )
