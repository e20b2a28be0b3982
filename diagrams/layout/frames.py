"""A section in its frame: where its title stands, and where the arrow from the section before comes in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from diagrams.geometry import Rectangle
from diagrams.layout.place import Placed
from diagrams.picture import Section
from diagrams.type.metrics import width
from diagrams.type.sizes import LABEL_LINE, down_label
from diagrams.type.typeset import lines, widest, words_of

PAD, HEAD, HEAD_LINE, FIRST_LINE = 18.0, 36.0, 16.0, 23.0
BETWEEN = 24.0
SECTION_TITLE, WHO = 13.0, 11.5
MARK = 14.0
"""Room at the left of a frame's boxes for the mark of where one is."""

TITLE_MOST = 420.0
BESIDE_ARROW = 10.0
"""From the arrow that comes in to the words at its sides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadWords:
    """One line of a frame's head: its baseline from the frame's top left corner. `is_title`, or who does what is in the frame."""

    text: str
    x: float
    y: float
    is_title: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """A section in its frame. `frame` is the frame's place, `x` and `y` the place of the section's own top left corner."""

    section: Section
    placed: Placed
    frame: Rectangle
    x: float
    y: float
    head: tuple[HeadWords, ...]

    @property
    def title(self) -> str:
        """What the frame is called; empty where it has no title."""
        return self.section.title or ""

    @property
    def axis(self) -> float:
        """The middle of the section's own chain."""
        return self.x + self.placed.axis

    @property
    def above(self) -> float:
        """The room above the frame for the arrow that leads into it."""
        labels = self.section.entry.labels if self.section.entry else ()
        return BETWEEN + max(0.0, len(down_label(labels)) * LABEL_LINE - 4)

    @property
    def first(self) -> float:
        """The top of the first box of the chain."""
        return self.y + self.placed.nodes[self.section.chain.rows[0].box.id].top

    @property
    def last(self) -> float:
        """The foot of the last box of the chain."""
        return self.y + self.placed.nodes[self.section.chain.rows[-1].box.id].bottom

    def moved(self, across: float, down: float) -> Framed:
        """The same elsewhere."""
        return replace(self, frame=self.frame.moved(across, down), x=self.x + across, y=self.y + down)

    def widened(self, width: float, *, centred: bool = False) -> Framed:
        """The same in a wider frame."""
        more = width - self.frame.width
        wide = replace(self.frame, right=self.frame.left + width)
        return replace(self, frame=wide, x=self.x + (more / 2 if centred else 0))


def least_width(section: Section) -> float:
    """The width that the title would have in one line with who follows on it, as far as a frame is made wider for that."""
    title = widest((section.title or "",), SECTION_TITLE, bold=True)
    return min(title + widest((section.who or "",), WHO) + 20 + 2 * PAD, TITLE_MOST)


def framed(section: Section, placed: Placed, wide: float, x: float) -> Framed:
    """The section in a frame of that width from (0, 0), as high as it must be; its own left edge at `x`."""
    head = _parted(section, wide, x + placed.axis) if section.entry else _whole(section, wide)
    top = HEAD + max((each.y for each in head), default=FIRST_LINE) - FIRST_LINE if head else PAD
    return Framed(
        section=section,
        placed=placed,
        frame=Rectangle(0, 0, wide, top + placed.height + PAD),
        x=x,
        y=top,
        head=head,
    )


def _whole(section: Section, wide: float) -> tuple[HeadWords, ...]:
    """The title over the frame's width, and who after it, or below where there is no room for both in a line."""
    room = wide - 2 * PAD
    title = lines(section.title or "", SECTION_TITLE, room, bold=True)
    found = _stacked(title, PAD, 0, is_title=True)
    if section.who:
        after = width(title[-1], SECTION_TITLE, bold=True) if title else 0.0
        said = f"· {section.who}" if title else section.who
        if after + 8 + width(said, WHO) <= room:
            y = found[-1].y if found else FIRST_LINE
            return (*found, HeadWords(text=said, x=PAD + after + (8 if after else 0), y=y, is_title=False))
        found += _stacked(lines(section.who, WHO, room), PAD, len(title), is_title=False)
    return found


def _parted(section: Section, wide: float, axis: float) -> tuple[HeadWords, ...]:
    """The title at the left of the arrow that comes in at `axis`, who at its right; both there where a word is too long for the left."""
    left, right = axis - PAD - BESIDE_ARROW, wide - axis - PAD - BESIDE_ARROW
    title = section.title or ""
    is_left = all(width(word, SECTION_TITLE, True) <= left for word in words_of(title))
    found = _stacked(
        lines(title, SECTION_TITLE, left if is_left else right, bold=True),
        PAD if is_left else axis + BESIDE_ARROW,
        0,
        is_title=True,
    )
    who = lines(section.who or "", WHO, right)
    return (*found, *_stacked(who, axis + BESIDE_ARROW, 0 if is_left else len(found), is_title=False))


def _stacked(text: tuple[str, ...], x: float, first: int, *, is_title: bool) -> tuple[HeadWords, ...]:
    return tuple(
        HeadWords(text=each, x=x, y=FIRST_LINE + (first + index) * HEAD_LINE, is_title=is_title)
        for index, each in enumerate(text)
    )
