"""What is told of `not_by` and `same_as`: that it can never matter, that it holds in one order only, that no role does both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.language.compile import Compiled
from engine.language.proof.order import Order
from engine.language.rules.findings import NOWHERE, Findings, Part
from engine.model.routine import STARTER, Routine, Step
from engine.problems import listed
from engine.said import Said
from engine.values.texts import Text


@dataclass(frozen=True, slots=True)
class _Named:
    """One name in the `key` at `place`: of a step, or of a choice of it; `title` is what is to be done, `roles` who does it."""

    key: str
    place: str
    name: str
    step: Step
    title: Text
    roles: tuple[str, ...]


def tell_duties(findings: Findings, file: Compiled, routine: Routine) -> None:
    """Note what is wrong with each name."""
    named = list(_all(routine))
    order = Order(routine) if any(each.name != STARTER for each in named) else None
    for each in named:
        other = routine.states.get(each.name)
        words: dict[str, Part] = {
            "where": each.title.said(),
            "step": other.title.said() if other else Said("Start", "Start"),
        }
        place = file.places.of(f"{each.place}.{each.key}") if file.places else NOWHERE
        if each.key == "same_as" and each.name in each.step.not_by:
            findings.add("not-by-and-same-as", place, name=each.name)
        elif order and isinstance(other, Step) and not order.can_follow(each.step.id, other.id):
            rule = "not-by-never" if each.key == "not_by" else "same-as-never"
            findings.add(rule, place, **words)
        elif each.key == "same_as":
            does = _does(other) if isinstance(other, Step) else set(routine.begin.roles)
            if does.isdisjoint(each.roles):
                roles, others = _titles(routine, each.roles), _titles(routine, does)
                findings.add("same-as-roles", place, **words, roles=roles, others=others)
        elif order and isinstance(other, Step) and _holds_one_way(order, each.step, other):
            findings.add("not-by-one-way", place, **words, id=each.step.id)


def _all(routine: Routine) -> Iterator[_Named]:
    """The names of the steps and of their choices. What is offered at any time can follow everything."""
    for step in routine.states.values():
        if not isinstance(step, Step):
            continue
        for key, names in (("not_by", step.not_by), ("same_as", step.same_as)):
            yield from (_Named(key, f"{step.id}.", name, step, step.title, step.roles) for name in names)
        for choice in step.choices:
            for key, names in (("not_by", choice.not_by), ("same_as", choice.same_as)):
                place = f"{step.id}.{choice.id}"
                yield from (_Named(key, place, name, step, choice.label, choice.roles) for name in names)


def _does(step: Step) -> set[str]:
    return {*step.roles, *(role for choice in step.choices for role in choice.roles)}


def _holds_one_way(order: Order, step: Step, other: Step) -> bool:
    """Whether the other can be done after the step too, and does not keep those away who have done it."""
    kept = {*other.not_by, *(name for choice in other.choices for name in choice.not_by)}
    return order.are_beside(step.id, other.id) and step.id not in kept


def _titles(routine: Routine, roles: Iterable[str]) -> Said:
    titles = [routine.roles[role].title for role in routine.roles if role in set(roles)]
    return Said(
        listed([title.say("sv") for title in titles], "eller"),
        listed([title.say("en") for title in titles], "or"),
    )
