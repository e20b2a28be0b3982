"""The rows that a command's effects become: what is told inside, what leaves the house, and what people are to hear of. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from engine.run.outcome import CaseOutcome, Notice, Send
from engine.store.staged.changes import Row
from engine.store.staged.rows import about

WAITING, SENDING, SENT, FAILED = "waiting", "sending", "sent", "failed"
"""The states of what is to be sent; a row of the outbox whose case has been told is gone."""

_LIMIT, _NOTICE = "limit", "notice"

StepRows = Mapping[tuple[int, str], Row]


def notice_rows(outcome: CaseOutcome, number: Callable[[str], int]) -> Iterator[Row]:
    """A row for each role that a notice is for, or for its person. `number` gives a person's."""
    place = 0
    for effect in outcome.effects:
        if isinstance(effect, Notice):
            for role in effect.roles or (None,):
                place += 1
                yield {
                    "case_id": outcome.case.id,
                    "sequence": outcome.case.sequence,
                    "number": place,
                    "at": outcome.at,
                    "kind": effect.kind,
                    "instance_id": effect.instance,
                    "state": effect.state,
                    "visit": effect.visit,
                    "about": about(effect),
                    "is_over": False,
                    "text": effect.text,
                    "person": effect.subject and number(effect.subject),
                    "role": role,
                    "unit": effect.unit,
                }


def outbox_rows(outcome: CaseOutcome, origin: str | None = None) -> Iterator[Row]:
    """A row for each mail and webhook that a routine sends. `origin`: what the command came from, where that was said."""
    for effect in outcome.effects:
        if isinstance(effect, Send):
            yield {
                "instance_id": effect.instance,
                "visit": effect.visit,
                "case_id": outcome.case.id,
                "sequence": outcome.case.sequence,
                "kind": effect.kind,
                "recipients": _json(effect.to),
                "subject": effect.subject,
                "body": effect.body,
                "state": WAITING,
                "attempts": 0,
                "next_try": outcome.at,
                "problem": None,
                "origin": origin,
            }


def notification_rows(
    outcome: CaseOutcome, notices: Iterable[Row], waiting: Iterable[Row], by: int
) -> Iterator[Row]:
    """A row for each notice and for each step that has come to wait for somebody, with all its roles. `by`: who gave the command."""
    told = [*_of_notices(notices), *_of_steps(waiting)]
    for place, row in enumerate(told):
        yield {
            "id": _id(outcome.case.id, outcome.case.sequence, place),
            "case_id": outcome.case.id,
            "caused_by": by,
            "way": None,
            "at": outcome.at,
            **new_delivery(outcome.at),
            **row,
        }


def new_delivery(at: datetime) -> Row:
    """What a row says of something that has not been tried yet."""
    return {"state": WAITING, "attempts": 0, "next_try": at, "problem": None, "given_up": False}


def come_to_wait(before: StepRows, after: StepRows, by: int) -> Iterator[Row]:
    """The rows of steps that now wait for somebody they did not wait for before, and who is not the one who gave the command.

    What stands still is told by a notice.
    """
    for key, row in after.items():
        is_new = key not in before or before[key]["holder"] != row["holder"]
        if is_new and row["holder"] != by and not row["incident"]:
            yield row


def _of_notices(notices: Iterable[Row]) -> Iterator[Row]:
    """Those that differ only in their role are one."""
    together: dict[Any, list[Row]] = {}
    for row in notices:
        what = (row["instance_id"], row["visit"], row["about"], row["text"], row["person"])
        together.setdefault(what, []).append(row)
    for rows in together.values():
        first = rows[0]
        yield {
            "sequence": first["sequence"],
            "number": first["number"],
            "instance_id": first["instance_id"],
            "visit": first["visit"],
            "step": first["state"],
            "unit": first["unit"],
            "kind": _kind(first),
            "roles": _roles(rows),
            "person": first["person"],
        }


def _of_steps(waiting: Iterable[Row]) -> Iterator[Row]:
    together: dict[Any, list[Row]] = {}
    for row in waiting:
        together.setdefault((row["instance_id"], row["visit"], row["holder"]), []).append(row)
    for rows in together.values():
        first = rows[0]
        yield {
            "sequence": None,
            "number": None,
            "instance_id": first["instance_id"],
            "visit": first["visit"],
            "step": first["state"],
            "unit": first["unit"],
            "kind": "task",
            "roles": _roles(rows) if first["holder"] is None else None,
            "person": first["holder"],
        }


def _kind(notice: Row) -> str:
    """What a notice is for people: what a role is told when a time is out is another thing than that something was corrected."""
    if notice["kind"] != "notify":
        return str(notice["kind"])
    return _NOTICE if notice["visit"] is None else _LIMIT


def _roles(rows: Iterable[Row]) -> str | None:
    roles = [row["role"] for row in rows if row["role"] is not None]
    return _json(roles) if roles else None


def _id(case: str, sequence: int, place: int) -> str:
    return hashlib.sha256(f"{case} {sequence} {place}".encode()).hexdigest()[:24]


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
