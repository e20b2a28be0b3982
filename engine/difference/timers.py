"""Reminders, alarms and limits of time that differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.difference.change import Pair
from engine.difference.entries import moved
from engine.difference.keys import Sides, at, compare_keys, duration, key, state
from engine.difference.names import Names
from engine.difference.wording import both, in_quotes, quoted

KEYS = {
    "remind": key("påminnelsen", "the reminder", "time"),
    "say": key("larmets text", "the alarm's text", "time"),
    "to": key("tillståndet efter tiden", "the state after the time", "time", neuter=True, show=state),
}
_ACTIONS = ("remind", "notify", "to")


def compare_timers(
    sides: Sides, place: Pair, before: Sequence[Any], after: Sequence[Any], where: tuple[str, ...]
) -> None:
    """Tell of each timer that is new, gone, at another time, or does something else."""
    pairs = _paired(before, after)
    for place_before, timer in enumerate(before):
        if place_before not in pairs:
            sv, en = told(timer, sides.before)
            said = at(place, f"tiden är borttagen: {sv}.", f"the timer is removed: {en}.")
            sides.notes.add("time", "removed", (*where, str(place_before)), said, before=timer)
    by_after = {number: place_before for place_before, number in pairs.items()}
    for number, timer in enumerate(after):
        if number not in by_after:
            sv, en = told(timer, sides.after)
            said = at(place, f"ny tid: {sv}.", f"a new timer: {en}.")
            sides.notes.add("time", "added", (*where, str(number)), said, after=timer)
            continue
        old = before[by_after[number]]
        _compare_times(sides, place, old, timer, (*where, str(number)))
        compare_keys(sides, place, KEYS, old, timer, (*where, str(number)), but=("after", "by", "notify"))
        if old.get("notify") != timer.get("notify") and "notify" in timer:
            _tell_whom(sides, place, old, timer, (*where, str(number)))
    order = [by_after[number] for number in sorted(by_after)]
    if moved(sorted(order), order):
        said = at(place, "tiderna står i en annan ordning.", "the timers stand in another order.")
        sides.notes.add("time", "moved", where, said, before=list(before), after=list(after))


def told(timer: Mapping[str, Any], names: Names) -> Pair:
    """A timer in words: «Enhetschef får veta efter 2 timmar: «…»»."""
    (sv, en), (what_sv, what_en) = when(timer, names), _subject(timer, names)
    text = timer.get("remind") or timer.get("say")
    words_sv, words_en = quoted(text) if text else ("", "")
    between = ": " if text else ""
    return f"{what_sv} {sv}{between}{words_sv}", f"{what_en} {en}{between}{words_en}"


def when(timer: Mapping[str, Any], names: Names) -> Pair:
    """When it is due."""
    if "after" in timer:
        sv, en = duration(timer["after"], names)
        return f"efter {sv}", f"after {en}"
    sv, en = in_quotes(both(timer["by"]))
    return f"senast {sv}", f"by {en}"


def _subject(timer: Mapping[str, Any], names: Names) -> Pair:
    """What comes at that time."""
    if "remind" in timer:
        return "påminnelsen kommer", "the reminder comes"
    if "notify" in timer:
        sv, en = names.roles(timer["notify"])
        return f"{sv} får veta", f"{en} is told"
    sv, en = names.state(timer["to"])
    return f"rutinen går av sig själv till {sv}", f"the routine goes by itself to {en}"


def _compare_times(
    sides: Sides, place: Pair, before: Mapping[str, Any], after: Mapping[str, Any], where: tuple[str, ...]
) -> None:
    def due(timer: Mapping[str, Any]) -> dict[str, Any]:
        return {each: timer[each] for each in ("after", "by") if each in timer}

    if due(before) != due(after):
        (sv, en), (was_sv, was_en) = when(after, sides.after), when(before, sides.before)
        what_sv, what_en = _subject(after, sides.after)
        said = at(place, f"{what_sv} {sv}, förut {was_sv}.", f"{what_en} {en}, before {was_en}.")
        sides.notes.add("time", "changed", where, said, before=due(before), after=due(after))


def _tell_whom(
    sides: Sides, place: Pair, before: Mapping[str, Any], after: Mapping[str, Any], where: tuple[str, ...]
) -> None:
    (sv, en), (was_sv, was_en) = sides.after.roles(after["notify"]), sides.before.roles(before["notify"])
    said = at(
        place,
        f"larmet går nu till {sv}, förut till {was_sv}.",
        f"the alarm goes to {en} now, before to {was_en}.",
    )
    sides.notes.add(
        "time", "changed", (*where, "notify"), said, before=before["notify"], after=after["notify"]
    )


def _paired(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Which timer became which: the same, one that does the same, or at least one of the same kind."""
    pairs: dict[int, int] = {}
    for like in (
        lambda a, b: a == b,
        lambda a, b: _action(a) == _action(b),
        lambda a, b: _kind(a) == _kind(b) and (a.get("after"), a.get("by")) == (b.get("after"), b.get("by")),
        lambda a, b: _kind(a) == _kind(b),
    ):
        for old, timer in enumerate(before):
            free = (new for new in range(len(after)) if new not in pairs.values())
            if (
                old not in pairs
                and (found := next((new for new in free if like(timer, after[new])), None)) is not None
            ):
                pairs[old] = found
    return pairs


def _kind(timer: Mapping[str, Any]) -> str:
    return next(each for each in _ACTIONS if each in timer)


def _action(timer: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in timer.items() if name not in ("after", "by")}
