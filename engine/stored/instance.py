"""Instances as they are stored: whole ones, and what one command changed of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from engine.run.instance import Child, Done, Instance, PendingTimer, Token
from engine.stored.fact import facts_from_stored, facts_to_stored
from engine.stored.formats import Format
from engine.stored.people import People
from engine.stored.standstill import named, standstill_from_stored, standstill_to_stored

Stored = dict[str, Any]


def incidents_named(stored: Mapping[str, Any]) -> Mapping[str, Any]:
    """Form 2: why a token stands still is a kind with what belongs to it. In form 1 it was a text alone, which had to be guessed at.

    The same goes for what a row of the history says that it changed, where the tokens may not be among it. Form 2 also keeps who has `done`
    what the routine asks of, and its `starters`: in form 1 no routine asked, and who has been handed an instance counts as its starter.
    A timer may be `held_until`: in form 1 nothing was registered afterwards.
    """
    if "tokens" not in stored:
        return stored
    tokens = [
        {**each, "incident": named(each["incident"])} if "incident" in each else each
        for each in stored["tokens"]
    ]
    return {**stored, "tokens": tokens}


FORMAT = Format([incidents_named])

_MOMENT = datetime.fromisoformat


def instance_to_stored(instance: Instance, people: People) -> Stored:
    """The whole instance as JSON values. What has no value is left out, and so is who did what where the routine asks nothing of it."""
    values = {name: getattr(instance, name) for name in _FIELDS}
    return {
        "format": FORMAT.number,
        **{
            name: _to_stored(name, value, people)
            for name, value in values.items()
            if value is not None and (value != () or name not in _RARE)
        },
    }


def instance_from_stored(stored: Mapping[str, Any], people: People) -> Instance:
    """The instance that was stored, in whatever form. Raises FromTheFuture, LookupError, TypeError or ValueError."""
    stored = FORMAT.current(stored)
    return Instance(**{name: _from_stored(name, stored[name], people) for name in _FIELDS if name in stored})


def change_to_stored(before: Instance, after: Instance, people: People) -> Stored:
    """What is different after a command: the new values by their names, None for one that is gone; of the facts only those that differ."""
    changed = {name: value for name in _FIELDS if (value := getattr(after, name)) != getattr(before, name)}
    if "facts" in changed:
        names = dict.fromkeys((*before.facts, *after.facts))
        changed["facts"] = {
            name: after.facts.get(name) for name in names if after.facts.get(name) != before.facts.get(name)
        }
    return {
        name: None if value is None else _to_stored(name, value, people) for name, value in changed.items()
    }


def change_from_stored(stored: Mapping[str, Any], before: Instance, people: People) -> Instance:
    """The instance after the change that `change_to_stored` wrote."""
    values: dict[str, Any] = {
        name: None if value is None else _from_stored(name, value, people) for name, value in stored.items()
    }
    if "facts" in values:
        facts = {**before.facts, **values["facts"]}
        values["facts"] = {name: value for name, value in facts.items() if value is not None}
    return replace(before, **values)


def _to_stored(name: str, value: Any, people: People) -> Any:
    coding = _FIELDS[name]
    return value if coding is None else coding[0](value, people)


def _from_stored(name: str, stored: Any, people: People) -> Any:
    coding = _FIELDS[name]
    return stored if coding is None else coding[1](stored, people)


def _tokens_to_stored(tokens: Mapping[str, Token], people: People) -> list[Stored]:
    return [
        {
            "flow": each.flow,
            "state": each.state,
            "visit": each.visit,
            "since": each.since.isoformat(),
            **({} if each.taken_by is None else {"taken_by": people.number(each.taken_by)}),
            **({} if each.incident is None else {"incident": standstill_to_stored(each.incident)}),
            **({"freed": True} if each.freed else {}),
        }
        for each in tokens.values()
    ]


def _tokens_from_stored(stored: list[Stored], people: People) -> dict[str, Token]:
    return {
        each["flow"]: Token(
            flow=each["flow"],
            state=each["state"],
            visit=each["visit"],
            since=_MOMENT(each["since"]),
            taken_by=people.subject(each["taken_by"]) if "taken_by" in each else None,
            incident=standstill_from_stored(each["incident"]) if "incident" in each else None,
            freed=each.get("freed", False),
        )
        for each in stored
    }


def _timers_to_stored(timers: tuple[PendingTimer, ...], people: People) -> list[Stored]:
    return [
        {
            "state": each.state,
            "visit": each.visit,
            "index": each.index,
            "due": each.due.isoformat(),
            **({} if each.held_until is None else {"held_until": each.held_until.isoformat()}),
        }
        for each in timers
    ]


def _timers_from_stored(stored: list[Stored], people: People) -> tuple[PendingTimer, ...]:
    return tuple(
        PendingTimer(
            state=each["state"],
            visit=each["visit"],
            index=each["index"],
            due=_MOMENT(each["due"]),
            held_until=_MOMENT(each["held_until"]) if "held_until" in each else None,
        )
        for each in stored
    )


def _children_to_stored(children: tuple[Child, ...], people: People) -> list[Stored]:
    return [
        {
            "id": each.id,
            "routine": each.routine,
            "status": each.status,
            **({} if each.visit is None else {"visit": each.visit}),
            **({} if each.outcome is None else {"outcome": each.outcome}),
        }
        for each in children
    ]


def _children_from_stored(stored: list[Stored], people: People) -> tuple[Child, ...]:
    return tuple(
        Child(
            id=each["id"],
            routine=each["routine"],
            visit=each.get("visit"),
            status=each["status"],
            outcome=each.get("outcome"),
        )
        for each in stored
    )


def _done_to_stored(done: tuple[Done, ...], people: People) -> list[Stored]:
    return [{"step": each.step, "by": people.number(each.by)} for each in done]


def _done_from_stored(stored: list[Stored], people: People) -> tuple[Done, ...]:
    return tuple(Done(each["step"], people.subject(each["by"])) for each in stored)


_Coding = tuple[Callable[[Any, People], Any], Callable[[Any, People], Any]]

_AS_PERSON: _Coding = (
    lambda subject, people: people.number(subject),
    lambda number, people: people.subject(number),
)
_AS_MOMENT: _Coding = (lambda moment, people: moment.isoformat(), lambda text, people: _MOMENT(text))

_FIELDS: Mapping[str, _Coding | None] = {
    "id": None,
    "case": None,
    "routine": None,
    "version": None,
    "digest": None,
    "unit": None,
    "owner": _AS_PERSON,
    "owner_roles": (lambda roles, people: sorted(roles), lambda roles, people: frozenset(roles)),
    "started_at": _AS_MOMENT,
    "parent": None,
    "parent_visit": None,
    "status": None,
    "outcome": None,
    "ended_at": _AS_MOMENT,
    "revision": None,
    "visits": None,
    "born": None,
    "tokens": (_tokens_to_stored, _tokens_from_stored),
    "facts": (
        lambda facts, people: facts_to_stored(facts),
        lambda stored, people: facts_from_stored(stored),
    ),
    "timers": (_timers_to_stored, _timers_from_stored),
    "fired": (
        lambda fired, people: [{"visit": visit, "index": index} for visit, index in sorted(fired)],
        lambda stored, people: frozenset((each["visit"], each["index"]) for each in stored),
    ),
    "children": (_children_to_stored, _children_from_stored),
    "done": (_done_to_stored, _done_from_stored),
    "starters": (
        lambda subjects, people: [people.number(each) for each in subjects],
        lambda numbers, people: tuple(people.subject(each) for each in numbers),
    ),
}
"""Every name of the stored form, which is the field's as well, and how its value is written and read; None where it is itself."""

_RARE = ("done", "starters")
