"""Text of a condition or an expression → the checked object that runs, or every problem with the text."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from engine.conditions import Condition, Expression
from engine.facts import Fact, FactType
from engine.problems import Problem


def compile_condition(
    text: str, facts: Mapping[str, Fact], *, checklist: bool = False, routines: Collection[str] | None = None
) -> Condition | tuple[Problem, ...]:
    """The condition that `text` says, or all that is wrong with it; a problem's `column` counts from 1 inside `text`.

    `checklist`: whether `checklist is done` may be asked here. `routines`: the ids that `running("…")` may name; None accepts any.
    """
    raise NotImplementedError


def compile_expression(
    text: str, facts: Mapping[str, Fact], *, wanted: Fact | FactType, routines: Collection[str] | None = None
) -> Expression | tuple[Problem, ...]:
    """The expression that `text` says, whose value fits `wanted` (a fact, with its options and limits, or a bare type).

    Where a choice is wanted, a bare word that is one of its options is that option.
    """
    raise NotImplementedError
