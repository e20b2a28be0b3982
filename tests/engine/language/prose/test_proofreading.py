"""What is proofread of a file: the steps, all of them, in each language as far as its rules go."""

from __future__ import annotations

import pytest

from engine.language.rules.findings import Finding
from tests.engine.language.files import HEAD, compiled, one_step

LONG = "Call the manager on the number at the bottom of the page about phones in the folder that is kept behind the desk."
BILINGUAL = HEAD.replace("title: Prov", "title: {sv: Prov, en: Test}\nlanguage: [sv, en]")


def writing(text: str) -> list[Finding]:
    return [each for each in compiled(text).findings if each.rule.startswith("writing-")]


def test_a_finding_stands_at_the_text_that_it_is_about() -> None:
    found = writing(
        one_step(
            "note: Ring polisen.\nchecklist: [Dörren är låst, Ringa chefen]\ntext: Ring chefen om ingen öppnar."
        )
    )

    assert [(each.rule, each.line, each.column) for each in found] == [
        ("writing-misplaced-action", 10, 11),
        ("writing-verb-first", 11, 33),
        ("writing-condition-first", 12, 11),
    ]


def test_each_sentence_of_a_text_is_told() -> None:
    found = writing(one_step("text: Telefonen hämtas. Ring chefen. Pappren räknas."))

    assert ["Hämta telefonen." in each.said.sv or "Räkna pappren." in each.said.sv for each in found] == [
        True,
        True,
    ]


def test_steps_in_branches_are_read_too() -> None:
    text = f"""{HEAD}
states:
  samtidigt:
    together:
      a: {{states: {{ring: {{title: Ringa chefen, role: chef}}, a_slut: {{end: klart}}}}}}
      b: {{states: {{mejla: {{title: Mejla chefen, role: chef}}, b_slut: {{end: klart}}}}}}
  slut: {{end: klart}}
"""
    assert [(each.rule, each.line) for each in writing(text)] == [("writing-verb-first", 9)]


@pytest.mark.parametrize(
    "keys",
    [
        "choices: {klart: Telefonen hämtas}",
        "help: Ring polisen och mejla chefen om ingen öppnar.",
        "timers: [{after: 1 h, remind: Telefonen hämtas om ingen öppnar.}]",
        "section: Hämtning av telefonen",
        "source: {kind: practice, ref: Ring chefen om ingen öppnar.}",
    ],
)
def test_what_is_no_instruction_is_left_alone(keys: str) -> None:
    assert writing(one_step(keys)) == []


def test_only_steps_are_held_to_the_rules() -> None:
    text = f"{HEAD}\nstates:\n  ring:\n    title: Ring chefen\n    role: chef\n  slut: {{end: klart, title: Telefonen hämtas}}\n"

    assert writing(text) == []


def test_each_language_has_its_rules() -> None:
    text = one_step(
        f"text:\n  sv: Ring chefen om ingen öppnar.\n  en: {LONG}\nnote: {{sv: Dörren är låst., en: Call the police.}}",
        head=BILINGUAL,
    ).replace("title: Ring chefen", "title: {sv: Ring chefen, en: The manager}")

    assert [each.rule for each in writing(text)] == ["writing-condition-first", "writing-too-long"]


def test_a_routine_in_english_is_only_counted() -> None:
    head = HEAD.replace("title: Prov", "title: Test\nlanguage: en")

    assert [each.rule for each in writing(one_step(f"text: {LONG}\nnote: Ring nu.", head=head))] == [
        "writing-too-long"
    ]


def test_a_file_that_can_only_be_guessed_at_is_not_proofread() -> None:
    assert writing(one_step('note: "Säg "nej" till chefen."')) == []
