"""All that a scenario's next line could be in one instance: choices with facts worth trying, waits, messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product

from engine.model.conditions import ChecklistDone, walk
from engine.model.routine import REASON, SKIP, Ask, Call, Routine, Step, Wait
from engine.model.scenario import MORNING, ScenarioLine
from engine.run.events import choosing
from engine.run.instance import Instance
from engine.scenarios.enabled import Enabled, enabled
from engine.scenarios.player import Player
from engine.scenarios.search.boundary_values import BoundaryValues
from engine.scenarios.yaml_text import as_written

MOST_VARIANTS = 48
"""How many combinations of facts are tried with one choice; of more, each fact is varied alone."""

MINUTE = timedelta(minutes=1)
REASON_TEXT = "Gäller inte den här gången."

_Picks = tuple[tuple[str, int], ...]
"""For each fact that is filled in, which of its values worth trying."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A line of a scenario, whatever time it is: `picks` stand for its facts, and `due` for a wait until the next timer."""

    line: ScenarioLine
    picks: _Picks = ()
    due: bool = False

    def at(self, player: Player, boundaries: BoundaryValues) -> ScenarioLine | None:
        """The line as it is to be written now; None where no instance is there to do it or no timer to wait for."""
        instance = player.named(self.line.routine)
        if instance is None:
            return None
        if self.due:
            wait = until_due(player, instance)
            # A wait is no line of one instance: time passes for all.
            return None if wait is None else ScenarioLine(wait=wait)
        if not self.picks:
            return self.line
        routine = player.library.pinned(instance.digest)
        facts = dict(self.line.facts)
        for fact, pick in self.picks:
            values = boundaries.values(routine.id, routine.facts[fact], player.now)
            value = values[min(pick, len(values) - 1)]
            facts[fact] = value if self.line.routine is None else as_written(routine, fact, value)
        return replace(self.line, facts=facts)


def until_due(player: Player, instance: Instance) -> timedelta | None:
    """How long it is, in whole minutes, until the instance's next timer is due; at least one."""
    if not instance.timers:
        return None
    left = min(timer.due for timer in instance.timers) - player.now
    return max(MINUTE, -(-left // MINUTE) * MINUTE)


def starts(routine: Routine, boundaries: BoundaryValues) -> list[Candidate]:
    """The ways to begin: for each role that may, with the facts that are asked then. The line's `actor` is who starts."""
    return [
        Candidate(line=ScenarioLine(actor=role), picks=picks)
        for role in routine.begin.roles
        for picks in _picks(routine, routine.begin.ask, boundaries)
    ]


def candidates(player: Player, of: str | None, boundaries: BoundaryValues) -> Iterator[Candidate]:
    """What can be tried in the instance that lines of the routine `of` (None: the scenario's own) are about."""
    instance = player.named(of)
    if instance is None or instance.status != "running":
        return
    routine = player.library.pinned(instance.digest)
    # Time first: whoever has left a step can't wait in it any more.
    if instance.timers:
        yield Candidate(line=ScenarioLine(routine=of), due=True)
    for each in enabled(routine, instance, of):
        yield from _choices(routine, each, boundaries)
    for _, state in choosing.resting(routine, instance):
        if isinstance(state, Wait) and state.message is not None:
            for picks in reversed(_picks(routine, state.ask, boundaries)):
                yield Candidate(line=ScenarioLine(message=state.message, routine=of), picks=picks)
        if isinstance(state, Call) and state.cancelled is not None:
            yield Candidate(line=ScenarioLine(cancel=state.routine))
    for span in boundaries.spans(routine.id):
        yield Candidate(line=ScenarioLine(wait=max(MINUTE, -(-span // MINUTE) * MINUTE)))


def _choices(routine: Routine, taken: Enabled, boundaries: BoundaryValues) -> Iterator[Candidate]:
    line, state, choice = taken.line, taken.state, taken.choice
    if choice.id == SKIP:
        yield Candidate(line=replace(line, facts={REASON: REASON_TEXT}))
        return
    reads_ticks = choice.when is not None and any(
        isinstance(node, ChecklistDone) for node in walk(choice.when.tree)
    )
    for picks in _picks(routine, choice.ask, boundaries):
        yield Candidate(line=line, picks=picks)
        if reads_ticks and isinstance(state, Step) and state.checklist:
            yield Candidate(line=replace(line, checked=False), picks=picks)


def _picks(routine: Routine, asks: tuple[Ask, ...], boundaries: BoundaryValues) -> list[_Picks]:
    """Which values to fill in together: all combinations of what something depends on, the plainest first."""
    options: list[list[tuple[str, int] | None]] = []
    for ask in asks:
        matters = boundaries.matters(routine.id, ask.fact)
        if not matters and not ask.required:
            continue
        count = len(boundaries.values(routine.id, routine.facts[ask.fact], MORNING)) if matters else 1
        picks: list[tuple[str, int] | None] = [(ask.fact, number) for number in range(count)]
        options.append(picks if ask.required else [*picks, None])
    many = 1
    for each in options:
        many *= len(each)
    if many <= MOST_VARIANTS:
        return [tuple(filter(None, each)) for each in product(*options)]
    plain = [each[0] for each in options]
    varied = [[*plain[:n], pick, *plain[n + 1 :]] for n, each in enumerate(options) for pick in each[1:]]
    return [tuple(filter(None, each)) for each in (plain, *varied)]
