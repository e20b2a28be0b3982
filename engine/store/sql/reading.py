"""Reading on SQLite and PostgreSQL, outside the writer's transactions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Integer,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    inspect,
    or_,
    select,
    text,
    union,
)

from engine.run.instance import OVER
from engine.store import tables
from engine.store.cases import CaseRow
from engine.store.chain import ChainLink
from engine.store.port import NOTICE_ORDER, TASK_ORDER
from engine.store.sql.extracts import ExtractReader
from engine.store.sql.notifying import NotificationReader
from engine.store.sql.pages import PLACE, earlier, first_of_lists, later, of_place
from engine.store.sql.register import RegisterReader
from engine.store.sql.retaining import RetentionReader
from engine.store.staged.changes import Row
from engine.store.staged.effects import FAILED, SENDING, SENT, WAITING

ROWS_AT_ONCE = 1_000
"""How many rows of a long answer are fetched at a time."""


class SqlReader(RegisterReader, NotificationReader, RetentionReader, ExtractReader):
    """Queries on one reading connection."""

    def instance(self, id: str) -> tuple[str, CaseRow] | None:
        query = (
            select(tables.instances.c.body, tables.cases)
            .join(tables.cases)
            .where(tables.instances.c.id == id)
        )
        row = self._connection.execute(query).first()
        return (row.body, _case(row)) if row else None

    def reads(self, instance: str, before: tuple[datetime, str], most: int) -> Sequence[Row]:
        table = tables.reads
        mine = table.c.instance_id == instance
        query = select(table).where(mine, earlier((table.c.at, table.c.id), before))
        return self._rows(query.order_by(table.c.at.desc(), table.c.id.desc()).limit(most))

    def reads_there(self, ids: Iterable[str]) -> Sequence[str]:
        query = select(tables.reads.c.id).where(tables.reads.c.id.in_(list(ids)))
        return self._connection.scalars(query).all()

    def instances_of(
        self, owner: int, units: Iterable[str], running: bool, before: tuple[datetime, str], most: int
    ) -> Sequence[Row]:
        row = tables.instances.c
        mine = [dict[str, object](owner=owner), *(dict[str, object](unit=unit) for unit in units)]
        statuses = ("running",) if running else OVER
        lists = [{**each, "status": status} for each in mine for status in statuses]
        return self._rows(*first_of_lists(lists, (row.started_at, row.id), before, most))

    def running_owned(self, owner: int, unit: str, after: str, most: int) -> Sequence[str]:
        table = tables.instances
        mine = and_(table.c.owner == owner, table.c.unit == unit, table.c.status == "running")
        query = select(table.c.id).where(mine, table.c.id > after)
        return self._connection.scalars(query.order_by(table.c.id).limit(most)).all()

    def open_steps(
        self,
        person: int,
        grants: Iterable[tuple[str, str]],
        after: tuple[int, int, datetime, str, int],
        most: int,
    ) -> Sequence[Row]:
        roles = list(grants)
        held = {f"role_{number}": role for number, (role, _) in enumerate(roles)}
        there = {f"unit_{number}": unit for number, (_, unit) in enumerate(roles)}
        values = {"person": person, "kept_from": f",{person},", "units": sorted({unit for _, unit in roles})}
        return self._rows(
            _open_steps(len(roles)), {**values, **held, **there, **of_place(after), "most": most}
        )

    def notices(
        self,
        person: int,
        grants: Iterable[tuple[str, str]],
        is_over: bool,
        before: tuple[datetime, str, int, int],
        most: int,
    ) -> Sequence[Row]:
        mine = [
            dict[str, object](person=person),
            *(dict[str, object](unit=unit, role=role) for role, unit in grants),
        ]
        lists = [{**each, "is_over": is_over} for each in mine]
        order = [tables.notices.c[name] for name in NOTICE_ORDER]
        return self._rows(*first_of_lists(lists, order, before, most))

    def history(self, case: str) -> Sequence[ChainLink]:
        table = tables.history
        rows = self._connection.execute(
            select(table).where(table.c.case_id == case).order_by(table.c.sequence)
        )
        return [_link(row) for row in rows]

    def histories(
        self, routine: str, units: Iterable[str] | None, since: datetime, until: datetime
    ) -> Iterator[ChainLink]:
        # By the instances' index and the history's key: what other routines and units have written is not read.
        instances, history, busy = tables.instances.c, tables.history.c, tables.history.alias("busy").c
        cases = select(instances.case_id).where(
            instances.routine == routine,
            instances.started_at < until,
            exists().where(busy.case_id == instances.case_id, busy.at >= since, busy.at < until),
        )
        if units is not None:
            cases = cases.where(instances.unit.in_(list(units)))
        query = (
            select(tables.history)
            .where(history.case_id.in_(cases), history.at < until, history.content.is_not(None))
            .order_by(history.case_id, history.sequence)
        )
        for row in self._connection.execute(query, execution_options={"yield_per": ROWS_AT_ONCE}):
            yield _link(row)

    def all_cases(self) -> Sequence[str]:
        ids = union(select(tables.cases.c.id), select(tables.history.c.case_id))
        return self._connection.scalars(ids.order_by(ids.selected_columns.id)).all()

    def case(self, id: str) -> CaseRow | None:
        row = self._connection.execute(select(tables.cases).where(tables.cases.c.id == id)).first()
        return _case(row) if row else None

    def kept_form(self, person: int) -> Row | None:
        return self._row(select(tables.kept_forms).where(tables.kept_forms.c.person == person))

    def phone_key(self, person: int) -> Row | None:
        return self._row(select(tables.phone_keys).where(tables.phone_keys.c.person == person))

    def suggestion(self, id: str) -> Row | None:
        return self._row(select(tables.suggestions).where(tables.suggestions.c.id == id))

    def suggestions(self, is_answered: bool, before: tuple[datetime, str], most: int) -> Sequence[Row]:
        return self._suggested(tables.suggestions.c.is_answered.is_(is_answered), before, most)

    def suggestions_by(self, person: int, before: tuple[datetime, str], most: int) -> Sequence[Row]:
        return self._suggested(tables.suggestions.c.person == person, before, most)

    def _suggested(self, which: Any, before: tuple[datetime, str], most: int) -> Sequence[Row]:
        made = tables.suggestions.c.at, tables.suggestions.c.id
        query = select(tables.suggestions).where(which, earlier(made, before))
        return self._rows(query.order_by(*(each.desc() for each in made)).limit(most))

    def drafts(self, instance: str) -> Sequence[Row]:
        return self._rows(select(tables.drafts).where(tables.drafts.c.instance_id == instance))

    def case_bodies(self, case: str) -> Mapping[str, str]:
        table = tables.instances
        rows = self._connection.execute(select(table.c.id, table.c.body).where(table.c.case_id == case))
        return {row.id: row.body for row in rows}

    def routines(self) -> Sequence[Row]:
        table = tables.routines
        return self._rows(
            select(table.c.id, table.c.version, table.c.digest).order_by(table.c.id, table.c.version)
        )

    def running(self) -> Mapping[str, int]:
        table = tables.instances
        query = select(table.c.digest, func.count()).where(tables.RUNNING).group_by(table.c.digest)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def document(self, digest: str) -> str | None:
        table = tables.routines
        return self._connection.scalar(select(table.c.document).where(table.c.digest == digest))

    def attachment(self, digest: str) -> bytes | None:
        table = tables.attachments
        content = self._connection.scalar(select(table.c.content).where(table.c.digest == digest))
        return None if content is None else bytes(content)

    def settings(self) -> Mapping[str, str]:
        return {row["name"]: row["value"] for row in self._rows(select(tables.settings))}

    def practice(self, kind: str) -> Mapping[str, str]:
        # A database of the last release that is only read has no table of it.
        if not inspect(self._connection).has_table(tables.practice.name):
            return {}
        row = tables.practice.c
        found = self._rows(select(tables.practice).where(row.kind == kind).order_by(row.id))
        return {each["id"]: each["content"] for each in found}

    def token(self, hash: str) -> Row | None:
        return self._row(select(tables.tokens).where(tables.tokens.c.hash == hash))

    def session(self, hash: str) -> Row | None:
        return self._row(select(tables.sessions).where(tables.sessions.c.hash == hash))

    def sessions_of(self, person: int) -> Sequence[Row]:
        row = tables.sessions.c
        mine = select(tables.sessions).where(row.person == person)
        return self._rows(mine.order_by(row.used_at.desc(), row.hash))

    def is_used(self, hash: str) -> bool:
        return bool(self._rows(select(tables.used_once).where(tables.used_once.c.hash == hash)))

    def tokens_of(self, person: int) -> Sequence[Row]:
        table = tables.tokens
        return self._rows(select(table).where(table.c.person == person, table.c.revoked_at.is_(None)))

    def tokens_from(self, before: tuple[datetime, str], most: int) -> Sequence[Row]:
        made = tables.tokens.c.created_at, tables.tokens.c.hash
        older = earlier(made, before)
        newest = (each.desc() for each in made)
        return self._rows(select(tables.tokens).where(older).order_by(*newest).limit(most))

    def next_due(self) -> datetime | None:
        due: datetime | None = self._connection.scalar(select(func.min(tables.timers.c.due)))
        return due

    def next_delivery(self) -> datetime | None:
        # State by state: of two at once PostgreSQL would read them all.
        first = select(func.min(tables.outbox.c.next_try))
        tries = [
            self._connection.scalar(first.where(tables.outbox.c.state == state))
            for state in (WAITING, SENDING)
        ]
        return min(filter(None, tries), default=None)

    def outbox_from(self, after: tuple[str, int], most: int) -> Sequence[Row]:
        row, step = tables.outbox.c, tables.open_steps.c
        key = row.instance_id, row.visit
        rows = self._rows(select(tables.outbox).where(later(key, after)).order_by(*key).limit(most))
        # Asked of these alone: joined, a database may read all that is open.
        of_these = step.instance_id.in_([each["instance_id"] for each in rows])
        query = select(step.instance_id, step.visit).where(of_these, step.incident.is_(True))
        still = {(each.instance_id, each.visit) for each in self._connection.execute(query)}
        return [each | {"incident": (each["instance_id"], each["visit"]) in still} for each in rows]

    def undelivered(self) -> Sequence[Row]:
        return self._rows(select(tables.outbox).where(tables.outbox.c.state.in_([SENT, FAILED])))

    def units_running(self) -> Sequence[str]:
        units = select(tables.instances.c.unit).where(tables.RUNNING).distinct()
        return self._connection.scalars(units.order_by(tables.instances.c.unit)).all()

    def counts(self) -> Mapping[str, int]:
        count = {
            "instances_running": select(func.count()).select_from(tables.instances).where(tables.RUNNING),
            "open_steps": select(func.count()).select_from(tables.open_steps),
            "timers_waiting": select(func.count()).select_from(tables.timers),
            "outbox_waiting": select(func.count()).where(tables.outbox.c.state.in_([WAITING, SENDING])),
            "outbox_failed": select(func.count()).where(tables.outbox.c.state == FAILED),
            "outbox_retrying": select(func.count()).where(
                tables.outbox.c.state == WAITING, tables.outbox.c.problem.is_not(None)
            ),
            "notifications_given_up": select(func.count())
            .select_from(tables.notifications)
            .where(text("given_up")),
            "incidents": select(func.count()).select_from(
                select(tables.open_steps.c.instance_id, tables.open_steps.c.visit)
                .where(tables.open_steps.c.incident)
                .distinct()
                .subquery()
            ),
        }
        return {name: int(self._connection.scalar(query) or 0) for name, query in count.items()}


@lru_cache(256)
def _open_steps(roles: int) -> Select[Any]:
    """The page of open steps, for somebody with that many roles. Made once: to put it together takes longer than to run it."""
    rows = tables.open_steps
    row = rows.c
    mine = row.holder == bindparam("person")
    free = and_(
        row.holder.is_(None),
        or_(row.kept_from.is_(None), ~row.kept_from.contains(bindparam("kept_from"))),
        or_(
            false(),
            *(
                and_(row.unit == bindparam(f"unit_{number}"), row.role == bindparam(f"role_{number}"))
                for number in range(roles)
            ),
        ),
    )
    standing = select(
        row.instance_id,
        row.visit,
        func.min(case((mine, 0), (free, 1), else_=2)).label("scope"),
        func.min(case((row.due.is_(None), 1), else_=0)).label("undated"),
        func.min(func.coalesce(row.due, row.since)).label("at"),
    ).where(or_(mine, row.unit.in_(bindparam("units", expanding=True))))
    steps = standing.group_by(row.instance_id, row.visit).subquery()
    order = [steps.c[name] for name in TASK_ORDER]
    most = bindparam("most", type_=Integer)
    page = select(steps).where(later(order, PLACE)).order_by(*order).limit(most).subquery()
    here = and_(row.instance_id == page.c.instance_id, row.visit == page.c.visit)
    of, told = tables.instances, [page.c[name] for name in ("scope", "undated", "at")]
    query = select(rows, *told, of.c.owner, of.c.started_at).join(page, here).join(of)
    return query.order_by(*(page.c[name] for name in TASK_ORDER), row.role)


def _link(row: Any) -> ChainLink:
    return ChainLink(
        case=row.case_id,
        sequence=row.sequence,
        at=row.at,
        format=row.format,
        salt=row.salt,
        content=row.content,
        digest=row.digest,
        previous=row.previous,
        hash=row.hash,
    )


def _case(row: Any) -> CaseRow:
    return CaseRow(id=row.id, unit=row.unit, sequence=row.sequence, head=row.head, undo=row.undo)
