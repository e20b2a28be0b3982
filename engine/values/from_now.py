"""How far from now something may lie, as owners write it: `now`, `now + 12 h`, `now - 30 d`. Before now is below 0."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from engine.problems import Problem
from engine.said import Said
from engine.values import durations

_FROM_NOW = re.compile(r"\s*now\s*(?:([-+])\s*(.*))?", re.DOTALL)
_SAID_NOW = re.compile(r"\s*(?:nu|i ?dag|today)\b", re.IGNORECASE)
_AWAY = re.compile(r"\s*([-+]?)\s*(.+)", re.DOTALL)


def parse(text: str) -> timedelta | Problem | None:
    """How far from now `text` says; None where it says nothing of the kind, and a problem where its duration is none."""
    found = _FROM_NOW.fullmatch(text)
    if found is None:
        return None
    if found[1] is None:
        return timedelta(0)
    away = durations.parse(found[2])
    if isinstance(away, Problem):
        return replace(away, column=away.column + found.start(2))
    return -away if found[1] == "-" else away


def meant(text: str) -> str | None:
    """What was probably meant by another text, as it is written: «nu + 12 h», «idag», «12 h», «-30 d»."""
    text = _SAID_NOW.sub("now", text, count=1)
    away = parse(text)
    if isinstance(away, timedelta):
        return canonical(away)
    found = _AWAY.fullmatch(text)
    length = durations.parse(found[2]) if found else None
    if found is None or not isinstance(length, timedelta):
        return None
    return canonical(-length if found[1] == "-" else length)


def canonical(away: timedelta) -> str:
    """The one way to write it: `now + 3 d`."""
    return f"now {'-' if away < timedelta(0) else '+'} {durations.canonical(abs(away))}" if away else "now"


def words(away: timedelta) -> Said:
    """As people say it: «nu», «om 12 timmar», «för 30 dagar sedan»."""
    if not away:
        return Said("nu", "now")
    length = Said.each(lambda language: durations.words(abs(away), language))
    said = (
        Said("om {length}", "in {length}")
        if away > timedelta(0)
        else Said("för {length} sedan", "{length} ago")
    )
    return said.fill(length=length)
