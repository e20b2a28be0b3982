"""What is on its way to people, and what each has chosen, in memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from engine.store.memory.dictionaries import InMemory
from engine.store.staged.changes import Row
from engine.store.staged.effects import SENDING, WAITING


class NotificationsInMemory(InMemory):
    """Looks through the tables, and changes them."""

    def next_notification(self) -> datetime | None:
        rows = self._all("notifications")
        return min((row["next_try"] for row in rows), default=None)

    def notification(self, id: str) -> Row | None:
        return self._copy("notifications", id)

    def notifications_given_up(self, units: Collection[str] | None, after: str, most: int) -> Sequence[Row]:
        rows = [
            dict(row)
            for row in self._all("notifications")
            if row["given_up"] and (units is None or row["unit"] in units)
        ]
        return sorted((row for row in rows if row["id"] > after), key=lambda row: row["id"])[:most]

    def notice(self, case: str, sequence: int, number: int) -> Row | None:
        return self._copy("notices", case, sequence, number)

    def steps_of(self, instance: str, visit: int) -> Sequence[Row]:
        rows = self._all("open_steps")
        here = [dict(row) for row in rows if (row["instance_id"], row["visit"]) == (instance, visit)]
        return sorted(here, key=lambda row: row["role"])

    def notice_choices(self, people: Collection[int]) -> Sequence[Row]:
        rows = [dict(row) for row in self._all("notice_choices") if row["person"] in people]
        return sorted(rows, key=lambda row: row["person"])

    def claim_notifications(self, now: datetime, until: datetime, most: int) -> Sequence[Row]:
        kept = self._tables["notifications"]
        due = sorted(
            (row for row in kept.values() if row["next_try"] <= now), key=lambda row: row["next_try"]
        )
        claimed = [
            {**row, "state": SENDING, "next_try": until, "attempts": row["attempts"] + 1}
            for row in due[:most]
        ]
        kept.update({(row["id"],): dict(row) for row in claimed})
        return claimed

    def notification_again(self, id: str, now: datetime) -> bool:
        row = self._tables["notifications"].get((id,))
        if row is None or row["state"] != WAITING:
            return False
        row |= {"next_try": now, "attempts": 0, "given_up": False}
        return True

    def forget_notifications(self, person: int) -> None:
        for name in ("notifications", "notice_choices"):
            self._forget(name, lambda row: row["person"] == person)
