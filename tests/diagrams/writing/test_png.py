"""SVG to PNG: the right size, in the typeface that comes along."""

from __future__ import annotations

import re
import sys

import pytest

from diagrams.errors import CannotDraw
from diagrams.writing import raster
from diagrams.writing.png import png
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


def drawing(wide: float) -> str:
    """A square drawing as ours begin."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{wide}"><text x="9" y="99" font-size="90">Åk</text></svg>'


def test_a_large_drawing_is_drawn_by_a_program_of_its_own_to_the_same_points(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    large = drawing(1_000)
    apart = png(large)
    monkeypatch.setattr("diagrams.writing.png.QUICK_POINTS", 10**9)
    assert png(large) == apart
    assert size(apart) == (2_000, 2_000)


def test_a_program_that_does_not_answer_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "TIME_LIMIT", 0.0)
    with pytest.raises(CannotDraw, match="not done in 0 seconds"):
        png(drawing(1_000))


def test_a_program_that_fails_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/finns/inte")
    with pytest.raises(CannotDraw, match="could not be made into PNG"):
        png(drawing(1_000))
