"""Facts about the handbook as HTML: whole, accessible, and never anything but text from a routine."""

from __future__ import annotations

import itertools
import re

import pytest

from diagrams.handbook.build import handbook_of
from diagrams.handbook.document import all_ids
from diagrams.handbook.web import handbook_html
from diagrams.palette import DARK, LIGHT, Palette, contrast
from engine.routine import Routine
from tests.accessibility import violations
from tests.diagrams.handbook.library import everything, helping, html_text, real, run_together, texts

SETS = {"one": (everything(),), "several": real()}


def page(routines: tuple[Routine, ...], **rest: object) -> str:
    return handbook_html(handbook_of(routines, known={"hjalp": helping()}, **rest))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SETS)
def test_everything_that_the_document_says_stands_in_the_page(name: str) -> None:
    handbook = handbook_of(SETS[name], known={"hjalp": helping()})
    said = run_together(html_text(handbook_html(handbook)))
    assert [text for text in texts(handbook) if run_together(text) not in said] == []


@pytest.mark.parametrize("name", SETS)
def test_axe_finds_nothing(name: str) -> None:
    assert violations(page(SETS[name])) == []


@pytest.mark.parametrize("name", SETS)
def test_no_heading_skips_a_level(name: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", page(SETS[name]))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_link_within_the_page_leads_somewhere() -> None:
    shown = page(SETS["several"])
    ids = set(re.findall(r' id="([^"]+)"', shown))
    assert set(re.findall(r' href="#([^"]+)"', shown)) <= ids
    assert set(all_ids(handbook_of(SETS["several"]))) <= ids


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
    shown = page(SETS["several"])
    assert not re.search(r"<script|<link|<img|<iframe|\ssrc=|@import|url\((?!#)|\son[a-z]+=", shown)


def test_the_page_is_the_same_each_time() -> None:
    assert page(SETS["several"]) == page(SETS["several"])
