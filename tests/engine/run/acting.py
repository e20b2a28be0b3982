"""A case of a small routine, told step by step: who does what, what time passes, where it stands."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import cache
from textwrap import dedent, indent
from typing import Any, Self

from engine.errors.root import Refusal
from engine.language.compile import compile_text
from engine.model.routine import Routine
from engine.model.scenario import MORNING
from engine.run import commands
from engine.run.commands import Command
from engine.run.context import Context, Library
from engine.run.events import choosing
from engine.run.explain import Viewer, view
from engine.run.instance import Instance, PendingTimer, Person
from engine.run.outcome import CaseOutcome, Happened, Notice, Send
from engine.scenarios.player import ROOT, UNIT, Player
from engine.stored.history import FORMAT, Entry, entry_from_stored, entry_of, entry_to_stored
from tests.engine.stored.everybody import Everybody

WORKER = Person("m1", frozenset({("medarbetare", UNIT)}))
COLLEAGUE = Person("m2", frozenset({("medarbetare", UNIT)}))
MANAGER = Person("c1", frozenset({("chef", UNIT)}))
OFFICE = Person("a1", frozenset({("administrator", UNIT)}))
STRANGER = Person("m9", frozenset({("medarbetare", "en annan enhet")}))

_ROLES = """\
roles:
  medarbetare: Medarbetare
  chef: {title: Chefen, manager: yes}
  administrator: Administratör
"""


@cache
def compiled(text: str, id: str) -> Routine:
    """The routine of the whole text; fails with its findings."""
    found = compile_text(text, f"{id}.yaml")
    assert found.routine is not None, [f"{each.line}: {each.message}" for each in found.findings]
    return found.routine


def routine(states: str, *, id: str = "prov", start: str = "medarbetare", more: str = "") -> Routine:
    """A routine in Swedish of these states, with the roles medarbetare, chef (a manager) and administrator.

    `more` holds other top keys: facts, anytime, scenarios.
    """
    head = f"routine: {id}\nversion: 1\ntitle: Rutinen {id}\nlanguage: sv\n{_ROLES}start: {start}\n"
    states = f"states:\n{indent(dedent(states), '  ')}\n"
    return compiled(head + dedent(more) + "\n" + states, id)


class Tale(Player):
    """A case on the simulated clock, with its history kept. What is not said to be refused must be accepted."""

    def __init__(
        self, *routines: Routine, by: Person = WORKER, context: Context | None = None, **facts: Any
    ) -> None:
        super().__init__(Library.of(routines, context), MORNING)
        self.people = Everybody()
        self.history: list[dict[str, Any]] = []
        refusal = self.start(routines[0], by, facts)
        assert refusal is None, refusal

    def accepted(self, command: Command, outcome: CaseOutcome) -> None:
        """As the player does, and the history kept as the store keeps it."""
        super().accepted(command, outcome)
        entry = entry_of(command, outcome, self.library.context.zone, self.people)
        self.history.append(json.loads(json.dumps(entry_to_stored(entry, self.people))))

    def entries(self) -> list[Entry]:
        """The history as it is read again."""
        return [entry_from_stored(each, FORMAT.number, self.people) for each in self.history]

    def tries(
        self,
        choice: str,
        *,
        by: Person = WORKER,
        state: str | None = None,
        of: str = ROOT,
        checked: tuple[int, ...] | None = None,
        **facts: Any,
    ) -> Refusal | None:
        """Take the choice in the state (left out: the first that offers it); why not, or None."""
        return self.choose(of, state or self._offering(of, choice), choice, by, facts, checked)

    def takes(self, *choices: str, **how: Any) -> Self:
        """Take choices one after another, which must be accepted; `how` as for `tries`, for all of them."""
        for choice in choices:
            refusal = self.tries(choice, **how)
            assert refusal is None, f"{choice}: {refusal}"
        return self

    def waits(self, **time: float) -> Self:
        """Let time pass: `hours=1`."""
        self.wait(timedelta(**time))
        return self

    def asks(self, kind: type[commands.InstanceCommand], by: Person, **rest: Any) -> Refusal | None:
        """Any other command, to the first instance unless `instance` says otherwise; why not, or None."""
        return self.do(kind(at=self.now, by=by, **{"instance": ROOT, **rest}))

    def here(self, of: str = ROOT) -> set[str]:
        """The states where the instance rests."""
        instance = self.case.instances[of]
        return {state.id for _, state in choosing.resting(self._routine(of), instance)}

    def child(self, id: str) -> Instance:
        """The latest started instance of that routine."""
        return next(each for each in reversed(list(self.case.instances.values())) if each.routine == id)

    def kinds(self) -> list[str]:
        """What kinds of things have happened, in order, entering aside."""
        return [each.kind for each in self.happened if each.kind != "entered"]

    def last(self, kind: str) -> Happened:
        """The latest thing of that kind that has happened."""
        return next(each for each in reversed(self.happened) if each.kind == kind)

    def told(self) -> list[str]:
        """The sentences that people have been given."""
        return [each.text for each in self.sent if isinstance(each, Notice)]

    def posted(self) -> list[Send]:
        """What has gone to the outbox."""
        return [each for each in self.sent if isinstance(each, Send)]

    def timers(self, of: str = ROOT) -> tuple[PendingTimer, ...]:
        """The armed timers."""
        return self.case.instances[of].timers

    def view(self, by: Person = WORKER, language: str = "sv", of: str = ROOT) -> dict[str, Any]:
        """What the person sees."""
        viewer = Viewer(person=by, now=self.now, language=language, library=self.library)
        return view(self._routine(of), self.case.instances[of], self.case, viewer)

    def choice(self, choice: str, by: Person = WORKER, language: str = "sv") -> dict[str, Any]:
        """What the person sees of one choice, in the first state that offers it."""
        found: dict[str, Any] = next(
            each
            for step in self.view(by, language)["steps"]
            for each in step["choices"]
            if each["choice"] == choice
        )
        return found

    def _offering(self, of: str, choice: str) -> str:
        routine = self._routine(of)
        resting = [state for _, state in choosing.resting(routine, self.case.instances[of])]
        for state in resting:
            if any(each.id == choice for each in choosing.choices_of(routine, state)):
                return state.id
        return resting[0].id if resting else "ingenstans"
