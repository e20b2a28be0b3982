"""Reading in memory, between transactions: what the queries of SQL give, looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import itemgetter

from engine.store.cases import CaseRow
from engine.store.chain import ChainLink
from engine.store.memory.extracts import ExtractsInMemory
from engine.store.memory.notifying import NotificationsInMemory
from engine.store.memory.register import RegisterInMemory
from engine.store.memory.retaining import RetentionInMemory
from engine.store.port import NOTICE_ORDER, SCOPES, TASK_ORDER
from engine.store.staged.changes import Row
from engine.store.staged.effects import FAILED, SENDING, SENT, WAITING


class MemoryReader(RegisterInMemory, NotificationsInMemory, RetentionInMemory, ExtractsInMemory):
    """Looks through the tables; gives copies of rows."""

    def instance(self, id: str) -> tuple[str, CaseRow] | None:
        row = self._tables["instances"].get((id,))
        return (row["body"], self._case(row["case_id"])) if row else None

    def instances_of(
        self, owner: int, units: Iterable[str], running: bool, before: tuple[datetime, str], most: int
    ) -> Sequence[Row]:
        of = set(units)
        rows = [
            row
            for row in self._all("instances")
            if (row["owner"] == owner or row["unit"] in of) and (row["status"] == "running") == running
        ]
        rows = [row for row in rows if (row["started_at"], row["id"]) < before]
        rows.sort(key=lambda row: (row["started_at"], row["id"]), reverse=True)
        return [dict(row) for row in rows[:most]]

    def running_owned(self, owner: int, unit: str, after: str, most: int) -> Sequence[str]:
        ids = sorted(
            row["id"]
            for row in self._all("instances")
            if row["owner"] == owner and row["unit"] == unit and row["status"] == "running"
        )
        return [id for id in ids if id > after][:most]

    def open_steps(
        self,
        person: int,
        grants: Iterable[tuple[str, str]],
        after: tuple[int, int, datetime, str, int],
        most: int,
    ) -> Sequence[Row]:
        roles = set(grants)
        steps: dict[tuple[str, int], list[Row]] = {}
        for row in self._all("open_steps"):
            steps.setdefault((row["instance_id"], row["visit"]), []).append(row)
        place = itemgetter(*TASK_ORDER)
        told = [row for rows in steps.values() for row in _in_worklist(rows, person, roles)]
        rest = [row for row in told if place(row) > after]
        rest.sort(key=lambda row: (*place(row), row["role"]))
        page = set(list(dict.fromkeys(map(place, rest)))[:most])
        return [{**row, **self._told_of(row["instance_id"])} for row in rest if place(row) in page]

    def _told_of(self, instance: str) -> Row:
        row = self._tables["instances"][(instance,)]
        return {"owner": row["owner"], "started_at": row["started_at"]}

    def notices(
        self,
        person: int,
        grants: Iterable[tuple[str, str]],
        is_over: bool,
        before: tuple[datetime, str, int, int],
        most: int,
    ) -> Sequence[Row]:
        roles = set(grants)
        rows = [
            dict(row)
            for row in self._all("notices")
            if row["is_over"] == is_over and (row["person"] == person or (row["role"], row["unit"]) in roles)
        ]
        place = itemgetter(*NOTICE_ORDER)
        return sorted((row for row in rows if place(row) < before), key=place, reverse=True)[:most]

    def history(self, case: str) -> Sequence[ChainLink]:
        rows = sorted(
            (row for row in self._all("history") if row["case_id"] == case), key=lambda row: row["sequence"]
        )
        return [_link(row) for row in rows]

    def histories(
        self, routine: str, units: Iterable[str] | None, since: datetime, until: datetime
    ) -> Iterator[ChainLink]:
        of = None if units is None else set(units)
        busy = {row["case_id"] for row in self._all("history") if since <= row["at"] < until}
        cases = {
            row["case_id"]
            for row in self._all("instances")
            if row["routine"] == routine and row["case_id"] in busy and (of is None or row["unit"] in of)
        }
        rows = [row for row in self._all("history") if row["case_id"] in cases and row["at"] < until]
        for row in sorted(rows, key=lambda row: (row["case_id"], row["sequence"])):
            if row["content"] is not None:
                yield _link(row)

    def reads(self, instance: str, before: tuple[datetime, str], most: int) -> Sequence[Row]:
        rows = [dict(row) for row in self._all("reads") if row["instance_id"] == instance]
        rows = [row for row in rows if (row["at"], row["id"]) < before]
        return sorted(rows, key=lambda row: (row["at"], row["id"]), reverse=True)[:most]

    def reads_there(self, ids: Iterable[str]) -> Sequence[str]:
        return [id for id in ids if (id,) in self._tables["reads"]]

    def all_cases(self) -> Sequence[str]:
        with_history = {row["case_id"] for row in self._all("history")}
        return sorted(with_history | {id for (id,) in self._tables["cases"]})

    def case(self, id: str) -> CaseRow | None:
        return self._case(id) if (id,) in self._tables["cases"] else None

    def kept_form(self, person: int) -> Row | None:
        return self._copy("kept_forms", person)

    def phone_key(self, person: int) -> Row | None:
        return self._copy("phone_keys", person)

    def suggestion(self, id: str) -> Row | None:
        return self._copy("suggestions", id)

    def suggestions(self, is_answered: bool, before: tuple[datetime, str], most: int) -> Sequence[Row]:
        rows = [dict(row) for row in self._all("suggestions") if row["is_answered"] == is_answered]
        return _newest(rows, before, most)

    def suggestions_by(self, person: int, before: tuple[datetime, str], most: int) -> Sequence[Row]:
        return _newest(
            [dict(row) for row in self._all("suggestions") if row["person"] == person], before, most
        )

    def drafts(self, instance: str) -> Sequence[Row]:
        return [dict(row) for row in self._all("drafts") if row["instance_id"] == instance]

    def case_bodies(self, case: str) -> Mapping[str, str]:
        return {row["id"]: row["body"] for row in self._all("instances") if row["case_id"] == case}

    def routines(self) -> Sequence[Row]:
        rows = sorted(self._all("routines"), key=lambda row: (row["id"], row["version"]))
        return [{name: row[name] for name in ("id", "version", "digest")} for row in rows]

    def running(self) -> Mapping[str, int]:
        return Counter(row["digest"] for row in self._all("instances") if row["status"] == "running")

    def document(self, digest: str) -> str | None:
        return next((row["document"] for row in self._all("routines") if row["digest"] == digest), None)

    def attachment(self, digest: str) -> bytes | None:
        row = self._tables["attachments"].get((digest,))
        return row["content"] if row else None

    def settings(self) -> Mapping[str, str]:
        return {row["name"]: row["value"] for row in self._all("settings")}

    def practice(self, kind: str) -> Mapping[str, str]:
        rows = [row for row in self._all("practice") if row["kind"] == kind]
        return {row["id"]: row["content"] for row in sorted(rows, key=itemgetter("id"))}

    def token(self, hash: str) -> Row | None:
        return self._copy("tokens", hash)

    def session(self, hash: str) -> Row | None:
        return self._copy("sessions", hash)

    def sessions_of(self, person: int) -> Sequence[Row]:
        found = [dict(row) for row in self._all("sessions") if row["person"] == person]
        found.sort(key=lambda row: row["hash"])
        return sorted(found, key=lambda row: row["used_at"], reverse=True)

    def is_used(self, hash: str) -> bool:
        return (hash,) in self._tables["used_once"]

    def tokens_of(self, person: int) -> Sequence[Row]:
        return [
            dict(row) for row in self._all("tokens") if row["person"] == person and row["revoked_at"] is None
        ]

    def tokens_from(self, before: tuple[datetime, str], most: int) -> Sequence[Row]:
        rows = [dict(row) for row in self._all("tokens") if (row["created_at"], row["hash"]) < before]
        return sorted(rows, key=lambda row: (row["created_at"], row["hash"]), reverse=True)[:most]

    def next_due(self) -> datetime | None:
        return min((row["due"] for row in self._all("timers")), default=None)

    def next_delivery(self) -> datetime | None:
        waiting = (row for row in self._all("outbox") if row["state"] in (WAITING, SENDING))
        return min((row["next_try"] for row in waiting), default=None)

    def outbox_from(self, after: tuple[str, int], most: int) -> Sequence[Row]:
        still = {(row["instance_id"], row["visit"]) for row in self._all("open_steps") if row["incident"]}
        place = itemgetter("instance_id", "visit")
        rows = sorted((row for row in self._all("outbox") if place(row) > after), key=place)
        return [{**row, "incident": place(row) in still} for row in rows[:most]]

    def undelivered(self) -> Sequence[Row]:
        return [dict(row) for row in self._all("outbox") if row["state"] in (SENT, FAILED)]

    def units_running(self) -> Sequence[str]:
        return sorted({row["unit"] for row in self._all("instances") if row["status"] == "running"})

    def counts(self) -> Mapping[str, int]:
        outbox = [row["state"] for row in self._all("outbox")]
        return {
            "instances_running": sum(row["status"] == "running" for row in self._all("instances")),
            "open_steps": len(self._tables["open_steps"]),
            "timers_waiting": len(self._tables["timers"]),
            "outbox_waiting": sum(state in (WAITING, SENDING) for state in outbox),
            "outbox_failed": outbox.count(FAILED),
            "outbox_retrying": sum(
                row["state"] == WAITING and row["problem"] is not None for row in self._all("outbox")
            ),
            "notifications_given_up": sum(row["given_up"] for row in self._all("notifications")),
            "incidents": len(
                {(row["instance_id"], row["visit"]) for row in self._all("open_steps") if row["incident"]}
            ),
        }


def _in_worklist(rows: Sequence[Row], person: int, roles: Collection[tuple[str, str]]) -> Iterator[Row]:
    """The rows of one step with where it stands in a person's worklist; nothing where it is not in it."""
    units = {unit for _, unit in roles}
    scopes = set()
    for row in rows:
        if row["holder"] == person:
            scopes.add("mine")
        elif (
            row["holder"] is None
            and (row["role"], row["unit"]) in roles
            and f",{person}," not in (row["kept_from"] or "")
        ):
            scopes.add("role")
        elif row["unit"] in units:
            scopes.add("unit")
    for row in rows if scopes else ():
        scope = min(map(SCOPES.index, scopes))
        yield {**row, "scope": scope, "undated": int(row["due"] is None), "at": row["due"] or row["since"]}


def _newest(rows: Iterable[Row], before: tuple[datetime, str], most: int) -> list[Row]:
    place = itemgetter("at", "id")
    return sorted((row for row in rows if place(row) < before), key=place, reverse=True)[:most]


def _link(row: Row) -> ChainLink:
    return ChainLink(
        case=row["case_id"],
        sequence=row["sequence"],
        at=row["at"],
        format=row["format"],
        salt=row["salt"],
        content=row["content"],
        digest=row["digest"],
        previous=row["previous"],
        hash=row["hash"],
    )
