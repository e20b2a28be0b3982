"""The decided document that the routines come from, and the document that is made from them: nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache

import pytest

from diagrams.handbook.build import handbook_of
from diagrams.handbook.document import Entry, Handbook
from diagrams.handbook.formats import Format, handbook_as
from tests.diagrams.handbook.library import docx_text, html_text, pdf_text, run_together, texts
from tests.routines.library import ROUTINES, load
from tests.routines.test_seed import DECIDED, HEAD, INSTRUCTIONS, SEED, WORD_FOR_WORD, one_line

UNDECIDED = "(inte bestämt än: fråga din chef)"
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


@cache
def own_words(routine: str) -> tuple[str, ...]:
    """What the routine's chapter says, without the remarks that say where an entry comes from or repeat a contact."""
    chapter = next(each for each in handbook().chapters if each.id == routine)
    return tuple(_without_remarks(chapter))


def _without_remarks(value: object) -> Iterator[str]:
    if isinstance(value, Entry):
        value = replace(value, remarks=())
    if isinstance(value, tuple):
        for each in value:
            yield from _without_remarks(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from _without_remarks(getattr(value, each.name))
    elif isinstance(value, str):
        yield value


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


@pytest.mark.parametrize(("routine", "path", "words", "instruction"), INSTRUCTIONS)
def test_each_instruction_stands_in_its_own_chapter_and_not_only_in_a_quotation_of_the_document(
    routine: str, path: str, words: str, instruction: str
) -> None:
    told = instruction.replace("{settings.telefonskap}", UNDECIDED)
    assert any(told in text for text in own_words(routine))


@pytest.mark.parametrize(("routine", "path", "sentence"), WORD_FOR_WORD)
def test_each_sentence_stands_in_the_chapter_of_the_routine_that_carries_it_out(
    routine: str, path: str, sentence: str
) -> None:
    marks = str.maketrans("”’", '""')
    chapter = next(each for each in handbook().chapters if each.id == routine)
    assert any(sentence.translate(marks) in one_line(text).translate(marks) for text in texts(chapter))


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
