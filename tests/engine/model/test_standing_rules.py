"""What always and never holds: in all of the routine, or in one section."""

from __future__ import annotations

from engine.model.standing_rules import rules_of, section_title
from tests.engine.language.files import routine_of

ROUTINE = routine_of(
    """
routine: prov
version: 1
title: {sv: Prov, en: Test}
language: [sv, en]
roles: {medarbetare: {title: {sv: Medarbetare, en: Employee}, manager: yes}}
always: {sv: Bär legitimation., en: Wear your badge.}
never:
  - {sv: Ta aldrig emot kontanter., en: Never take cash.}
  - {rule: {sv: Ingen går in ensam., en: Nobody goes in alone.}, section: Hemma}
states:
  ring: {title: {sv: Ring först, en: Call first}, role: medarbetare}
  ga_in: {title: {sv: Gå in, en: Go in}, role: medarbetare, section: {sv: Hemma, en: At home}}
  slut: {end: klart, title: {sv: Klart, en: Done}}
"""
)


def said(*states: str) -> list[tuple[str, str]]:
    rules = rules_of(ROUTINE, *(ROUTINE.states[each] for each in states))
    return [(rule.kind, rule.text.say("en")) for rule in rules]


def test_a_step_has_the_rules_of_the_routine_and_those_of_its_section() -> None:
    assert said("ring") == [("always", "Wear your badge."), ("never", "Never take cash.")]
    assert said("ga_in") == [*said("ring"), ("never", "Nobody goes in alone.")]


def test_several_steps_have_each_rule_once_in_the_order_of_the_file_and_none_have_none() -> None:
    assert said("ga_in", "ring") == said("ga_in")
    assert said() == []


def test_a_section_is_named_in_the_routine_s_own_language_and_told_in_each() -> None:
    titles = [section_title(ROUTINE, rule) for rule in ROUTINE.rules]

    assert [title.say("en") if title else None for title in titles] == [None, None, "At home"]
