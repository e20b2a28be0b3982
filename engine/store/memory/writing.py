"""A transaction in memory: it reads what commands need, claims what is due, and writes all in its flush."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from engine.store import tables
from engine.store.cases import CaseRow, Due
from engine.store.memory.notifying import NotificationsInMemory
from engine.store.memory.reading import MemoryReader
from engine.store.memory.register import UsedInMemory
from engine.store.memory.retaining import ErasingInMemory
from engine.store.port import Reader, SessionsBy
from engine.store.staged.changes import Changes, Key, Row, key_of
from engine.store.staged.effects import SENDING, WAITING


class MemoryTransaction(UsedInMemory, NotificationsInMemory, ErasingInMemory):
    """One transaction, alone. What commands change is written in its flush, at its end."""

    def __init__(self, rows: dict[str, dict[Key, Row]]) -> None:
        super().__init__(rows)
        self.reader: Reader = MemoryReader(rows)

    def answers(self, keys: Iterable[tuple[int, str]]) -> Mapping[tuple[int, str], tuple[str, str]]:
        found = {key: self._tables["answers"].get(key) for key in keys}
        return {key: (row["body_hash"], row["answer"]) for key, row in found.items() if row}

    def paper_lines(self, keys: Iterable[str]) -> Sequence[Row]:
        found = (self._tables["paper_lines"].get((key,)) for key in keys)
        return [row for row in found if row]

    def lock_cases(self, instances: Iterable[str]) -> Mapping[str, CaseRow]:
        rows = {id: self._tables["instances"].get((id,)) for id in instances}
        return {id: self._case(row["case_id"]) for id, row in rows.items() if row}

    def instances(self, cases: Iterable[str], also: Iterable[str]) -> Sequence[tuple[str, str, str]]:
        of, others = set(cases), set(also)
        return [
            (row["case_id"], row["id"], row["body"])
            for row in self._all("instances")
            if row["id"] in others or (row["case_id"] in of and row["status"] == "running")
        ]

    def has_left(self, case: str) -> Collection[tuple[str, int]]:
        return {
            (row["instance_id"], row["visit"])
            for row in self._all("outbox")
            if row["case_id"] == case and row["state"] != WAITING
        }

    def due_timers(self, now: datetime, most: int) -> Sequence[Due]:
        due = [row for row in self._all("timers") if row["due"] <= now]
        cases = sorted({row["case_id"] for row in due})[:most]
        found = [
            Due(instance=row["instance_id"], visit=row["visit"], index=row["number"], due=row["due"])
            for row in due
            if row["case_id"] in cases
        ]
        return sorted(found, key=lambda each: (each.due, each.instance, each.visit, each.index))

    def claim_outbox(self, now: datetime, until: datetime, most: int) -> Sequence[Row]:
        due = [
            row
            for row in self._all("outbox")
            if row["state"] in (WAITING, SENDING) and row["next_try"] <= now
        ]
        claimed = []
        for row in sorted(due, key=lambda each: each["next_try"])[:most]:
            row = {**row, "state": SENDING, "next_try": until, "attempts": row["attempts"] + 1}
            self._tables["outbox"][key_of(tables.outbox, row)] = row
            claimed.append(row)
        return claimed

    def forget_answers(self, before: datetime) -> None:
        self._forget_before("answers", "at", before)

    def forget_reads(self, before: datetime, held: Collection[int]) -> None:
        for name, at in (("reads", "at"), ("role_changes", "at"), ("shifts", "made_at")):
            self._forget_unheld(name, at, before, held)

    def send_again(self, instance: str, visit: int, now: datetime) -> bool:
        row = self._tables["outbox"].get((instance, visit))
        if row is None or row["state"] != WAITING:
            return False
        row |= {"next_try": now, "attempts": 0}
        return True

    def forget_sessions(self, before: datetime) -> None:
        self._forget_before("sessions", "ends_at", before)
        self._forget_before("kept_forms", "ends_at", before)
        self._forget_before("used_once", "until", before)

    def end_sessions(self, by: SessionsBy, value: int | str) -> int:
        before = len(self._tables["sessions"])
        self._forget("sessions", lambda row: row[by] == value)
        return before - len(self._tables["sessions"])

    def forget_person(self, number: int) -> None:
        for name in ("tokens", "sessions", "grants", "kept_forms", "phone_keys"):
            self._forget(name, lambda row: row["person"] == number)
        self.forget_notifications(number)
        known = dict.fromkeys(("subject", "name", "mail", "phone", "language"))
        self._tables["people"][number,] |= {**known, "is_forgotten": True}

    def try_to_write(self) -> None:
        pass

    def flush(self, changes: Changes) -> None:
        for table, rows in changes.of("insert"):
            if any(key_of(table, row) in self._tables[table.name] for row in rows):
                raise ValueError(f"a row of {table.name} that is to be new is there already")
        for table, rows in changes.of("delete"):
            for row in rows:
                self._tables[table.name].pop(key_of(table, row), None)
        for table, rows in changes.of("insert"):
            for row in rows:
                self._tables[table.name][key_of(table, row)] = dict(row)
        for table, rows in changes.of("update"):
            for row in rows:
                if (key := key_of(table, row)) in self._tables[table.name]:
                    self._tables[table.name][key] = dict(row)
        for turned in changes.notices_turned:
            for row in self._tables["notices"].values():
                if _is_turned(row, turned):
                    row["is_over"] = turned["is_over"]
                    row["about"] = None if turned["for_good"] else row["about"]

    def notify(self) -> None:
        pass

    def _forget_unheld(self, name: str, at: str, before: datetime, held: Collection[int]) -> None:
        self._forget(name, lambda row: row[at] < before and row["person"] not in held)

    def _forget_before(self, name: str, at: str, before: datetime) -> None:
        self._forget(name, lambda row: row[at] < before)


def _is_turned(notice: Row, turned: Row) -> bool:
    if any(notice[name] != turned[name] for name in ("case_id", "instance_id")):
        return False
    if notice["sequence"] > turned["until"]:
        return False
    if turned["all_of_it"]:
        return True
    here = notice["visit"] is not None and notice["visit"] == turned["visit"]
    return here and bool(turned["all_of_visit"] or notice["about"] == turned["about"])
