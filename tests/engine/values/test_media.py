"""Kinds of documents, and files that are none of them."""

from __future__ import annotations

import io
import zipfile

import pytest

from engine.values.media import MEDIA, media_of, size_in_words

PNG = b"\x89PNG\r\n\x1a\n"


def packed(**parts: str) -> bytes:
    """A packed file; in the names `__` stands for a slash and `_` for a point."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


OPEN = "application/vnd.oasis.opendocument."
GOOD = {
    "pdf": b"%PDF-1.7\n",
    "docx": packed(word__document_xml="<w/>"),
    "xlsx": packed(xl__workbook_xml="<x/>"),
    "pptx": packed(ppt__presentation_xml="<p/>"),
    "odt": packed(mimetype=f"{OPEN}text", content_xml="<o/>"),
    "ods": packed(mimetype=f"{OPEN}spreadsheet", content_xml="<o/>"),
    "png": PNG,
    "jpg": b"\xff\xd8\xff\xe0",
    "jpeg": b"\xff\xd8\xff\xe0",
}


def test_every_kind_is_tried() -> None:
    assert GOOD.keys() == MEDIA.keys()


@pytest.mark.parametrize("ending", MEDIA)
def test_a_file_is_what_it_holds(ending: str) -> None:
    assert MEDIA[ending].unfit(GOOD[ending]) is None


@pytest.mark.parametrize("ending", MEDIA)
def test_another_kind_under_its_name_is_none(ending: str) -> None:
    media_type = MEDIA[ending].media_type
    others = [content for other, content in GOOD.items() if MEDIA[other].media_type != media_type]

    assert all(MEDIA[ending].unfit(content) for content in (*others, b"", b"<svg/>", b"PK\x03\x04"))


def test_what_carries_macros_is_none() -> None:
    word = packed(word__document_xml="<w/>", word__vbaProject_bin="x")
    calc = packed(mimetype=f"{OPEN}spreadsheet", content_xml="<o/>", Basic__script_xml="x")

    told = [MEDIA["docx"].unfit(word), MEDIA["ods"].unfit(calc)]
    assert [each and each.sv for each in told] == ["den innehåller makron."] * 2


def test_no_more_is_unpacked_than_is_needed() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "x" * 50_000_000)
        file.writestr("content.xml", "")

    assert MEDIA["odt"].unfit(made.getvalue()) is not None


def test_the_ending_tells_the_kind_in_small_and_large_letters() -> None:
    assert media_of("Blankett.PDF") is MEDIA["pdf"]
    assert media_of("blankett.v2.docx") is MEDIA["docx"]
    assert media_of("blankett") is media_of("blankett.html") is media_of("bild.svg") is None
    assert media_of("pdf") is None


@pytest.mark.parametrize(
    ("size", "sv", "en"),
    [(1, "1 kB", "1 kB"), (120_400, "120 kB", "120 kB"), (1_440_000, "1,4 MB", "1.4 MB")],
)
def test_sizes_are_said_as_people_say_them(size: int, sv: str, en: str) -> None:
    assert size_in_words(size) == (sv, en)
