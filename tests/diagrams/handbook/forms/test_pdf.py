"""Facts about the handbook as PDF, read back from its pages."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

import pypdf
import pypdfium2
import pytest

from diagrams.handbook.build import handbook_of
from diagrams.handbook.document import Handbook, Section, all_sections
from diagrams.handbook.forms.pdf import handbook_pdf
from engine.model.routine import Routine
from tests.diagrams.handbook import library
from tests.diagrams.handbook.library import pdf_text, real, run_together, texts
from tests.diagrams.page_texts import page_texts
from tests.diagrams.tags import structure

FRAME = 4
"""Points from a question's number to the frame around it, and a little air."""


@cache
def printed(which: str) -> bytes:
    return handbook_pdf(library.handbook(which))


@cache
def alone(routine: Routine) -> Handbook:
    """The handbook of the routine by itself, without what is for training."""
    return handbook_of([routine], training=False)


@cache
def pages_alone(routine: Routine) -> tuple[str, ...]:
    return page_texts(handbook_pdf(alone(routine)))


@cache
def trained(routine: Routine) -> bytes:
    """The handbook of the routine by itself, with what is for training."""
    return handbook_pdf(handbook_of([routine], known={each.id: each for each in real()}))


def training(routine: Routine) -> tuple[Section, ...]:
    return handbook_of([routine], known={each.id: each for each in real()}).chapters[0].training


@pytest.fixture(scope="module", params=["one", "several"])
def which(request: pytest.FixtureRequest) -> str:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def handbook(which: str) -> Handbook:
    return library.handbook(which)


@pytest.fixture(scope="module")
def content(which: str) -> bytes:
    return printed(which)


