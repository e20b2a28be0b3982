"""Facts about the handbook as HTML: whole, accessible, and never anything but text from a routine."""

from __future__ import annotations

import itertools
import re
from functools import cache

import pytest

from diagrams.handbook.build import handbook_of
from diagrams.handbook.document import all_ids
from diagrams.handbook.forms.html import handbook_html
from diagrams.type.palette import DARK, LIGHT, Palette, contrast
from diagrams.writing.png import size_of
from tests.accessibility import violations
from tests.diagrams.handbook.library import handbook, html_text, real, run_together, texts

SETS = ("one", "several")


@cache
def page(name: str) -> str:
    return handbook_html(handbook(name))


@pytest.mark.parametrize("name", SETS)
def test_everything_that_the_document_says_stands_in_the_page(name: str) -> None:
    said = run_together(html_text(page(name)))
    assert [text for text in texts(handbook(name)) if run_together(text) not in said] == []


def test_axe_finds_nothing() -> None:
    """In one routine with all that a handbook tells, and in a set of two."""
    pair = [each for each in real() if each.id in ("forlorad_telefon", "losenord")]
    assert violations(page("one"), handbook_html(handbook_of(pair))) == []


@pytest.mark.parametrize("name", SETS)
def test_no_heading_skips_a_level(name: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", page(name))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_link_within_the_page_leads_somewhere() -> None:
    shown = page("several")
    ids = set(re.findall(r' id="([^"]+)"', shown))
    assert set(re.findall(r' href="#([^"]+)"', shown)) <= ids
    assert set(all_ids(handbook("several"))) <= ids


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_of_text_can_be_read_on_its_ground(palette: Palette) -> None:
    pairs = [
        (palette.ink, palette.ground),
        (palette.ink, palette.section),
        (palette.muted, palette.ground),
        (palette.muted, palette.section),
        (palette.ink, palette.danger_ground),
        (palette.danger, palette.danger_ground),
        (palette.danger, palette.ground),
        (palette.on_strip, palette.danger),
        (palette.on_strip, palette.muted),
        (palette.ink, palette.gateway),
        *((colour, palette.ground) for colour in palette.roles),
        *((palette.on_strip, colour) for colour in palette.roles),
    ]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def test_nothing_is_fetched_and_nothing_runs() -> None:
    shown = page("several")
    assert not re.search(
        r"<script|<link|<img|<iframe|\ssrc=|@import|url\((?!#|data:font/)|\son[a-z]+=", shown
    )


def test_the_page_is_the_same_each_time() -> None:
    assert handbook_html(handbook_of(real())) == page("several")


def test_a_picture_tells_the_page_how_wide_it_is() -> None:
    wide, _ = size_of(handbook("one").pictures["allt.svg"])
    assert f'<figure tabindex="0" style="--wide: {wide:.0f}px"' in page("one")
