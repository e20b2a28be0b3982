"""The decided document that the routines come from, and the document that is made from them: nothing is lost on the way."""

from __future__ import annotations

from functools import cache

import pytest

from diagrams.handbook.build import handbook_of
from diagrams.handbook.document import Handbook
from diagrams.handbook.formats import Format, handbook_as
from tests.diagrams.handbook.library import docx_text, html_text, pdf_text, run_together
from tests.routines.library import ROUTINES, load
from tests.routines.test_seed import DECIDED, HEAD, INSTRUCTIONS, SEED, WORD_FOR_WORD

UNDECIDED = "(inte bestämt än)"
FORMATS: tuple[Format, ...] = ("html", "pdf", "docx")


@cache
def handbook() -> Handbook:
    return handbook_of([load(routine) for routine in ROUTINES], training=False)


@cache
def said(format: Format) -> str:
    """What the handbook of all routines says in that format, without spaces and line breaks."""
    content = handbook_as(format, handbook())
    if format == "html":
        return run_together(html_text(content.decode()))
    return pdf_text(content, handbook()) if format == "pdf" else run_together(docx_text(content))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(("routine", "path", "sentence"), WORD_FOR_WORD)
def test_each_sentence_of_the_decided_document_stands_in_the_handbook(
    routine: str, path: str, sentence: str, format: Format
) -> None:
    # A quotation within a quotation has single marks; they are the same words.
    marks = str.maketrans("”’", '""')
    assert run_together(sentence).translate(marks) in said(format).translate(marks)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(("routine", "path", "words", "instruction"), INSTRUCTIONS)
def test_each_instruction_of_the_decided_document_stands_in_the_handbook(
    routine: str, path: str, words: str, instruction: str, format: Format
) -> None:
    told = instruction.replace("{settings.telefonskap}", UNDECIDED)
    assert run_together(told) in said(format)


@pytest.mark.parametrize(("line", "path", "value"), HEAD)
def test_the_head_of_the_decided_document_is_that_of_each_chapter_that_carries_it_out(
    line: str, path: str, value: str
) -> None:
    decided = [chapter for chapter in handbook().chapters if chapter.id in DECIDED]
    assert len(decided) == len(DECIDED)
    for chapter in decided:
        assert value in [chapter.type, *dict(chapter.head).values()]


def test_the_sections_of_the_decided_document_are_those_of_each_chapter() -> None:
    for chapter in handbook().chapters:
        titles = [section.title for section in chapter.official]
        assert [title for title in titles if title in SEED["headings"]] == [
            heading for heading in SEED["headings"] if heading in titles
        ]
    assert set(SEED["headings"]) <= {section.title for section in handbook().chapters[0].official}
