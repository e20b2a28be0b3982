"""Which of what always and never holds in a routine concerns a state: what is of all of it, and what is of the state's section."""

from __future__ import annotations

from collections.abc import Mapping

from engine.model.head import RuleKind, StandingRule
from engine.model.routine import Routine, State
from engine.said import Said
from engine.values.texts import Text

HEADINGS: Mapping[RuleKind, Said] = {"always": Said("Alltid", "Always"), "never": Said("Aldrig", "Never")}
"""What the rules of each kind stand under, in the order in which they are read."""


def rules_of(routine: Routine, *states: State) -> tuple[StandingRule, ...]:
    """The rules that hold in any of the states: the routine's own, and those of their sections, in the order of the file."""
    sections = {state.section.say() if state.section else None for state in states} | {None}
    return tuple(rule for rule in routine.rules if states and rule.section in sections)


def section_title(routine: Routine, rule: StandingRule) -> Text | None:
    """The title of the section that the rule holds in, in the routine's languages; None where it holds in all of it."""
    sections = (state.section for state in routine.states.values() if state.section)
    return next((section for section in sections if section.say() == rule.section), None)
