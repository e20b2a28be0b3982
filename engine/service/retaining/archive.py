"""Cases that have ended as what an archive takes: in words that can be read without Rutin, with the chain that proves them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from engine.model.facts import shown, wire
from engine.model.routine import Routine
from engine.run.instance import Instance
from engine.service.retaining.erasing import Erasing
from engine.service.retaining.going import ages_after, cases_going
from engine.service.told import happened_told
from engine.store.cases import CaseAge
from engine.store.chain import ChainLink
from engine.store.people import StoredPeople
from engine.store.port import Reader, Store
from engine.store.published import Published
from engine.stored.command import name_of
from engine.stored.formats import read
from engine.stored.history import Entry, entry_of_row
from engine.stored.instance import instance_from_stored
from engine.values.moments import iso


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedCase:
    """A case, the versions of routines that it followed, and all of it as JSON values."""

    id: str
    routines: tuple[Routine, ...]
    content: Mapping[str, Any]


class Archive:
    """The engine's part for what leaves for an archive. It is asked by whoever runs the database."""

    def __init__(
        self,
        store: Store,
        published: Published,
        people: StoredPeople,
        erasing: Erasing,
        clock: Callable[[], datetime],
    ) -> None:
        self._store, self._published, self._people = store, published, people
        self._erasing, self._clock = erasing, clock

    def cases(
        self, language: str = "sv", *, routine: str | None = None, may_go: bool = False
    ) -> Iterator[ArchivedCase]:
        """Every case that has ended, in the order of their ids: of one routine, or only those that `erase` would take now.

        They are read some at a time, while others write. Raises Unreadable.
        """
        after = ""
        while page := self._store.read(partial(ages_after, after)):
            after = page[-1].id
            for case in self._wanted(page, routine, may_go):
                yield self._store.read(partial(self._archived, case.id, language))

    def _wanted(self, page: Sequence[CaseAge], routine: str | None, may_go: bool) -> list[CaseAge]:
        ended = [
            case
            for case in page
            if not any(each.is_running for each in case.instances)
            and (routine is None or any(each.routine == routine for each in case.instances))
        ]
        if not may_go:
            return ended
        rules, now = self._erasing.rules(), self._clock()
        going, _ = self._store.read(partial(cases_going, cases=ended, rules=rules, now=now))
        return [case for case in ended if case.id in going]

    def _archived(self, id: str, language: str, reader: Reader) -> ArchivedCase:
        instances = {
            each: read("instance", each, body, partial(instance_from_stored, people=self._people))
            for each, body in sorted(reader.case_bodies(id).items())
        }
        routines = {
            each.id: self._published.pinned(each.digest, reader=reader) for each in instances.values()
        }
        history = [
            (link, entry_of_row(link.case, link.content, link.format, self._people))
            for link in reader.history(id)
        ]
        doers = sorted({entry.command.by.subject for _, entry in history if entry})
        content = {
            "case": id,
            "unit": next(iter(instances.values())).unit,
            "instances": [self._instance(each, routines[each.id], language) for each in instances.values()],
            "history": [_told(link, entry, routines, language) for link, entry in history],
            "people": {str(self._people.number(subject)): subject for subject in doers},
            "chain": [
                {
                    "sequence": link.sequence,
                    "at": link.at.isoformat(),
                    "format": link.format,
                    "salt": link.salt,
                    "content": link.content,
                    "digest": link.digest,
                    "previous": link.previous,
                    "hash": link.hash,
                }
                for link, _ in history
            ],
        }
        followed = {each.digest: each for each in routines.values()}
        return ArchivedCase(id=id, routines=tuple(followed.values()), content=content)

    def _instance(self, instance: Instance, routine: Routine, language: str) -> dict[str, Any]:
        zone = self._published.library().context.zone
        facts = [(routine.facts[id], value) for id, value in instance.facts.items() if id in routine.facts]
        return {
            "id": instance.id,
            "routine": routine.id,
            "version": routine.version,
            "title": routine.title.say(language),
            "status": instance.status,
            "outcome": instance.outcome,
            "owner": instance.owner,
            "started_at": iso(instance.started_at),
            "parent": instance.parent,
            "facts": [
                {
                    "fact": fact.id,
                    "title": fact.title.say(language),
                    "value": wire(value),
                    "shown": shown(fact, value, language, zone),
                }
                for fact, value in facts
                if value is not None
            ],
        }


def _told(
    link: ChainLink, entry: Entry | None, routines: Mapping[str, Routine], language: str
) -> dict[str, Any]:
    """A row of the history in words; one whose content was erased says only when."""
    if entry is None:
        return {"sequence": link.sequence, "at": iso(link.at)}
    return {
        "sequence": link.sequence,
        "at": iso(link.at),
        "by": entry.command.by.subject,
        "command": name_of(entry.command),
        "happened": [
            {"instance": each.instance, **happened_told(routines[each.instance], each, language)}
            for each in entry.happened
        ],
    }
