"""SVG to PNG: the right size, in the typeface that comes along."""

from __future__ import annotations

import re

import pytest

from diagrams.render import png, svg
from tests.diagrams.pixels import size
from tests.diagrams.samples import load


@pytest.mark.parametrize("scale", [1, 2])
def test_a_png_is_so_many_times_as_large_as_its_svg(scale: float) -> None:
    drawing = svg(load("arbetstelefon"))
    found = re.search(r'width="(\d+)" height="(\d+)"', drawing)
    assert found
    assert size(png(drawing, scale=scale)) == (int(found[1]) * scale, int(found[2]) * scale)


def test_the_same_drawing_gives_the_same_bytes() -> None:
    drawing = svg(load("arbetstelefon"))
    assert png(drawing, scale=0.5) == png(drawing, scale=0.5)
