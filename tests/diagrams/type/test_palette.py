"""Every pair of ink and ground that is used can be read."""

from __future__ import annotations

from colorsys import rgb_to_hsv
from itertools import combinations, pairwise

import pytest

from diagrams.picture import PAINTS
from diagrams.type.palette import DARK, LIGHT, LIVE, MONO, THEMES, Palette, contrast, variables
from tests.diagrams.colour_blindness import difference


def text_pairs(palette: Palette) -> dict[str, tuple[str, str]]:
    """Every ink that words are written with, on every ground under it."""
    grounds = {
        "sheet": palette.ground,
        "frame": palette.section,
        "box": palette.surface,
        "done": palette.done,
    }
    pairs = {f"ink on {name}": (palette.ink, ground) for name, ground in grounds.items()}
    pairs |= {f"muted on {name}": (palette.muted, ground) for name, ground in grounds.items()}
    strips = zip(palette.on_strips, palette.strips, strict=True)
    shades = zip(palette.on_shades, palette.shades, strict=True)
    pairs |= {f"number of role {paint}": pair for paint, pair in enumerate(strips)}
    pairs |= {f"figures of class {number}": pair for number, pair in enumerate(shades)}
    return pairs | {
        "number without role": (palette.on_strip, palette.muted),
        "title of a branch": (palette.roles[0], palette.section),
        "title of an event": (palette.danger, palette.section),
        "emergency": (palette.danger, palette.ground),
        "event": (palette.danger, palette.danger_ground),
        "question": (palette.ink, palette.gateway),
        "start": (palette.on_start, palette.start),
        "now": (palette.on_now, palette.now),
        "tick": (palette.on_strip, palette.done_line),
    }


def line_pairs(palette: Palette) -> dict[str, tuple[str, str]]:
    """What must be seen though it is no text: frames, arrows and icons."""
    pairs = {f"frame of role {paint}": (role, palette.section) for paint, role in enumerate(palette.roles)}
    return pairs | {
        "arrow": (palette.edge, palette.section),
        "taken arrow": (palette.done_line, palette.section),
        "question": (palette.gateway_line, palette.section),
        "now": (palette.now_line, palette.section),
        "end": (palette.ink, palette.section),
    }


@pytest.mark.parametrize("theme", THEMES)
def test_all_text_has_a_contrast_of_at_least_four_and_a_half(theme: str) -> None:
    pairs = text_pairs(THEMES[theme]).items()
    assert {name: round(contrast(*pair), 2) for name, pair in pairs if contrast(*pair) < 4.5} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_all_lines_have_a_contrast_of_at_least_three(theme: str) -> None:
    pairs = line_pairs(THEMES[theme]).items()
    assert {name: round(contrast(*pair), 2) for name, pair in pairs if contrast(*pair) < 3} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_has_a_colour_for_every_paint(theme: str) -> None:
    palette = THEMES[theme]
    assert [len(palette.roles), len(palette.strips), len(palette.on_strips)] == [PAINTS] * 3


def test_the_theme_without_colour_has_none() -> None:
    colours = [
        colour for colour in variables(MONO).values() if len({colour[1:3], colour[3:5], colour[5:]}) > 1
    ]
    assert colours == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_roles_differ_in_colour_blindness_too(theme: str) -> None:
    pairs = combinations(THEMES[theme].roles, 2)
    assert {pair: round(difference(*pair), 3) for pair in pairs if difference(*pair) < 0.03} == {}


def test_colours_are_alike_as_the_eye_says() -> None:
    assert round(difference("#000000", "#FFFFFF"), 2) == 1
    # Red and green of one lightness are one colour to many.
    assert difference("#A05A00", "#6E7000") < 0.03 < difference("#A05A00", "#0060A0")


def test_without_colour_the_roles_still_differ() -> None:
    assert len(set(MONO.strips)) == PAINTS
    assert min(contrast(one, other) for one, other in pairwise(sorted(MONO.strips))) >= 1.3


def test_a_longer_time_is_never_lighter_on_white_paper() -> None:
    for palette in (LIGHT, MONO):
        steps = [contrast(shade, "#FFFFFF") for shade in palette.shades]
        assert steps == sorted(steps)
        assert min(after / before for before, after in pairwise(steps)) >= 1.15


def test_the_shades_are_one_purple_hue() -> None:
    hues = [
        rgb_to_hsv(*(int(each[place : place + 2], 16) for place in (1, 3, 5)))[0] for each in LIGHT.shades[1:]
    ]
    assert max(hues) - min(hues) < 0.03


def test_a_picture_in_a_page_has_a_variable_for_each_colour() -> None:
    names = {f"var({name})" for name in variables(LIGHT)}
    assert set(variables(LIVE).values()) == names
    assert variables(DARK).keys() == variables(LIGHT).keys()


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48)]
)
def test_contrast_is_computed_as_wcag_says(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == ratio
