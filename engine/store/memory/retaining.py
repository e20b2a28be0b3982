"""What is kept for how long, what is kept for longer, and what goes, in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from operator import itemgetter

from engine.store.cases import CaseAge, InstanceAge
from engine.store.memory.dictionaries import InMemory
from engine.store.staged.changes import Row

_WITH_INSTANCES = ("open_steps", "timers", "drafts", "outbox", "reads")
_WITH_CASES = ("paper_lines", "notifications", "notices", "history", "instances")


class RetentionInMemory(InMemory):
    """Looks through the tables."""

    def case_ages(self, after: str, most: int) -> Sequence[CaseAge]:
        ids = sorted(row["id"] for row in self._all("cases") if row["id"] > after)
        return [self._age(id) for id in ids[:most]]

    def people_beside(self, cases: Collection[str]) -> Mapping[str, Collection[int]]:
        found: dict[str, set[int]] = {case: set() for case in cases}
        for row in self._all("notices"):
            if row["case_id"] in found and row["person"] is not None:
                found[row["case_id"]].add(row["person"])
        case_of = {row["id"]: row["case_id"] for row in self._all("instances")}
        for row in self._all("reads"):
            if (case := case_of.get(row["instance_id"])) in found:
                found[case].add(row["person"])
        return found

    def answered_suggestions(self, after: tuple[datetime, str], most: int) -> Sequence[Row]:
        place = itemgetter("at", "id")
        rows = [dict(row) for row in self._all("suggestions") if row["is_answered"] and place(row) > after]
        return sorted(rows, key=place)[:most]

    def holds(self) -> Sequence[Row]:
        return sorted(map(dict, self._all("holds")), key=itemgetter("placed_at", "id"))

    def receipts(self, after: int) -> Sequence[Row]:
        rows = [dict(row) for row in self._all("receipts") if row["sequence"] > after]
        return sorted(rows, key=itemgetter("sequence"))

    def last_receipt(self) -> Row | None:
        return next(iter(self.receipts(0)[-1:]), None)

    def _age(self, id: str) -> CaseAge:
        case = self._case(id)
        rows = [row for row in self._all("instances") if row["case_id"] == id]
        return CaseAge(
            id=id,
            unit=case.unit,
            head=case.head,
            at=self._tables["history"][id, case.sequence]["at"],
            instances=tuple(
                InstanceAge(
                    id=row["id"],
                    routine=row["routine"],
                    owner=row["owner"],
                    is_running=row["status"] == "running",
                )
                for row in sorted(rows, key=itemgetter("started_at", "id"))
            ),
        )


class ErasingInMemory(RetentionInMemory):
    """What goes for good."""

    def lock_holds(self) -> None:
        """A transaction is alone."""

    def lock_ages(self, cases: Collection[str]) -> Sequence[CaseAge]:
        return [self._age(id) for id in sorted(cases) if (id,) in self._tables["cases"]]

    def erase_cases(self, cases: Collection[str]) -> None:
        gone = set(cases)
        instances = {row["id"] for row in self._all("instances") if row["case_id"] in gone}
        for name in _WITH_INSTANCES:
            self._forget(name, lambda row: row["instance_id"] in instances)
        for name in _WITH_CASES:
            self._forget(name, lambda row: row["case_id"] in gone)
        self._forget("cases", lambda row: row["id"] in gone)

    def erase_suggestions(self, ids: Collection[str]) -> None:
        self._forget("suggestions", lambda row: row["id"] in ids)
