"""A scenario that does not play, put right: the nearest change of one line that lets it go on, tried by playing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from engine.model.routine import REASON, SKIP, Ask, Routine, Wait
from engine.model.scenario import Scenario, ScenarioLine
from engine.run.context import Context, Library
from engine.run.events import choosing
from engine.scenarios.coverage import Way
from engine.scenarios.enabled import Enabled, enabled
from engine.scenarios.made_up import made_up
from engine.scenarios.play import Failed, Played, play
from engine.scenarios.player import Player
from engine.scenarios.search.boundary_values import BoundaryValues
from engine.scenarios.search.state_space import Edge, StateSpace
from engine.scenarios.yaml_text import as_written

MOST_TRIED = 60
"""How many other lines are tried in the place of the one that stopped."""

ALIKE = 0.6
"""How alike (0 to 1) a choice must be to be taken for the one that was meant."""

MOST_SEARCHED = 5_000
"""How many lines are tried at most to find what is missing before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A scenario that comes further than the one that failed; `whole` when it plays to its end."""

    scenario: Scenario
    whole: bool


def repair(
    routine: Routine,
    scenario: Scenario,
    failed: Failed,
    routines: Mapping[str, Routine],
    context: Context | None = None,
) -> Repair | None:
    """The change that brings the scenario furthest; of equal ones the nearest to what is written. None where none helps."""
    if not failed.played:
        return None
    place = len(failed.played) - 1
    best: tuple[int, Scenario] | None = None
    for changed in _changed(routine, scenario, failed, place, routines, context):
        outcome = play(routine, changed, routines, context)
        if isinstance(outcome, Played):
            return Repair(scenario=changed, whole=True)
        changes = len(scenario.play) - len(changed.play)
        reached = len(outcome.played) + changes
        if len(outcome.played) > place + 1 and (best is None or reached > best[0]):
            best = reached, changed
    return Repair(scenario=best[1], whole=False) if best else None


def _changed(
    routine: Routine,
    scenario: Scenario,
    failed: Failed,
    place: int,
    routines: Mapping[str, Routine],
    context: Context | None,
) -> Iterator[Scenario]:
    """The scenario with one change each, the most likely first."""
    before, after = scenario.play[:place], scenario.play[place + 1 :]
    stage = {**routines, routine.id: routine}
    player = Player(Library.of(stage.values(), context), failed.played[-1].at)
    player.case = failed.played[-1].case
    if place == len(scenario.play):
        ended = Way(kind="outcome", state="", id=scenario.ends or "")
        missing = _way_to(player, routine, stage, lambda edge: ended in edge.ways)
        if missing:
            yield replace(scenario, play=(*before, *missing))
        yield replace(scenario, ends=player.root.outcome)
        return
    written = scenario.play[place]
    alike, others = _instead(player, written)
    for line in alike:
        yield replace(scenario, play=(*before, line, *after))
    missing = _way_to(player, routine, stage, lambda edge: _takes(edge, written))
    if len(missing) > 1:
        yield replace(scenario, play=(*before, *missing[:-1], written, *after))
    if after or scenario.ends:  # else nothing tells whether another line is what was meant
        for line in others:
            yield replace(scenario, play=(*before, line, *after))
        yield replace(scenario, play=(*before, *after))


def _way_to(
    player: Player, routine: Routine, routines: Mapping[str, Routine], wanted: Callable[[Edge], bool]
) -> list[ScenarioLine]:
    """The lines that lead on to what is wanted, as far as the search sees; none where it sees no way."""
    space = StateSpace(routine, player.library, BoundaryValues(routine, routines), MOST_SEARCHED)
    ahead = space.new_player()
    ahead.case, ahead.now = player.case, player.now
    lines = []
    for edge in space.nearest(space.situation(ahead), wanted) or ():
        for candidate in edge.candidates:
            line = candidate.at(ahead, space.boundaries)
            if line is None or not space.follow(ahead, candidate):
                return []
            lines.append(line)
    return lines


def _takes(edge: Edge, written: ScenarioLine) -> bool:
    last = edge.candidates[-1].line
    return _what(last) == _what(written)


def _what(line: ScenarioLine) -> tuple[str | None, ...]:
    return line.choice, line.routine, line.message, line.cancel


def _instead(player: Player, written: ScenarioLine) -> tuple[list[ScenarioLine], list[ScenarioLine]]:
    """What could stand in the line's place, the most alike first: what was probably meant, and the rest."""
    found = list(_possible(player, written))
    if written.message is not None:
        found += _messages(player, written)
    found = sorted(found, key=lambda line: -_likeness(line, written))[:MOST_TRIED]
    alike = [line for line in found if _same_word(line, written) >= ALIKE]
    return alike, [line for line in found if line not in alike]


def _possible(player: Player, written: ScenarioLine) -> Iterator[ScenarioLine]:
    named = {None: player.root} | {each.routine: each for each in player.running() if each is not player.root}
    for of, instance in named.items():
        if instance.status != "running":
            continue
        routine = player.library.pinned(instance.digest)
        for each in enabled(routine, instance, of):
            line = replace(each.line, facts=_facts(routine, each, written, player))
            for delivered in dict.fromkeys((written.delivered, True)):
                whole = replace(line, delivered=delivered)
                yield replace(whole, actor=written.actor) if written.actor in routine.roles else whole
                yield whole


def _facts(routine: Routine, taken: Enabled, written: ScenarioLine, player: Player) -> dict[str, Any]:
    """The written facts that the choice asks for, and what it needs beside them, made up."""
    line, choice = taken.line, taken.choice
    if choice.id == SKIP:
        return {REASON: str(written.facts.get(REASON, "Gäller inte den här gången."))}
    return _filled_in(routine, choice.ask, line.routine, written, player)


def _filled_in(
    routine: Routine, asks: Iterable[Ask], of: str | None, written: ScenarioLine, player: Player
) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for ask in asks:
        if ask.fact in written.facts and written.routine == of:
            given[ask.fact] = written.facts[ask.fact]
        elif ask.required:
            value = made_up(routine.facts[ask.fact], player.now)
            given[ask.fact] = value if of is None else as_written(routine, ask.fact, value)
    return given


def _messages(player: Player, written: ScenarioLine) -> Iterator[ScenarioLine]:
    """The messages that are waited for, with what they must bring."""
    for instance in player.running():
        routine = player.library.pinned(instance.digest)
        of = None if instance is player.root else instance.routine
        for _, state in choosing.resting(routine, instance):
            if isinstance(state, Wait) and state.message:
                facts = _filled_in(routine, state.ask, of, written, player)
                yield ScenarioLine(message=state.message, routine=of if facts else None, facts=facts)


def _likeness(line: ScenarioLine, written: ScenarioLine) -> float:
    """How much of what was written stands in the line; the choice counts most."""
    same = [line.actor == written.actor, line.routine == written.routine, line.state == written.state]
    return 4 * _same_word(line, written) + sum(same) + (dict(line.facts) == dict(written.facts)) / 2


def _same_word(line: ScenarioLine, written: ScenarioLine) -> float:
    """How alike the choices or messages are: 1 for the same."""
    words = (
        line.choice or line.message or line.cancel or "",
        written.choice or written.message or written.cancel or "",
    )
    return SequenceMatcher(None, *words).ratio()
