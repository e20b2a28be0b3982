"""Conditions whose answer is known beforehand: they can never be true, or always are.

Each fact of the condition is tried unset and with every value that can make a difference: those it is compared with,
and some between and beside them. What can't be tried so (moments, sums, two numbers against each other) counts as
either way, so that a condition is called constant only when it surely is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import product
from math import prod
from typing import Any

from engine.language.expression.domains import ANY_MOMENT, MOST_OF_A_LIST, Domain
from engine.model.conditions import (
    All,
    Compare,
    Constant,
    Env,
    IsSet,
    Items,
    Name,
    Node,
    Not,
    Running,
    Since,
    Some,
    compiled,
    text_of,
)
from engine.model.facts import Fact, FactType
from engine.values.decimals import Number
from engine.values.texts import Text

MOST_TRIED = 4_096


class Constancy(Enum):
    """What is known of a condition without knowing any fact."""

    NEVER = "never"
    ALWAYS = "always"
    DEPENDS = "depends"


def constancy(tree: Node, facts: Mapping[str, Fact]) -> Constancy:
    """Whether the checked condition can never be true or always is; DEPENDS also where there is too much to try."""
    unknowns = _Unknowns(facts)
    holds = compiled(unknowns.replaced(tree))
    if any(unknown.is_too_much for unknown in unknowns.by_name.values()):
        return Constancy.DEPENDS
    values = {name: unknown.values() for name, unknown in unknowns.by_name.items()}
    if prod(map(len, values.values())) > MOST_TRIED:
        return Constancy.DEPENDS
    trials = (dict(zip(values, chosen, strict=True)) for chosen in product(*values.values()))
    answers = {holds(Env(facts=trial, now=ANY_MOMENT)) for trial in trials}
    if True not in answers:
        return Constancy.NEVER
    return Constancy.ALWAYS if answers == {True} else Constancy.DEPENDS


@dataclass(slots=True)
class _Unknown:
    """One thing that a condition depends on, a fact or made up, and the constants that it is compared with."""

    fact: Fact
    may_be_unset: bool = False
    whole: bool = False
    constants: set[Any] = field(default_factory=set)

    @property
    def is_too_much(self) -> bool:
        """Whether it is a list of which so many options are mentioned that not all lists can be tried."""
        return self.fact.type == "choices" and len(self.constants) > MOST_OF_A_LIST

    def values(self) -> list[Any]:
        """The values worth trying; None is unset."""
        domain = Domain(self.fact, is_read=True, constants=self.constants)
        domain.close()
        found = [each for each in domain.values if not self.whole or each == int(each)]
        return [*([None] if self.may_be_unset else []), *found]


class _Unknowns:
    """Rewrites a condition so that it reads only facts (real ones, and made-up ones for what can't be tried)."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.facts = facts
        self.by_name: dict[str, _Unknown] = {}

    def replaced(self, tree: Node) -> Node:
        """The tree with every part that can't be tried replaced by a made-up fact."""
        match tree:
            case Constant():
                return tree
            case Not():
                return Not(self.replaced(tree.part))
            case All():
                return All(tuple(map(self.replaced, tree.parts)))
            case Some():
                return Some(tuple(map(self.replaced, tree.parts)))
            case IsSet():
                self._fact(tree.fact)
                return tree
            case Name() if tree.type == "yes_no":
                self._fact(tree.id)
                return tree
            case Compare(operator, left, right):
                if left.type == right.type == "yes_no":
                    return Compare(operator, self.replaced(left), self.replaced(right))
                sides = self._tried(left, right), self._tried(right, left)
                if sides[0] is not None and sides[1] is not None:
                    return Compare(operator, sides[0], sides[1])
        return self._made_up(tree, _Unknown(_made_up_fact("yes_no")))

    def _tried(self, side: Node, other: Node) -> Node | None:
        """One side of a comparison as it can be tried, or None."""
        if isinstance(side, Constant | Items):
            return side
        constants = set(_constants(other))
        if isinstance(side, Name) and isinstance(other, Name) and side.type == other.type == "choice":
            constants = {option.id for fact in (side.id, other.id) for option in self.facts[fact].options}
            constants &= {option.id for option in self.facts[side.id].options}
        elif not isinstance(other, Constant | Items):
            return None
        match side:
            case Name() if side.type != "moment":
                self._fact(side.id).constants |= constants
                return side
            case Running():
                beside = {each + step for each in constants for step in (-1, 1)}
                return self._made_up(
                    side, _Unknown(_made_up_fact("number", least=0), whole=True), constants | beside
                )
            case Since():
                return self._made_up(side, _Unknown(_made_up_fact("number"), may_be_unset=True), constants)
        return None

    def _fact(self, id: str) -> _Unknown:
        return self.by_name.setdefault(id, _Unknown(self.facts[id], may_be_unset=True))

    def _made_up(self, tree: Node, unknown: _Unknown, constants: Collection[Any] = ()) -> Name:
        name = f"? {text_of(tree)}"
        self.by_name.setdefault(name, unknown).constants.update(constants)
        return Name(name, tree.type)


def _made_up_fact(type: FactType, least: Number | None = None) -> Fact:
    return Fact(id="?", type=type, title=Text((("sv", "?"),)), at_least=least)


def _constants(side: Node) -> Iterator[Any]:
    if isinstance(side, Constant):
        yield side.value
    elif isinstance(side, Items):
        yield from (item.value for item in side.items)
