"""Timers in words: short in a box and on an arrow, in full for those who read the picture as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from diagrams.words.phrases import inner
from diagrams.words.pictures import say
from engine.model.conditions import Constant, Name, Node, Sum, text_of
from engine.model.routine import Routine, State, Timer
from engine.values import durations

_SHORT = {
    "timmar": "h",
    "timme": "h",
    "hours": "h",
    "hour": "h",
    "minuter": "min",
    "minut": "min",
    "minutes": "min",
    "minute": "min",
}


def when(timer: Timer, routine: Routine, language: str) -> str:
    """When the timer is due, short: «30 min», «Ankomst + 2 h»."""
    return durations.again(_first(timer, routine, language), timer.every, language)


def _first(timer: Timer, routine: Routine, language: str) -> str:
    if timer.after is not None:
        return _short(timer.after, language)
    return _point(timer.by.tree, routine, language) if timer.by else ""


def label(timer: Timer, routine: Routine, language: str) -> str:
    """What stands on the arrow of a timer that moves: «efter 30 min», «vid Ankomst + 2 h»."""
    due = when(timer, routine, language)
    return say("at point" if timer.after is None else "after", language, time=due)


def labels(found: Sequence[str], language: str) -> str:
    """Several of what `label` says in one: «efter 1 h, 24 h»."""
    after = say("after", language, time="")
    if all(each.startswith(after) for each in found):
        return after + ", ".join(each.removeprefix(after) for each in found)
    return _joined(found)


def told(state: State, routine: Routine, language: str) -> list[tuple[str, str]]:
    """(times, who is told) of the state's reminders and notices, one for each receiver: («1 h, 24 h», «Enhetschef»)."""
    return [
        (
            times,
            ", ".join(routine.roles[role].title.say(language) for role in roles) or say("reminder", language),
        )
        for times, roles in receivers(state, routine, language)
    ]


def receivers(state: State, routine: Routine, language: str) -> list[tuple[str, tuple[str, ...]]]:
    """(times, the roles that are told) of the state's reminders and notices; no roles where whoever does the step is reminded."""
    found: dict[tuple[str, ...], list[str]] = {}
    for timer in state.timers:
        if timer.move is None:
            found.setdefault(timer.notify, []).append(when(timer, routine, language))
    return [(_joined(times), roles) for roles, times in found.items()]


def _joined(times: Sequence[str]) -> str:
    """Several times in one: «Ankomst + 24 h, + 48 h»."""
    start, plus, _ = times[0].partition(" + ")
    common = f"{start} + "
    if plus and all(time.startswith(common) for time in times):
        return common + ", + ".join(time.removeprefix(common) for time in times)
    return ", ".join(times)


def spelled(duration: timedelta, language: str) -> str:
    """A length of time in a sentence: «30 minuter», «36 timmar», «3 dygn»: whole days are days."""
    if duration % timedelta(days=1) == timedelta() != duration % timedelta(weeks=1):
        return say("one day" if duration.days == 1 else "days", language, count=duration.days)
    return durations.words(duration, language)


def _short(duration: timedelta, language: str) -> str:
    """«30 min», «36 h», «3 dygn»."""
    words = spelled(duration, language)
    return re.sub(r"[a-z]+", lambda match: _SHORT.get(match[0], match[0]), words)


def _point(tree: Node, routine: Routine, language: str) -> str:
    match tree:
        case Sum(sign, left, right):
            return f"{_point(left, routine, language)} {sign} {_point(right, routine, language)}"
        case Name(id):
            title = routine.facts[id].title.say(language)
            # A question is set apart from what is added to it.
            return say("quoted", language, words=inner(title)) if title.endswith("?") else title
        case Constant(timedelta() as duration):
            return _short(duration, language)
    return text_of(tree)
