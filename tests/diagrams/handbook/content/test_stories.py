"""Facts about how a handbook tells a scenario: what is decided and what comes by itself, and the rest in a few words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagrams.handbook.content.stories import stories_of
from diagrams.handbook.document import Paragraph, Table
from diagrams.storyboard import cards
from diagrams.words.undecided import speech_of
from engine.model.routine import Routine
from tests.diagrams.handbook.library import helping, real


def story(routine: Routine, title: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one scenario of the routine."""
    known = {each.id: each for each in (*real(), helping())}
    (section,) = stories_of(speech_of(routine, "sv", known, {}))
    (table,) = next(part for part in section.parts if part.title == title).blocks
    assert isinstance(table, Table)
    return table.rows


def shift() -> Routine:
    return next(each for each in real() if each.id == "arbetspass")


def test_steps_done_as_usual_stand_together_and_decisions_stand_out() -> None:
    assert story(shift(), "Telefonen krånglar mitt i passet") == (
        ("07:00", "Steg 1–3 görs som vanligt."),
        ("07:00", "Steg 4, Använd arbetstelefonen under hela arbetspasset: Medarbetare väljer ”Telefonen krånglar”."),
        ("07:00", "Arbetstelefonen krånglar, steg 1, Felsök telefonen: Medarbetare väljer ”Telefonen fungerar igen”."),
        ("07:00", "Steg 4, 5 görs som vanligt."),
        ("07:00", "Steg 6, Lämna över till nästa pass: Medarbetare hoppar över steget."),
        ("07:00", "Steg 7, 8 görs som vanligt. Arbetspasset är slut. Rutinen är klar."),
    )  # fmt: skip


def test_what_comes_by_itself_is_told_with_its_step_and_receiver() -> None:
    rows = story(shift(), "Lösenordet går inte att återställa")
    reminded = "Glömt lösenord, steg 1a: Medarbetare får en påminnelse: ”Har du nått IT-avdelningen?”"
    told = "Steg 2a: Enhetschef får ett besked: ”En medarbetare har väntat en timme på ett nytt lösenord.”"
    assert ("07:15", reminded) in rows
    assert ("08:00", told) in rows


def test_no_scenario_of_the_routines_takes_more_than_two_dozen_rows() -> None:
    known = {each.id: each for each in real()}
    for routine in real():
        for section in stories_of(speech_of(routine, "sv", known, {})):
            for part in section.parts:
                (table,) = part.blocks
                assert isinstance(table, Table)
                assert len(table.rows) <= 24, (routine.id, part.title, len(table.rows))


def test_a_scenario_too_long_for_a_storyboard_says_so_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "MOST_CARDS", 12)
    (section,) = stories_of(speech_of(shift(), "sv", {each.id: each for each in real()}, {}))
    assert [part.title for part in section.parts] == [each.title.say("sv") for each in shift().scenarios]
    told = [part.blocks for part in section.parts if isinstance(part.blocks[0], Paragraph)]
    sentence = "Berättelsen visas inte här: den har fler än 12 händelser. Dela scenariot i flera."
    assert 0 < len(told) < len(section.parts)
    assert set(told) == {(Paragraph(text=sentence),)}


def test_a_scenario_that_does_not_play_says_why_in_its_place() -> None:
    broken = replace(shift(), scenarios=(replace(shift().scenarios[0], ends="annat"),))
    (section,) = stories_of(speech_of(broken, "sv", {each.id: each for each in real()}, {}))
    (paragraph,) = section.parts[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text.startswith("Berättelsen visas inte här: scenariot kan inte spelas. ")
    assert paragraph.text.endswith(".")


def test_a_routine_without_scenarios_has_no_stories() -> None:
    assert stories_of(speech_of(helping(), "sv", {}, {})) == ()
