"""A page of a long list on SQLite and PostgreSQL, read by an index without the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, and_, literal, select, tuple_, union
from sqlalchemy.sql.elements import Tuple
from sqlalchemy.sql.selectable import FromClause

AT_ONCE = 100
"""How many lists are joined in one go: SQLite takes a few hundred."""


def earlier(columns: Sequence[ColumnElement[Any]], place: Sequence[Any]) -> ColumnElement[bool]:
    """That a row stands before that place; compared as one, so that an index on the columns leads there."""
    return _as_one(columns, place) > tuple_(*columns)


def later(columns: Sequence[ColumnElement[Any]], place: Sequence[Any]) -> ColumnElement[bool]:
    """That a row stands after that place."""
    return _as_one(columns, place) < tuple_(*columns)


def _as_one(columns: Sequence[ColumnElement[Any]], place: Sequence[Any]) -> Tuple:
    return tuple_(*(literal(value, column.type) for column, value in zip(columns, place, strict=True)))


def first_of_lists(
    lists: Sequence[ColumnElement[bool]],
    order: Sequence[Column[Any]],
    before: Sequence[Any],
    most: int,
) -> Select[Any]:
    """A query for rows that are in any of the lists of a table and stand before a place, the last in `order` (which holds its key) first.

    Each list is asked for its own part of the page: of a condition with «or» databases read all that meets it, to sort it.
    """
    table = order[0].table
    last_first = [column.desc() for column in order]
    parts: list[FromClause] = [
        select(*order).where(each, earlier(order, before)).order_by(*last_first).limit(most).subquery()
        for each in lists
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
