"""The colours, by what they mean. Every pair of ink and ground that is used has a contrast of at least 4.5:1 (a test computes it)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal

Theme = Literal["light", "dark", "mono"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """One theme. `roles` are given out in the order of the roles that act, over and over where there are more.

    `strips` are the grounds of the roles' numbers and `on_strips` the inks on them; `shades` are the grounds of boxes by how long
    they take, shortest first, and `on_shades` the inks on them.
    """

    ground: str
    surface: str
    section: str
    section_line: str
    ink: str
    muted: str
    edge: str
    on_strip: str
    roles: tuple[str, ...]
    strips: tuple[str, ...]
    on_strips: tuple[str, ...]
    gateway: str
    gateway_line: str
    danger: str
    danger_ground: str
    start: str
    on_start: str
    done: str
    done_line: str
    now: str
    now_line: str
    on_now: str
    shades: tuple[str, ...]
    on_shades: tuple[str, ...]


# Chosen so that no two are alike in the common kinds of colour blindness either (a test computes it).
_LIGHT_ROLES = ("#0B5CAD", "#00684A", "#B84A00", "#7A3E9D", "#5B4B00", "#A8187A", "#1F1752", "#5A1A12")
_DARK_ROLES = ("#6CB2F5", "#5CC9A0", "#F5A45D", "#C79BE8", "#E0CB66", "#E86BC0", "#B8F2FF", "#A8784A")

LIGHT = Palette(
    ground="#FFFFFF",
    surface="#FFFFFF",
    section="#F4F6F8",
    section_line="#C3CCD5",
    ink="#16202A",
    muted="#4A5560",
    edge="#4A5560",
    on_strip="#FFFFFF",
    roles=_LIGHT_ROLES,
    strips=_LIGHT_ROLES,
    on_strips=("#FFFFFF",) * 8,
    gateway="#FFF4CC",
    gateway_line="#7A5B00",
    danger="#B3261E",
    danger_ground="#FDECEA",
    start="#00684A",
    on_start="#FFFFFF",
    done="#E3F1E8",
    done_line="#00684A",
    now="#FFD54A",
    now_line="#16202A",
    on_now="#16202A",
    shades=("#FFFFFF", "#F0E8F7", "#DCC9EC", "#C09FDB", "#8A59B8", "#5B2C87"),
    on_shades=("#16202A",) * 4 + ("#FFFFFF",) * 2,
)

DARK = Palette(
    ground="#111821",
    surface="#1C2733",
    section="#161F29",
    section_line="#3A4756",
    ink="#F2F5F8",
    muted="#B4BFCA",
    edge="#B4BFCA",
    on_strip="#111821",
    roles=_DARK_ROLES,
    strips=_DARK_ROLES,
    on_strips=("#111821",) * 8,
    gateway="#3A3216",
    gateway_line="#E8C55A",
    danger="#FF8A80",
    danger_ground="#3B1D1B",
    start="#5CC9A0",
    on_start="#111821",
    done="#1B3A30",
    done_line="#5CC9A0",
    now="#FFD54A",
    now_line="#F2F5F8",
    on_now="#16202A",
    shades=("#1C2733", "#2A2440", "#3A2B57", "#4D3670", "#8A5CB5", "#A97BD1"),
    on_shades=("#F2F5F8",) * 4 + ("#FFFFFF", "#111821"),
)

# On black-and-white paper the roles differ by the ground of their numbers, and as always by icon and word.
MONO = Palette(
    ground="#FFFFFF",
    surface="#FFFFFF",
    section="#FFFFFF",
    section_line="#767676",
    ink="#000000",
    muted="#333333",
    edge="#000000",
    on_strip="#FFFFFF",
    roles=("#1F1F1F",) * 8,
    strips=("#1F1F1F", "#FFFFFF", "#6B6B6B", "#D9D9D9", "#9C9C9C", "#454545", "#BABABA", "#838383"),
    on_strips=("#FFFFFF", "#000000", "#FFFFFF", "#000000", "#000000", "#FFFFFF", "#000000", "#000000"),
    gateway="#FFFFFF",
    gateway_line="#000000",
    danger="#000000",
    danger_ground="#FFFFFF",
    start="#000000",
    on_start="#FFFFFF",
    done="#EDEDED",
    done_line="#000000",
    now="#D0D0D0",
    now_line="#000000",
    on_now="#000000",
    shades=("#FFFFFF", "#EEEEEE", "#D6D6D6", "#B5B5B5", "#6B6B6B", "#333333"),
    on_shades=("#000000",) * 4 + ("#FFFFFF",) * 2,
)

THEMES = {"light": LIGHT, "dark": DARK, "mono": MONO}


def variables(theme: Palette) -> dict[str, str]:
    """The theme's colours as CSS variables: name → colour."""
    found: dict[str, str] = {}
    for field in fields(theme):
        value = getattr(theme, field.name)
        if isinstance(value, tuple):
            found |= {_variable(field.name, number): colour for number, colour in enumerate(value)}
        else:
            found[_variable(field.name)] = value
    return found


def _variable(name: str, number: int | None = None) -> str:
    return "--picture-" + name.replace("_", "-") + ("" if number is None else f"-{number}")


def _live() -> Palette:
    given: dict[str, Any] = {
        field.name: tuple(f"var({_variable(field.name, number)})" for number in range(len(value)))
        if isinstance(value := getattr(LIGHT, field.name), tuple)
        else f"var({_variable(field.name)})"
        for field in fields(LIGHT)
    }
    return Palette(**given)


LIVE = _live()
"""Not colours but the names of them, for a picture inside a page whose style sheet has `variables` of the reader's theme."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG 2 defines it: 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
