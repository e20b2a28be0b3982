"""The phone as a drawing: all of it fits, nothing covers anything, and what is left out is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagrams.geometry import Rectangle
from diagrams.storyboard.forms.card_drawing import drawing
from diagrams.storyboard.forms.phone_column import READ, Body
from diagrams.storyboard.forms.phone_drawing import phone_drawing
from diagrams.storyboard.forms.phone_words import phone_lines
from diagrams.storyboard.story import Button, Phone, Tick
from diagrams.type.ink import rounded, words
from diagrams.type.palette import DARK, LIGHT, THEMES
from tests.diagrams.storyboard import reading
from tests.diagrams.storyboard.library import BOARDS, HOSTILE, TITLE, WORD, board, board_named, hostile

PHONE = board(1).cards[3].phone


def drawn(phone: Phone) -> str:
    return reading.said(phone_drawing(phone, LIGHT, "sv"))


@pytest.mark.parametrize("name", BOARDS)
def test_every_word_stands_inside_its_frame_and_covers_no_other(name: str) -> None:
    of = board_named(name)
    for card in of.cards:
        assert reading.wrongs(phone_drawing(card.phone, LIGHT, of.language)) == []


def test_every_word_of_the_step_is_on_the_screen() -> None:
    words = drawn(PHONE)
    for said in (
        "Vid fara: ring 112.",
        "Det är hett.",
        "Ta fram allt.",
        "Kannan är ren",
        "Steg 1 av 5",
        "Allt är framme",
    ):
        assert said in words


def test_a_phone_that_fits_leaves_nothing_out() -> None:
    assert "telefonen" not in drawn(PHONE)


def test_the_choices_that_are_left_out_are_counted() -> None:
    many = tuple(
        Button(label=f"Val {number} med en lång text som tar en hel rad till", anytime=number > 3)
        for number in range(30)
    )
    phone = replace(PHONE, buttons=(Button(label="Det här", taken=True), *many))
    words = drawn(phone)
    assert "Det här" in words
    assert "När som helst: 26 val till i telefonen" in words
    assert phone_drawing(phone, LIGHT, "sv").height <= READ.most


def test_the_items_that_are_left_out_are_counted() -> None:
    phone = replace(PHONE, checklist=tuple(Tick(text=f"Punkt {number}", done=True) for number in range(40)))
    assert "+ 36 punkter till i telefonen" in drawn(phone)


def test_a_text_that_is_cut_says_that_there_is_more() -> None:
    phone = replace(PHONE, text=TITLE * 5, caution=TITLE)
    words = drawn(phone)
    assert words.count("… mer i telefonen") == 1
    assert words.endswith("… mer i telefonen")
    assert phone_drawing(phone, LIGHT, "sv").height <= READ.most


def test_what_the_drawing_leaves_out_is_in_its_words() -> None:
    phone = replace(
        PHONE,
        text=TITLE * 5,
        checklist=tuple(Tick(text=f"Punkt {number}", done=False) for number in range(40)),
    )
    words = phone_drawing(phone, LIGHT, "sv").words
    assert TITLE.strip() in words
    assert "Punkt 39 (inte avbockad)" in words


def test_hostile_texts_are_drawn_as_they_are() -> None:
    phone = Phone(owner="P", routine="R", clock="07:00", title=HOSTILE, text=WORD, notice=HOSTILE)
    assert HOSTILE.split()[0] in drawn(phone)
    assert reading.wrongs(phone_drawing(phone, LIGHT, "sv")) == []
    tags = {
        each.tag.rpartition("}")[2]
        for each in reading.root(phone_drawing(hostile().cards[2].phone, LIGHT, "sv")).iter()
    }
    assert tags <= {"svg", "rect", "g", "path", "text", "circle"}


def test_the_words_say_what_is_chosen_and_what_is_not_possible() -> None:
    phone = replace(
        PHONE, buttons=(Button(label="Ja", taken=True), Button(label="Nej", hindered="Bara chefen kan det."))
    )
    lines = phone_lines(phone, "sv")
    assert lines[-2:] == ["[Ja] ← Väljs", "[Nej] (Bara chefen kan det.)"]


def test_a_choice_that_is_not_possible_is_dashed_and_says_why() -> None:
    phone = replace(PHONE, buttons=(Button(label="Nej", hindered="Bara chefen kan det."),))
    assert "Bara chefen kan det." in drawn(phone)
    assert "stroke-dasharray" in phone_drawing(phone, LIGHT, "sv").svg


def test_the_dark_phone_has_the_same_words_and_other_colours() -> None:
    dark, light = phone_drawing(PHONE, DARK, "sv"), phone_drawing(PHONE, LIGHT, "sv")
    assert reading.said(dark) == reading.said(light)
    assert LIGHT.surface not in dark.svg


def test_the_check_of_where_words_stand_sees_what_is_wrong() -> None:
    line = words(10, 20, "Ett par ord", 14, "#000000")
    frame = rounded(Rectangle(0, 0, 40, 40), 3, "#FFFFFF", "#000000", 1)
    assert reading.wrongs(drawing([line], 200, 40, "", "sv")) == []
    assert reading.wrongs(drawing([frame, line], 200, 40, "", "sv")) == ["”Ett par ord” sticks out"]
    assert reading.wrongs(drawing([line, line], 200, 40, "", "sv")) == [
        "”Ett par ord” lies over ”Ett par ord”"
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_every_word_can_be_read_on_its_ground(theme: str) -> None:
    palette = THEMES[theme]
    hindered = Button(label="Nej", hindered="Bara chefen kan det.")
    phone = replace(PHONE, notice="Glöm inte.", buttons=(*PHONE.buttons, hindered))
    assert reading.faint(phone_drawing(phone, palette, "sv"), palette.ground) == {}


def test_what_the_step_is_called_warns_of_and_what_is_pressed_stay_whole_on_a_small_screen() -> None:
    small = Body(wide=246.0, least=362.0, most=362.0)
    phone = replace(
        PHONE,
        title="Använd arbetstelefonen under hela arbetspasset",
        caution="Ifyllda papper är sekretessbelagda och får inte ligga framme.",
        text="Gör stödpassen med störst risk först. " * 5,
        checklist=tuple(Tick(text=f"Punkt {number}", done=True) for number in range(9)),
        buttons=(
            Button(label="Alla stödpass är registrerade i efterhand", taken=True),
            Button(label="Annat"),
        ),
    )
    said = reading.said(phone_drawing(phone, LIGHT, "sv", small)).replace("\n", " ")
    for kept in (phone.title, phone.caution, phone.buttons[0].label):
        assert kept is not None
        assert kept in said
    assert "Punkt 8" not in said
    assert "Annat" not in said
    assert said.count("… mer i telefonen") >= 1


def test_a_word_of_the_title_is_set_smaller_before_it_is_parted() -> None:
    small = Body(wide=246.0, least=362.0, most=362.0)
    phone = replace(PHONE, title="Läs planeringen och genomförandeplanerna", text=None, caution=None)
    assert "genomförandeplanerna" in reading.said(phone_drawing(phone, LIGHT, "sv", small))
