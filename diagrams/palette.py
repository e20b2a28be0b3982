"""The colours, by what they mean. Every pair of ink and ground that is used has a contrast of at least 4.5:1 (a test computes it)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """One theme. `roles` are given out in the order of the roles that act; the last one serves all that follow."""

    ground: str
    surface: str
    section: str
    section_line: str
    ink: str
    muted: str
    edge: str
    on_strip: str
    roles: tuple[str, ...]
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


LIGHT = Palette(
    ground="#FFFFFF",
    surface="#FFFFFF",
    section="#F4F6F8",
    section_line="#C3CCD5",
    ink="#16202A",
    muted="#4A5560",
    edge="#4A5560",
    on_strip="#FFFFFF",
    roles=("#0B5CAD", "#00684A", "#B84A00", "#7A3E9D", "#5B4B00"),
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
    roles=("#6CB2F5", "#5CC9A0", "#F5A45D", "#C79BE8", "#E0CB66"),
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
)

THEMES = {"light": LIGHT, "dark": DARK}


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
