"""A change of an instance, from whichever door it comes: carried out whole, or refused without a word to those who may not know."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from fastapi.concurrency import run_in_threadpool

from api.http.dependencies import Caller
from api.http.problems.answering import kind_of
from api.http.problems.errors import FieldsWrong
from engine.errors.person import NotYours
from engine.errors.root import RutinError
from engine.model.routine import Routine
from engine.run import who
from engine.run.commands import Command
from engine.run.instance import Instance, Person
from engine.said import Said
from engine.service.batch import Answer


class _Addressed(TypedDict):
    """What every command to an instance has."""

    at: datetime
    by: Person
    instance: str
    revision: int | None


class Change:
    """A change of one instance: to which, seen at which revision, by whom."""

    def __init__(self, caller: Caller, key: str | None, instance: str, revision: int | None) -> None:
        self.caller, self._key = caller, key
        self.to = _Addressed(at=caller.engine.now(), by=caller.me, instance=instance, revision=revision)

    async def may_read(self) -> Instance:
        """The instance. Raises NotYours for those who have nothing to do with it."""
        find = self.caller.engine.records.instance
        _, instance = await run_in_threadpool(find, self.to["instance"], self.to["by"])
        return instance

    async def check_receiver(self, to: str) -> None:
        """Raises FactsWrong unless `to` is somebody who can go on with the instance: has one of its owner's roles in its unit."""
        instance = await self.may_read()
        await run_in_threadpool(
            self.caller.engine.tokens.check_receiver, to, instance.unit, instance.owner_roles
        )

    async def carry_out(self, command: Command) -> Answer:
        """Waits until the command is kept, or refused. A refusal tells nothing to those who may not read of the instance."""
        try:
            return await carry_out(self.caller, command, self._key)
        except RutinError:
            await self.may_read()
            raise


async def carry_out(caller: Caller, command: Command, key: str | None) -> Answer:
    """Waits until the command is kept, or refused."""
    name = type(command).__name__
    try:
        order = caller.engine.submit(command, key=key, language=caller.language)
        answer = await caller.finished.result_of(order)
    except RutinError as refusal:
        caller.metrics.count_change(name, kind_of(refusal).slug)
        raise
    caller.metrics.count_change(name, "replayed" if answer.replayed else "kept")
    return answer


def only_unit(routine: Routine, person: Person) -> str:
    """The unit where the person may start the routine."""
    units = sorted({unit for role, unit in person.grants if role in routine.begin.roles})
    if not units:
        raise NotYours(who.titles(routine, routine.begin.roles), "role", "")
    if len(units) > 1:
        raise FieldsWrong(
            {
                "unit": Said(
                    f"Du kan starta rutinen i flera enheter. Ange ”unit”: {', '.join(units)}.",
                    f"You may start the routine in several units. Give “unit”: {', '.join(units)}.",
                )
            }
        )
    return units[0]
