"""A drawing as a file: it brings its letters, and looks the same where nothing else is installed."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
import typst
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops

from diagrams.geometry import Rectangle
from diagrams.output import Look, View, drawn
from diagrams.writing.svg import svg
from engine.language.compile import compile_text
from engine.model.routine import Routine
from tests.diagrams.samples import routine

ROOT = Path(__file__).parents[3]
FILES = sorted(
    file
    for folder in ("examples", "routines")
    for file in (ROOT / folder).glob("*.yaml")
    if file.stem != "settings"
)
SVG = "{http://www.w3.org/2000/svg}"
AROUND = 60
SEEN = 1.0
"""An edge that is smoothed takes so much more than the letter, in points."""

OTHER_ALPHABETS = """
  s:
    title: Жёлтый żółw ﬁ ½ ŁÓDŹ Ẅ
    role: personal
    choices: {klar: {label: Щука, to: slut}, annat: {label: Ąß, to: slut}}
  slut: {end: klart, title: Конец}"""


def load(file: Path) -> Routine:
    found = compile_text(file.read_text("utf-8"), file.name).routine
    assert found is not None, file
    return found


def only_its_own(drawing: bytes, folder: Path) -> None:
    """Put the typefaces that the drawing brings into the folder, as a machine that has no others would have them."""
    for number, data in enumerate(re.findall(rb"data:font/woff2;base64,([^)]+)\)", drawing)):
        with TTFont(io.BytesIO(b64decode(data))) as font:
            font.flavor = None
            font.save(folder / f"{number}.ttf")


def boxes(element: ET.Element) -> Iterator[ET.Element]:
    """The innermost groups that have words and a shape around them."""
    inner = [box for child in element if child.tag in (f"{SVG}g", f"{SVG}a") for box in boxes(child)]
    yield from inner
    has = {child.tag.removeprefix(SVG) for child in element}
    if "text" in has and has & {"rect", "path"} and element.get("aria-label") and not inner:
        yield element


def shape(box: ET.Element) -> Rectangle:
    """The place of the largest rectangle or polygon of the box."""
    corners: list[tuple[float, float]] = []
    for each in box:
        if each.tag == f"{SVG}rect":
            x, y, wide, high = (float(each.get(name, 0)) for name in ("x", "y", "width", "height"))
            corners += [(x, y), (x + wide, y + high)]
        elif each.tag == f"{SVG}path" and re.fullmatch(r"M[-\d. L]+z", each.get("d", "")):
            numbers = [float(number) for number in re.findall(r"-?[\d.]+", each.get("d", ""))]
            corners += list(zip(numbers[::2], numbers[1::2], strict=True))
    across, down = zip(*corners, strict=True)
    return Rectangle(min(across), min(down), max(across), max(down))


def inked(box: ET.Element, place: Rectangle, folder: Path) -> Rectangle:
    """Where the words of the box have ink, drawn with the typefaces of the folder alone."""
    left, top = place.left - AROUND, place.top - AROUND
    wide, high = place.width + 2 * AROUND, place.height + 2 * AROUND
    words = "".join(_black(each) for each in box if each.tag == f"{SVG}text")
    page = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="{left} {top} {wide} {high}" '
        f'font-family="Arimo"><rect x="{left}" y="{top}" width="{wide}" height="{high}" fill="#fff"/>{words}</svg>'
    )
    picture = Image.open(io.BytesIO(points(page, folder)))
    bare = Image.new("RGB", picture.size, "white")
    found = ImageChops.difference(picture.convert("RGB"), bare).getbbox()
    assert found, f"{words} has no ink"
    return Rectangle(*(float(number) for number in found)).moved(left, top)


def points(drawing: str, folder: Path) -> bytes:
    """The drawing as PNG, a point for each of its own."""
    source = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg")'
    made = typst.compile(  # type: ignore[call-overload]  # its stubs know no sources by name
        {"main": source, "drawing.svg": drawing.encode()},
        format="png",
        ppi=96.0,  # an SVG of 96 points is as wide as 72 typographic ones
        font_paths=[str(folder)],
        ignore_system_fonts=True,
    )
    assert isinstance(made, bytes)
    return made


def _black(words: ET.Element) -> str:
    """The words as markup, in black."""
    return re.sub('fill="[^"]*"', 'fill="#000"', ET.tostring(words, encoding="unicode"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_word_leaves_its_box_where_no_typeface_is_installed(file: Path, tmp_path: Path) -> None:
    drawing = drawn(load(file), Look())[0]
    assert words_that_leave(drawing, tmp_path) == []


def test_nor_do_letters_that_are_met_more_seldom(tmp_path: Path) -> None:
    assert words_that_leave(drawn(routine(OTHER_ALPHABETS), Look())[0], tmp_path) == []


def words_that_leave(drawing: bytes, folder: Path) -> list[str]:
    """The words of every box whose ink is outside of it."""
    only_its_own(drawing, folder)
    found = list(boxes(ET.fromstring(drawing)))
    assert found
    return [
        box.get("aria-label", "")
        for box in found
        for place in [shape(box)]
        for ink in [inked(box, place, folder)]
        if ink.left < place.left - SEEN
        or ink.right > place.right + SEEN
        or ink.top < place.top
        or ink.bottom > place.bottom
    ]


@pytest.mark.parametrize("view", ["staff", "technical"])
def test_a_file_brings_its_letters_and_stays_small(view: View) -> None:
    drawing = drawn(load(ROOT / "routines/stodpass.yaml"), Look(view=view))[0]
    assert drawing.count(b"@font-face") == 3
    assert len(drawing) < 120_000


def test_it_is_one_whole_document() -> None:
    assert (
        ET.fromstring(svg('<svg xmlns="http://www.w3.org/2000/svg">\n<text>Åk</text>\n</svg>\n'))[-1].tag
        == f"{SVG}style"
    )
