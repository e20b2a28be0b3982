"""Text into lines: at spaces, inside a word only where the word alone is too wide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diagrams.type.metrics import width

ELLIPSIS = "…"

# Every space but one that never breaks, and but those between the groups of a number and before a unit of time: «100 000 kronor» are two
# words, «2 dygn» is one.
_UNITS = "h|min|minute?r?s?|tim|timme|timmar|hours?|d|dag|dagar|dygn|days?|veck(?:a|or)|weeks?"
_SPACE = r"[^\S\u00a0\u202f]+"
_BREAKS = re.compile(rf"(?<!\d){_SPACE}|{_SPACE}(?!\d{{3}}(?!\d)|(?:{_UNITS})\b)")


def words_of(text: str) -> list[str]:
    """The parts of the text between which a line may end."""
    return [word for word in _BREAKS.split(text) if word]


def lines(
    text: str, size: float, room: float, *, bold: bool = False, most: int | None = None
) -> tuple[str, ...]:
    """`text` in lines at most `room` wide, as many as it takes; where `most` is given, what does not fit in so many ends with «…»."""
    found: list[str] = []
    for word in _words(text, size, room, bold):
        if found and width(f"{found[-1]} {word}", size, bold) <= room:
            found[-1] = f"{found[-1]} {word}"
        else:
            found.append(word)
        if most is not None and len(found) > most:
            return (*found[: most - 1], clipped(f"{found[most - 1]} {word}", size, room, bold=bold))
    return tuple(found)


def clipped(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """`text`; where it is wider than `room`, shortened, with «…» in place of what is left out."""
    if width(text, size, bold) <= room:
        return text
    kept = text
    while kept and width(kept + ELLIPSIS, size, bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def widest(found: tuple[str, ...], size: float, *, bold: bool = False) -> float:
    """The width of the widest line."""
    return max((width(line, size, bold) for line in found), default=0.0)


def balanced(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """As `lines`, in as few lines, but about equally wide."""
    found = lines(text, size, room, bold=bold)
    words = [width(word, size, bold) for word in words_of(text)]
    least = max([room / len(found) if found else room, *(word for word in words if word <= room)])
    narrower = room - size / 2
    while len(found) > 1 and narrower >= least:
        tried = lines(text, size, narrower, bold=bold)
        if len(tried) > len(found):
            break
        found = tried
        narrower -= size / 2
    return found


def _words(text: str, size: float, room: float, bold: bool) -> Iterator[str]:
    for word in words_of(text):
        while width(word, size, bold) > room and len(word) > 1:
            cut = next(
                cut
                for cut in range(len(word) - 1, 0, -1)
                if cut == 1 or width(word[:cut] + "-", size, bold) <= room
            )
            yield word[:cut] if word[cut - 1] in "-/" else word[:cut] + "-"
            word = word[cut:]
        yield word
