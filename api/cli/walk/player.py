"""The case that is walked, with what has happened in it since one last looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.run.commands import Command
from engine.run.outcome import CaseOutcome, Happened, Notice, Send
from engine.scenarios.player import Player


@dataclass(frozen=True, slots=True)
class News:
    """One thing that has happened or been sent, and when."""

    at: datetime
    what: Happened | Notice | Send


class WalkedPlayer(Player):
    """A player that keeps the news until they are told. What can't go on stands, as it does for staff, until somebody sees to it."""

    news: tuple[News, ...] = ()

    def accepted(self, command: Command, outcome: CaseOutcome) -> None:
        """Go on from the command, and keep what it led to."""
        super().accepted(command, outcome)
        self.news += tuple(News(command.at, each) for each in (*outcome.happened, *outcome.effects))

    def check(self, outcome: CaseOutcome) -> None:
        """Nothing is refused: a call that can't start is shown where it stands."""

    def told(self) -> tuple[News, ...]:
        """The news since this was last asked."""
        news, self.news = self.news, ()
        return news
