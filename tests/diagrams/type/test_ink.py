"""Words in SVG are words, whatever they hold."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagrams.geometry import Rectangle
from diagrams.type.ink import HEAD, arrow, escaped, hatching, words

HOSTILE = (
    "<script>alert(1)</script>",
    'Fråga & svar "nu"',
    "]]>",
    "{{7*7}}",
    "\\N \\l \\\\",
    "' onload='x",
    "👩‍⚕️ مرحبا שלום",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_come_back_as_they_were(text: str) -> None:
    assert ET.fromstring(words(0, 0, text, 12, "#000000")).text == text


@given(st.text())
def test_any_text_at_all_gives_well_formed_svg(text: str) -> None:
    ET.fromstring(f'<g aria-label="{escaped(text)}">{escaped(text)}</g>')


def test_what_xml_has_no_place_for_is_left_out() -> None:
    assert escaped("a\x00b\x1fc\ufffed\ud800e") == "abcde"


def test_an_arrow_ends_in_a_point() -> None:
    drawn = ET.fromstring(f"<g>{arrow([(0, 0), (0, 50)], '#000000', 2)}</g>")
    line, head = (part.attrib["d"] for part in drawn)
    assert (line, head.startswith("M0 50")) == (f"M0 0L0 {50 - HEAD:g}", True)


def test_hatching_stays_inside_and_out_of_the_corners() -> None:
    place = Rectangle(10, 20, 110, 60)
    ends = [
        tuple(map(float, each)) for each in re.findall(r"[ML]([\d.]+) ([\d.]+)", hatching(place, "#000000"))
    ]
    assert len(ends) > 10
    assert all(10 <= x <= 110 and 20 <= y <= 60 for x, y in ends)
    assert all(abs(x - a) + abs(y - b) > 6 for x, y in ends for a, b in ((10, 20), (110, 60)))
