"""Text of a condition or an expression → the checked object that runs, or every problem with the text.

Rules of the problems: `condition-too-long`, `condition-syntax` (what can't be read), `condition-name` (a word that
means nothing here), `condition-option` (a value that the fact can't have), `condition-type` (values that don't go
together), `condition-never` and `condition-always` (the answer is known beforehand).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from engine.language.expression.checker import Checker
from engine.language.expression.constancy import Constancy, constancy
from engine.language.expression.grammar import parsed
from engine.language.expression.lexing import RESERVED, tokens, too_long_to_read
from engine.language.expression.operands import Meant
from engine.model.conditions import Condition, Expression, Node, text_of
from engine.model.facts import Fact, FactType
from engine.problems import Problem, clipped
from engine.said import Said

_WORD = re.compile(r"[^\W\d]\w*")


def compile_condition(
    text: str,
    facts: Mapping[str, Fact],
    *,
    checklist: bool = False,
    routines: Collection[str] | None = None,
    options: Collection[str] | None = None,
) -> Condition | tuple[Problem, ...]:
    """The condition that `text` says, or all that is wrong with it; columns count from 1 inside `text`.

    `checklist`: whether `checklist is done` may be asked here. `routines`: the ids that `running("…")` may name;
    None accepts any. `options`: those of all the facts, where they are known already.
    """
    checked = _checked(text, facts, Meant("yes_no"), checklist, routines, options)
    if isinstance(checked, tuple):
        return checked
    shown = clipped(text.strip(), 80)
    match constancy(checked, facts):
        case Constancy.NEVER:
            return (
                Problem(
                    "condition-never",
                    Said(
                        f"Villkoret ”{shown}” kan aldrig vara sant. Ändra det, eller ta bort valet.",
                        f"The condition “{shown}” can never be true. Change it, or remove the choice.",
                    ),
                ),
            )
        case Constancy.ALWAYS:
            return (
                Problem(
                    "condition-always",
                    Said(
                        f"Villkoret ”{shown}” är alltid sant. Ändra det, eller ta bort det.",
                        f"The condition “{shown}” is always true. Change it, or remove it.",
                    ),
                ),
            )
    return Condition.of(checked)


def compile_expression(
    text: str,
    facts: Mapping[str, Fact],
    *,
    wanted: Fact | FactType | None,
    routines: Collection[str] | None = None,
    options: Collection[str] | None = None,
) -> Expression | tuple[Problem, ...]:
    """The expression that `text` says, whose value fits `wanted`: a fact with its options and limits, or a bare type.

    Where a choice is wanted, a bare word that is one of its options is that option. None: of any type.
    """
    meant = Meant(wanted.type, wanted) if isinstance(wanted, Fact) else Meant(wanted) if wanted else None
    checked = _checked(text, facts, meant, False, routines, options)
    return checked if isinstance(checked, tuple) else Expression.of(checked)


def options_of(facts: Mapping[str, Fact]) -> frozenset[str]:
    """The names of all that can be chosen in the facts."""
    return frozenset(option.id for fact in facts.values() for option in fact.options)


def _checked(
    text: str,
    facts: Mapping[str, Fact],
    meant: Meant | None,
    checklist: bool,
    routines: Collection[str] | None,
    options: Collection[str] | None,
) -> Node | tuple[Problem, ...]:
    if options is None:
        options = options_of(facts)
    named = (RESERVED, facts, options, meant.options if meant else ())
    known = frozenset(word for word in _WORD.findall(text) if any(word in each for each in named))
    found, problems = tokens(text, known)
    if problems:
        return problems
    syntax = parsed(found)
    if isinstance(syntax, tuple):
        return syntax
    checker = Checker(facts, found, checklist=checklist, routines=routines)
    tree = checker.wanted(syntax, meant)
    if tree is None or checker.problems:
        return tuple(checker.problems)
    too_long = too_long_to_read(text_of(tree))  # in the canonical form, which is read again
    return tree if too_long is None else (too_long,)
