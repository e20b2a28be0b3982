"""What is kept of the instances, for people to read: views, worklists, notices, histories.

Whoever has no role in a unit, and owns nothing there, reads nothing of it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from engine.errors.person import NotYours
from engine.errors.request import NotFound
from engine.errors.stored import Unreadable
from engine.model.numbering import numbers
from engine.model.routine import Routine
from engine.run import who
from engine.run.commands import Choose, Command
from engine.run.context import unfilled, words_of
from engine.run.events import choosing
from engine.run.events.incidents import sentence
from engine.run.explain import Viewer, known_facts
from engine.run.instance import Case, Child, Instance, Person
from engine.run.trace import Chosen, Stop, chosen, stops, undone
from engine.service.cursor import FIRST_TASK, LAST, LAST_NOTICE, MOST, Page, page_of, read_place
from engine.service.told import explained, happened_told, notice_told
from engine.store.cases import CaseRow
from engine.store.people import StoredPeople
from engine.store.port import NOTICE_ORDER, SCOPES, TASK_ORDER, Store
from engine.store.published import Published
from engine.store.staged.changes import Row
from engine.stored.command import name_of
from engine.stored.formats import read
from engine.stored.history import Entry, entry_of_row
from engine.stored.instance import instance_from_stored
from engine.stored.people import NO_NUMBER
from engine.stored.undo import undo_from_stored
from engine.values.moments import iso

_log = logging.getLogger(__name__)


class Records:
    """The engine's part that tells people what is going on, what waits and what has been. `note` writes down who has read."""

    def __init__(
        self,
        store: Store,
        published: Published,
        people: StoredPeople,
        clock: Callable[[], datetime],
        note: Callable[[str, str, str], None],
    ) -> None:
        self._store, self._published, self._people = store, published, people
        self._clock, self._note = clock, note

    def instance(self, id: str, person: Person) -> tuple[Routine, Instance]:
        """An instance and the version it is pinned to. Raises NotFound, NotYours."""
        routine, instance, _ = self._load(id, person)
        return routine, instance

    def view(self, id: str, person: Person, language: str = "sv") -> Mapping[str, Any]:
        """What the person can do in the instance now, and why not; written down as read. Raises NotFound, NotYours."""
        view = self.view_after(id, person, language)
        self._seen(id, person, "view")
        return view

    def facts(self, id: str, person: Person, language: str = "sv") -> list[dict[str, Any]]:
        """What is known in the instance, and whether the person may correct each of it; written down as read. Raises NotFound, NotYours."""
        routine, instance, _ = self._load(id, person)
        self._seen(id, person, "view")
        library = self._published.library()
        viewer = Viewer(person=person, now=self._clock(), language=language, library=library)
        return known_facts(routine, instance, viewer)

    def view_after(self, id: str, person: Person, language: str) -> Mapping[str, Any]:
        """The view for whoever has just changed the instance: that stands in its history. Raises NotFound, NotYours."""
        _, instance, row = self._load(id, person)
        return self.viewed(instance, row, person, language)

    def viewed(self, instance: Instance, row: CaseRow, person: Person, language: str) -> Mapping[str, Any]:
        """The view of an instance that has just been read for the person."""
        people = self._people
        undo = (
            read("case", row.id, row.undo, lambda stored: undo_from_stored(stored, people))
            if row.undo
            else None
        )
        instance = self._with_its_children_now(instance)
        case = Case(id=row.id, sequence=row.sequence, undo=undo)
        return explained(self._published.library(), instance, case, person, language, self._clock())

    def _with_its_children_now(self, instance: Instance) -> Instance:
        """An instance that is over is not told how those it started go on after it: look at them."""
        if instance.status == "running":
            return instance
        children = [self._now(child) if child.status == "running" else child for child in instance.children]
        return replace(instance, children=tuple(children))

    def _now(self, child: Child) -> Child:
        now = self.found(child.id)
        return replace(child, status=now.status, outcome=now.outcome) if now else child

    def found(self, id: str) -> Instance | None:
        """The instance as it is, for whomever; None where there is none. Raises Unreadable."""
        found = self._store.read(lambda reader: reader.instance(id))
        return self._read(id, found[0]) if found else None

    def instances(
        self,
        person: Person,
        language: str = "sv",
        *,
        running: bool = True,
        whole_unit: bool = False,
        cursor: str | None = None,
        most: int = MOST,
    ) -> Page[dict[str, Any]]:
        """Instances that the person owns, or all of the units where they have a role; the newest first. Raises CursorWrong."""
        units = {unit for _, unit in person.grants} if whole_unit else set()
        number, before = self._number(person), read_place(cursor, LAST)
        rows = self._store.read(lambda reader: reader.instances_of(number, units, running, before, most + 1))
        return page_of(
            rows,
            most,
            lambda row: self._summary_of(row, language),
            lambda row: (row["started_at"], row["id"]),
        )

    def taken(self, id: str, person: Person) -> tuple[Stop, ...]:
        """The way that the instance has taken, for its picture, with times of the organisation's zone."""
        _, instance, _ = self._load(id, person)
        self._seen(id, person, "picture")
        zone = self._published.library().context.zone
        entries = (
            (entry.done_at.astimezone(zone), entry.happened)
            for _, _, entry in self._entries(instance.case)
            if entry
        )
        return stops(entries, id)

    def history(self, id: str, person: Person, language: str = "sv") -> list[dict[str, Any]]:
        """What has happened in the instance, in order: who, what, when it was done and when it came. Erased entries say only when."""
        routine, instance, _ = self._load(id, person)
        self._seen(id, person, "history")
        told = []
        for sequence, at, entry in self._entries(instance.case):
            happened = [each for each in entry.happened if each.instance == id] if entry else []
            if entry and not happened:
                continue
            told.append(
                {
                    "sequence": sequence,
                    "at": iso(at),
                    "done_at": iso(entry.done_at) if entry else None,
                    "paper": entry.command.paper if entry else None,
                    "by": entry.command.by.subject if entry else None,
                    "command": name_of(entry.command) if entry else None,
                    "happened": [happened_told(routine, each, language) for each in happened],
                }
            )
        return told

    def taken_back(self, id: str, person: Person) -> Choose | None:
        """The choice of the instance that was taken back last, as it was given; None where none was, or it is erased. Whoever took it
        back has not read the rest, and nothing is written down as read. Raises NotFound, NotYours.
        """
        _, instance, _ = self._load(id, person)
        found: Choose | None = None
        commands: list[tuple[Command, set[Chosen]]] = []
        for _, _, entry in self._entries(instance.case):
            if entry is not None:
                back = undone(entry.happened, (taken for _, taken in reversed(commands)))
                command = commands[-back][0] if back is not None else None
                if isinstance(command, Choose) and command.instance == id:
                    found = command
                commands.append((entry.command, chosen(entry.happened)))
        return found

    def reads(
        self, id: str, person: Person | None, cursor: str | None = None, most: int = MOST
    ) -> Page[dict[str, Any]]:
        """Who has looked at the instance, on which day for the first time and at what (view, history, picture), the latest first.

        For its owner and the unit's managers; `person` None is whoever runs the database. Raises NotFound, NotYours, CursorWrong.
        """
        if person is None:
            if self._store.read(lambda reader: reader.instance(id)) is None:
                raise NotFound("instance", id)
        else:
            routine, instance, _ = self._load(id, person)
            if person.subject != instance.owner and not who.manages(routine, person, instance.unit):
                raise NotYours(who.titles(routine, instance.owner_roles), "owner", instance.unit)
        before = read_place(cursor, LAST)
        rows = self._store.read(lambda reader: reader.reads(id, before, most + 1))
        return page_of(rows, most, self._told_read, lambda row: (row["at"], row["id"]))

    def _told_read(self, row: Row) -> dict[str, Any]:
        return {"at": iso(row["at"]), "by": self._people.subject(row["person"]), "what": row["what"]}

    def tasks(
        self, person: Person, language: str = "sv", cursor: str | None = None, most: int = MOST
    ) -> Page[dict[str, Any]]:
        """Open steps: mine, those free for my roles, and the rest of my units'; due first. Raises CursorWrong."""
        number, after = self._number(person), read_place(cursor, FIRST_TASK)
        rows = self._store.read(lambda reader: reader.open_steps(number, person.grants, after, most + 1))
        steps: dict[tuple[str, int], list[Row]] = {}
        for row in rows:
            steps.setdefault((row["instance_id"], row["visit"]), []).append(row)
        return page_of(
            list(steps.values()),
            most,
            lambda step: self._task(step, language),
            lambda step: tuple(step[0][name] for name in TASK_ORDER),
        )

    def notices(
        self, person: Person, cursor: str | None = None, most: int = MOST, *, is_over: bool = False
    ) -> Page[dict[str, Any]]:
        """Reminders for the person and notices to their roles, those that stand or those that are over; the newest first.

        Raises CursorWrong.
        """
        number, before = self._number(person), read_place(cursor, LAST_NOTICE)
        rows = self._store.read(
            lambda reader: reader.notices(number, person.grants, is_over, before, most + 1)
        )
        return page_of(rows, most, notice_told, lambda row: tuple(row[name] for name in NOTICE_ORDER))

    def _load(self, id: str, person: Person) -> tuple[Routine, Instance, CaseRow]:
        return self.opened(id, self._store.read(lambda reader: reader.instance(id)), person)

    def opened(
        self, id: str, stored: tuple[str, CaseRow] | None, person: Person
    ) -> tuple[Routine, Instance, CaseRow]:
        """The instance that was read from the store, where the person may read it. Raises NotFound, NotYours."""
        if stored is None:
            raise NotFound("instance", id)
        body, row = stored
        instance = self._read(id, body)
        routine = self._published.pinned(instance.digest)
        if person.subject != instance.owner and not any(unit == instance.unit for _, unit in person.grants):
            raise NotYours(who.titles(routine, routine.roles), "unit", instance.unit)
        return routine, instance, row

    def _seen(self, id: str, person: Person, what: str) -> None:
        self._note(person.subject, id, what)

    def _number(self, person: Person) -> int:
        """The person's number; one that nobody has for somebody who has done nothing yet."""
        number = self._people.find(person.subject)
        return NO_NUMBER if number is None else number

    def _read(self, id: str, body: str) -> Instance:
        return read("instance", id, body, lambda stored: instance_from_stored(stored, self._people))

    def happened(self, instance: Instance) -> list[Entry]:
        """What has happened in the instance, in order, without what was erased. Whoever is told of it has to be one who may read it."""
        entries = (entry for _, _, entry in self._entries(instance.case) if entry)
        return [entry for entry in entries if any(each.instance == instance.id for each in entry.happened)]

    def whole(self, case: str) -> list[Entry]:
        """All that has happened in the case, in order, without what was erased. As of `happened`, it is for whoever may read it."""
        return [entry for _, _, entry in self._entries(case) if entry]

    def _entries(self, case: str) -> Iterable[tuple[int, datetime, Entry | None]]:
        for link in self._store.read(lambda reader: reader.history(case)):
            yield link.sequence, link.at, entry_of_row(link.case, link.content, link.format, self._people)

    def _summary_of(self, row: Row, language: str) -> dict[str, Any]:
        """One that can't be read is told as far as its row goes: the rest of the list is none the worse for it."""
        try:
            return self._summary(self._read(row["id"], row["body"]), language)
        except Unreadable as trouble:
            _log.error("%s", trouble)
            return {
                "id": row["id"],
                "case": row["case_id"],
                "routine": row["routine"],
                "title": trouble.say(language),
                "status": row["status"],
                "outcome": None,
                "unit": row["unit"],
                "owner": self._people.subject(row["owner"]),
                "started_at": iso(row["started_at"]),
                "steps": [],
            }

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
        context = self._published.library().context
        words = words_of(routine, instance.facts, context, language, self._clock())
        return routine.states[state].title.fill(words, language)

    def _task(self, step: Sequence[Row], language: str) -> dict[str, Any]:
        """The task that the rows of one step are, one for each of its roles."""
        row = step[0]
        routine = self._published.pinned(row["digest"])
        state = routine.states[row["state"]]
        return {
            "instance": row["instance_id"],
            "case": row["case_id"],
            "routine": row["routine"],
            "title": routine.title.say(language),
            "state": row["state"],
            "step": state.title.fill(
                unfilled(routine, self._published.library().context, language), language
            ),
            "number": numbers(routine).get(row["state"]),
            "roles": [each["role"] for each in step],
            "unit": row["unit"],
            "owner": self._people.subject(row["owner"]),
            "started_at": iso(row["started_at"]),
            "holder": None if row["holder"] is None else self._people.subject(row["holder"]),
            "since": iso(row["since"]),
            "due": iso(row["due"]) if row["due"] else None,
            "remind_at": iso(row["remind_at"]) if row["remind_at"] else None,
            "limit": iso(row["limit_at"]) if row["limit_at"] else None,
            "incident": self._incident(row, routine, language) if row["incident"] else None,
            "scope": SCOPES[row["scope"]],
        }

    def _incident(self, row: Row, routine: Routine, language: str) -> str | None:
        """What keeps the step of a worklist's row from going on; None where it has been left since the row was read."""
        try:
            instance = self.found(row["instance_id"])
        except Unreadable as trouble:
            return trouble.say(language)
        if instance is None:
            return None
        library = self._published.library()
        tokens = (token for token in instance.tokens.values() if token.visit == row["visit"])
        return next((sentence(routine, token, language, library.title_of) for token in tokens), None)
