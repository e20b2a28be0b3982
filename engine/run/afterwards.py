"""Registering afterwards: when something that was done without the system can have been done, and what waits for the rest of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from engine.errors.value import FactsWrong
from engine.run.commands import Command
from engine.run.instance import Instance
from engine.said import Said
from engine.values.moment_words import moment_in_words

HELD_BACK = timedelta(hours=1)
"""How long a timer that is out already when its step is registered waits, so that the lines after it can be registered first."""

FURTHEST_BACK = timedelta(days=31)
"""How long ago a routine may have begun that is registered now. A wrong year is a slip of the pen."""


def wrong_time(command: Command, opened: datetime, zone: tzinfo) -> FactsWrong | None:
    """Why it can't have been done then, in what opened at `opened`; None where it can, or where nothing is registered afterwards."""
    done_at = command.done_at
    if done_at is None:
        return None
    if done_at > command.at:
        return _wrong(
            Said(
                "Tiden har inte hänt än: klockan är {time}. Skriv när det gjordes.",
                "That time has not come yet: it is {time}. Write when it was done.",
            ).fill(time=moment_in_words(command.at.astimezone(zone)))
        )
    # On paper a time has no seconds.
    if done_at < opened.replace(second=0, microsecond=0):
        return _wrong(
            Said(
                "Steget öppnades {time}. Det kan inte ha gjorts innan dess.",
                "The step opened {time}. It can't have been done before that.",
            ).fill(time=moment_in_words(opened.astimezone(zone)))
        )
    return None


def wrong_start(command: Command, zone: tzinfo) -> FactsWrong | None:
    """Why a routine can't have begun then; None where it can."""
    earliest = command.at - FURTHEST_BACK
    if command.done_at is not None and command.done_at < earliest:
        return _wrong(
            Said(
                "Det som registreras i efterhand får ha börjat tidigast {time}. Är året och månaden rätt?",
                "What is registered afterwards may have begun at the earliest {time}. Are the year and the month right?",
            ).fill(time=moment_in_words(earliest.astimezone(zone)))
        )
    return wrong_time(command, earliest, zone)


def held_back(before: Instance | None, after: Instance, command: Command) -> Instance:
    """The instance, its timers that were out already when they were armed by what is registered now waiting a while."""
    if command.done_at is None:
        return after
    armed = () if before is None else before.timers
    until = command.at + HELD_BACK
    return replace(
        after,
        timers=tuple(
            replace(each, held_until=until) if each.due <= command.at and each not in armed else each
            for each in after.timers
        ),
    )


def _wrong(why: Said) -> FactsWrong:
    return FactsWrong({"done_at": why})
