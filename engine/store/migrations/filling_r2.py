"""What the second release keeps in columns and rows of its own, for all that went on when it came: read out of what the first had stored.

Only the first release's forms are read here, as it wrote them, so that this stays true whatever becomes of today's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

_AT_ONCE = 500
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_OVER = sa.text(
    "update notices set is_over = true where instance_id in (select id from instances where status <> 'running')"
)
_RUNNING = sa.text(
    "select id, case_id, routine, digest, unit, body from instances"
    " where status = 'running' and id > :after order by id limit :most"
)
_DOCUMENT = sa.text("select document from routines where digest = :digest")
_NOTICE_LEFT = sa.text("update notices set is_over = true where instance_id = :instance_id")
_NOTICE_HERE = sa.text(
    "update notices set is_over = false, visit = :visit where instance_id = :instance_id and state = :state"
)
_STEP = sa.text(
    "update open_steps set remind_at = :remind_at, limit_at = :limit_at, incident = :incident"
    " where instance_id = :instance_id and visit = :visit"
)
_STANDS_STILL = sa.text(
    "insert into open_steps (instance_id, visit, role, case_id, routine, digest, state, unit, holder, since, due,"
    " remind_at, limit_at, incident) values (:instance_id, :visit, :role, :case_id, :routine, :digest, :state, :unit,"
    " :holder, :since, :due, :remind_at, :limit_at, true)"
)


_TOKENS = sa.text("select hash, person, grants from tokens where revoked_at is null")
_GRANT = sa.text(
    "insert into grants (person, role, unit, given_by) values (:person, :role, :unit, :given_by) on conflict do nothing"
)


def fill(connection: sa.Connection) -> None:
    """Fill in who holds which role by a token, and worklists and notices of all that runs; what can't be read is left as it is."""
    _fill_grants(connection)
    connection.execute(_OVER)
    documents: dict[str, Any] = {}
    after = ""
    while rows := connection.execute(_RUNNING, {"after": after, "most": _AT_ONCE}).all():
        for row in rows:
            try:
                body = json.loads(row.body)
                if row.digest not in documents:
                    found = connection.execute(_DOCUMENT, {"digest": row.digest}).scalar_one()
                    documents[row.digest] = json.loads(found)
                known = list(_places(row, body, documents[row.digest]))
            except (AttributeError, LookupError, TypeError, ValueError, sa.exc.NoResultFound):
                continue
            _fill_one(connection, row.id, known)
        after = rows[-1].id


def _fill_grants(connection: sa.Connection) -> None:
    for row in connection.execute(_TOKENS).all():
        try:
            held = [(str(role), str(unit)) for role, unit in json.loads(row.grants)]
        except (TypeError, ValueError):
            continue
        for role, unit in held:
            given = {"person": row.person, "role": role, "unit": unit, "given_by": row.hash}
            connection.execute(_GRANT, given)


def _fill_one(
    connection: sa.Connection, instance: str, places: list[tuple[dict[str, Any], dict[str, Any]]]
) -> None:
    connection.execute(_NOTICE_LEFT, {"instance_id": instance})
    for place, told in places:
        connection.execute(_NOTICE_HERE, place)
        connection.execute(_STEP, place)
        for role, holder in told.items():
            connection.execute(_STANDS_STILL, {**place, "role": role, "holder": holder})


def _places(
    row: Any, body: Mapping[str, Any], document: Mapping[str, Any]
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each place of the instance as a worklist row without its role, and by each role that is told that it stands still: who holds it."""
    states = dict(_states(document["states"]))
    managers = [role for role, each in document.get("roles", {}).items() if each.get("manager")]
    for token in body.get("tokens", ()):
        timers = states[token["state"]].get("timers", ())
        reminds: list[int] = []
        limits: list[int] = []
        for armed in body.get("timers", ()):
            if armed["visit"] == token["visit"]:
                (reminds if "remind" in timers[armed["index"]] else limits).append(_micros(armed["due"]))
        remind_at, limit_at = min(reminds, default=None), min(limits, default=None)
        place = {
            "instance_id": row.id,
            "visit": token["visit"],
            "case_id": row.case_id,
            "routine": row.routine,
            "digest": row.digest,
            "state": token["state"],
            "unit": row.unit,
            "since": _micros(token["since"]),
            "due": min((each for each in (remind_at, limit_at) if each is not None), default=None),
            "remind_at": remind_at,
            "limit_at": limit_at,
            "incident": "incident" in token,
        }
        roles = (managers or document.get("start", {}).get("by", [])) if "incident" in token else []
        yield place, {role: body["owner"] if role in body["owner_roles"] else None for role in roles}


def _states(states: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for id, state in states.items():
        yield id, state
        for branch in state.get("together", {}).values():
            yield from _states(branch["states"])


def _micros(moment: str) -> int:
    return (datetime.fromisoformat(moment) - _EPOCH) // timedelta(microseconds=1)
