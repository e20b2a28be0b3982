"""What always and never holds, in words: the rules under their headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from engine.model.head import StandingRule
from engine.model.routine import Routine
from engine.model.standing_rules import HEADINGS, section_title
from engine.values.texts import Text

ByHeading = tuple[tuple[str, tuple[str, ...]], ...]
"""«Alltid» and «Aldrig», each with its rules, where there are some."""


def by_heading(
    routine: Routine, rules: Iterable[StandingRule], fill: Callable[[Text], str], language: str
) -> ByHeading:
    """The rules, those of a section with its title: «Hemma: Gå aldrig in ensam.» `fill` puts in the names in braces."""
    told = [(rule.kind, _words(routine, rule, fill)) for rule in rules]
    found = (
        (said.say(language), tuple(words for of, words in told if of == kind))
        for kind, said in HEADINGS.items()
    )
    return tuple((heading, words) for heading, words in found if words)


def _words(routine: Routine, rule: StandingRule, fill: Callable[[Text], str]) -> str:
    section = section_title(routine, rule)
    return f"{fill(section)}: {fill(rule.text)}" if section else fill(rule.text)
