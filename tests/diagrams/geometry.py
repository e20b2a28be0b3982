"""Where everything on a drawn sheet stands, and what is wrong with it: what overlaps, sticks out or is crossed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from diagrams.drawing import arrows
from diagrams.geometry import Point, Rectangle
from diagrams.layout.compose import Sheet
from diagrams.layout.frames import PAD, SECTION_TITLE, WHO, Framed
from diagrams.layout.spine import Link, bars, links
from diagrams.picture import chain_boxes
from diagrams.type.metrics import width

TOUCH = 0.5
"""Less than this, in points, is not seen."""


def boxes(frame: Framed) -> dict[str, Rectangle]:
    """Every box of the section, by id."""
    return {
        box.id: frame.placed.nodes[box.id].moved(frame.x, frame.y) for box in chain_boxes(frame.section.chain)
    }


def labels(frame: Framed) -> list[tuple[arrows.Stroke, Rectangle]]:
    """Every label with its arrow."""
    lines = arrows.lines(frame.section, frame.placed)
    return [(line, line.label.place.moved(frame.x, frame.y)) for line in lines if line.label]


def segments(frame: Framed) -> list[tuple[arrows.Stroke, Rectangle]]:
    """Every straight piece of every arrow, as a rectangle without width."""
    return [
        (line, _piece(*ends).moved(frame.x, frame.y))
        for line in arrows.lines(frame.section, frame.placed)
        for ends in pairwise(line.points)
    ]


def wrongs(sheet: Sheet) -> list[str]:
    """What a reader would stumble over on the sheet; empty when nothing."""
    blocks = list(sheet.all_blocks)
    frames = [frame for block in blocks for frame in block.frames]
    found = [
        f"frames {one.title} and {other.title} overlap"
        for one, other in combinations(frames, 2)
        if one.frame.touches(other.frame)
    ]
    found += [
        f"a bar crosses {frame.title}"
        for block in blocks
        for bar in bars(block)
        for frame in frames
        if bar.touches(frame.frame)
    ]
    for block in blocks:
        for link in links(block):
            found += _wrong_between(link, frames)
    for frame in frames:
        found += _wrongs(frame)
    return found


def _wrong_between(link: Link, frames: Sequence[Framed]) -> Iterator[str]:
    """What the arrow from one frame to the next crosses: a frame that it does not lead out of or into, a box, a word."""
    (x, y), (tip_x, tip_y) = link.points[0], link.points[-1]
    pieces = [_piece(*ends) for ends in pairwise(link.points)]
    for frame in frames:
        if not any(piece.touches(frame.frame, -TOUCH) for piece in pieces):
            continue
        own = [
            _holds(frame.frame, Rectangle(x, y, x, y)),
            _holds(frame.frame, Rectangle(tip_x, tip_y, tip_x, tip_y)),
        ]
        if not any(own):
            yield f"the arrow to {link.points[-1]} crosses {frame.title}"
        places = [*boxes(frame).values(), *(place for _, place in labels(frame)), *(_words(frame))]
        if any(piece.touches(place, -TOUCH) for piece in pieces for place in places):
            yield f"the arrow to {link.points[-1]} crosses what stands in {frame.title}"
        for _, piece in segments(frame):
            if any(piece.touches(each, -TOUCH * 4) and piece.width for each in pieces):
                yield f"the arrow to {link.points[-1]} crosses an arrow in {frame.title}"


def _words(frame: Framed) -> Iterator[Rectangle]:
    """The lines of the frame's head."""
    for each in frame.head:
        size = SECTION_TITLE if each.is_title else WHO
        left, base = frame.frame.left + each.x, frame.frame.top + each.y
        yield Rectangle(left, base - size * 0.75, left + width(each.text, size, each.is_title), base)


def _piece(start: Point, end: Point) -> Rectangle:
    """A straight piece of an arrow, as a rectangle without width."""
    return Rectangle(
        min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
    )


def _wrongs(frame: Framed) -> Iterator[str]:
    all_boxes, all_labels = boxes(frame), labels(frame)
    inside = replace(frame.frame, top=frame.frame.top + PAD - 2)
    for id, place in [
        *all_boxes.items(),
        *((f"label of {line.target}", place) for line, place in all_labels),
    ]:
        if not _holds(inside, place):
            yield f"{id} sticks out of {frame.title}"
    for place in _words(frame):
        if not _holds(frame.frame, place):
            yield f"the title sticks out of {frame.title}"
        if any(place.touches(there) for there in all_boxes.values()):
            yield f"the title of {frame.title} covers a box"
    for (one, place), (other, there) in combinations(all_boxes.items(), 2):
        if place.touches(there):
            yield f"boxes {one} and {other} overlap"
    for line, place in all_labels:
        for id, there in all_boxes.items():
            if place.touches(there, -TOUCH):
                yield f"the label of the arrow to {line.target} covers the box {id}"
    for (first, place), (second, there) in combinations(all_labels, 2):
        if place.touches(there, -TOUCH):
            yield f"the labels of the arrows to {first.target} and {second.target} overlap"
    for line, piece in segments(frame):
        for id, there in all_boxes.items():
            if piece.touches(there, -2) and id not in (line.source, line.target):
                yield f"the arrow from {line.source} to {line.target} crosses the box {id}"
            # An arrow starts at the rim of its source and ends at that of its target, also where it turns in between.
            if id in (line.source, line.target) and piece.touches(there, -2):
                yield f"the arrow from {line.source} to {line.target} runs into {id}"
        for labelled, place in all_labels:
            if piece.touches(place, -TOUCH):
                yield f"the arrow from {line.source} to {line.target} crosses the label of the arrow to {labelled.target}"
    yield from _crossings(frame)


def _crossings(frame: Framed) -> Iterator[str]:
    for (one, piece), (other, there) in combinations(segments(frame), 2):
        if one.source == other.source or one is other:
            continue
        is_cross = (piece.width > 0) != (there.width > 0)
        if is_cross and piece.touches(there, -TOUCH * 4):
            yield f"the arrows {one.source} → {one.target} and {other.source} → {other.target} cross"


def _holds(outer: Rectangle, inner: Rectangle) -> bool:
    return (
        outer.left <= inner.left + TOUCH
        and outer.top <= inner.top + TOUCH
        and outer.right >= inner.right - TOUCH
        and outer.bottom >= inner.bottom - TOUCH
    )
