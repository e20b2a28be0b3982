"""The values of a fact that are worth telling apart: one for each answer that its conditions can give.

A number that is compared with 3 and 7 has five such values: below 3, 3, between, 7, above 7. A fact that is only
asked for whether it is set, or compared in ways that nothing can be told of beforehand, has one: that it is set.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import chain, combinations, pairwise
from typing import Any

from engine.model.conditions import Constant, Env, Expression, Items, Name, Node, Sum, compiled, walk
from engine.model.facts import Fact
from engine.values.decimals import Number, exact

Value = Any
"""A value of a fact, or None: unset."""

SET = "\N{FULL BLOCK}"
"""Some value, where nothing more needs to be known of it."""

MOST_COUNTED = 64
MOST_OF_A_LIST = 6
ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_INFINITE = Decimal("Infinity")


@dataclass(slots=True)
class Domain:
    """What is known of one fact: whether its value is read at all, and what it is compared with.

    `whole`: all options matter. `counted`: it is a number that only its own sums change, followed exactly up to `top`.
    """

    fact: Fact
    is_read: bool = False
    whole: bool = False
    constants: set[Any] = field(default_factory=set)
    counted: bool = False
    top: Number | None = None
    values: tuple[Value, ...] = ()

    def close(self) -> None:
        """Settle the values, once all that reads the fact is known."""
        if not self.counted:
            self.values = tuple(self._values())

    def fit(self, value: Value) -> Value:
        """The value among ours that stands for `value`; None stays None."""
        if value is None or value in self.values:
            return value
        if self.counted and self.top is not None and value > self.top:
            return self.top
        if self.fact.type == "choices" and self.constants and isinstance(value, tuple):
            return self._list_of(set(value))
        return self._other()

    def told(self, value: Value) -> Value:
        """The value as other routines may know it: an option or an answer itself, else only that there is one."""
        return value if value is None or self.fact.type in ("choice", "yes_no") else SET

    def standing_for(self, value: Value) -> tuple[Value, ...]:
        """The values here that a value of another routine's fact may stand for."""
        return self.values if value == SET else (self.fit(value),)

    def allows(self, number: Number) -> bool:
        """Whether the number is within the limits of the fact."""
        least, most = self.fact.at_least, self.fact.at_most
        return (least is None or number >= least) and (most is None or number <= most)

    def moved(self, source: Domain, value: Value, by: Number) -> list[Value]:
        """The values here that a number may have which is `by` more than one that `value` stands for in `source`.

        None where it passes the limits; several where a number between two literals comes on either side of another.
        """
        if SET in (value, *self.values) or source.counted:
            return list(self.values)
        low, high = source.between(value)
        if low == high:
            return [each for each in self.values if self._holds(each, low + by)]
        return [each for each in self.values if self._overlaps(each, low + by, high + by)]

    def between(self, value: Number) -> tuple[Number, Number]:
        """The numbers that the value stands for: itself alone (twice), or all between two that are told apart."""
        points = _points(self.fact, self.constants)
        if value in points:
            return value, value
        below, above = [each for each in points if each < value], [each for each in points if each > value]
        return max(below, default=-_INFINITE), min(above, default=_INFINITE)

    def _holds(self, value: Number, number: Number) -> bool:
        low, high = self.between(value)
        return self.allows(number) and (low == number if low == high else low < number < high)

    def _overlaps(self, value: Number, low: Number, high: Number) -> bool:
        own_low, own_high = self.between(value)
        return low < own_low < high if own_low == own_high else max(low, own_low) < min(high, own_high)

    def _told_apart(self) -> list[str]:
        """The options that something is compared with, and one that stands for all others; in the order of the fact."""
        options = [option.id for option in self.fact.options]
        other = [each for each in options if each not in self.constants][:1]
        return [each for each in options if self.whole or each in self.constants or each in other]

    def _other(self) -> Value:
        """The value that stands for what nothing is compared with."""
        return next((each for each in self.values if each not in self.constants), self.values[-1])

    def _list_of(self, chosen: set[str]) -> tuple[str, ...]:
        told_apart = self._told_apart()
        is_other = bool(chosen - self.constants)
        return tuple(
            each for each in told_apart if each in chosen or (is_other and each not in self.constants)
        )

    def _values(self) -> Iterable[Value]:
        fact = self.fact
        if fact.type == "yes_no":
            return (False, True) if self.is_read or self.whole else (SET,)
        if fact.type == "choice":
            return self._told_apart() or (SET,)
        if not self.constants or fact.type == "moment":
            return (SET,)
        if fact.type == "choices":
            chosen = self._told_apart()
            return chain.from_iterable(combinations(chosen, size) for size in range(len(chosen) + 1))
        if fact.type == "number":
            return _regions(fact, self.constants)
        if fact.type == "date":
            return sorted({each + step for each in self.constants for step in (-_DAY, 0 * _DAY, _DAY)})
        return [*sorted(self.constants), SET]


