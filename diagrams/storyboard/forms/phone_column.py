"""A column of the phone's screen that is drawn from top to bottom: paragraphs, lines, boxes to tick, and what points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from diagrams.geometry import Rectangle
from diagrams.picture import Icon
from diagrams.type.ink import icon, polygon, rounded, words
from diagrams.type.metrics import width
from diagrams.type.palette import Palette
from diagrams.type.typeset import ELLIPSIS
from diagrams.type.typeset import lines as set_in_lines
from diagrams.words.storyboard import say

RIM, PAD = 7.0, 20.0
LEFT = RIM + PAD
TITLES, TITLE_LINE = (18.0, 17.0, 16.0, 15.0), 22.0
TEXT, TEXT_LINE = 14.0, 18.5
TEXTS = (TEXT, 13.0, 12.0, 11.0)
SMALL, SMALL_LINE = 12.0, 15.5
GAP = 9.0
LONG = 60
"""More lines than any text of a routine takes."""

_KEPT = 6
"""Lines of those on a folded screen; only a title that nobody would write has more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """How wide a phone is, and how high at least. A screen higher than `most` leaves out what matters least, and says what."""

    wide: float
    least: float
    most: float


READ = Body(wide=336.0, least=470.0, most=660.0)
"""For a page that is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """How much of a screen is shown: the choices that are not taken, how many items of lists, how many lines of a text, and
    whether notes, contacts and what is under way at the same time are."""

    any_time: bool = True
    others: bool = True
    ticks: int = LONG
    answers: int = LONG
    lines: int = LONG
    besides: bool = True


_ALL = Fold()
_BRIEF = replace(_ALL, ticks=4, answers=3, lines=5)
_TAKEN = replace(_BRIEF, any_time=False, others=False)
FOLDS = (
    _ALL,
    replace(_ALL, lines=5),
    _BRIEF,
    replace(_BRIEF, any_time=False),
    _TAKEN,
    replace(_TAKEN, besides=False),
    replace(_TAKEN, ticks=3, answers=2, lines=3, besides=False),
    replace(_TAKEN, ticks=2, answers=1, lines=2, besides=False),
)
"""From all to what matters most. What is read gives way before what is pressed; what the step is called and warns of is always there."""


class Column:
    """What has been drawn so far: `y` is how far it has come, `is_less` whether something is left out by the fold."""

    def __init__(self, palette: Palette, language: str, wide: float, fold: Fold) -> None:
        self.palette, self.language, self.fold = palette, language, fold
        self.wide, self.right = wide, wide - RIM - PAD
        self.is_less = False
        self.parts: list[str] = []
        self.y = RIM + 8

    def text(
        self,
        text: str,
        size: float,
        colour: str,
        *,
        mark: Icon | None = None,
        bold: bool = False,
        italic: bool = False,
    ) -> None:
        """A paragraph, with a small picture before it where it has one."""
        indent = 21.0 if mark else 0.0
        leading = TEXT_LINE if size >= TEXT else SMALL_LINE
        found = self.lines(text, size, self.right - LEFT - indent, bold=bold)
        if mark:
            self.parts.append(icon(mark, LEFT, self.y + 1, colour, 14))
        self.put(found, LEFT + indent, self.y, size, leading, colour, bold=bold, italic=italic)
        self.y += len(found) * leading + GAP

    def lines(
        self, text: str, size: float, room: float, *, bold: bool = False, kept: bool = False
    ) -> tuple[str, ...]:
        """The text in lines; where too much is shown, its first ones, the last of which says that there is more.

        What is `kept` is left whole, unless it has more lines than people write.
        """
        found = set_in_lines(text, size, room, bold=bold, most=LONG)
        most = max(self.fold.lines, _KEPT) if kept else self.fold.lines
        if len(found) <= most:
            return found
        self.is_less = True
        more = say("more", self.language) if self.fold.besides else ELLIPSIS  # else told once, at the end
        return (*found[: most - 1], _ending(found[most - 1], more, size, room, bold))

    def put(
        self,
        found: Sequence[str],
        x: float,
        y: float,
        size: float,
        leading: float,
        colour: str,
        *,
        bold: bool = False,
        italic: bool = False,
    ) -> None:
        """Lines below each other, the first one's top at `y`."""
        for index, line in enumerate(found):
            baseline = y + size * 0.95 + index * leading
            self.parts.append(words(x, baseline, line, size, colour, bold=bold, italic=italic))

    def rule(self) -> None:
        place = Rectangle(RIM, self.y, self.wide - RIM, self.y + 1)
        self.parts.append(rounded(place, 0, self.palette.section_line, "none", 0))
        self.y += 1 + GAP + 2

    def box(self, x: float, y: float, done: bool) -> None:
        palette = self.palette
        place = Rectangle(x, y, x + 15, y + 15)
        self.parts.append(rounded(place, 3, palette.done if done else palette.surface, palette.ink, 1.6))
        if done:
            self.tick(x + 7.5, y + 7.5, palette.ink)

    def tick(self, x: float, y: float, colour: str) -> None:
        self.parts.append(
            f'<path d="M{x - 5:.1f} {y + 0.5:.1f}l3.5 3.6 6.5-7.5" fill="none" stroke="{colour}" '
            'stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/>'
        )

    def pointer(self, box: Rectangle) -> None:
        """The arrowhead that the big picture points with too."""
        x = box.left - 13
        self.parts.append(
            polygon([(x, box.y - 7), (x + 10, box.y), (x, box.y + 7)], self.palette.ink, self.palette.ink, 1)
        )


def fitting(text: str, sizes: Sequence[float], room: float) -> float:
    """The largest of the sizes in which no word of the text, in bold, has to be parted."""
    whole = (size for size in sizes if all(width(word, size, True) <= room for word in text.split()))
    return next(whole, sizes[-1])


def one_line(text: str, size: float, room: float) -> str:
    return set_in_lines(text, size, room, most=1)[0] if text.strip() else ""


def _ending(line: str, ending: str, size: float, room: float, bold: bool) -> str:
    """The line cut after a word, so that the ending has room after it."""
    kept = line.removesuffix(ELLIPSIS).split(" ")
    while kept and width(" ".join([*kept, ending]), size, bold) > room:
        kept.pop()
    return " ".join([*kept, ending])
