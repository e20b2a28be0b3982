"""What comes again and again while nobody does anything: told once, with how often it came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from diagrams.storyboard.content.recording import Moment
from engine.run.commands import FireTimer
from engine.run.instance import Token


def told_once(moments: Sequence[Moment]) -> Mapping[int, Sequence[datetime]]:
    """The places of the moments that are told → when the same came once more.

    A timer is not told again as long as time alone passes: a routine that goes round has it each time.
    """
    told: dict[int, list[datetime]] = {}
    timers: dict[tuple[str, str, int], int] = {}
    for place, moment in enumerate(moments):
        command = moment.command
        if not isinstance(command, FireTimer):
            timers.clear()
            told[place] = []
            continue
        first = timers.setdefault((command.instance, fired_at(moment, command).state, command.index), place)
        if first == place:
            told[place] = []
        else:
            told[first].append(command.at)
    return told


def fired_at(moment: Moment, timer: FireTimer) -> Token:
    """Where the instance stood whose timer fired."""
    tokens = moment.before.instances[timer.instance].tokens.values()
    return next(each for each in tokens if each.visit == timer.visit)
