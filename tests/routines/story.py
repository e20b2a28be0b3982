"""A case of one of the project's routines, told step by step on the simulated clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from engine.errors.root import Refusal
from engine.model.facts import FactValue
from engine.run.context import Context, Library
from engine.run.events import choosing
from engine.run.instance import Instance
from engine.run.outcome import Notice
from engine.scenarios.player import Player, person_in
from tests.routines.library import ROUTINES, load


class Story:
    """A running case and what people do in it. `routine` is always the latest started one of that id, or the first instance."""

    def __init__(self, routine: str, by: str = "medarbetare", **facts: Any) -> None:
        self.player = Player(Library.of([load(each) for each in ROUTINES], Context()))
        refusal = self.player.start(load(routine), person_in(by), facts)
        assert refusal is None, refusal
        self.routine = routine

    def instance(self, routine: str | None = None) -> Instance:
        """The latest instance of that routine."""
        return next(
            each
            for each in reversed(list(self.player.case.instances.values()))
            if each.routine == (routine or self.routine)
        )

    def try_to(
        self, role: str, choice: str, *, routine: str | None = None, checked: bool = True, **facts: Any
    ) -> Refusal | None:
        """Let somebody take a choice; None when it was accepted, or why not."""
        instance = self.instance(routine)
        compiled = load(instance.routine)
        state = next(
            state.id
            for _, state in choosing.resting(compiled, instance)
            if any(each.id == choice for each in choosing.choices_of(compiled, state))
        )
        ticks = None if checked else ()
        return self.player.choose(instance.id, state, choice, person_in(role), facts, ticks)

    def does(self, role: str, *choices: str, routine: str | None = None, **facts: Any) -> None:
        """Let somebody take choices, one after another, which must be accepted; `facts` go with the last."""
        for number, choice in enumerate(choices, start=1):
            with_it = facts if number == len(choices) else {}
            refusal = self.try_to(role, choice, routine=routine, **with_it)
            assert refusal is None, f"{choice}: {refusal}"

    def waits(self, **time: float) -> None:
        """Let time pass: `hours=1`."""
        self.player.wait(timedelta(**time))

    def here(self, routine: str | None = None) -> set[str]:
        """The states that the routine rests in."""
        instance = self.instance(routine)
        return {state.id for _, state in choosing.resting(load(instance.routine), instance)}

    def outcome(self, routine: str | None = None) -> str | None:
        """How the routine ended, None while it runs."""
        return self.instance(routine).outcome

    def fact(self, name: str, routine: str | None = None) -> FactValue | None:
        """What the routine knows."""
        return self.instance(routine).facts.get(name)

    def told(self, role: str) -> list[str]:
        """What a role has been notified of, in order."""
        return [each.text for each in self._notices() if role in each.roles]

    def reminded(self) -> list[str]:
        """What the person has been reminded of, in order."""
        return [each.text for each in self._notices() if each.kind == "remind"]

    def _notices(self) -> list[Notice]:
        return [each for each in self.player.sent if isinstance(each, Notice)]
