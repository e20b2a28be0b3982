"""A drawing read back: its words and frames, and what is wrong with where they stand."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import combinations

from diagrams.geometry import Rectangle
from diagrams.storyboard.forms.card_drawing import Drawing
from diagrams.type.metrics import width
from diagrams.type.palette import contrast
from tests.diagrams.drawing.test_sheet import NAMESPACE

ASCENT, DESCENT = 0.72, 0.2
"""Of the size of letters: how far they reach above and below their line."""


def root(drawn: Drawing) -> ET.Element:
    """The drawing as a tree: it is well formed."""
    return ET.fromstring(drawn.svg)


def said(drawn: Drawing) -> str:
    """All words that are drawn."""
    return " ".join(each.text or "" for each in root(drawn).iter(f"{NAMESPACE}text"))


def lines(drawn: Drawing) -> list[tuple[str, Rectangle]]:
    """Every line of text with the place that it takes."""
    return [(each.text or "", _place(each)) for each in root(drawn).iter(f"{NAMESPACE}text")]


def wrongs(drawn: Drawing) -> list[str]:
    """Lines that stick out of the drawing or of the frame that they begin in, or that lie over each other."""
    found = lines(drawn)
    whole = Rectangle(0, 0, drawn.width, drawn.height)
    frames = [_frame(each) for each in root(drawn).iter(f"{NAMESPACE}rect")]
    out = []
    for text, place in found:
        around = [frame for frame in frames if _begins_in(place, frame)]
        out += [f"”{text}” sticks out" for frame in [whole, *around] if not _holds(frame, place)]
    out += [
        f"”{one}” lies over ”{other}”"
        for (one, here), (other, there) in combinations(found, 2)
        if here.touches(there, -0.5)
    ]
    return out


def _place(text: ET.Element) -> Rectangle:
    size = float(text.get("font-size", "0"))
    wide = width(text.text or "", size, text.get("font-weight") == "700")
    x, y = float(text.get("x", "0")), float(text.get("y", "0"))
    left = x - wide / 2 if text.get("text-anchor") == "middle" else x
    return Rectangle(left, y - size * ASCENT, left + wide, y + size * DESCENT)


def _frame(rect: ET.Element) -> Rectangle:
    x, y, wide, high = (float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
    return Rectangle(x, y, x + wide, y + high)


def _begins_in(place: Rectangle, frame: Rectangle) -> bool:
    return (
        frame.left <= place.left <= frame.right and frame.top <= place.y <= frame.bottom and frame.height > 8
    )


def _holds(frame: Rectangle, place: Rectangle) -> bool:
    return (
        frame.left - 1 <= place.left
        and place.right <= frame.right + 1
        and frame.top - 1 <= place.top
        and place.bottom <= frame.bottom + 1
    )


def faint(drawn: Drawing, ground: str, least: float = 4.5) -> dict[tuple[str, str], float]:
    """The pairs of ink and ground under it whose contrast is too low, where all grounds are rectangles."""
    found = {}
    grounds: list[tuple[Rectangle, str]] = []
    for each in root(drawn).iter():
        if each.tag == f"{NAMESPACE}rect" and each.get("fill") != "none":
            grounds.append((_frame(each), each.get("fill", "")))
        elif each.tag == f"{NAMESPACE}text":
            place = _place(each)
            under = next((fill for frame, fill in reversed(grounds) if _begins_in(place, frame)), ground)
            pair = (each.get("fill", ""), under)
            found[pair] = contrast(*pair)
    return {pair: ratio for pair, ratio in found.items() if ratio < least}
