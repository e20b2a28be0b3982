"""To whom: what is to be told becomes a notification for each person and way, or says that nobody can be told."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from engine.model.routine import Routine
from engine.problems import listed
from engine.said import Said
from engine.service.notifying.choices import Choices, choices_from_row
from engine.service.notifying.hours import held_until
from engine.service.notifying.kinds import ESCALATION, MAIL, SMS, TASK, UNHELD, WAYS, chosen_as
from engine.service.sending import problem_to_stored
from engine.store.port import Reader
from engine.store.staged.changes import Row
from engine.store.staged.effects import new_delivery

LOOK_AGAIN = timedelta(hours=1)
"""After what time it is looked again at what could not be delivered."""

_AT_ONCE = 500

_NOBODY = Said(
    "Ingen som kan göra det i {unit} har rollen {role}. Ge någon rollen, så får den veta det.",
    "Nobody in {unit} who can do it has the role {role}. Give somebody the role, and they are told.",
)
_NO_ADDRESS = Said(
    "Det finns varken mejladress eller telefonnummer. Be en administratör att skriva in något av dem.",
    "There is neither a mail address nor a phone number. Ask an administrator to write one of them down.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How it is spread: the ways that the organisation has, the moment, and the organisation's clock."""

    ways: Collection[str]
    now: datetime
    zone: tzinfo

    def rows(self, reader: Reader, row: Row, routine: Routine) -> Iterator[Row]:
        """The rows that the one becomes; none where what it tells is over, or nobody wants to hear of it."""
        if not stands(reader, row):
            return
        if row["person"] is not None:
            yield from self._each(reader, row, reader.people_from(row["person"] - 1, 1))
            return
        roles = json.loads(row["roles"])
        able = [
            each for each in self._holders(reader, row, roles) if each["number"] not in _kept(reader, row)
        ]
        if able:
            yield from self._each(reader, row, [each for each in able if not _knows(row, each)])
        else:
            yield from self._unheld(reader, row, roles, routine)

    def _holders(self, reader: Reader, row: Row, roles: Collection[str]) -> Iterator[Row]:
        after = 0
        while page := reader.holders(row["unit"], roles, self.now, after, _AT_ONCE):
            yield from page
            after = page[-1]["number"]

    def _unheld(self, reader: Reader, row: Row, roles: Sequence[str], routine: Routine) -> Iterator[Row]:
        """It stays, so that whoever gets the role is told; the unit's managers are told once, at once."""
        why = _NOBODY.fill(unit=row["unit"], role=role_titles(routine, roles))
        yield self._given_up(row, why)
        if not row["given_up"]:
            managers = [role for role in routine.managers() if role not in roles]
            found = self._holders(reader, row, managers) if managers else ()
            yield from self._each(reader, {**row, "kind": UNHELD}, found)

    def _each(self, reader: Reader, row: Row, people: Collection[Row] | Iterator[Row]) -> Iterator[Row]:
        receivers = list(people)
        chosen = {
            each["person"]: choices_from_row(each)
            for each in reader.notice_choices([each["number"] for each in receivers])
        }
        for person in receivers:
            yield from self._by_ways(row, person, chosen.get(person["number"], Choices()))

    def _by_ways(self, row: Row, person: Row, choices: Choices) -> Iterator[Row]:
        kind = chosen_as(row["kind"])
        wanted = choices.ways[kind]
        there = [way for way in WAYS if way in self.ways and address(person, way)]
        # Whoever wants to hear of it, by what they can't be reached by, hears of it by the other.
        by = [way for way in there if way in wanted] or (there[:1] if wanted else [])
        for way in by:
            yield {**_of(row, person, way), **new_delivery(self.now), "next_try": self.when(row, choices)}
        if self.ways and not by and kind == ESCALATION:
            yield self._given_up(_of(row, person, None), _NO_ADDRESS)

    def when(self, row: Row, choices: Choices) -> datetime:
        """When it may be told: now, or when the person's hour comes. An escalation does not wait for it."""
        hours = None if chosen_as(row["kind"]) == ESCALATION else choices.hours
        return held_until(self.now, hours, self.zone) or self.now

    def _given_up(self, row: Row, why: Said) -> Row:
        again = {"next_try": self.now + LOOK_AGAIN, "problem": problem_to_stored(why), "given_up": True}
        return {**row, **new_delivery(self.now), **again}


def stands(reader: Reader, row: Row) -> bool:
    """Whether what it tells still is so: the notice stands, or the step waits for its receiver, or for one of its roles."""
    if row["sequence"] is not None:
        notice = reader.notice(row["case_id"], row["sequence"], row["number"])
        return notice is not None and not notice["is_over"]
    holders = {step["holder"] for step in reader.steps_of(row["instance_id"], row["visit"])}
    return row["person"] in holders - {None} or (row["roles"] is not None and None in holders)


def address(person: Row, way: str) -> str | None:
    """Where the person is reached by the way."""
    found: str | None = person[{MAIL: "mail", SMS: "phone"}[way]]
    return found


def role_titles(routine: Routine, roles: Sequence[str]) -> Said:
    """What the routine calls the roles: «Medarbetare eller Enhetschef»."""
    titles = [routine.roles[role].title.said() for role in roles if role in routine.roles]
    return Said(listed([each.sv for each in titles], "eller"), listed([each.en for each in titles], "or"))


def _of(row: Row, person: Row, way: str | None) -> Row:
    """The row for one receiver: its id is the same however often it is spread."""
    name = f"{row['id']} {person['number']} {way}"
    return {
        **row,
        "id": hashlib.sha256(name.encode()).hexdigest()[:24],
        "person": person["number"],
        "way": way,
    }


def _kept(reader: Reader, row: Row) -> set[int]:
    """Who is kept from the step that waits."""
    if row["kind"] != TASK:
        return set()
    lists = (step["kept_from"] or "" for step in reader.steps_of(row["instance_id"], row["visit"]))
    return {int(number) for kept in lists for number in kept.split(",") if number}


def _knows(row: Row, person: Row) -> bool:
    """Whoever has led to it that a step waits knows that it does."""
    return bool(row["kind"] == TASK and person["number"] == row["caused_by"])
