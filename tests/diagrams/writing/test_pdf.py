"""Pages as PDF: accessible, in the shipped typeface, and never built from a routine's words."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest

from diagrams.errors import CannotDraw
from diagrams.writing.pdf import pdf

PAGE = """
#let data = json("data.json")
#set document(title: data.title)
#set text(lang: data.language, font: "Arimo")
= #data.title
#data.text
"""


@pytest.fixture(autouse=True)
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("diagrams.writing.pdf.TEMPLATES", tmp_path)
    (tmp_path / "page.typ").write_text(PAGE)
    return tmp_path


def made(text: str) -> pypdf.PdfReader:
    data = {"title": "Ring ”chefen”", "language": "sv", "text": text}
    return pypdf.PdfReader(io.BytesIO(pdf("page", data)))


def test_a_document_has_its_title_its_language_and_tags() -> None:
    catalog: Any = made("Åka dit.").trailer["/Root"]
    assert catalog["/Lang"] == "sv"
    assert catalog["/MarkInfo"]["/Marked"]
    assert made("Åka dit.").metadata.title == "Ring ”chefen”"  # type: ignore[union-attr]


def test_the_words_of_a_routine_are_never_markup() -> None:
    hostile = '#panic("nu") $x$ *fet* `kod` <b> \\N ]] {{7*7}}'
    assert hostile in made(hostile).pages[0].extract_text().replace("\n", " ")


def test_letters_that_no_typeface_has_are_a_box() -> None:
    # A code point that is never given out: no machine's typeface has a shape for it.
    assert "Ring □ nu" in made("Ring \U000e1234 nu").pages[0].extract_text().replace("\n", " ")


def test_a_letter_that_no_typeface_has_costs_no_other_letter_anything() -> None:
    typeset = made("Ring \u0645 och \U000e1234 nu").pages[0].extract_text()
    assert typeset.count("□") == 1, "the Arabic letter is kept: a typeface that the program brings has it"


def test_emoji_and_other_alphabets_are_no_hindrance() -> None:
    assert len(made("🚑 Ring 112 ☎️ مرحبا").pages) == 1


@pytest.mark.parametrize(
    "marked", ["pa\u030a", "e\u0301\u0301", "👩\u200d👧", "🏳\ufe0f\u200d🌈", "\u0301", "\u202eabc\u202c"]
)
def test_marks_that_join_or_turn_are_no_hindrance_in_a_picture(templates: Path, marked: str) -> None:
    (templates / "page.typ").write_text(PAGE + '#image("picture.svg", alt: "Text")')
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">'
        f'<text y="20" font-family="Arimo">Ring {marked} nu</text></svg>'
    )
    data = {"title": "Ring", "language": "sv", "text": marked}
    told = pypdf.PdfReader(io.BytesIO(pdf("page", data, {"picture.svg": picture})))
    assert "nu" in told.pages[0].extract_text()


def test_all_text_is_in_the_shipped_typeface() -> None:
    resources: Any = made("Hej").pages[0]["/Resources"]
    fonts = resources["/Font"]
    assert fonts
    assert all("Arimo" in font.get_object()["/BaseFont"] for font in fonts.values())


def test_pages_that_would_not_be_accessible_are_not_made(templates: Path) -> None:
    (templates / "page.typ").write_text('#let data = json("data.json")\n= #data.title')
    with pytest.raises(CannotDraw, match="could not be set"):
        made("Hej")
