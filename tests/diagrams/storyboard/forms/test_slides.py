"""The storyboard as slides, opened again: one a card, native text, pictures in words, notes, the same every time."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import cache
from typing import Any

from pptx import Presentation
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_SHAPE_TYPE

from diagrams.storyboard.forms.phone_column import TEXT
from diagrams.storyboard.forms.slides import HIGH, PHONE_WIDE, ROOM, WIDE, phones, slides
from diagrams.storyboard.story import Card, Storyboard
from diagrams.type.metrics import width
from diagrams.type.palette import LIGHT
from tests.diagrams.handbook.library import run_together
from tests.diagrams.storyboard.library import all_boards, board, hostile
from tests.routines.library import ROUTINES


@cache
def opened(of: Storyboard) -> Any:
    return Presentation(io.BytesIO(slides(of)))


def pictures(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]


def test_there_is_a_title_slide_and_one_slide_a_card_16_to_9() -> None:
    made = opened(board(1))
    assert made.slide_width / made.slide_height == WIDE / HIGH == 16 / 9
    assert [slide.shapes.title.text for slide in made.slides] == [
        "Allt går bra",
        *(f"{card.number}. {card.title}" for card in board(1).cards),
    ]


def test_what_is_done_and_what_happens_is_text_that_can_be_edited() -> None:
    text = opened(board(1)).slides[4].placeholders[1].text
    assert text.split("\n")[:4] == [
        "Personal väljer ”Allt är framme”.",
        "Fylls i",
        "Gick det bra? Ja",
        "Det här händer",
    ]


def test_below_the_heading_stands_when_who_and_where() -> None:
    lines = [
        next(shape.text for shape in slide.shapes if shape.name == "Klockan")
        for slide in list(opened(board(1)).slides)[1:6]
    ]
    assert lines == [
        "07:00 · vid start · Personal",
        "07:20 · 20 min senare · Personal · Steg 1",
        "08:00 · 40 min senare · Chef · Steg 1",
        "08:15 · 15 min senare · Personal · Steg 1",
        "08:15 · 1 h 15 min från start · Personal · Steg 1 · I rutinen ”Ring runt”",
    ]


def test_what_matters_is_read_from_the_back_of_a_room() -> None:
    """The stories with the most to say: what stands above and what is done in 18 points at least, the rest in 16."""
    fullest = [
        each
        for each in all_boards()
        if (each.routine, each.number) in (("uppfoljning", 5), ("forlorad_telefon", 5))
    ]
    assert len(fullest) == 2
    for of in fullest:
        for slide in list(opened(of).slides)[1:]:
            (heading,), (caption, *rest) = (
                [paragraph.runs[0].font.size.pt for paragraph in shape.text_frame.paragraphs]
                for shape in slide.placeholders
            )
            assert min(heading, caption) >= 18
            assert min(rest, default=16) >= 16


def test_no_word_of_a_caption_is_parted() -> None:
    caption = "Enhetschef får ett besked: ”Bedöm personuppgiftsincidenten.”"
    card = replace(board(1).cards[3], caption=caption, filled_in=(), events=())
    slide = list(opened(replace(board(1), cards=(card,))).slides)[1]
    body = slide.placeholders[1]
    run = body.text_frame.paragraphs[0].runs[0]
    assert width("personuppgiftsincidenten.”", run.font.size.pt, False) <= body.width.pt


def our_cards() -> list[Card]:
    return [card for each in all_boards() if each.routine in ROUTINES for card in each.cards]


def test_the_letters_on_the_phone_are_large_where_the_screen_has_little_to_say() -> None:
    sizes = [
        TEXT * min(PHONE_WIDE / drawn.width, ROOM / drawn.height)
        for card in our_cards()
        for drawn in phones(card.phone, LIGHT, "sv")
    ]
    assert min(sizes) >= 10
    assert sorted(sizes)[len(sizes) // 4] >= 13


def test_the_whole_phone_is_shown_above_all_what_is_pressed() -> None:
    for card in our_cards():
        drawn = phones(card.phone, LIGHT, "sv")
        said = run_together(" ".join(text for each in drawn for text in ET.fromstring(each.svg).itertext()))
        on_the_screen = [
            *(button.label for button in card.phone.buttons),
            *(item.text for item in card.phone.checklist),
            *card.phone.contacts,
            *filter(None, (card.phone.text, card.phone.caution, card.phone.note, card.phone.notice)),
        ]
        lost = [text for text in on_the_screen if run_together(text) not in said]
        assert lost == [], (card.title, lost)


def test_two_phones_stand_in_place_of_the_way() -> None:
    blocked = next(each for each in all_boards() if (each.routine, each.number) == ("forlorad_telefon", 2))
    slide = next(
        slide
        for slide in opened(blocked).slides
        if slide.shapes.title.text == "7. Spärra telefonen och kontot"
    )
    assert [picture.name for picture in pictures(slide)] == ["Telefonen hos Administratör"] * 2


def test_both_pictures_are_told_in_words() -> None:
    for card, slide in zip(board(1).cards, list(opened(board(1)).slides)[1:], strict=True):
        first, phone = (picture._element.nvPicPr.cNvPr.get("descr") for picture in pictures(slide))
        is_read = first.startswith(f"Telefonen hos {card.phone.owner}, {card.phone.clock}")
        assert is_read or first == card.trail.words
        assert phone.startswith(f"Telefonen hos {card.phone.owner}, {card.phone.clock}")


def test_the_notes_are_what_the_trainer_says() -> None:
    notes = opened(board(1)).slides[4].notes_slide.notes_text_frame.text
    assert notes.startswith("Personal väljer ”Allt är framme”.")
    for said in (
        "VARFÖR\nStår i den beslutade rutinen",
        "FRÅGA GRUPPEN\nVad skulle ni välja här, och varför?",
    ):
        assert said in notes


def test_text_is_in_its_language_for_those_who_listen() -> None:
    for of, language in ((board(1), MSO_LANGUAGE_ID.SWEDISH), (board(1, "en"), MSO_LANGUAGE_ID.ENGLISH_UK)):
        for slide in opened(of).slides:
            for shape in slide.placeholders:
                runs = [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
                assert {run.font.language_id for run in runs} == {language}


def test_nothing_lies_outside_a_slide_or_over_anything_else() -> None:
    for of in (board(1), hostile()):
        made = opened(of)
        for slide in made.slides:
            shapes = list(slide.shapes)
            for shape in shapes:
                assert shape.left >= 0
                assert shape.top >= 0
                assert shape.left + shape.width <= made.slide_width
                assert shape.top + shape.height <= made.slide_height
            for index, one in enumerate(shapes):
                for other in shapes[index + 1 :]:
                    apart = (
                        one.left + one.width <= other.left
                        or other.left + other.width <= one.left
                        or one.top + one.height <= other.top
                        or other.top + other.height <= one.top
                    )
                    assert apart, f"{one.name} and {other.name}"


def test_the_same_storyboard_gives_the_same_slides() -> None:
    assert slides(board(2)) == slides(board(2))
