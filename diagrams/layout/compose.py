"""Sections into panels, and panels onto one sheet: the main flow down the left side, the others where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from diagrams.geometry import Rectangle
from diagrams.layout.packing import A4, GUTTER, Papers, pack, shrink
from diagrams.layout.place import Placed, place
from diagrams.picture import Panel, Picture, Section
from diagrams.type.sizes import LABEL_LINE, down_label
from diagrams.type.typeset import lines, widest

PAD, HEAD, HEAD_LINE = 18.0, 36.0, 16.0
BETWEEN = 24.0
SECTION_TITLE, WHO = 13.0, 11.5
MARK = 14.0
"""Room at the left of a frame's boxes for the mark of where one is."""

TITLE_MOST = 420.0
NEARLY = 0.75
"""A frame of the main flow that is nearly as wide as the widest becomes as wide."""

WORTH, MOST_COLUMNS = 0.75, 12
"""The main flow goes on in another column where the sheet then needs to shrink this much less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """A section in its frame. `frame` is the frame's place, `x` and `y` the place of the section's own top left corner.

    `title` are the lines of the title; `who` follows on the last of them, or below it where `who_below`.
    """

    section: Section
    placed: Placed
    frame: Rectangle
    x: float
    y: float
    title: tuple[str, ...]
    who: str | None
    who_below: bool

    @property
    def axis(self) -> float:
        """The middle of the section's own chain."""
        return self.x + self.placed.axis

    @property
    def above(self) -> float:
        """The room above the frame for the arrow that leads into it."""
        labels = self.section.entry.labels if self.section.entry else ()
        return BETWEEN + max(0.0, len(down_label(labels)) * LABEL_LINE - 4)

    def moved(self, across: float, down: float) -> Framed:
        """The same elsewhere."""
        return replace(self, frame=self.frame.moved(across, down), x=self.x + across, y=self.y + down)

    def widened(self, width: float, *, centred: bool = False) -> Framed:
        """The same in a wider frame."""
        more = width - self.frame.width
        wide = replace(self.frame, right=self.frame.left + width)
        return replace(self, frame=wide, x=self.x + (more / 2 if centred else 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A panel with its frames, in the places where they stand."""

    panel: Panel
    frames: tuple[Framed, ...]

    @property
    def place(self) -> Rectangle:
        """The rectangle around all frames."""
        frames = [each.frame for each in self.frames]
        return Rectangle(
            min(each.left for each in frames),
            min(each.top for each in frames),
            max(each.right for each in frames),
            max(each.bottom for each in frames),
        )

    def moved(self, across: float, down: float) -> Block:
        """The same elsewhere."""
        return replace(self, frames=tuple(each.moved(across, down) for each in self.frames))

    def widened(self, width: float) -> Block:
        """The same in frames as wide as that, its chains in the middle; of the main flow only those at its left that nearly are."""
        if self.panel.side != "main":
            return replace(self, frames=tuple(each.widened(width, centred=True) for each in self.frames))
        left = self.place.left
        return replace(
            self,
            frames=tuple(
                each.widened(width)
                if each.frame.left == left and NEARLY * width <= each.frame.width <= width
                else each
                for each in self.frames
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All panels in their places, from (0, 0) to (width, height)."""

    blocks: tuple[Block, ...]
    width: float
    height: float


def compose(picture: Picture, papers: Papers = A4) -> Sheet:
    """Lay out all panels so that they fill one of the papers. Raises CannotDraw."""
    placed = iter(place([section for panel in picture.panels for section in panel.sections]))
    blocks = _packed(
        [_block(panel, [next(placed) for _ in panel.sections], papers) for panel in picture.panels], papers
    )
    inner = [block.place for block in blocks]
    return Sheet(
        blocks=tuple(blocks),
        width=max(each.right for each in inner),
        height=max(each.bottom for each in inner),
    )


def _block(panel: Panel, placed: Sequence[Placed], papers: Papers) -> Block:
    """The panel's sections below each other, their chains on one axis; in the main one, each frame as wide as it must be."""
    axis = max(each.axis for each in placed)
    inner = [axis - each.axis + each.width + 2 * PAD + MARK for each in placed]
    titles = [min(_title_width(section), TITLE_MOST) for section in panel.sections]
    widest_one, is_main = max([*inner, *titles]), panel.side == "main"
    left = PAD + MARK + axis + (0 if is_main else (widest_one - max(inner)) / 2)
    frames: list[Framed] = []
    for section, each, own in zip(panel.sections, placed, map(max, inner, titles), strict=True):
        wide = own if is_main and own < NEARLY * widest_one else widest_one
        frame = _framed(section, each, wide, left - each.axis)
        frames.append(frame.moved(0, frames[-1].frame.bottom + frame.above if frames else 0))
    return Block(panel=panel, frames=tuple(in_columns(frames, papers) if is_main else frames))


def _framed(section: Section, placed: Placed, width: float, x: float) -> Framed:
    """The section in a frame of that width, as high as it must be."""
    room = width - 2 * PAD
    below = _title_width(section) > width
    title = lines(section.title or "", SECTION_TITLE, room, bold=True)
    who = next(iter(lines(section.who or "", WHO, room if below else width, most=1)), None)
    head = HEAD + HEAD_LINE * (max(len(title), 1) - 1 + (below and who is not None)) if title or who else PAD
    return Framed(
        section=section,
        placed=placed,
        frame=Rectangle(0, 0, width, head + placed.height + PAD),
        x=x,
        y=head,
        title=title or ("",),
        who=who,
        who_below=below,
    )


def in_columns(frames: Sequence[Framed], papers: Papers = A4) -> list[Framed]:
    """Frames that stand below each other, gone on with in further columns where that prints them much larger."""
    best, size = list(frames), WORTH * _shrink(frames, papers)
    for count in range(2, min(len(frames), MOST_COLUMNS) + 1):
        columns = _filled(frames, count)
        tried = [frame for column in columns for frame in column]
        if len(columns) == count and _shrink(tried, papers) < size:
            best, size = tried, _shrink(tried, papers)
    return best


def _filled(frames: Sequence[Framed], count: int) -> list[list[Framed]]:
    """The frames in at most so many columns, in order, the highest column as low as can be; in a column all are as wide."""
    low, high = max(frame.frame.height + frame.above for frame in frames), frames[-1].frame.bottom
    while high - low > 1:
        limit = (low + high) / 2
        low, high = (low, limit) if len(_runs(frames, limit)) <= count else (limit, high)
    columns: list[list[Framed]] = []
    left = 0.0
    for run in _runs(frames, high):
        wide, down = max(frame.frame.width for frame in run), run[0].above if columns else 0.0
        columns.append([frame.moved(left, down - run[0].frame.top).widened(wide) for frame in run])
        left += wide + GUTTER
    return columns


def _runs(frames: Sequence[Framed], limit: float) -> list[list[Framed]]:
    """The frames in runs no higher than `limit`, where one frame is not higher by itself."""
    runs: list[list[Framed]] = []
    for frame in frames:
        if not runs or frame.frame.bottom - runs[-1][0].frame.top + runs[-1][0].above > limit:
            runs.append([])
        runs[-1].append(frame)
    return runs


def between(before: Framed, frame: Framed) -> tuple[tuple[float, float], ...]:
    """The corners of the arrow from one frame of a flow to the next: down, or from the foot of a column to the head of the next."""
    start, end = (before.axis, before.frame.bottom), (frame.axis, frame.frame.top)
    if frame.frame.left <= before.frame.left:
        return start, end
    low, across, high = start[1] + GUTTER / 2, before.frame.right + GUTTER / 2, end[1] - frame.above
    return start, (start[0], low), (across, low), (across, high), (end[0], high), end


def _shrink(frames: Sequence[Framed], papers: Papers) -> float:
    return shrink(max(each.frame.right for each in frames), max(each.frame.bottom for each in frames), papers)


def _title_width(section: Section) -> float:
    title = widest((section.title or "",), SECTION_TITLE, bold=True)
    return title + widest((section.who or "",), WHO) + 20 + 2 * PAD


def _packed(blocks: Sequence[Block], papers: Papers) -> list[Block]:
    """Every panel in its place; then those below each other made equally wide."""
    spots = pack(tuple(tuple(frame.frame for frame in block.frames) for block in blocks), papers)
    placed = [block.moved(*spot) for block, spot in zip(blocks, spots, strict=True)]
    return list(_aligned(placed))


def _aligned(blocks: Sequence[Block]) -> Iterator[Block]:
    """The panels; those with one left edge as wide as the widest of them, where there is room. The first only joins what is nearly so."""
    for block in blocks:
        column = [other.place.width for other in blocks if other.place.left == block.place.left]
        beside = [other.place.width for other in blocks[1:] if other.place.left == block.place.left]
        own = block.place.width if block is blocks[0] else max(beside)
        wide = block.widened(max(column) if own >= NEARLY * max(column) else own)
        others = [each.frame for other in blocks if other is not block for each in other.frames]
        is_free = not any(mine.frame.touches(frame, GUTTER) for mine in wide.frames for frame in others)
        yield wide if is_free else block
