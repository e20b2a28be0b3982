"""Every pair of ink and ground that is used can be read."""

from __future__ import annotations

import pytest

from diagrams.palette import THEMES, Palette, contrast
from diagrams.picture import PAINTS


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
    pairs |= {f"number of role {paint}": (palette.on_strip, role) for paint, role in enumerate(palette.roles)}
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
    assert len(THEMES[theme].roles) == PAINTS


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48)]
)
def test_contrast_is_computed_as_wcag_says(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == ratio