@pytest.fixture(scope="module")
def reader(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def test_it_has_its_title_its_language_and_tags(handbook: Handbook, reader: pypdf.PdfReader) -> None:
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/Lang"] == "sv-SE"
    assert catalog["/MarkInfo"]["/Marked"]
    assert reader.metadata
    assert reader.metadata.title == handbook.title
    assert "pdfuaid:part" in catalog["/Metadata"].get_object().get_data().decode()


def test_everything_that_the_document_says_stands_on_its_pages(handbook: Handbook, content: bytes) -> None:
    said = pdf_text(content, handbook)
    in_capitals = {chapter.type: chapter.type.upper() for chapter in handbook.chapters}
    wanted = [in_capitals.get(text, text) for text in texts(handbook)]
    assert [text for text in wanted if run_together(text) not in said] == []


@pytest.mark.parametrize("routine", real(), ids=lambda routine: routine.id)
def test_what_can_happen_at_any_time_is_not_parted_from_its_heading(routine: Routine) -> None:
    among_all = handbook_of([routine], training=False, known={each.id: each for each in real()})
    pages = [run_together(each) for each in page_texts(handbook_pdf(among_all))]
    for first in routine.anytime[:1]:
        (page,) = (each for each in pages if "Dettakanhändaivilketstegsomhelst." in each)
        assert run_together(first.label.say()) in page.partition("Dettakanhända")[2]


@pytest.mark.parametrize("routine", real(), ids=lambda routine: routine.id)
def test_the_overview_stands_whole_on_the_first_page(routine: Routine) -> None:
    first = run_together(pages_alone(routine)[0])
    overview = [
        text
        for each in alone(routine).chapters[0].official
        if each.title == "I korthet"
        for text in texts(each)
    ]
    assert [text for text in overview if run_together(text) not in first] == []


@pytest.mark.parametrize("routine", real(), ids=lambda routine: routine.id)
def test_how_it_may_go_takes_one_page(routine: Routine) -> None:
    pages = [run_together(each) for each in page_texts(trained(routine))]
    (stories,) = (each for each in training(routine) if each.title == "Så kan det gå")
    (first,) = (number for number, page in enumerate(pages) if "Läsenrubrikförgruppen" in page)
    assert [text for text in texts(stories) if run_together(text) not in pages[first]] == []


@pytest.mark.parametrize("routine", real(), ids=lambda routine: routine.id)
def test_answers_stand_on_their_head_on_the_page_of_their_questions(routine: Routine) -> None:
    reader, said = pypdf.PdfReader(io.BytesIO(trained(routine))), page_texts(trained(routine))
    turned: dict[int, set[bool]] = {}
    for number, page in enumerate(reader.pages):
        if "Svar på övningsfrågorna" not in said[number]:
            continue

        def note(
            text: str, place: list[float], matrix: list[float], *_: object, number: int = number
        ) -> None:
            if "Svar på övningsfrågorna" in text:
                turned.setdefault(number, set()).add(place[0] * matrix[0] < 0)

        page.extract_text(visitor_text=note)
    asked = next(number for number, page in enumerate(said) if "Ett svar är rätt på" in page)
    assert turned == {number: {number == asked} for number in turned}
    assert turned


@pytest.mark.parametrize("routine", real(), ids=lambda routine: routine.id)
def test_no_word_is_parted_in_names_buttons_and_questions(routine: Routine) -> None:
    assert not re.search("[\u00ad\ufffe]", "".join(page_texts(trained(routine))))


def test_a_long_word_that_has_room_on_a_line_is_not_parted_where_quotation_marks_make_it_longer() -> None:
    (lost,) = (each for each in real() if each.id == "forlorad_telefon")
    text = "".join(page_texts(trained(lost)))
    assert "personuppgiftsincidenten”?" in text
    assert not re.search(r"ersonuppgif\W+tsincidenten", text)


@pytest.mark.parametrize("routine", real(), ids=lambda routine: routine.id)
def test_links_stand_beside_the_contacts(routine: Routine) -> None:
    pages = [run_together(each) for each in pages_alone(routine)]
    if routine.contacts and routine.links:
        (page,) = (each for each in pages if "Länkar" in each)
        assert "Kontakter" in page


@pytest.mark.parametrize(
    ("id", "most"), [("arbetspass", 10), ("ej_antraffbar", 10), ("forlorad_telefon", 12)]
)
def test_the_handbook_of_eight_steps_has_at_most_ten_pages_and_twelve_with_three_branches(
    id: str, most: int
) -> None:
    (routine,) = (each for each in real() if each.id == id)
    assert len(page_texts(trained(routine))) <= most


def test_a_question_s_number_stands_beside_its_title_and_not_on_it() -> None:
    (lost,) = (each for each in real() if each.id == "forlorad_telefon")
    with pypdfium2.PdfDocument(handbook_pdf(alone(lost))) as document:
        for page in document:
            words = page.get_textpage()
            text = words.get_text_range()
            for found in re.finditer(r"(Fråga \d+)\s+(\S)", text):
                number, title = words.get_charbox(found.end(1) - 1), words.get_charbox(found.start(2))
                assert number[2] + FRAME < title[0] or number[1] > title[3]


def test_the_pages_of_a_picture_are_not_taken_for_those_of_the_document() -> None:
    (shift,) = (each for each in real() if each.id == "arbetspass")
    pages = page_texts(trained(shift))
    assert any("Bild 1 av" in page for page in pages)
    assert any("(bild 2)" in page for page in pages)
    assert not any("(sida " in page for page in pages)


def test_its_bookmarks_are_its_headings(handbook: Handbook, reader: pypdf.PdfReader) -> None:
    def flat(outline: Any) -> list[str]:
        return [
            title
            for each in outline
            for title in (flat(each) if isinstance(each, list) else [str(each.title).replace("\u200b", "")])
        ]

    titles = flat(reader.outline)
    for chapter in handbook.chapters:
        assert chapter.title in titles
        assert {section.title for section in all_sections(chapter.sections())} <= set(titles)


def test_each_page_says_its_number_and_how_many_there_are(content: bytes) -> None:
    pages = page_texts(content)
    for number, page in enumerate(pages, 1):
        assert f"Sida {number} av {len(pages)}" in page


def test_each_page_of_a_chapter_says_its_title_and_version() -> None:
    for page in page_texts(printed("one")):
        assert page.startswith("Allt som en rutin kan säga")
        assert "version 3 · beslutad 2026-03-01" in page


def test_only_a_set_has_a_table_of_contents(which: str, content: bytes) -> None:
    assert ("Innehåll" in page_texts(content)[0]) == (which == "several")


def test_the_picture_has_words_for_those_who_do_not_see_it(reader: pypdf.PdfReader) -> None:
    found = [each for each in structure(reader) if "/Alt" in each]
    assert any("Bild av rutinen" in str(each["/Alt"]) for each in found)


def test_an_address_in_running_text_is_a_link_as_among_the_contacts() -> None:
    links = [
        str(note.get_object()["/A"]["/URI"])
        for page in pypdf.PdfReader(io.BytesIO(printed("one"))).pages
        for note in page.get("/Annots", ())
        if "/URI" in note.get_object().get("/A", {})
    ]
    assert links.count("mailto:it@exempel.se") == 3  # the contact, the step that needs it, and the mail


def test_the_same_handbook_gives_the_same_bytes(handbook: Handbook, content: bytes) -> None:
    assert handbook_pdf(handbook) == content
