"""Where an instance is, for one who looks: the step to show, its choices, what came before, and what was just done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.pages.staff.going_on import next_timer
from api.pages.staff.visitor import Visitor
from engine.errors.person import NotYours
from engine.model.routine import SKIP

View = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """A step's choices as a page parts them. `usual`: the first, green where it is what the routine usually does; `asked`: the only one,
    whose questions stand in the step.
    """

    usual: View | None
    others: tuple[View, ...]
    blocked: tuple[View, ...]
    anytime: tuple[View, ...]
    skip: View | None
    asked: View | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """What can be taken back, and in which instance."""

    instance: str
    revision: int
    label: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One open step of an instance. `others`: what is open beside it."""

    view: View
    step: View
    others: tuple[View, ...]
    choices: Choices

    @property
    def timer(self) -> View | None:
        """What will happen in the step by itself first."""
        return next_timer(self.view, self.step["state"])


def parent_of(visitor: Visitor, view: View) -> View | None:
    """The view of what called or started the instance; None where there is none, or it is nobody's business."""
    if view["parent"] is None:
        return None
    try:
        return visitor.engine.records.view(view["parent"], visitor.me, visitor.language)
    except NotYours:
        return None


def undo_of(*views: View | None) -> Undo | None:
    """What was just done in one of the instances, while it can be taken back."""
    for view in views:
        if view is not None and view["undo"] is not None:
            undo = view["undo"]
            return Undo(
                instance=view["id"], revision=view["revision"], label=undo["label"], until=undo["until"]
            )
    return None


def child_to_follow(view: View) -> str | None:
    """The called instance in which it goes on, where nothing is to be done in this one."""
    if any(step["mine"] for step in view["steps"]):
        return None
    return next((step["child"] for step in view["steps"] if step["child"] and not step["incident"]), None)


def place_in(view: View, state: str | None = None) -> Place | None:
    """The open step `state`, else the one to do first; None where the instance is not in it."""
    steps = view["steps"]
    if state is not None:
        step = next((each for each in steps if each["state"] == state), None)
    else:
        step = next((each for each in steps if each["mine"]), next(iter(steps), None))
    if step is None:
        return None
    others = tuple(each for each in steps if each is not step)
    return Place(view=view, step=step, others=others, choices=parted(step))


def choice_in(place: Place | None, choice: str) -> View | None:
    """The choice of the place's step; None where it has none of that id."""
    return choice_of(place.step, choice) if place else None


def choice_of(step: View, choice: str) -> View | None:
    """The step's choice of that id."""
    return next((each for each in step["choices"] if each["choice"] == choice), None)


def parted(step: View) -> Choices:
    """The step's choices, the routine's usual one first where it may be taken."""
    own = [each for each in step["choices"] if not each["anytime"] and each["choice"] != SKIP]
    allowed = [each for each in own if each["allowed"]]
    allowed.sort(key=lambda each: not each["usual"])
    alone = allowed[0] if len(own) == len(allowed) == 1 else None
    return Choices(
        usual=allowed[0] if allowed else None,
        others=tuple(allowed[1:]),
        blocked=tuple(each for each in own if not each["allowed"]),
        anytime=tuple(each for each in step["choices"] if each["anytime"] and each["allowed"]),
        skip=next((each for each in step["choices"] if each["choice"] == SKIP and each["allowed"]), None),
        asked=alone if alone and alone["ask"] and not alone["confirm"] and not alone["starts"] else None,
    )


def asks_first(choice: View) -> bool:
    """Whether a tap on the choice leads to a page of its own."""
    return bool(choice["ask"] or choice["confirm"] or choice["starts"])
