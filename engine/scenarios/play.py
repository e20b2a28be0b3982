"""Scenarios played: each line as it went, and where one does not play, why not and what could have stood there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from engine.errors.person import NotYours
from engine.errors.root import Refusal
from engine.errors.step import Incident, NotAwaited, NotPossibleHere
from engine.errors.value import FactsWrong
from engine.model.routine import Routine
from engine.model.scenario import Scenario, ScenarioLine
from engine.problems import listed
from engine.run.context import Context, Library
from engine.run.events import choosing
from engine.run.instance import Case
from engine.run.outcome import Happened
from engine.said import Said
from engine.scenarios.coverage import Way, taken_ways
from engine.scenarios.enabled import enabled
from engine.scenarios.player import LineWrong, Player, person_in
from engine.scenarios.yaml_text import line_text


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedLine:
    """One line of a scenario as it went: when, what happened, and the case afterwards. `line` is None for the start."""

    line: ScenarioLine | None
    at: datetime
    happened: tuple[Happened, ...]
    case: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A scenario that played, line by line."""

    lines: tuple[PlayedLine, ...]

    def takes(self, routine: Routine) -> frozenset[Way]:
        """The choices, timers and outcomes of the routine that were taken."""
        return taken_ways(
            routine, self.lines[-1].case, [each for line in self.lines for each in line.happened]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A scenario that did not play: the line in the file, and why, with what was possible instead."""

    line: int
    why: Said
    played: tuple[PlayedLine, ...] = ()


def play(
    routine: Routine,
    scenario: Scenario,
    routines: Mapping[str, Routine],
    context: Context | None = None,
    player: Player | None = None,
) -> Played | Failed:
    """Play one scenario; `routines` are those that it may call and start, by id. `player`: one of one's own that nothing was played on."""
    player = player or Player(Library.of({**routines, routine.id: routine}.values(), context))
    return _Playing(player, routine, scenario).all()


class _Playing:
    def __init__(self, player: Player, routine: Routine, scenario: Scenario) -> None:
        self.player, self.routine, self.scenario = player, routine, scenario
        self.lines: list[PlayedLine] = []
        self.told = 0

    def all(self) -> Played | Failed:
        role = self.scenario.by or next(iter(self.routine.begin.roles), "")
        try:
            refusal = self.player.start(self.routine, person_in(role), self.scenario.facts)
            if refusal is not None:
                return self._failed(
                    self.scenario.written.at(_key_of(refusal, self.scenario.facts)), refusal.said()
                )
            self._played(None)
            for line in self.scenario.play:
                wrong = self.player.follow(line)
                if wrong is not None:
                    return self._line_failed(line, wrong)
                self._played(line)
        except Incident as incident:
            at = self.scenario.play[max(0, len(self.lines) - 1)] if self.scenario.play else self.scenario
            return self._failed(at.written.line, incident.said())
        return self._ending()

    def _line_failed(self, line: ScenarioLine, wrong: Refusal | LineWrong) -> Failed:
        """Which line of how many, what is wrong, and what could have stood there."""
        number, of = len(self.lines), len(self.scenario.play)
        written = line_text(self.routine, line)
        said = Said("rad {number} av {of}, {line}. {wrong}", "line {number} of {of}, {line}. {wrong}").fill(
            number=number, of=of, line=written, wrong=Said.each(wrong.say)
        )
        if isinstance(wrong, NotPossibleHere) and wrong.possible:
            found = self.player.named(line.routine)
            assert found is not None
            routine = self.player.library.pinned(found.digest)
            lines = list(
                dict.fromkeys(
                    line_text(self.routine, each.line) for each in enabled(routine, found, line.routine)
                )
            )
            last = Said("eller", "or")
            could = Said.each(lambda language: listed(lines, last.say(language)))
            said = Said(
                "{said} I scenariot skrivs det {lines}.", "{said} In the scenario it is written {lines}."
            ).fill(said=said, lines=could)
        return self._failed(line.written.at(_key_of(wrong, line.facts)), said)

    def _ending(self) -> Played | Failed:
        root = self.player.root
        wanted, got = self.scenario.ends, root.outcome
        if wanted != got:
            where = ", ".join(
                f"”{state.title.say('sv')}”" for _, state in choosing.resting(self.routine, root)
            )
            now = (
                Said(f"slutade med ”{got}”", f"ended with “{got}”")
                if got
                else Said(f"är kvar i {where}", f"is still in {where}")
            )
            end = (
                Said(f"sluta med ”{wanted}”", f"end with “{wanted}”")
                if wanted
                else Said("inte vara slut", "not have ended")
            )
            said = Said(
                "Scenariot skulle {end}, men rutinen {now}.",
                "The scenario should {end}, but the routine {now}.",
            )
            return self._failed(self.scenario.written.at("ends"), said.fill(end=end, now=now))
        return Played(lines=tuple(self.lines))

    def _failed(self, line: int, why: Said) -> Failed:
        title = self.scenario.title
        return Failed(
            line=line,
            why=Said(
                "Scenariot ”{title}” går inte att spela: {why}", "The scenario “{title}” does not play: {why}"
            ).fill(title=title.said(), why=why),
            played=tuple(self.lines),
        )

    def _played(self, line: ScenarioLine | None) -> None:
        before, self.told = self.told, len(self.player.happened)
        self.lines.append(
            PlayedLine(
                line=line,
                at=self.player.now,
                happened=tuple(self.player.happened[before:]),
                case=replace(self.player.case),
            )
        )


def _key_of(wrong: Refusal | LineWrong, facts: Mapping[str, object]) -> str:
    """The key that says what is wrong, "" for none of them; of several facts one that is written."""
    match wrong:
        case LineWrong():
            return wrong.key
        case FactsWrong():
            return f"facts.{next((name for name in wrong.problems if name in facts), '')}"
        case NotYours():
            return "by"
        case NotPossibleHere():
            return "in" if wrong.offered else "choice"
        case NotAwaited():
            return "message"
    return ""
