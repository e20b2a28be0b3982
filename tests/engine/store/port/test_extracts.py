"""What is kept about somebody: the same on every store."""

from __future__ import annotations

from itertools import count

from sqlalchemy import Integer, Table

from engine.store import tables
from engine.store.about import ABOUT, HIDDEN
from engine.store.chain import ChainLink
from engine.store.staged.changes import Row, key_of
from tests.engine.store.port.shelf import Shelf, at, full

OTHER, THEIRS = 2, 1


def rows_of(table: Table) -> list[Row]:
    """A row of somebody else's, and for each column that holds a person one in which only that is theirs; the highest key first."""
    columns, numbers = ABOUT[table], count(9, -1)
    rows = []
    for theirs in (None, *columns):
        number = next(numbers)
        own = {each.name: number if type(each.type) is Integer else str(number) for each in table.primary_key}
        own |= {"case_id": "c", "instance_id": f"i{number}"}
        people = {each: THEIRS if each == theirs else OTHER for each in columns}
        rows.append(full(table, own | people))
    return rows


def test_rows_are_told_in_which_somebody_stands_in_any_column_without_what_is_secret(shelf: Shelf) -> None:
    shelf.put(tables.cases, {"id": "c"})
    shelf.put(tables.instances, *({"id": f"i{each}", "case_id": "c", "owner": 3} for each in range(10)))
    rows = {table: rows_of(table) for table in ABOUT}
    for table, every in rows.items():
        shelf.put(table, *every)
    assert shelf.read(lambda reader: reader.rows_about(THEIRS)) == {
        table.name: [
            {name: value for name, value in row.items() if name not in HIDDEN.get(table, ())}
            for row in sorted(every[1:], key=lambda row, table=table: key_of(table, row))  # type: ignore[misc]
        ]
        for table, every in rows.items()
    }


def test_of_nobody_nothing_is_told(shelf: Shelf) -> None:
    assert shelf.read(lambda reader: reader.rows_about(THEIRS)) == {table.name: [] for table in ABOUT}
    assert shelf.read(lambda reader: list(reader.done_by(THEIRS))) == []


def test_what_somebody_may_have_done_is_told_the_first_first(shelf: Shelf) -> None:
    def entry(case: str, sequence: int, minute: int, content: str | None) -> ChainLink:
        place = f"{case} {sequence}"
        return ChainLink(
            case=case,
            sequence=sequence,
            at=at(minute),
            format=2,
            salt=None if content is None else f"salt {place}",
            content=content,
            digest=f"digest {place}",
            previous=f"previous {place}",
            hash=f"hash {place}",
        )

    theirs = '{"by":{"person":1,"roles":[]}}'
    told = [
        entry("c2", 1, 1, theirs),
        entry("c1", 2, 2, theirs),
        entry("c1", 3, 2, '{"with":{"person":1,"x":2}}'),
        entry("c2", 2, 2, theirs),
        entry("c1", 1, 3, theirs),
    ]
    others = [entry("c2", 3, 2, '{"by":{"person":11,"x":1}}'), entry("c2", 4, 2, None)]
    shelf.put(tables.cases, {"id": "c1"}, {"id": "c2"})
    shelf.put(
        tables.history,
        *(
            {"case_id": each.case} | {name: getattr(each, name) for name in LINKED}
            for each in (*others, *reversed(told))
        ),
    )
    assert shelf.read(lambda reader: list(reader.done_by(1))) == told
    assert shelf.read(lambda reader: [each.content for each in reader.done_by(11)]) == [others[0].content]


LINKED = ("sequence", "at", "format", "salt", "content", "digest", "previous", "hash")
