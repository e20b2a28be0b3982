"""A picture in every form: the right kind of file, whole, and told in words."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from itertools import product
from typing import Any, get_args

import pypdf
import pytest
from pypdf.generic import Destination

from diagrams.output import Format, Look, View, drawn, drawn_map, drawn_together
from diagrams.picture import text_lines
from diagrams.telling.routine_picture import picture_of
from diagrams.type.palette import Theme
from diagrams.writing.png import png
from tests.diagrams.paper.test_pagination import long
from tests.diagrams.pixels import size
from tests.diagrams.samples import load, routine
from tests.routines.library import ROUTINES
from tests.routines.library import load as load_real

OF = load("arbetstelefon")
BEGINS = {"svg": b"<svg ", "png": b"\x89PNG", "pdf": b"%PDF-", "mermaid": b"flowchart TD\n"}


def reader(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def chapters(document: pypdf.PdfReader) -> list[str]:
    """The titles of the document's outline."""
    return [str(each.title) for each in document.outline if isinstance(each, Destination)]


def alternatives(content: bytes) -> list[str]:
    """The words for the pictures of a document, in order."""
    found: list[str] = []

    def enter(element: Any) -> None:
        element = element.get_object()
        if isinstance(element, list):
            for each in element:
                enter(each)
        elif isinstance(element, dict):
            if "/Alt" in element:
                found.append(str(element["/Alt"]))
            if "/K" in element:
                enter(element["/K"])

    root: Any = reader(content).trailer["/Root"]
    enter(root["/StructTreeRoot"])
    return found


@pytest.mark.parametrize("format", get_args(Format))
@pytest.mark.parametrize("theme", get_args(Theme))
def test_every_format_and_theme_is_a_file_of_its_kind(format: Format, theme: Theme) -> None:
    for content in drawn(OF, Look(format=format, theme=theme)):
        assert content.startswith(BEGINS[format])


@pytest.mark.parametrize(("view", "paper"), list(product(("staff", "technical"), (None, "a4", "a3"))))
def test_every_view_comes_on_every_paper(view: Any, paper: Any) -> None:
    for content in drawn(OF, Look(view=view, paper=paper)):
        ET.fromstring(content)


def test_a_pdf_tells_each_page_in_words() -> None:
    of = long(40)
    found = alternatives(drawn(of, Look(format="pdf"))[0])
    assert len(found) == len(reader(drawn(of, Look(format="pdf"))[0]).pages) > 1
    said = " ".join(found)
    assert all(line in said for line in text_lines(picture_of(of)) if line.startswith("Steg"))
    assert "Fortsätter på sida 2." in found[0]


@pytest.mark.parametrize("view", get_args(View))
def test_a_pdf_does_not_tell_when_it_was_made_so_that_it_is_the_same_each_time(view: View) -> None:
    told = reader(drawn(OF, Look(format="pdf", view=view))[0]).metadata
    assert told is not None
    assert told.creation_date is None


def test_a_pdf_has_its_title_language_and_headings() -> None:
    document = reader(drawn(OF, Look(format="pdf", language="sv"))[0])
    root: Any = document.trailer["/Root"]
    assert (document.metadata.title, root["/Lang"]) == ("Arbetstelefon under arbetspass", "sv")  # type: ignore[union-attr]
    assert chapters(document) == ["Arbetstelefon under arbetspass"]


def test_a_pdf_says_which_page_it_is_and_where_it_goes_on() -> None:
    first, *_, last = reader(drawn(long(40), Look(format="pdf"))[0]).pages
    assert "Fortsätter på sida 2" in first.extract_text()
    assert re.search(r"Sida (\d+) av \1", last.extract_text())


def test_a_pdf_on_a3_is_on_a3() -> None:
    (page,) = reader(drawn(OF, Look(format="pdf", paper="a3"))[0]).pages
    assert sorted(round(float(side)) for side in page.mediabox[2:]) == [842, 1191]


def test_the_technical_pdf_is_told_in_words() -> None:
    (said,) = alternatives(drawn(OF, Look(format="pdf", view="technical"))[0])
    assert all(state in said for state in OF.states)


def test_all_routines_in_one_document_begin_with_how_they_belong_together() -> None:
    routines = [load_real(id) for id in ROUTINES]
    (content,) = drawn_together(routines, Look(format="pdf"), known={each.id: each for each in routines})
    assert chapters(reader(content)) == ["Så hänger rutinerna ihop", *(each.title.say() for each in routines)]


def test_the_map_comes_in_every_format() -> None:
    routines = [load_real(id) for id in ROUTINES]
    for format in get_args(Format):
        assert drawn_map(routines, Look(format=format))[0].startswith(BEGINS[format])


@pytest.mark.parametrize(
    "title", ["🚑 Ring 112", "مرحبا", "א ב", "Lång " * 60, "<b>&amp;]]>", "\\N \\l #panic()"]
)
def test_any_title_is_set_on_paper(title: str) -> None:
    of = routine(
        f"  a: {{title: {json.dumps(title, ensure_ascii=False)}, role: personal}}\n  b: {{end: slut}}"
    )
    assert drawn(of, Look(format="pdf"))[0].startswith(b"%PDF-")


def test_a_png_is_twice_as_large_as_its_drawing() -> None:
    root = ET.fromstring(drawn(OF, Look())[0])
    assert size(drawn(OF, Look(format="png"))[0]) == (
        2 * int(root.get("width", 0)),
        2 * int(root.get("height", 0)),
    )


def test_a_huge_png_is_made_as_large_as_there_are_points_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diagrams.writing.png.MOST_POINTS", 40_000)
    wide, high = size(png(drawn(OF, Look())[0].decode()))
    assert 30_000 < wide * high <= 41_000
