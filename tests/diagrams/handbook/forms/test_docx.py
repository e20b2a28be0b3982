"""Facts about the handbook as DOCX, read back as Word would read it."""

from __future__ import annotations

import io
import itertools
import re
from functools import cache
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Length, Pt

from diagrams.handbook.build import handbook_of
from diagrams.handbook.document import Figure, Handbook
from diagrams.handbook.forms.docx import handbook_docx
from diagrams.writing.png import size_of
from tests.diagrams.handbook import library
from tests.diagrams.handbook.library import docx_text, everything, real, run_together, texts
from tests.diagrams.samples import in_both


@cache
def handbook(which: str) -> Handbook:
    """The handbook of one routine with everything, or of several: two of the project's own."""
    return library.handbook("one") if which == "one" else handbook_of(real()[:2])


@cache
def written(which: str) -> bytes:
    return handbook_docx(handbook(which))


@pytest.fixture(scope="module")
def content() -> bytes:
    return written("one")


@pytest.fixture(scope="module")
def document(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def part(content: bytes, name: str) -> str:
    return ZipFile(io.BytesIO(content)).read(name).decode()


@pytest.mark.parametrize("which", ["one", "several"])
def test_everything_that_the_document_says_stands_in_the_file(which: str) -> None:
    said = run_together(docx_text(written(which))).casefold()
    assert [text for text in texts(handbook(which)) if run_together(text).casefold() not in said] == []


def test_headings_are_headings_and_skip_no_level(document: Document) -> None:
    levels = [
        int(line.style.name.removeprefix("Heading "))
        for line in document.paragraphs
        if line.style and line.style.name and line.style.name.startswith("Heading")
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_it_is_in_the_language_that_it_says(content: bytes, document: Document) -> None:
    assert 'w:lang w:val="sv-SE"' in part(content, "word/styles.xml")
    assert document.core_properties.language == "sv-SE"
    assert document.core_properties.title == "Allt som en rutin kan säga"
    english = handbook_docx(handbook_of([in_both(everything())], language="en", training=False))
    assert 'w:lang w:val="en-GB"' in part(english, "word/styles.xml")


def test_tables_with_columns_have_a_header_row_that_is_repeated(document: Document) -> None:
    with_columns = [
        table for table in document.tables if table.rows[0].cells[0].text in ("Roll", "Steg", "Fråga")
    ]
    assert len(with_columns) >= 3
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in with_columns)


def test_no_row_of_a_table_with_columns_is_parted_by_a_page(document: Document) -> None:
    rows = [row for table in document.tables if len(table.columns) == 3 for row in table.rows]
    assert rows
    assert all("w:cantSplit" in row._tr.xml for row in rows)


def test_pictures_have_words_for_those_who_do_not_see_them(document: Document) -> None:
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    words = (
        "Bild av rutinen ”Allt som en rutin kan säga”. Samma innehåll står som text under rubriken Utförande."
    )
    assert described
    assert set(described) == {words}


def test_pictures_are_as_large_as_they_are_made_so_that_their_text_keeps_its_points(
    document: Document,
) -> None:
    chapter = handbook("one").chapters[0]
    (figure,) = chapter.training[0].blocks
    assert isinstance(figure, Figure)
    made = [size_of(handbook("one").pictures[page]) for page in figure.pages]
    placed = [(shape.width.pt, shape.height.pt) for shape in document.inline_shapes]
    assert [(round(wide), round(high)) for wide, high in placed] == [(round(w), round(h)) for w, h in made]
    sides = [
        Length((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)).pt
        for section in document.sections
    ]
    assert max(sides) >= max(wide for wide, _ in placed) - 1


def test_pages_are_numbered_by_fields(document: Document) -> None:
    foot = document.sections[0].footer._element.xml
    assert re.findall(r"<w:instrText[^>]*>(.*?)</w:instrText>", foot) == ["PAGE", "NUMPAGES"]


def test_links_lead_to_bookmarks_that_are_there(content: bytes) -> None:
    body = part(content, "word/document.xml")
    anchors, marks = (
        set(re.findall(pattern, body))
        for pattern in (r'w:anchor="(\w+)"', r'w:bookmarkStart w:id="\d+" w:name="(\w+)"')
    )
    assert anchors
    assert anchors <= marks


def test_questions_are_a_list_that_begins_anew_in_each_chapter() -> None:
    document = docx.Document(io.BytesIO(written("several")))
    options = (
        re.findall(r'<w:ilvl w:val="1"/>\s*<w:numId w:val="(\d+)"/>', line._p.xml)
        for line in document.paragraphs
    )
    lists = {each for found in options for each in found}
    assert len(lists) == 2


def test_the_same_handbook_gives_the_same_bytes(content: bytes) -> None:
    assert handbook_docx(handbook("one")) == content


def test_no_table_follows_another_directly_since_word_would_make_them_one() -> None:
    for which in ("one", "several"):
        body = docx.Document(io.BytesIO(written(which))).element.body
        tags = [each.tag.rpartition("}")[2] for each in body]
        assert "tbl" in tags
        assert ("tbl", "tbl") not in set(itertools.pairwise(tags))


def test_contacts_stay_with_what_follows_them_so_that_links_do_not_stand_alone(document: Document) -> None:
    lines = [
        each for each in document.paragraphs if each.text.startswith(("IT-stöd, ", "Jouren, ", "Polisen, "))
    ]
    assert len(lines) == 3
    assert all(each.paragraph_format.keep_with_next for each in lines)


def test_a_question_has_room_above_it(document: Document) -> None:
    style = document.styles["List Paragraph"].element.pPr
    assert style.find(qn("w:contextualSpacing")) is None, "else Word leaves out all room between them"
    questions = [each for each in document.paragraphs if each.paragraph_format.space_before == Pt(9)]
    assert questions
    assert all(each.text.endswith("?") for each in questions)
