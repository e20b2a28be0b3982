"""Standing rules, laws and definitions in what is printed: under their own headings, in each form."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from diagrams.handbook.build import handbook_of
from diagrams.handbook.document import all_sections
from diagrams.handbook.role_cards import RoleCard, cards_of
from diagrams.printed.of_routine import form_of
from diagrams.storyboard.forms.phone_words import phone_lines
from diagrams.storyboard.story import Phone
from diagrams.words.undecided import undecided
from engine.model.routine import Routine
from tests.diagrams import samples
from tests.diagrams.handbook.library import texts

TITLES = {
    "sv": ["Bakgrund", "Definitioner", "Regler", "Alltid", "Aldrig", "Lagar och föreskrifter"],
    "en": ["Background", "Definitions", "Rules", "Always", "Never", "Laws and regulations"],
}


@cache
def ruled() -> Routine:
    return samples.routine(
        "  ga_in: {title: Gå in, section: Hemma, role: personal}\n"
        "  ring: {title: Ring chefen, section: Efteråt, role: chef}\n"
        "  slut: {end: slut}",
        more="""
document:
  background: Det har hänt olyckor.
  reference: D-2026-7
  definitions: {word: Larm, means: Det som låter.}
  laws: [Arkivlagen, {law: Dataskyddslagen, url: https://exempel.se/lag}]
always: "Ha {settings.nummer} till hands."
never: [Ta aldrig emot kontanter., {rule: Ingen går in ensam., section: Hemma}]
""",
    )


def headings(routine: Routine, language: str = "sv") -> list[str]:
    (chapter,) = handbook_of([routine], language=language).chapters
    return [each.title for each in all_sections(chapter.sections())]


def card(role: str) -> RoleCard:
    return next(each for each in cards_of([ruled()]).cards if each.role == role)


@pytest.mark.parametrize("language", TITLES)
def test_the_handbook_has_a_heading_for_each(language: str) -> None:
    routine = samples.in_both(ruled()) if language == "en" else ruled()
    assert [each for each in headings(routine, language) if each in TITLES[language]] == TITLES[language]


def test_the_handbook_says_what_holds_and_where_and_what_the_words_mean() -> None:
    said = " ".join(texts(handbook_of([ruled()])))
    for words in ("Ta aldrig emot kontanter.", "Hemma: Ingen går in ensam.", "Det som låter.", "D-2026-7"):
        assert words in said


def test_a_routine_without_any_has_no_heading_for_them() -> None:
    bare = samples.routine("  ga_in: {title: Gå in, role: personal}\n  slut: {end: slut}")
    assert not set(TITLES["sv"]) & set(headings(bare))


def test_a_card_has_the_rules_of_the_role_s_own_steps() -> None:
    assert [each[0] for each in card("personal").rules] == ["Alltid", "Aldrig"]
    assert dict(card("personal").rules)["Aldrig"] == (
        "Ta aldrig emot kontanter.",
        "Hemma: Ingen går in ensam.",
    )
    assert dict(card("chef").rules)["Aldrig"] == ("Ta aldrig emot kontanter.",)
    assert dict(card("chef").rules)["Alltid"] == dict(card("personal").rules)["Alltid"]


def test_the_form_on_paper_has_them_before_its_lines() -> None:
    (block,) = form_of(ruled(), Random(7)).blocks
    assert dict(block.rules)["Aldrig"] == ("Ta aldrig emot kontanter.", "Hemma: Ingen går in ensam.")


def test_a_setting_that_only_a_rule_shows_is_undecided_in_each_step_that_the_rule_concerns() -> None:
    assert undecided(ruled(), {}) == {"nummer": ("ga_in", "ring")}
    assert undecided(ruled(), {"nummer": "112"}) == {}


def test_the_phone_in_words_names_the_heading_of_each_rule() -> None:
    phone = Phone(
        routine="prov",
        owner="Personal",
        clock="08:15",
        title="Gå in",
        always=("Bär bricka.",),
        never=("Gå aldrig in.",),
    )
    assert [each for each in phone_lines(phone, "sv") if each.startswith("Al")] == [
        "Alltid: Bär bricka.",
        "Aldrig: Gå aldrig in.",
    ]
