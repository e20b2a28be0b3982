"""One entry of a case's history as it is stored: what was asked, what happened, and what it changed.

An entry says by itself what it did, so that a case can be followed to where it is without asking the engine of today (`folded`).
It also says all that the engine of its time was given, so that an engine of the same behaviour can be asked again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from engine.run.behaviour import BEHAVIOUR
from engine.run.commands import Choose, Command, TakeBack
from engine.run.context import latest_first
from engine.run.instance import Case, Instance
from engine.run.outcome import CaseOutcome, Happened
from engine.run.undo import followed, undo_of
from engine.stored.command import command_from_stored, command_to_stored
from engine.stored.formats import Format, read
from engine.stored.instance import (
    change_from_stored,
    change_to_stored,
    incidents_named,
    instance_from_stored,
    instance_to_stored,
)
from engine.stored.people import People

Stored = dict[str, Any]


def _set_tokens_named(stored: Mapping[str, Any]) -> Mapping[str, Any]:
    """Form 2: the tokens among what a row says that it changed are as in form 2 of an instance, and a row may say `undo_stays` and `older`,
    without which it can't be followed. No row of form 1 does.
    """
    changed = [
        {**each, "set": incidents_named(each["set"])} if "set" in each else each for each in stored["changed"]
    ]
    return {**stored, "changed": changed}


FORMAT = Format([_set_tokens_named])

_PEOPLE_IN = {
    "chosen": ("on_behalf",),
    "skipped": ("on_behalf",),
    "taken": ("on_behalf",),
    "released": ("on_behalf",),
    "handed_over": ("from", "to"),
}
"""Which details of what happened name people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one accepted command was and did.

    `read` holds what was read from outside the case: `versions`, the digest
    of each routine that was started or could not start, and `older`, where one command started several
    versions of a routine, those before it. `changed`: (instance id, its stored change), see `folded`. `undo_until`: until when it can be
    taken back; `undo_stays`: what could be taken back before it still can.
    """

    behaviour: int
    zone: tzinfo
    read: Mapping[str, Any]
    command: Command
    happened: tuple[Happened, ...]
    changed: tuple[tuple[str, Mapping[str, Any]], ...]
    undo_until: datetime | None
    undo_stays: bool

    @property
    def done_at(self) -> datetime:
        """When it was done, which may be before it came."""
        return self.command.when


def entry_of(command: Command, outcome: CaseOutcome, zone: tzinfo, people: People) -> Entry:
    """The entry of a command that was carried out just now."""
    # What a command takes back is known as far as it still runs: it is written whole.
    whole = isinstance(command, TakeBack)
    return Entry(
        behaviour=BEHAVIOUR,
        zone=zone,
        read=_read(outcome),
        command=command,
        happened=outcome.happened,
        changed=tuple(
            (
                after.id,
                {"whole": instance_to_stored(after, people)}
                if before is None or whole
                else {"set": change_to_stored(before, after, people)},
            )
            for before, after in outcome.changed
        ),
        undo_until=outcome.case.undo.until if outcome.case.undo and not outcome.undo_stays else None,
        undo_stays=outcome.undo_stays,
    )


def _read(outcome: CaseOutcome) -> dict[str, Any]:
    """The versions that the command started, or tried to start, as a library has them."""
    details = [(each.kind, each.detail) for each in outcome.happened if each.detail]
    started = {detail["child"] for kind, detail in details if kind == "child_started"}
    begun = sorted(
        [
            *(
                (after.version, after.routine, after.digest)
                for _, after in outcome.changed
                if after.id in started
            ),
            *(
                (detail["version"], detail["routine"], detail["digest"])
                for kind, detail in details
                if kind == "not_started" and "digest" in detail
            ),
        ]
    )
    if not begun:
        return {}
    newest, older = latest_first(dict.fromkeys((routine, digest) for _, routine, digest in begun))
    return {"versions": newest, **({"older": older} if older else {})}


def entry_to_stored(entry: Entry, people: People) -> Stored:
    """The entry as JSON values; the row that holds it says its form."""
    stored: Stored = {
        "behaviour": entry.behaviour,
        "zone": str(entry.zone),
        "command": command_to_stored(entry.command, people),
        "happened": [_happened_to_stored(each, people) for each in entry.happened],
        "changed": [{"id": id, **change} for id, change in entry.changed],
    }
    if entry.read:
        stored["read"] = entry.read
    if entry.undo_until:
        stored["undo_until"] = entry.undo_until.isoformat()
    if entry.undo_stays:
        stored["undo_stays"] = True
    return stored


def entry_from_stored(stored: Mapping[str, Any], form: int, people: People) -> Entry:
    """The entry that was stored, in the form that its row says. Raises FromTheFuture, LookupError, TypeError or ValueError."""
    stored = FORMAT.current(stored, form)
    command = command_from_stored(stored["command"], people)
    return Entry(
        behaviour=stored["behaviour"],
        zone=ZoneInfo(stored["zone"]),
        read=stored.get("read", {}),
        command=command,
        happened=tuple(_happened_from_stored(each, people) for each in stored["happened"]),
        changed=tuple((each["id"], each) for each in stored["changed"]),
        undo_until=_moment(stored, "undo_until"),
        undo_stays=stored.get("undo_stays", False),
    )


def entry_of_row(case: str, content: str | None, form: int, people: People) -> Entry | None:
    """What a row of the case's history says; None where that was erased. Raises Unreadable."""
    if content is None:
        return None
    return read("history", case, content, partial(entry_from_stored, form=form, people=people))


def folded(case: Case, entry: Entry, people: People) -> Case:
    """The case after the entry, by what the entry says that it changed."""
    pairs = [(case.instances.get(id), id, change) for id, change in entry.changed]
    after = [_changed(before, change, people) for before, _, change in pairs]
    changed = [(before, now) for (before, _, _), now in zip(pairs, after, strict=True)]
    undo = None
    if entry.undo_until and isinstance(entry.command, Choose):
        undo = undo_of(entry.command, entry.undo_until, changed)
    elif entry.undo_stays and case.undo:
        undo = followed(case.undo, changed)
    instances = {**case.instances, **{each.id: each for each in after}}
    return replace(case, sequence=case.sequence + 1, instances=instances, undo=undo)


def _changed(before: Instance | None, change: Mapping[str, Any], people: People) -> Instance:
    if "whole" in change:
        return instance_from_stored(change["whole"], people)
    if before is None:
        raise ValueError("a change of an instance that is not there")
    return change_from_stored(change["set"], before, people)


def _happened_to_stored(happened: Happened, people: People) -> Stored:
    detail = happened.detail
    values = {
        "kind": happened.kind,
        "instance": happened.instance,
        "state": happened.state,
        "visit": happened.visit,
        "choice": happened.choice,
        "detail": detail and {**detail, **_people(happened.kind, detail, people.number)},
    }
    return {name: value for name, value in values.items() if value is not None}


def _happened_from_stored(stored: Mapping[str, Any], people: People) -> Happened:
    detail = stored.get("detail")
    return Happened(
        kind=stored["kind"],
        instance=stored["instance"],
        state=stored.get("state"),
        visit=stored.get("visit"),
        choice=stored.get("choice"),
        detail=detail and {**detail, **_people(stored["kind"], detail, people.subject)},
    )


def _people(kind: str, detail: Mapping[str, Any], translated: Any) -> dict[str, Any]:
    return {name: translated(detail[name]) for name in _PEOPLE_IN.get(kind, ()) if name in detail}


def _moment(stored: Mapping[str, Any], name: str) -> datetime | None:
    return datetime.fromisoformat(stored[name]) if name in stored else None
