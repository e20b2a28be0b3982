"""Conditions and expressions when they run: checked trees over facts, compiled once to closures.

A comparison with an unset fact is false, whatever is compared; arithmetic with one has no value (None).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any, Literal, cast

from engine.values.decimals import MOST_DECIMALS, Number, exact

Value = str | Number | bool | tuple[str, ...] | datetime | date | timedelta
ValueType = Literal["text", "number", "yes_no", "choice", "choices", "moment", "date", "duration"]
Operator = Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Env:
    """All that a condition may read: facts (unset ones are absent), the time, running children by routine, the
    checklist.

    `zone` is the organisation's: it says which day `now` is when days since a date are counted.
    """

    facts: Mapping[str, Any]
    now: datetime
    running: Mapping[str, int] = field(default_factory=dict)
    checklist_done: bool = False
    zone: tzinfo = UTC


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal. `text` is how it is written: `"sjukhus"`, `3`, `yes`, `72 h`, `2026-03-01`."""

    value: Value
    type: ValueType
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """The value of a fact."""

    id: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class Now:
    """The moment of evaluation."""

    type: ValueType = "moment"


@dataclass(frozen=True, slots=True)
class Items:
    """A list of literals: what stands after `in`, or the value for a `choices` fact."""

    items: tuple[Constant, ...]
    type: ValueType = "choices"


@dataclass(frozen=True, slots=True)
class Sum:
    """Two values added (`+`) or subtracted (`-`)."""

    sign: Literal["+", "-"]
    left: Node
    right: Node
    type: ValueType


@dataclass(frozen=True, slots=True)
class Running:
    """How many running instances of the routine this instance has started."""

    routine: str
    type: ValueType = "number"


@dataclass(frozen=True, slots=True)
class Since:
    """Hours or days (with decimals; whole days for a date) from a moment or a date until now."""

    unit: Literal["hours", "days"]
    moment: Node
    type: ValueType = "number"


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison; false when either side has no value."""

    operator: Operator
    left: Node
    right: Node
    type: ValueType = "yes_no"


@dataclass(frozen=True, slots=True)
class IsSet:
    """Whether the fact has a value."""

    fact: str
    type: ValueType = "yes_no"


@dataclass(frozen=True, slots=True)
class ChecklistDone:
    """Whether every item of the step's checklist is ticked."""

    type: ValueType = "yes_no"


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: Node
    type: ValueType = "yes_no"


@dataclass(frozen=True, slots=True)
class All:
    """True when every part is (`and`)."""

    parts: tuple[Node, ...]
    type: ValueType = "yes_no"


@dataclass(frozen=True, slots=True)
class Some:
    """True when at least one part is (`or`)."""

    parts: tuple[Node, ...]
    type: ValueType = "yes_no"


Node = (
    Constant | Name | Now | Items | Sum | Running | Since | Compare | IsSet | ChecklistDone | Not | All | Some
)

Evaluate = Callable[[Env], Any]


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression: `text` is its canonical form, `facts` the names it reads, `type` that of its value."""

    text: str
    facts: frozenset[str]
    type: str
    tree: Node
    _evaluate: Evaluate = field(compare=False, repr=False)

    @classmethod
    def of(cls, tree: Node) -> Expression:
        """The runnable expression for a checked tree."""
        return cls(text_of(tree), names(tree), tree.type, tree, compiled(tree))

    def value(self, env: Env) -> Any:
        """The value, or None where a fact it needs is unset."""
        return self._evaluate(env)


@dataclass(frozen=True, slots=True)
class Condition:
    """A checked yes/no expression."""

    text: str
    facts: frozenset[str]
    tree: Node
    _evaluate: Evaluate = field(compare=False, repr=False)

    @classmethod
    def of(cls, tree: Node) -> Condition:
        """The runnable condition for a checked tree of type `yes_no`."""
        return cls(text_of(tree), names(tree), tree, compiled(tree))

    def holds(self, env: Env) -> bool:
        """Whether the condition is true; a comparison with an unset fact is false."""
        return self._evaluate(env) is True


def parts(tree: Node) -> tuple[Node, ...]:
    """The nodes right below."""
    match tree:
        case Compare() | Sum():
            return (tree.left, tree.right)
        case Not():
            return (tree.part,)
        case All() | Some():
            return tree.parts
        case Since():
            return (tree.moment,)
        case Items():
            return tree.items
    return ()


def walk(tree: Node) -> Iterator[Node]:
    """The node and all below it."""
    yield tree
    for part in parts(tree):
        yield from walk(part)


def names(tree: Node) -> frozenset[str]:
    """The facts that the tree reads."""
    found = (
        node.id if isinstance(node, Name) else node.fact
        for node in walk(tree)
        if isinstance(node, Name | IsSet)
    )
    return frozenset(found)


def text_of(tree: Node) -> str:
    """The tree in the language's own words: one way to write each tree, which reads as the same tree again."""
    match tree:
        case Constant():
            return tree.text
        case Name():
            return tree.id
        case Now():
            return "now"
        case Items():
            return f"[{', '.join(item.text for item in tree.items)}]"
        case Running():
            return f'running("{tree.routine}")'
        case Since():
            return f"{tree.unit}_since({text_of(tree.moment)})"
        case IsSet():
            return f"{tree.fact} is set"
        case ChecklistDone():
            return "checklist is done"
        case Sum():
            right = text_of(tree.right)
            is_grouped = isinstance(tree.right, Sum) or right.startswith("-")
            return f"{text_of(tree.left)} {tree.sign} {f'({right})' if is_grouped else right}"
        case Compare():
            return f"{_operand(tree.left)} {tree.operator} {_operand(tree.right)}"
        case Not():
            match tree.part:
                case IsSet(fact):
                    return f"{fact} is not set"
                case ChecklistDone():
                    return "checklist is not done"
            return f"not {_bracketed(tree.part, Not, All, Some)}"
        case All():
            return " and ".join(_bracketed(part, All, Some) for part in tree.parts)
        case Some():
            return " or ".join(_bracketed(part, Some) for part in tree.parts)


