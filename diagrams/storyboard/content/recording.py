"""A scenario played by the engine, with all that happened on the way kept in order: also each timer of a long wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.model.routine import Routine
from engine.model.scenario import Scenario
from engine.run.commands import Command, Delivered
from engine.run.context import Context, Library
from engine.run.instance import Case
from engine.run.outcome import CaseOutcome
from engine.scenarios.play import Failed, play
from engine.scenarios.player import Player


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A command that was carried out, the case as it was before, and what it led to.

    `after`: the same of the deliveries that followed at once, of mail that was sent.
    """

    command: Command
    before: Case
    outcome: CaseOutcome
    after: tuple[CaseOutcome, ...] = ()

    @property
    def outcomes(self) -> tuple[CaseOutcome, ...]:
        """All that it led to, in order."""
        return (self.outcome, *self.after)

    @property
    def case(self) -> Case:
        """The case afterwards."""
        return self.outcomes[-1].case


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A scenario that played, and what was carried out, in order."""

    moments: Sequence[Moment]
    library: Library
    player: Player


class _Recorder(Player):
    """A player that keeps everything that was carried out."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.moments: list[Moment] = []

    def accepted(self, command: Command, outcome: CaseOutcome) -> None:
        if isinstance(command, Delivered) and self.moments:
            last = self.moments[-1]
            self.moments[-1] = Moment(
                command=last.command,
                before=last.before,
                outcome=last.outcome,
                after=(*last.after, outcome),
            )
        else:
            self.moments.append(Moment(command=command, before=self.case, outcome=outcome))
        super().accepted(command, outcome)


def record(
    routine: Routine, scenario: Scenario, routines: Mapping[str, Routine], context: Context
) -> Recording | Failed:
    """Play the scenario; `routines` are those that it may call and start, by id."""
    library = Library.of({**routines, routine.id: routine}.values(), context)
    player = _Recorder(library)
    played = play(routine, scenario, routines, player=player)
    if isinstance(played, Failed):
        return played
    return Recording(moments=tuple(player.moments), library=library, player=player)
