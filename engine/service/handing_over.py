"""What somebody has is handed over to a colleague: who could take it, and all that they have in a unit at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime

from engine.errors.person import NotYours
from engine.errors.request import NotFound
from engine.errors.root import RutinError
from engine.errors.store import StoreTrouble
from engine.run import who
from engine.run.commands import HandOver
from engine.run.instance import Instance, Person
from engine.service.access.tokens import Tokens
from engine.service.batch import Answer
from engine.service.cursor import FIRST_ID, MOST, Page, page_of, read_place
from engine.service.people.register import Known, Register
from engine.service.records import Records
from engine.store.people import StoredPeople
from engine.store.port import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """What was handed over, and what could not be: by instance, why not. `next`: where the rest begins, None where there is no more."""

    answers: tuple[Answer, ...]
    refused: Mapping[str, RutinError]
    next: str | None = None


class HandingOver:
    """The engine's part for it. `submit` queues a command, as `Engine.submit`."""

    def __init__(
        self,
        store: Store,
        numbers: StoredPeople,
        records: Records,
        people: Register,
        tokens: Tokens,
        clock: Callable[[], datetime],
        submit: Callable[[HandOver, str], Future[Answer]],
    ) -> None:
        self._store, self._numbers, self._records = store, numbers, records
        self._people, self._tokens, self._clock, self._submit = people, tokens, clock, submit

    def successors(
        self, instance: str, person: Person, cursor: str | None = None, most: int = MOST
    ) -> Page[Known]:
        """Who could take over an instance from its owner: those who hold one of the owner's roles in its unit, and are kept from no
        step of it. Raises NotFound, NotYours where the person may not hand it over, CursorWrong.
        """
        routine, found = self._records.instance(instance, person)
        leave = who.may_manage(routine, found, person, owner_too=True)
        if isinstance(leave, NotYours):
            raise leave
        page = self._people.holders(found.unit, found.owner_roles, cursor, most)
        could = [
            each
            for each in page.items
            if each.subject != found.owner and who.cannot_receive(routine, found, each.subject) is None
        ]
        return Page(could, page.next)

    def all_of(
        self,
        person: Person,
        of: str,
        to: str,
        unit: str,
        language: str = "sv",
        cursor: str | None = None,
        most: int = MOST,
    ) -> HandedOver:
        """Hand the running instances that `of` owns in the unit over to `to`, so many at once; by `of` or a manager of the unit.

        What can't be handed over hinders nothing else. Raises NotYours, CursorWrong, NotFound, FactsWrong where `to` has no role in
        the unit, or the first refusal where nothing of all could be.
        """
        if person.subject != of and all(each != unit for _, each in person.grants):
            raise NotYours([], "unit", unit)
        owner, (after,) = self._numbers.find(of), read_place(cursor, FIRST_ID)
        found = (
            ()
            if owner is None
            else self._store.read(lambda reader: reader.running_owned(owner, unit, after, most + 1))
        )
        if not found and cursor is None:
            raise NotFound("instance", of)
        self._tokens.check_receiver(to, unit)
        page = page_of(found, most, str, lambda id: (id,))
        done = self._handed_over(page.items, person, to, unit, language)
        if done.refused and not done.answers and cursor is None and page.next is None:
            raise next(iter(done.refused.values()))
        return replace(done, next=page.next)

    def _handed_over(
        self, ids: Iterable[str], person: Person, to: str, unit: str, language: str
    ) -> HandedOver:
        owned: dict[str, Instance] = {}
        refused: dict[str, RutinError] = {}
        for id in ids:
            try:
                instance = self._records.found(id)
                if instance is None:
                    raise NotFound("instance", id)
                self._tokens.check_receiver(to, unit, instance.owner_roles)
                owned[id] = instance
            except StoreTrouble:
                raise
            except RutinError as wrong:
                refused[id] = wrong
        answers: list[Answer] = []
        for together in _called_first(owned):
            orders = {
                id: self._submit(HandOver(at=self._clock(), by=person, instance=id, to=to), language)
                for id in together
            }
            for id, order in orders.items():
                try:
                    answers.append(order.result())
                except StoreTrouble:
                    raise
                except RutinError as wrong:
                    refused[id] = wrong
        return HandedOver(answers=tuple(answers), refused=refused)


def _called_first(owned: Mapping[str, Instance]) -> Iterable[Iterable[str]]:
    """The instances' ids, those at once that hinder each other in nothing: what is called before its caller, which would take it along."""
    levels: dict[int, list[str]] = {}
    for id, instance in owned.items():
        depth = 0
        while (parent := owned.get(instance.parent or "")) is not None:
            instance, depth = parent, depth + 1
        levels.setdefault(depth, []).append(id)
    return [levels[depth] for depth in sorted(levels, reverse=True)]
