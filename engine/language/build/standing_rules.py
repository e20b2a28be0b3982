"""The standing rules of a file: what always and never holds, and the sections that they name."""

from __future__ import annotations

from collections.abc import Iterator

from engine.language.build.scope import Scope
from engine.language.file.head import StandingRule as Written
from engine.language.file.reading import Word
from engine.model.head import RuleKind, StandingRule
from engine.model.standing_rules import HEADINGS


def standing_rules(scope: Scope) -> tuple[StandingRule, ...]:
    """What always holds, then what never does, in the order of the file."""
    written: dict[RuleKind, tuple[Written, ...]] = {
        "always": scope.document.always,
        "never": scope.document.never,
    }
    sections = frozenset(_sections(scope))
    return tuple(
        StandingRule(kind=kind, text=text, section=_section(scope, part.section, sections))
        for kind in HEADINGS
        for part in written[kind]
        if (text := scope.text(part.rule))
    )


def _sections(scope: Scope) -> Iterator[str]:
    """The sections that steps stand in, by their titles in the routine's own language: elsewhere nobody reads a rule."""
    for plan in scope.plans.values():
        for state in plan.states.values():
            if state.section and not state.kinds:
                yield state.section.text.say()


def _section(scope: Scope, word: Word | None, known: frozenset[str]) -> str | None:
    if word is None or word in known:
        return word and str(word)
    scope.unknown("unknown-section", word, sorted(known))
    return None
