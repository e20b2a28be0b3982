"""What the trainer throws in: something that can happen at any time in what goes on, or a message that it waits for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from api.practice.groups import Group
from engine.errors.request import NotFound
from engine.model.routine import Choice, Routine, Wait
from engine.run import who
from engine.run.commands import Receive
from engine.run.events import choosing
from engine.run.instance import Instance, Person
from engine.said import Said
from engine.scenarios.enabled import enabled
from engine.scenarios.made_up import made_up
from engine.service.engine import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What can be thrown in to an instance: a `choice` that is there at any time, in `state`; or the `message` that is waited for there.

    The one that it is not is "".
    """

    instance: str
    state: str
    choice: str
    message: str
    title: Said

    @property
    def id(self) -> str:
        """What tells it from the others."""
        return f"{self.instance} {self.state} {self.choice or self.message}"


class Faults:
    """What can be thrown in to what a group has started."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def running(self, root: str) -> list[Instance]:
        """What goes on in the case: what was started, and all that it has started."""
        found = self._engine.records.found(root)
        wanted, seen = ([found] if found else []), list[Instance]()
        while wanted:
            each = wanted.pop(0)
            seen.append(each)
            children = (self._engine.records.found(child.id) for child in each.children)
            wanted += [child for child in children if child is not None]
        return [each for each in seen if each.status == "running"]

    def of(self, root: str) -> list[Fault]:
        """What can be thrown in now."""
        return [each for instance in self.running(root) for each in self._in(instance)]

    def throw(self, group: Group, root: str, id: str) -> None:
        """Let it happen: done by whoever of the group may, with what it asks made up. Raises NotFound, and whatever refuses it."""
        fault = next((each for each in self.of(root) if each.id == id), None)
        if fault is None:
            raise NotFound("message", id)
        engine = self._engine
        instance = engine.records.found(fault.instance)
        assert instance is not None
        routine = self._routine(instance)
        if fault.choice:
            choice = next(each for each in routine.anytime if each.id == fault.choice)
            person = self._who(group, routine, instance, fault.state, choice)
            facts = {
                ask.fact: made_up(routine.facts[ask.fact], engine.now()) for ask in choice.ask if ask.required
            }
            engine.choose(fault.instance, fault.state, fault.choice, person, facts)
            return
        wait = routine.states[fault.state]
        assert isinstance(wait, Wait)
        facts = {ask.fact: made_up(routine.facts[ask.fact], engine.now()) for ask in wait.ask if ask.required}
        role = next(iter(wait.roles or tuple(routine.roles)))
        command = Receive(
            at=engine.now(),
            by=group.person(role),
            instance=fault.instance,
            message=fault.message,
            facts=facts,
        )
        engine.submit(command).result()

    def _in(self, instance: Instance) -> Iterator[Fault]:
        routine = self._routine(instance)
        offered: set[str] = set()
        for each in enabled(routine, instance, None):
            if each.choice.anytime and each.choice.id not in offered:
                offered.add(each.choice.id)
                yield Fault(
                    instance=instance.id,
                    state=each.state.id,
                    choice=each.choice.id,
                    message="",
                    title=each.choice.label.said(),
                )
        for _, state in choosing.resting(routine, instance):
            if isinstance(state, Wait) and state.message is not None:
                yield Fault(
                    instance=instance.id,
                    state=state.id,
                    choice="",
                    message=state.message,
                    title=state.title.said(),
                )

    def _who(self, group: Group, routine: Routine, instance: Instance, state: str, choice: Choice) -> Person:
        """Whoever owns it where they may, else whoever of the group may first."""
        token, here = next(each for each in choosing.resting(routine, instance) if each[1].id == state)
        roles = who.roles_of(routine, here, choice) or instance.owner_roles
        able = [Person(instance.owner, frozenset((role, group.unit) for role in instance.owner_roles))]
        able += [group.person(role) for role in roles]
        may = (
            each for each in able if isinstance(who.may(routine, instance, token, each, choice), who.Leave)
        )
        return next(may, able[-1])

    def _routine(self, instance: Instance) -> Routine:
        """The version that the instance follows."""
        trainer = Person("utbildare", frozenset({("", instance.unit)}))
        return self._engine.records.instance(instance.id, trainer)[0]
