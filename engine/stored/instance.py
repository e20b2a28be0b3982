"""Instances and undo as JSON values, and back, exactly. What the store keeps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from engine.facts import FactValue
from engine.run.instance import Child, Instance, PendingTimer, Token, Undo

_PLAIN = (
    "id",
    "case",
    "routine",
    "version",
    "digest",
    "unit",
    "owner",
    "parent",
    "parent_visit",
    "status",
    "outcome",
    "revision",
    "visits",
    "born",
)


def instance_to_wire(instance: Instance) -> dict[str, Any]:
    """The whole instance as JSON values."""
    wire: dict[str, Any] = {name: getattr(instance, name) for name in _PLAIN}
    wire["owner_roles"] = sorted(instance.owner_roles)
    wire["started_at"] = instance.started_at.isoformat()
    wire["ended_at"] = instance.ended_at.isoformat() if instance.ended_at else None
    wire["tokens"] = [
        [each.flow, each.state, each.visit, each.since.isoformat(), each.taken_by, each.incident]
        for each in instance.tokens.values()
    ]
    wire["facts"] = {name: _fact_to_wire(value) for name, value in instance.facts.items()}
    wire["timers"] = [[each.state, each.visit, each.index, each.due.isoformat()] for each in instance.timers]
    wire["fired"] = sorted(map(list, instance.fired))
    wire["children"] = [
        [each.id, each.routine, each.visit, each.status, each.outcome] for each in instance.children
    ]
    return wire


def instance_from_wire(wire: Mapping[str, Any]) -> Instance:
    """The instance that `instance_to_wire` wrote."""
    moment = datetime.fromisoformat
    return Instance(
        **{name: wire[name] for name in _PLAIN},
        owner_roles=frozenset(wire["owner_roles"]),
        started_at=moment(wire["started_at"]),
        ended_at=moment(wire["ended_at"]) if wire["ended_at"] else None,
        tokens={
            flow: Token(
                flow=flow, state=state, visit=visit, since=moment(since), taken_by=taken, incident=incident
            )
            for flow, state, visit, since, taken, incident in wire["tokens"]
        },
        facts={name: _fact_from_wire(value) for name, value in wire["facts"].items()},
        timers=tuple(
            PendingTimer(state=state, visit=visit, index=index, due=moment(due))
            for state, visit, index, due in wire["timers"]
        ),
        fired=frozenset((visit, index) for visit, index in wire["fired"]),
        children=tuple(
            Child(id=id, routine=routine, visit=visit, status=status, outcome=outcome)
            for id, routine, visit, status, outcome in wire["children"]
        ),
    )


def undo_to_wire(undo: Undo) -> dict[str, Any]:
    """The undo as JSON values."""
    return {
        "instance": undo.instance,
        "state": undo.state,
        "choice": undo.choice,
        "by": undo.by,
        "until": undo.until.isoformat(),
        "before": [instance_to_wire(each) for each in undo.before],
        "counters": [list(each) for each in undo.counters],
        "started": list(undo.started),
    }


def undo_from_wire(wire: Mapping[str, Any]) -> Undo:
    """The undo that `undo_to_wire` wrote."""
    return Undo(
        instance=wire["instance"],
        state=wire["state"],
        choice=wire["choice"],
        by=wire["by"],
        until=datetime.fromisoformat(wire["until"]),
        before=tuple(instance_from_wire(each) for each in wire["before"]),
        counters=tuple((revision, visits, born) for revision, visits, born in wire["counters"]),
        started=tuple(wire["started"]),
    )


def _fact_to_wire(value: FactValue) -> Any:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return list(value) if isinstance(value, tuple) else value


def _fact_from_wire(value: Any) -> FactValue:
    if isinstance(value, dict):
        (kind, text), *_ = value.items()
        return datetime.fromisoformat(text) if kind == "moment" else date.fromisoformat(text)
    if isinstance(value, list):
        return tuple(value)
    fact: FactValue = value
    return fact
