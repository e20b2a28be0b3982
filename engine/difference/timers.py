"""Reminders, alarms and limits of time that differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.difference.entries import Sort, compare_entries
from engine.difference.names import Names
from engine.difference.place import Place
from engine.difference.quoting import in_quotes, quoted
from engine.difference.values import compare_keys, duration, key
from engine.problems import Problem
from engine.said import UNSAID, Said, both
from engine.values import durations

_KEYS = {
    "remind": key("påminnelsen", "the reminder", "time"),
    "say": key("larmets text", "the alarm's text", "time"),
    "to": key(
        "tillståndet efter tiden",
        "the state after the time",
        "time",
        neuter=True,
        show=lambda value, names: names.state(value),
    ),
}
_ACTIONS = ("remind", "notify", "to")
_TIMES = ("after", "by", "every")


def compare_timers(place: Place) -> None:
    """Tell of each timer that is new, gone, at another time, or does something else."""
    compare_entries(place, _TIMERS)


def _words(_: str, timer: Mapping[str, Any], names: Names) -> Mapping[str, Said]:
    """A timer in words: «Enhetschef får veta efter 2 timmar: «…»»."""
    text = timer.get("remind") or timer.get("say")
    says = both(": {text}").fill(text=quoted(text)) if text else UNSAID
    what, when = _what(timer, names), _when(timer, names)
    return {"it": both("{what} {when}{says}").fill(what=what, when=when, says=says)}


def _when(timer: Mapping[str, Any], names: Names) -> Said:
    """When it is due."""
    if "after" in timer:
        first = Said("efter {time}", "after {time}").fill(time=duration(timer["after"], names))
    else:
        first = Said("senast {time}", "by {time}").fill(time=in_quotes(both(timer["by"])))
    every = durations.parse(timer["every"]) if "every" in timer else None
    return (
        first
        if isinstance(every, Problem)
        else Said.each(lambda each: durations.again(first.say(each), every, each))
    )


def _what(timer: Mapping[str, Any], names: Names) -> Said:
    """What comes at that time."""
    if "remind" in timer:
        return Said("påminnelsen kommer", "the reminder comes")
    if "notify" in timer:
        return Said("{roles} får veta", "{roles} is told").fill(roles=names.roles(timer["notify"]))
    return Said("rutinen går av sig själv till {state}", "the routine goes by itself to {state}").fill(
        state=names.state(timer["to"]),
    )


def _compare_timer(place: Place) -> None:
    before, after, versions = place.before, place.after, place.versions
    if _due(before) != _due(after):
        place.holding(_due(before), _due(after)).tell(
            "time",
            "changed",
            "{what} {now}, förut {was}.",
            "{what} {now}, before {was}.",
            what=_what(after, versions.after),
            now=_when(after, versions.after),
            was=_when(before, versions.before),
        )
    compare_keys(place, _KEYS, but=("notify", *_TIMES))
    whom = place.key("notify")
    if whom.before != whom.after:
        whom.tell(
            "time",
            "changed",
            "larmet går nu till {now}, förut till {was}.",
            "the alarm goes to {now} now, before to {was}.",
            now=versions.after.roles(whom.after),
            was=versions.before.roles(whom.before),
        )


def _due(timer: Mapping[str, Any]) -> dict[str, Any]:
    return {name: timer[name] for name in _TIMES if name in timer}


def _kind(timer: Mapping[str, Any]) -> str:
    return next(name for name in _ACTIONS if name in timer)


_TIMERS = Sort(
    group="time",
    words=_words,
    new=Said("ny tid: {it}.", "a new timer: {it}."),
    gone=Said("tiden är borttagen: {it}.", "the timer is removed: {it}."),
    order=Said("tiderna står i en annan ordning.", "the timers stand in another order."),
    same=_compare_timer,
    first="gone",
    like=(
        lambda timer: timer,
        lambda timer: {name: value for name, value in timer.items() if name not in _TIMES},
        lambda timer: (_kind(timer), _due(timer)),
        _kind,
    ),
)
