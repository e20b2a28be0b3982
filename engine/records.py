"""What is kept of the instances, for people to read: views, worklists, notices, histories.

Whoever has no role in a unit, and owns nothing there, reads nothing of it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from engine.errors import NotFound, NotYours, iso
from engine.figures.statistics import Statistics
from engine.figures.tally import Tally
from engine.numbering import numbers
from engine.routine import Routine, Step
from engine.run import choosing, who
from engine.run.context import words_of
from engine.run.explain import Viewer, view
from engine.run.instance import Case, Child, Instance, Person
from engine.run.trace import Stop, stops
from engine.store.changes import Row
from engine.store.port import CaseRow, Reader, Store
from engine.store.published import Published
from engine.stored.instance import instance_from_wire, undo_from_wire

MOST = 200
"""How many instances or notices one answer lists."""


class Records:
    """The engine's part that tells people what is going on, what waits and what has been. `note` writes down who has read."""

    def __init__(
        self, store: Store, published: Published, clock: Callable[[], datetime], note: Callable[[Row], None]
    ) -> None:
        self._store, self._published, self._clock, self._note = store, published, clock, note

    def instance(self, id: str, person: Person) -> tuple[Routine, Instance]:
        """An instance and the version it is pinned to. Raises NotFound, NotYours."""
        routine, instance, _ = self._load(id, person)
        return routine, instance

    def view(self, id: str, person: Person, language: str = "sv") -> Mapping[str, Any]:
        """What the person can do in the instance now, and why not. Raises NotFound, NotYours."""
        _, instance, row = self._load(id, person)
        self._seen(id, person, "view")
        undo = undo_from_wire(json.loads(row.undo)) if row.undo else None
        instance = self._with_its_children_now(instance)
        case = Case(id=row.id, sequence=row.sequence, undo=undo)
        return self.explained(instance, case, person, language, self._clock())

    def _with_its_children_now(self, instance: Instance) -> Instance:
        """An instance that is over is not told how those it started go on after it: look at them."""
        if instance.status == "running":
            return instance
        children = [self._now(child) if child.status == "running" else child for child in instance.children]
        return replace(instance, children=tuple(children))

    def _now(self, child: Child) -> Child:
        found = self._store.read(lambda reader: reader.instance(child.id))
        if found is None:
            return child
        now = instance_from_wire(json.loads(found[0]))
        return replace(child, status=now.status, outcome=now.outcome)

    def explained(
        self, instance: Instance, case: Case, person: Person, language: str, now: datetime
    ) -> Mapping[str, Any]:
        """The view of an instance that is at hand."""
        library = self._published.library()

        def title_of(routine: str) -> str:
            newest = library.latest(routine)
            return newest.title.say(language) if newest else routine

        viewer = Viewer(person=person, now=now, language=language, context=library.context, title_of=title_of)
        return view(library.pinned(instance.digest), instance, case, viewer)

    def instances(
        self, person: Person, language: str = "sv", *, running: bool = True, whole_unit: bool = False
    ) -> list[dict[str, Any]]:
        """Instances that the person owns, or all of the units where they have a role; the newest first."""
        units = {unit for _, unit in person.grants} if whole_unit else set()
        bodies = self._store.read(lambda reader: reader.instances_of(person.subject, units, running, MOST))
        return [self._summary(instance_from_wire(json.loads(body)), language) for body in bodies]

    def taken(self, id: str, person: Person) -> tuple[Stop, ...]:
        """The way that the instance has taken, for its picture, with times of the organisation's zone."""
        _, instance, _ = self._load(id, person)
        self._seen(id, person, "picture")
        zone = self._published.library().context.zone
        entries = ((at.astimezone(zone), content) for _, at, content in self._entries(instance.case))
        return stops(entries, id)

    def history(self, id: str, person: Person, language: str = "sv") -> list[dict[str, Any]]:
        """What has happened in the instance, in order: who, when, what. Erased entries say only when."""
        routine, instance, _ = self._load(id, person)
        self._seen(id, person, "history")
        told = []
        for sequence, at, content in self._entries(instance.case):
            happened = [each for each in content["happened"] if each["instance"] == id]
            if not happened and content["command"]:
                continue
            told.append(
                {
                    "sequence": sequence,
                    "at": iso(at),
                    "by": content["command"].get("by", {}).get("subject"),
                    "command": content["command"].get("command"),
                    "happened": [_told(routine, each, language) for each in happened],
                }
            )
        return told

    def reads(self, id: str, person: Person) -> list[dict[str, Any]]:
        """Who has looked at the instance, when and at what (view, history, picture), the latest first.

        For its owner and the unit's managers. Raises NotFound, NotYours.
        """
        routine, instance, _ = self._load(id, person)
        if person.subject != instance.owner and not who.manages(routine, person, instance.unit):
            raise NotYours(who.titles(routine, instance.owner_roles), "owner", instance.unit)
        rows = self._store.read(lambda reader: reader.reads(id, MOST))
        return [{"at": iso(row["at"]), "by": row["subject"], "what": row["what"]} for row in rows]

    def tasks(self, person: Person, language: str = "sv") -> list[dict[str, Any]]:
        """Open steps: mine, those free for my roles, and the rest of my units'; due first."""
        units = {unit for _, unit in person.grants}
        rows = self._store.read(lambda reader: reader.open_steps(person.subject, person.grants, units))
        tasks: dict[tuple[str, int], dict[str, Any]] = {}
        for row in rows:
            task = tasks.setdefault((row["instance_id"], row["visit"]), self._task(row, language))
            task["roles"].append(row["role"])
            scope = _scope(row, person)
            if _SCOPES.index(scope) < _SCOPES.index(task["scope"]):
                task["scope"] = scope
        return sorted(tasks.values(), key=lambda task: _SCOPES.index(task["scope"]))

    def notices(self, person: Person) -> list[dict[str, Any]]:
        """Reminders for the person and notices to their roles; the newest first."""
        rows = self._store.read(lambda reader: reader.notices(person.subject, person.grants, MOST))
        return [
            {
                "at": iso(row["at"]),
                "kind": row["kind"],
                "text": row["text"],
                "instance": row["instance_id"],
                "state": row["state"],
                "role": row["role"],
                "unit": row["unit"],
            }
            for row in rows
        ]

    def statistics(
        self, routine: str, since: datetime, until: datetime, person: Person | None, unit: str | None = None
    ) -> Statistics:
        """How the routine has been followed from `since` until just before `until`, in the units that the person manages.

        `unit` narrows it to one of those. `person` None is whoever runs the database: all units. It is no reading of
        somebody's instance and is not written down as one: a figure has at least `FEWEST_PEOPLE` behind it.
        Raises NotFound, NotYours.
        """
        newest = self._published.version(routine)
        units: set[str] | None = None if unit is None else {unit}
        if person is not None:
            managed = {each for _, each in person.grants if who.manages(newest, person, each)}
            units = managed if units is None else units & managed
            if not units:
                managers = [role.id for role in newest.roles.values() if role.manager]
                own = min((each for _, each in person.grants), default="")
                raise NotYours(who.titles(newest, managers), "role", unit or own)
        tally = Tally(newest.id, since, until, self._published.pinned)

        def read(reader: Reader) -> Statistics:
            for case, at, content in reader.histories(newest.id, units, since, until):
                tally.add(case, at, json.loads(content))
            return tally.statistics()

        return self._store.read(read)

    def _load(self, id: str, person: Person) -> tuple[Routine, Instance, CaseRow]:
        found = self._store.read(lambda reader: reader.instance(id))
        if found is None:
            raise NotFound("instance", id)
        body, row = found
        instance = instance_from_wire(json.loads(body))
        routine = self._published.pinned(instance.digest)
        if person.subject != instance.owner and not any(unit == instance.unit for _, unit in person.grants):
            raise NotYours(who.titles(routine, routine.roles), "unit", instance.unit)
        return routine, instance, row

    def _seen(self, id: str, person: Person, what: str) -> None:
        self._note(
            {
                "id": secrets.token_hex(10),
                "instance_id": id,
                "at": self._clock(),
                "subject": person.subject,
                "what": what,
            }
        )

    def _entries(self, case: str) -> Iterable[tuple[int, datetime, dict[str, Any]]]:
        for link in self._store.read(lambda reader: reader.history(case)):
            content = json.loads(link.content) if link.content else {"command": {}, "happened": []}
            yield link.sequence, link.at, content

    def _summary(self, instance: Instance, language: str) -> dict[str, Any]:
        routine = self._published.pinned(instance.digest)
        numbered = numbers(routine)
        return {
            "id": instance.id,
            "case": instance.case,
            "routine": instance.routine,
            "title": routine.title.say(language),
            "status": instance.status,
            "outcome": instance.outcome,
            "unit": instance.unit,
            "owner": instance.owner,
            "started_at": iso(instance.started_at),
            "steps": [
                {
                    "state": state.id,
                    "title": self._text(routine, instance, state.id, language),
                    "number": numbered.get(state.id),
                }
                for _, state in choosing.resting(routine, instance)
            ]
            if instance.status == "running"
            else [],
        }

    def _text(self, routine: Routine, instance: Instance, state: str, language: str) -> str:
        words = words_of(routine, instance.facts, self._published.library().context, language)
        return routine.states[state].title.fill(words, language)

    def _task(self, row: Row, language: str) -> dict[str, Any]:
        routine = self._published.pinned(row["digest"])
        state = routine.states[row["state"]]
        return {
            "instance": row["instance_id"],
            "case": row["case_id"],
            "routine": row["routine"],
            "title": routine.title.say(language),
            "state": row["state"],
            "step": state.title.say(language),
            "number": numbers(routine).get(row["state"]),
            "roles": [],
            "unit": row["unit"],
            "holder": row["holder"],
            "since": iso(row["since"]),
            "due": iso(row["due"]) if row["due"] else None,
            "scope": _SCOPES[-1],
        }


_SCOPES = ("mine", "role", "unit")


def _scope(row: Row, person: Person) -> str:
    if row["holder"] == person.subject:
        return "mine"
    return "role" if row["holder"] is None and person.holds(row["role"], row["unit"]) else "unit"


def _told(routine: Routine, happened: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What happened with the titles that people know it by."""
    told: dict[str, Any] = {"kind": happened["kind"]}
    state = routine.states.get(happened.get("state", ""))
    if state is not None:
        told |= {"state": state.id, "title": state.title.say(language)}
    if "choice" in happened:
        told["choice"] = happened["choice"]
        offered = [*(state.choices if isinstance(state, Step) else ()), *routine.anytime]
        label = next((each.label.say(language) for each in offered if each.id == happened["choice"]), None)
        told["label"] = label
    if "detail" in happened:
        told["detail"] = happened["detail"]
    return told
