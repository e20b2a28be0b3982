"""Names that staff read are told where letters are lost in them, once for a file, and nothing is said where it is not sure."""

from __future__ import annotations

import pytest

from tests.engine.language.files import HEAD, compiled

STEP = "  ring: {title: Ring chefen, role: medarbetare}\n"


def told(states: str, *, more: str = "", head: str = HEAD) -> list[tuple[int, str]]:
    text = f"{head}{more}states:\n{states}"
    return [(each.line, each.say("sv")) for each in compiled(text).findings if each.rule == "name-shown"]


def test_a_name_is_told_where_the_file_writes_the_word_itself() -> None:
    ((line, said),) = told(
        '  ring: {title: Ring chefen, role: medarbetare, text: "Säg att skåpet är låst."}\n  skapet: {end: klart}\n'
    )

    assert line == HEAD.count("\n") + 3
    assert said.startswith("Personalen ser ”Skapet”: där title saknas visas namnet")
    assert said.endswith("Skriv title: Skåpet")


def test_all_of_them_are_one_finding_at_the_first() -> None:
    facts = "facts: {prov: {type: choice, title: Provet, options: [tjanligt, otjanligt]}}\n"
    ((line, said),) = told(
        "  ring: {title: Ring chefen, role: medarbetare, ask: prov}\n  atgardat: {end: klart}\n", more=facts
    )

    assert line == HEAD.count("\n") + 1
    assert "Så är det med ”Otjanligt” och ”Atgardat” också." in said
    assert said.endswith("Skriv tjanligt: Tjänligt")


def test_a_choice_without_a_label_lacks_that() -> None:
    ((_, said),) = told(
        "  ring: {title: Ring chefen, role: medarbetare, choices: {anmalt: {to: slut}}}\n  slut: {end: klart}\n"
    )

    assert said.endswith("Skriv label: Anmält")


@pytest.mark.parametrize(
    "end",
    [
        "vanta: {end: klart, title: Du väntar}",
        "andra: {end: klart}",
        "rad: {end: klart}",
        "forsok: {end: klart}",
    ],
    ids=["a title", "a word too", "a short word", "a word that nobody knows"],
)
def test_nothing_is_said_where_it_is_not_sure(end: str) -> None:
    assert (
        told(
            f'  ring: {{title: Ring chefen, role: medarbetare, text: "Ändra det andra. Ge råd."}}\n  {end}\n'
        )
        == []
    )


def test_nor_in_a_routine_in_english() -> None:
    assert (
        told(
            f"{STEP}  vanta: {{end: klart}}\n",
            head=HEAD.replace("version: 1\n", "version: 1\nlanguage: en\n"),
        )
        == []
    )