def _operand(tree: Node) -> str:
    return _bracketed(tree, Compare, IsSet, ChecklistDone, Not, All, Some)


def _bracketed(tree: Node, *kinds: type[Node]) -> str:
    return f"({text_of(tree)})" if isinstance(tree, kinds) else text_of(tree)


_OPERATORS: Mapping[Operator, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda left, right: left in right,
    "not in": lambda left, right: left not in right,
}


def compiled(tree: Node) -> Evaluate:
    """A function of the environment that gives the tree's value, or None where it has none."""
    match tree:
        case Constant(value):
            return lambda env: value
        case Name(id):
            return lambda env: env.facts.get(id)
        case Now():
            return lambda env: env.now
        case Items(items):
            values = tuple(item.value for item in items)
            return lambda env: values
        case Running(routine):
            return lambda env: env.running.get(routine, 0)
        case IsSet(fact):
            return lambda env: env.facts.get(fact) is not None
        case ChecklistDone():
            return lambda env: env.checklist_done
        case Not(part):
            holds = compiled(part)
            return lambda env: holds(env) is not True
        case All():
            every = tuple(map(compiled, tree.parts))
            return lambda env: all(each(env) is True for each in every)
        case Some():
            some = tuple(map(compiled, tree.parts))
            return lambda env: any(each(env) is True for each in some)
        case Compare():
            return _compare(_OPERATORS[tree.operator], compiled(tree.left), tree.right)
        case Since():
            return _since(tree.unit, compiled(tree.moment))
        case Sum():
            return _sum(
                operator.add if tree.sign == "+" else operator.sub, compiled(tree.left), compiled(tree.right)
            )


def _compare(compare: Callable[[Any, Any], bool], left: Evaluate, right: Node) -> Evaluate:
    if isinstance(right, Constant):
        constant = right.value

        def with_constant(env: Env) -> bool:
            found = left(env)
            return found is not None and compare(found, constant)

        return with_constant

    other = compiled(right)

    def with_other(env: Env) -> bool:
        found, wanted = left(env), other(env)
        return found is not None and wanted is not None and compare(found, wanted)

    return with_other


def _since(unit: str, moment: Evaluate) -> Evaluate:
    seconds = 3_600 if unit == "hours" else 86_400

    def since(env: Env) -> Number | None:
        start = moment(env)
        if start is None:
            return None
        if isinstance(start, datetime):
            # In millionths of the unit, rounded down: never more than has passed.
            millionths = (env.now - start) // timedelta(microseconds=1) // seconds
            return exact(Decimal(millionths).scaleb(-MOST_DECIMALS))
        days = (env.now.astimezone(env.zone).date() - cast(date, start)).days
        return days * (86_400 // seconds)

    return since


def _sum(add: Callable[[Any, Any], Any], left: Evaluate, right: Evaluate) -> Evaluate:
    def total(env: Env) -> Any:
        first, second = left(env), right(env)
        if first is None or second is None:
            return None
        try:
            return add(first, second)
        except OverflowError:  # before year 1 or after year 9999: no such time
            return None

    return total
