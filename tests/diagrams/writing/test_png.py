"""SVG to PNG: the right size, in the typeface that comes along."""

from __future__ import annotations

import io
import re
from threading import Event, Thread

import pytest
from PIL import Image

from diagrams.errors import CannotDraw
from diagrams.writing.png import png, pngs
from tests.diagrams.pixels import size
from tests.diagrams.samples import load
from tests.diagrams.sheets import svg


@pytest.mark.parametrize("scale", [1, 2])
def test_a_png_is_so_many_times_as_large_as_its_svg(scale: float) -> None:
    drawing = svg(load("arbetstelefon"))
    found = re.search(r'width="(\d+)" height="(\d+)"', drawing)
    assert found
    assert size(png(drawing, scale=scale)) == (int(found[1]) * scale, int(found[2]) * scale)


def test_the_same_drawing_gives_the_same_bytes() -> None:
    drawing = svg(load("arbetstelefon"))
    assert png(drawing, scale=0.5) == png(drawing, scale=0.5)


def square(wide: float) -> str:
    """A square drawing as ours begin."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{wide}"><text x="9" y="99" font-size="90">Åk</text></svg>'


def test_many_at_once_are_as_each_by_itself() -> None:
    wanted = [(square(100), 1.0), (square(300), 0.5), (square(100), 2.0)]
    assert pngs(wanted) == tuple(png(drawing, scale=scale) for drawing, scale in wanted)
    assert [size(each) for each in pngs(wanted)] == [(100, 100), (150, 150), (200, 200)]
    assert pngs([]) == ()


def test_what_a_drawing_leaves_bare_is_seen_through() -> None:
    assert Image.open(io.BytesIO(png(square(100)))).getpixel((199, 0)) == (0, 0, 0, 0)


def test_a_character_that_no_typeface_has_is_no_hindrance() -> None:
    assert size(png(square(100).replace("Åk", "Åk \U000e1234 🚑 \ud800"))) == (200, 200)


def test_others_run_while_a_large_one_is_drawn() -> None:
    """A drawing is made on one thread; another, that only counts, comes to its turn meanwhile."""
    large, done, turns = square(1_200), Event(), 0

    def draw() -> None:
        png(large)
        done.set()

    worker = Thread(target=draw)
    worker.start()
    while not done.wait(0.001):
        turns += 1
    worker.join()
    assert turns > 1


def test_what_is_no_drawing_is_told_in_a_sentence() -> None:
    with pytest.raises(CannotDraw, match="could not be made into PNG"):
        png("<p>")
