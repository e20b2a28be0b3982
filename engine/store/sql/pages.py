"""A page of a long list on SQLite and PostgreSQL, read by an index without the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    literal,
    select,
    tuple_,
    union,
)
from sqlalchemy.sql.elements import Tuple
from sqlalchemy.sql.selectable import FromClause

AT_ONCE = 100
"""How many lists are joined in one go: SQLite takes a few hundred."""


PLACE = None
"""A place that is given only when the query is run: see `of_place`."""


def earlier(columns: Sequence[ColumnElement[Any]], place: Sequence[object] | None) -> ColumnElement[bool]:
    """That a row stands before that place; compared as one, so that an index on the columns leads there."""
    return _as_one(columns, place) > tuple_(*columns)


def later(columns: Sequence[ColumnElement[Any]], place: Sequence[object] | None) -> ColumnElement[bool]:
    """That a row stands after that place."""
    return _as_one(columns, place) < tuple_(*columns)


def of_place(place: Sequence[object]) -> Mapping[str, object]:
    """The values of a query that has been made for any place."""
    return {f"place_{number}": value for number, value in enumerate(place)}


def _as_one(columns: Sequence[ColumnElement[Any]], place: Sequence[object] | None) -> Tuple:
    if place is None:
        return tuple_(*(bindparam(f"place_{number}", type_=each.type) for number, each in enumerate(columns)))
    return tuple_(*(literal(value, column.type) for column, value in zip(columns, place, strict=True)))


def first_of_lists(
    lists: Sequence[Mapping[str, object]],
    order: Sequence[Column[Any]],
    before: Sequence[object],
    most: int,
) -> tuple[Select[Any], Mapping[str, object]]:
    """A query, with its values, for rows that are in any of the lists of a table (each: what its rows have, by column) and stand before a
    place, the last in `order` (which holds the table's key) first.

    Each list is asked for its own part of the page: of a condition with «or» databases read all that meets it, to sort it.
    """
    values = {f"{name}_{number}": value for number, each in enumerate(lists) for name, value in each.items()}
    shape = tuple(tuple(each) for each in lists)
    return _first_of(shape, tuple(order)), {**values, **of_place(before), "most": most}


@lru_cache(256)
def _first_of(lists: Sequence[Sequence[str]], order: Sequence[Column[Any]]) -> Select[Any]:
    # Made once for each shape: to put the words together takes longer than to run them.
    table, most = order[0].table, bindparam("most", type_=Integer)
    last_first = [column.desc() for column in order]
    parts: list[FromClause] = [
        select(*order)
        .where(*(table.c[name] == bindparam(f"{name}_{number}") for name in each), earlier(order, PLACE))
        .order_by(*last_first)
        .limit(most)
        .subquery()
        for number, each in enumerate(lists)
    ]
    places = _joined(parts)
    page = select(places).order_by(*(places.c[column.name].desc() for column in order)).limit(most).subquery()
    here = and_(*(table.c[column.name] == page.c[column.name] for column in order))
    return select(table).join(page, here).order_by(*last_first)


def _joined(parts: Sequence[FromClause]) -> FromClause:
    """What is in any of the parts, once."""
    while len(parts) > 1:
        some = [parts[begin : begin + AT_ONCE] for begin in range(0, len(parts), AT_ONCE)]
        parts = [union(*map(select, each)).subquery() for each in some]
    return parts[0]