def constants_of(tree: Node) -> set[Any]:
    """The literals of one side of a comparison."""
    if isinstance(tree, Constant):
        return {tree.value}
    return {item.value for item in tree.items} if isinstance(tree, Items) else set()


def _points(fact: Fact, constants: set[Any]) -> list[Number]:
    """The numbers that are told apart from all others: literals, and the limits."""
    return sorted(constants | {bound for bound in (fact.at_least, fact.at_most) if bound is not None})


def _regions(fact: Fact, constants: set[Any]) -> list[Number]:
    least, most = fact.at_least, fact.at_most
    points = _points(fact, constants)
    points = [points[0] - 1, *points, points[-1] + 1]
    between = [exact(Decimal(first + second) / 2) for first, second in pairwise(points)]
    return sorted(
        each
        for each in {*points, *between}
        if (least is None or each >= least) and (most is None or each <= most)
    )


def count(domains: Mapping[str, Domain], sets: Iterable[tuple[str, Expression]], given: set[str]) -> None:
    """Find the numbers that only literals and sums change (`given` are changed by more), with every value they take."""
    changed: dict[str, list[Node]] = {}
    for name, expression in sets:
        changed.setdefault(name, []).append(expression.tree)
    counted = {
        name
        for name, trees in changed.items()
        if name in domains
        and name not in given
        and domains[name].fact.type == "number"
        and any(isinstance(tree, Sum) for tree in trees)
        and all(_only_sums(tree, name) for tree in trees)
    }
    for name in counted:
        _follow(domains[name], changed[name])


def _only_sums(tree: Node, name: str) -> bool:
    return all(
        isinstance(node, Sum)
        or (isinstance(node, Constant) and node.type == "number")
        or node == Name(name, "number")
        for node in walk(tree)
    )


def _follow(domain: Domain, trees: list[Node]) -> None:
    """All values from the literals on; a number that only grows is followed to just above all that it is compared with."""
    name = domain.fact.id
    expressions = [compiled(tree) for tree in trees]
    steps = [each for tree in trees if isinstance(tree, Sum) for each in _steps(tree)]
    top = max(domain.constants, default=0) + 1
    grows = all(step >= 0 for step in steps) and all(
        isinstance(tree.left, Name) for tree in trees if isinstance(tree, Sum)
    )
    reached: dict[Any, None] = {}
    ahead: list[Any] = [None]
    while ahead and len(reached) <= MOST_COUNTED:
        value = ahead.pop(0)
        facts = {} if value is None else {name: value}
        for expression in expressions:
            found = expression(Env(facts=facts, now=ANY_MOMENT))
            if found is None or not domain.allows(found):
                continue
            if grows and found > top:
                found = top
            if found not in reached:
                reached[found] = None
                ahead.append(found)
    if reached and len(reached) <= MOST_COUNTED:
        domain.counted, domain.values, domain.top = True, tuple(reached), top if grows else None


def _steps(tree: Sum) -> Iterable[Number]:
    """What the sum adds, literal by literal."""
    for node in walk(tree):
        if (
            isinstance(node, Sum)
            and isinstance(node.right, Constant)
            and isinstance(node.right.value, int | Decimal)
        ):
            yield node.right.value if node.sign == "+" else -node.right.value
        elif isinstance(node, Sum):
            yield -1  # not a plain step: do not take it to grow
