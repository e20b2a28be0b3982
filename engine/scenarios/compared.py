"""What was done, beside a scenario: which of its lines went as they are told, and what was done that it does not have. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from engine.model.routine import Routine
from engine.model.scenario import Scenario
from engine.run.commands import Command, StartCase
from engine.run.context import Context
from engine.run.outcome import Happened
from engine.run.trace import Chosen, chosen, undone
from engine.said import Said
from engine.scenarios.coverage import Way, way_of
from engine.scenarios.play import Played, play
from engine.scenarios.story import told_lines
from engine.scenarios.way_names import name_of

_MESSAGE = Said("meddelandet ”{name}”", "the message “{name}”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the scenario as it is told; of how many things happen in it, and how many of those did, in the scenario's order.

    Of time that only passes nothing happens.
    """

    told: str
    of: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The scenario's lines, and by name what was done beside them, in order."""

    lines: tuple[Line, ...]
    beside: tuple[str, ...]

    @property
    def come_to(self) -> int:
        """How many of the lines have been come to: up to the last of which something happened."""
        return max((number for number, line in enumerate(self.lines, 1) if line.done), default=0)


@dataclass(frozen=True, slots=True)
class _Done:
    """Something that was taken: a way of a routine, or a message that came."""

    routine: str
    way: Way | None
    message: str = ""


def compared(
    routine: Routine,
    scenario: Scenario,
    history: Iterable[tuple[Command, Sequence[Happened]]],
    routines: Mapping[str, Routine],
    language: str = "sv",
    context: Context | None = None,
) -> Compared | None:
    """The history of a case (what was asked and what happened, from its start) beside the scenario; None where that does not play.

    `routines` are those that it may call and start, by id. What was taken back was not done.
    """
    known = {**routines, routine.id: routine}
    played = play(routine, scenario, routines, context)
    if not isinstance(played, Played):
        return None
    told = told_lines(routine, played, routines, language, context)
    wanted: list[_Done] = []
    parts: list[range] = []
    for line, _ in told:
        begins = len(wanted)
        owners = {each.id: each.routine for each in line.case.instances.values()}
        wanted += _taken(line.happened, owners, known)
        parts.append(range(begins, len(wanted)))
    did = _did(history, known)
    same = [match for match in SequenceMatcher(None, wanted, did, False).get_matching_blocks() if match.size]
    as_told = {match.a + at for match in same for at in range(match.size)}
    matched = {match.b + at for match in same for at in range(match.size)}
    return Compared(
        lines=tuple(
            Line(told=sentence, of=len(part), done=sum(at in as_told for at in part))
            for (_, sentence), part in zip(told, parts, strict=True)
        ),
        beside=tuple(_name(each, known, language) for at, each in enumerate(did) if at not in matched),
    )


def _did(
    history: Iterable[tuple[Command, Sequence[Happened]]], routines: Mapping[str, Routine]
) -> list[_Done]:
    """What was taken and stands, by whichever routine of the case."""
    owners: dict[str, str] = {}
    commands: list[tuple[set[Chosen], list[_Done]]] = []
    for command, happened in history:
        back = undone(happened, (taken for taken, _ in reversed(commands)))
        if back is not None:
            del commands[-back]
        if isinstance(command, StartCase):
            owners[command.instance] = command.routine
        for each in happened:
            if each.kind == "child_started" and each.detail:
                owners[each.detail["child"]] = each.detail["routine"]
        commands.append((chosen(happened), _taken(happened, owners, routines)))
    return [each for _, taken in commands for each in taken]


def _taken(
    happened: Iterable[Happened], owners: Mapping[str, str], routines: Mapping[str, Routine]
) -> list[_Done]:
    found = []
    for each in happened:
        routine = routines.get(owners.get(each.instance, ""))
        if routine is None:
            continue
        if each.kind == "message" and each.detail:
            found.append(_Done(routine.id, None, each.detail["message"]))
            continue
        way = way_of(routine, each.kind, each.state, each.choice, each.detail)
        if way is not None and way.kind != "exit":
            found.append(_Done(routine.id, way))
    return found


def _name(done: _Done, routines: Mapping[str, Routine], language: str) -> str:
    if done.way is None:
        return _MESSAGE.fill(name=done.message).say(language)
    return name_of(routines[done.routine], done.way, language)
