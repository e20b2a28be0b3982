"""What is going on: told before another is started beside it, told apart in lists, and what will happen in it by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from api.pages.staff.frame import name_of, times
from api.pages.staff.visitor import Visitor
from engine.said import Said


def going_on(visitor: Visitor, routine: str) -> list[Mapping[str, Any]]:
    """The visitor's own instances of the routine that run, the newest first."""
    found = visitor.engine.records.instances(visitor.me, visitor.language).items
    return [each for each in found if each["routine"] == routine]


def next_timer(view: Mapping[str, Any], state: str) -> Mapping[str, Any] | None:
    """What will happen by itself in the open step first; None where nothing will."""
    own = (each for each in view["timers"] if each["state"] == state)
    return min(own, key=lambda each: str(each["due"]), default=None)


def told_apart(visitor: Visitor, tasks: Iterable[Mapping[str, Any]]) -> Callable[[Mapping[str, Any]], str]:
    """Says of a task when its instance began, and whose it is: «påbörjad 06:29 av dig». Nothing where the list has no other instance of
    the routine.
    """
    instances: dict[str, set[str]] = defaultdict(set)
    for each in tasks:
        instances[each["routine"]].add(each["instance"])
    name, said = name_of(visitor), times(visitor)

    def began(task: Mapping[str, Any]) -> str:
        if len(instances[task["routine"]]) < 2:
            return ""
        at = said.when(task["started_at"])
        is_mine = task["owner"] == visitor.me.subject
        by = Said("dig", "you") if is_mine else Said(name(task["owner"]), name(task["owner"]))
        return Said(f"påbörjad {at.sv} av {by.sv}", f"begun {at.en} by {by.en}").say(visitor.language)

    return began
