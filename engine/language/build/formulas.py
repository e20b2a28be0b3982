"""Conditions and expressions of a routine file, compiled against its facts; problems become findings at their
place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.language.build.scope import Scope
from engine.language.expression.expressions import compile_condition, compile_expression
from engine.language.file.reading import Word
from engine.language.rules.findings import Position
from engine.model.conditions import Condition, Expression
from engine.model.facts import Fact, FactType
from engine.problems import Problem

_NAME = re.compile(r"[^\W\d]\w*")


def condition(scope: Scope, word: Word | None, *, checklist: bool = False) -> Condition | None:
    """The condition that the word says, or None after its findings."""
    if word is None or scope.findings.is_full or _of_untyped_facts(scope, word):
        return None
    found = compile_condition(
        word, scope.facts, checklist=checklist, routines=scope.routines, options=scope.options
    )
    if isinstance(found, tuple):
        _note(scope, word, found)
        return None
    scope.read.update(found.facts)
    return found


def expression(scope: Scope, word: Word | None, wanted: Fact | FactType | None) -> Expression | None:
    """The expression that the word says, or None after its findings. `wanted` None: a value of any type."""
    if word is None or scope.findings.is_full or _of_untyped_facts(scope, word):
        return None
    found = compile_expression(
        word, scope.facts, wanted=wanted, routines=scope.routines, options=scope.options
    )
    if isinstance(found, tuple):
        _note(scope, word, found)
        return None
    scope.read.update(found.facts)
    return found


def sets(scope: Scope, words: Mapping[Word, Word | None]) -> tuple[tuple[str, Expression], ...]:
    """The facts that a choice sets, by fact: all are read before any is set, so their order means nothing."""
    found: dict[str, Expression] = {}
    for name, word in words.items():
        fact = scope.fact(name)
        if fact is None:
            continue
        scope.given.add(fact)
        value = expression(scope, word, scope.facts[fact]) if fact in scope.facts else None
        if value is not None:
            found[fact] = value
    return tuple(sorted(found.items()))


def _of_untyped_facts(scope: Scope, word: Word) -> bool:
    """Whether it names a fact whose declaration, or whose name there, is wrong: that has a finding already."""
    unknown = [name for name in _NAME.findall(word) if name not in scope.facts]
    return any(name in scope.document.facts or scope.mended(name, scope.facts) for name in unknown)


def _note(scope: Scope, word: Word, problems: tuple[Problem, ...]) -> None:
    unreadable = [each for each in problems if each.rule == "condition-syntax"]
    for problem in unreadable[:1] or problems:
        scope.findings.add_problem(problem, Position(word.line, word.column + word.quoted))
