"""What is kept for how long, what is kept for longer, and what goes, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, inspect, select, union

from engine.store import tables
from engine.store.cases import CaseAge, InstanceAge
from engine.store.sql.pages import later
from engine.store.sql.rows import OnConnection
from engine.store.staged.changes import Row

_CASE, _LAST, _INSTANCE = tables.cases.c, tables.history.c, tables.instances.c

# The cases are named for each table by itself: joined, a database may read all of the other.
_AGES = (
    select(_CASE.id, _CASE.unit, _CASE.head, _LAST.at)
    .join(tables.history, (_LAST.case_id == _CASE.id) & (_LAST.sequence == _CASE.sequence))
    .where(
        _CASE.id.in_(bindparam("cases", expanding=True)),
        _LAST.case_id.in_(bindparam("cases", expanding=True)),
    )
    .order_by(_CASE.id)
)
_INSTANCES = (
    select(_INSTANCE.case_id, _INSTANCE.id, _INSTANCE.routine, _INSTANCE.owner, _INSTANCE.status)
    .where(_INSTANCE.case_id.in_(bindparam("cases", expanding=True)))
    .order_by(_INSTANCE.started_at, _INSTANCE.id)
)
_OF_CASES = select(_INSTANCE.id).where(_INSTANCE.case_id.in_(bindparam("cases", expanding=True)))
_WITH_INSTANCES = [
    delete(table).where(table.c.instance_id.in_(bindparam("instances", expanding=True)))
    for table in (tables.open_steps, tables.timers, tables.drafts, tables.outbox, tables.reads)
]
_WITH_CASES = [
    delete(table).where(table.c.case_id.in_(bindparam("cases", expanding=True)))
    for table in (tables.paper_lines, tables.notifications, tables.notices, tables.history, tables.instances)
]
_CASES = delete(tables.cases).where(_CASE.id.in_(bindparam("cases", expanding=True)))
_SUGGESTIONS = delete(tables.suggestions).where(tables.suggestions.c.id.in_(bindparam("ids", expanding=True)))


class RetentionReader(OnConnection):
    """Queries on one reading connection."""

    def case_ages(self, after: str, most: int) -> Sequence[CaseAge]:
        page = select(_CASE.id).where(_CASE.id > after).order_by(_CASE.id).limit(most)
        return self.ages_of(self._connection.scalars(page).all())

    def people_beside(self, cases: Collection[str]) -> Mapping[str, Collection[int]]:
        told = select(tables.notices.c.case_id, tables.notices.c.person).where(
            tables.notices.c.case_id.in_(cases), tables.notices.c.person.is_not(None)
        )
        read = (
            select(_INSTANCE.case_id, tables.reads.c.person)
            .join(tables.reads, tables.reads.c.instance_id == _INSTANCE.id)
            .where(_INSTANCE.case_id.in_(cases))
        )
        found: dict[str, set[int]] = defaultdict(set)
        for case, person in self._connection.execute(union(told, read)):
            found[case].add(person)
        return found

    def answered_suggestions(self, after: tuple[datetime, str], most: int) -> Sequence[Row]:
        row = tables.suggestions.c
        query = select(tables.suggestions).where(row.is_answered.is_(True), later((row.at, row.id), after))
        return self._rows(query.order_by(row.at, row.id).limit(most))

    def holds(self) -> Sequence[Row]:
        return self._rows(select(tables.holds).order_by(tables.holds.c.placed_at, tables.holds.c.id))

    def receipts(self, after: int) -> Sequence[Row]:
        # A database of the last release that is only read, for an audit, has no table of them.
        if not inspect(self._connection).has_table(tables.receipts.name):
            return []
        row = tables.receipts.c
        return self._rows(select(tables.receipts).where(row.sequence > after).order_by(row.sequence))

    def last_receipt(self) -> Row | None:
        row = tables.receipts.c
        return self._row(select(tables.receipts).order_by(row.sequence.desc()).limit(1))

    def ages_of(self, cases: Collection[str]) -> Sequence[CaseAge]:
        """The age of each of the cases, in the order of their ids."""
        rows = self._connection.execute(_AGES, {"cases": list(cases)}).all()
        instances: dict[str, list[InstanceAge]] = defaultdict(list)
        for each in self._connection.execute(_INSTANCES, {"cases": list(cases)}):
            age = InstanceAge(
                id=each.id, routine=each.routine, owner=each.owner, is_running=each.status == "running"
            )
            instances[each.case_id].append(age)
        return [
            CaseAge(id=row.id, unit=row.unit, head=row.head, at=row.at, instances=tuple(instances[row.id]))
            for row in rows
        ]


class RetentionWriter(OnConnection):
    """What goes for good, in one transaction of the writer."""

    def lock_holds(self) -> None:
        # The one row that is always there. A transaction of SQLite's is alone anyway.
        self._connection.execute(select(tables.compatibility).with_for_update())

    def lock_ages(self, cases: Collection[str]) -> Sequence[CaseAge]:
        wanted = select(_CASE.id).where(_CASE.id.in_(sorted(cases))).order_by(_CASE.id)
        # Whoever has one in hand keeps it: it is no case that has ended.
        mine = self._connection.scalars(wanted.with_for_update(skip_locked=True)).all()
        return RetentionReader(self._connection).ages_of(mine)

    def erase_cases(self, cases: Collection[str]) -> None:
        if self._connection.dialect.name == "sqlite":
            # What is deleted is written over in the file, and not only left to be used again.
            self._connection.exec_driver_sql("PRAGMA secure_delete=ON")
        of = {"cases": list(cases)}
        instances = self._connection.scalars(_OF_CASES, of).all()
        for statement in _WITH_INSTANCES:
            self._connection.execute(statement, {"instances": list(instances)})
        for statement in (*_WITH_CASES, _CASES):
            self._connection.execute(statement, of)

    def erase_suggestions(self, ids: Collection[str]) -> None:
        self._connection.execute(_SUGGESTIONS, {"ids": list(ids)})
