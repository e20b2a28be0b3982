"""The storyboard as PDF, read back: tagged, in its language, one page a card, the same every time."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

import pypdf

from diagrams.storyboard.forms.pdf import SCALE, storyboard_pdf
from diagrams.storyboard.forms.phone_column import TEXT
from diagrams.storyboard.story import Storyboard
from tests.diagrams.page_texts import page_texts
from tests.diagrams.storyboard.library import WORD, all_boards, board, hostile
from tests.diagrams.tags import empty_labels


@cache
def printed(of: Storyboard) -> bytes:
    return storyboard_pdf(of)


@cache
def read(of: Storyboard) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(printed(of)))


def texts(of: Storyboard) -> list[str]:
    return [" ".join(page.split()) for page in page_texts(printed(of))]


def squeezed(text: str) -> str:
    """The letters alone: a line may end within a word."""
    return re.sub(r"[-‐\u00ad\s]", "", text)


def test_the_document_has_its_title_its_language_and_tags() -> None:
    catalog: Any = read(board(1)).trailer["/Root"]
    assert catalog["/Lang"] == "sv"
    assert catalog["/MarkInfo"]["/Marked"]
    assert read(board(1)).metadata.title == "Allt går bra – Allt på en gång"  # type: ignore[union-attr]


def test_first_an_overview_then_one_page_a_card_then_what_the_trainer_says() -> None:
    pages = texts(board(1))
    cards = board(1).cards
    assert pages[0].startswith("Allt går bra Bildserie: Allt på en gång")
    for card, text in zip(cards, pages[1:], strict=False):
        assert text.startswith(f"{card.number} {card.title} {card.clock}")
        assert squeezed(card.caption) in squeezed(text)
    assert pages[len(cards) + 1].startswith("För dig som leder övningen")


def test_the_page_of_a_card_says_who_what_and_what_happens_in_reading_order() -> None:
    text = texts(board(1))[4]
    order = [
        "Personal · Steg 1",
        "Personal väljer ”Allt är framme”.",
        "Fylls i",
        "Gick det bra?",
        "Det här händer",
    ]
    places = [text.index(each) for each in order]
    assert places == sorted(places)


def test_every_card_of_every_routine_keeps_its_page() -> None:
    longest = max(all_boards()[:-1], key=lambda each: len(each.cards))
    pages = texts(longest)
    first = next(index for index, text in enumerate(pages) if text.startswith("1 Start"))
    for card, text in zip(longest.cards, pages[first:], strict=False):
        assert text.startswith(f"{card.number} {card.title}"[:40])


def of_routine(routine: str, number: int) -> Storyboard:
    return next(each for each in all_boards() if (each.routine, each.number) == (routine, number))


def test_an_overview_that_has_room_on_one_page_keeps_it() -> None:
    assert texts(of_routine("arbetspass", 2))[1].startswith("1 Start")


def test_no_word_is_parted_that_a_line_has_room_for() -> None:
    """In the overview and on the cards; extracted text has the mark of each word that was parted."""
    for of in (of_routine("rutin_livscykel", 1), of_routine("arbetspass", 2)):
        for text in texts(of)[: len(of.cards) + 1]:
            assert re.findall(r"[a-zåäö]+[-‐\u00ad] ?[a-zåäö]+", text) == []


def test_both_pictures_are_told_in_words() -> None:
    found = _alternatives(read(board(1)).trailer["/Root"]["/StructTreeRoot"])  # type: ignore[index]
    card = board(1).cards[3]
    assert card.trail.words in found
    assert any(each.startswith("Telefonen hos Personal, 08:15: Allt på en gång.") for each in found)
    assert len(found) == 2 * len(board(1).cards)


def test_every_item_of_a_list_has_a_mark_that_is_heard() -> None:
    assert [empty_labels(read(each)) for each in (board(1), board(1, "en"), hostile())] == [0, 0, 0]


def test_texts_as_bad_as_they_come_make_a_document_too() -> None:
    pages = texts(hostile())
    assert len(pages) > len(hostile().cards)
    assert squeezed(WORD) in squeezed(" ".join(pages))
    assert "<script>alert(1)</script>" in " ".join(pages)


def test_the_letters_on_the_phone_are_at_least_10_points() -> None:
    assert TEXT * SCALE >= 10


def test_the_same_storyboard_gives_the_same_document() -> None:
    assert storyboard_pdf(board(2)) == storyboard_pdf(board(2))


def _alternatives(node: Any) -> list[str]:
    """The alternative texts of all figures, in order."""
    node = node.get_object()
    if not isinstance(node, dict):
        return []
    found = [str(node["/Alt"])] if "/Alt" in node else []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found += _alternatives(kid)
    return found
