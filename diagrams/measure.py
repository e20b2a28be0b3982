"""How wide text is, and where it breaks: on words, never inside one unless the word alone is too wide.

Widths are those of Helvetica and what is made to match it (Arial, Arimo, Liberation Sans), in thousandths of the size; the bold face is about
six per cent wider. A letter with a mark is as wide as the letter.
"""

from __future__ import annotations

import unicodedata

_WIDTHS = {
    278: " !,./:;I[\\]ft|",
    222: "'ijl",
    355: '"',
    333: "()-`r",
    389: "*",
    500: "cksvxyzJ",
    584: "+<=>~^",
    556: "#$?_0123456789abdeghnopqu",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "mM",
    889: "%",
    944: "W",
    1015: "@",
    334: "{}",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER, _WIDE = 600, 1000
_BOLD = 1.06


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width in points of one line."""
    return sum(map(_letter, text)) * size / 1000 * (_BOLD if bold else 1)


def lines(text: str, size: float, at_most: float, *, bold: bool = False) -> list[str]:
    """The text broken into lines no wider than `at_most` points."""
    broken: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, size, at_most, bold):
            longer = f"{line} {piece}" if line else piece
            if line and width(longer, size, bold=bold) > at_most:
                broken.append(line)
                line = piece
            else:
                line = longer
    return [*broken, line] if line else broken or [""]


def shortened(all_lines: list[str], at_most: int) -> list[str]:
    """At most so many lines; the last says with «…» that there was more."""
    if len(all_lines) <= at_most:
        return all_lines
    return [*all_lines[: at_most - 1], all_lines[at_most - 1].rstrip(" .,") + "…"]


def _letter(letter: str) -> int:
    known = _WIDTH.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    return _WIDTH.get(unicodedata.normalize("NFD", letter)[0], _OTHER)


def _pieces(word: str, size: float, at_most: float, bold: bool) -> list[str]:
    """The word, cut only where it is too wide for a line of its own."""
    pieces, piece = [], ""
    for letter in word:
        if piece and width(piece + letter, size, bold=bold) > at_most:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
