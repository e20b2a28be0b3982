"""What each slide shows: a section, in as many columns as print it largest, or all that can happen at any time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from diagrams.layout.place import place
from diagrams.paper.filling import Room, in_parts
from diagrams.paper.page_breaks import Piece, parted_at, places_to_part

MOST_COLUMNS = 4


def slides(pieces: Sequence[Piece], room: Room, language: str) -> list[list[Piece]]:
    """The pieces of each slide. A section that none holds is parted, and has as many as it takes.

    Raises:
        CannotDraw: the layout program is missing, failed or took too long.
    """
    found: list[list[Piece]] = []
    runs = [
        [piece for _, piece in run]
        for _, run in groupby(enumerate(pieces), lambda each: -1 if _is_event(each[1]) else each[0])
    ]
    for index, together in enumerate(runs):
        following = [piece for run in runs[index + 1 :] for piece in run]
        if room(together, following) >= 1:
            found.append(together)
            continue
        for piece in together:
            columns = max(
                (list(each) for each in _in_columns(piece, language)), key=lambda each: room(each, following)
            )
            if room(columns, following) >= 1:
                found.append(columns)
                continue
            onward = [each for each in following if each.id == piece.id]
            parts = [part for part, _ in in_parts([piece], room, language, after=onward)]
            found += _filled(parts, following, room)
    return found


def _is_event(piece: Piece) -> bool:
    return piece.panel.side == "event"


def _in_columns(piece: Piece, language: str) -> Iterator[Sequence[Piece]]:
    """The piece whole, and in columns about as high as each other."""
    yield [piece]
    (placed,) = place([piece.section])
    tops = [placed.nodes[row.box.id].top for row in piece.section.chain.rows]
    may = places_to_part(piece)
    for count in range(2, min(MOST_COLUMNS, len(may) + 1) + 1):
        wanted = [placed.height * column / count for column in range(1, count)]
        yield parted_at(
            piece, sorted({min(may, key=lambda at: abs(tops[at] - down)) for down in wanted}), language
        )


def _filled(pieces: Sequence[Piece], following: Sequence[Piece], room: Room) -> list[list[Piece]]:
    """As many of the pieces on a slide as fit, in order."""
    found: list[list[Piece]] = []
    for index, piece in enumerate(pieces):
        if found and room([*found[-1], piece], [*pieces[index + 1 :], *following]) >= 1:
            found[-1].append(piece)
        else:
            found.append([piece])
    return found
