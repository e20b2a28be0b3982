"""The lines of a flow outside its sections: from the last box of one to the first of the next, through the frames, past the branches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diagrams.geometry import Point, Rectangle
from diagrams.layout.blocks import BAR, Block, between
from diagrams.picture import Arrow


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An arrow between frames: its corners from tail to tip, and where its words have room, the top of that and the arrow's x."""

    arrow: Arrow
    points: tuple[Point, ...]
    words_at: Point


def links(block: Block) -> Iterator[Link]:
    """The arrows of the flow itself: into each frame, and into the bar above branches; and from the bar into those in one row."""
    for before, unit in zip((None, *block.units), block.units, strict=False):
        frame, entry = unit.frame, unit.frame.section.entry
        if before and entry:
            at = (frame.axis, frame.frame.top - frame.above + 8)
            yield Link(arrow=entry, points=between(before, unit), words_at=at)
        if unit.band:
            top = unit.band.place.top
            visited = Arrow(visited=any(_is_entered(each) for each in unit.band.blocks))
            yield Link(
                arrow=visited,
                points=((frame.axis, frame.last), (frame.axis, top)),
                words_at=(frame.axis, top),
            )
            for branch in unit.band.blocks if unit.band.is_one_row else ():
                first = branch.frames[0]
                tip = (first.axis, first.frame.top)
                yield Link(
                    arrow=Arrow(visited=_is_entered(branch)),
                    points=((first.axis, top + BAR), tip),
                    words_at=tip,
                )


def bars(block: Block) -> Iterator[Rectangle]:
    """The bars above and below the branches of the flow."""
    for band in (unit.band for unit in block.units):
        if band:
            place = band.place
            yield Rectangle(place.left, place.top, place.right, place.top + BAR)
            yield Rectangle(place.left, place.bottom - BAR, place.right, place.bottom)


def _is_entered(block: Block) -> bool:
    return block.frames[0].section.chain.rows[0].box.status != ""
