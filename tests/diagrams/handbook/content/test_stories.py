"""Facts about how a handbook tells a scenario: what is decided and what comes by itself, and the rest in a few words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagrams.handbook.content.stories import stories_of
from diagrams.handbook.document import Moments, Paragraph
from diagrams.storyboard import cards
from diagrams.words.undecided import speech_of
from engine.model.routine import Routine
from tests.diagrams.handbook.library import helping, real


def story(routine: Routine, title: str) -> tuple[tuple[str, str], ...]:
    """The moments of one scenario of the routine."""
    known = {each.id: each for each in (*real(), helping())}
    (section,) = stories_of(speech_of(routine, "sv", known, {}))
    (told,) = next(part for part in section.parts if part.title == title).blocks
    assert isinstance(told, Moments)
    return told.moments


def shift() -> Routine:
    return next(each for each in real() if each.id == "arbetspass")


def test_steps_done_as_usual_stand_together_and_decisions_stand_out() -> None:
    assert story(shift(), "Lösenordet är glömt när passet börjar") == (
        ("07:00", "Steg 1 som vanligt."),
        ("07:15", "Steg 2, efter 15 minuter: påminnelse. Steg 2: Medarbetare väljer ”Jag har glömt lösenordet”. "
                  "Glömt lösenord, steg 1, 2 som vanligt."),
        ("07:20", "Steg 2–8 som vanligt. 15:20: Arbetspasset är slut."),
    )  # fmt: skip


def test_what_happens_at_the_same_time_is_one_moment() -> None:
    (moment,) = story(shift(), "Telefonen krånglar mitt i passet")
    clock, told = moment
    assert clock == "07:00"
    assert told.startswith("Steg 1–3 som vanligt. Steg 4: Medarbetare väljer ”Telefonen krånglar”. ")
    assert "Steg 6: Medarbetare hoppar över steget." in told


def test_what_comes_by_itself_is_told_with_its_step_and_receiver() -> None:
    moments = dict(story(shift(), "Lösenordet går inte att återställa"))
    assert moments["07:15"] == "Glömt lösenord, steg 1a, efter 15 minuter: påminnelse."
    assert moments["08:00"].startswith("Steg 2a, efter 1 timme: besked till enhetschef. ")


def test_a_story_that_stops_on_the_way_says_so() -> None:
    stopping = replace(
        shift(), scenarios=(replace(shift().scenarios[0], play=shift().scenarios[0].play[:2], ends=None),)
    )
    (section,) = stories_of(speech_of(stopping, "sv", {each.id: each for each in real()}, {}))
    (told,) = section.parts[0].blocks
    assert isinstance(told, Moments)
    assert told.moments[-1][1].endswith("Här slutar berättelsen, mitt i rutinen.")


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
