"""What each page holds: as many sections as fit, in order; what no page holds is parted, and begins where there is room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby

from diagrams.paper.page_breaks import Piece, halves, with_branches_apart
from diagrams.picture import chain_boxes

FEWEST = 2
"""So many boxes at least begin on a page that has something else on it."""

Room = Callable[[Sequence[Piece], Sequence[Piece]], float]
"""How well pieces fit on one page where others follow: they can be read from 1."""


def filled(sections: Sequence[Piece], room: Room, language: str) -> list[list[Piece]]:
    """The pieces of each page: as many as fit, in order; but what is whole by itself stands on the first page that has room for it."""
    groups: list[list[Piece]] = []
    counts = Counter(piece.id for piece in sections)
    movable = {piece.id for piece in sections if counts[piece.id] == 1 and piece.panel.side != "main"}
    for piece, following in in_parts(sections, room, language, groups):
        if piece.id not in counts:  # What stood beside a box, and is now a piece of its own.
            counts[piece.id] = 1
            movable.add(piece.id)
        if any(each.id == piece.id for each in following):
            movable.discard(piece.id)
        first = _first_page(piece, groups) if piece.id in movable else max(len(groups) - 1, 0)
        for number, group in enumerate(groups[first:], first + 1):
            later = [each for after in groups[number:] for each in after]
            if room([*group, piece], [*later, *following]) >= 1:
                group.insert(_place_of(piece, group), piece)
                break
        else:
            groups.append([piece])
    even_out(groups, movable, lambda pieces: room(pieces, ()))
    return groups


def in_parts(
    sections: Sequence[Piece],
    room: Room,
    language: str,
    groups: Sequence[Sequence[Piece]] = (),
    after: Sequence[Piece] = (),
) -> Iterator[tuple[Piece, Sequence[Piece]]]:
    """Each section and what follows it; of one that fills more than a page first the branches apart, then its chain in parts.

    `groups` are the pages so far, on the last of which a part may begin; `after` comes after all of it.
    """
    flows = [list(run) for _, run in groupby(sections, lambda piece: id(piece.panel))]
    for index, waiting in enumerate(flows):
        others = [*(piece for flow in flows[index + 1 :] for piece in flow), *after]
        while waiting:
            piece, *waiting = waiting
            following = [*waiting, *others]
            if room([piece], following) < 1:
                piece, rest, apart = _parted(piece, following, groups[-1:], room, language)
                waiting = [*rest, *waiting, *apart]
            yield piece, [*waiting, *others]


def _parted(
    piece: Piece, following: Sequence[Piece], last: Sequence[Sequence[Piece]], room: Room, language: str
) -> tuple[Piece, Sequence[Piece], Sequence[Piece]]:
    """The piece as it stands on a page, the rest of its chain, and the branches that are pieces by themselves: where it fits without
    some of them those alone, else its chain in two, and both only where a single box with its branches fills more than a page.
    """
    bare, apart = with_branches_apart(piece, lambda each: room([each], following), language)
    if room([bare], following) >= 1:
        return bare, (), apart
    for whole, branches in ((piece, ()), (bare, apart)):
        parts = _halved(whole, last, room, language)
        if parts and (whole is bare or room(parts[:1], parts[1:]) >= 1):
            return parts[0], parts[1:], branches
    return bare, (), apart


def _halved(
    piece: Piece, last: Sequence[Sequence[Piece]], room: Room, language: str
) -> tuple[Piece, Piece] | None:
    """The piece in two, the first as much as the last page still holds, where that is worth it, else as much as a page does."""
    for page in (*last, []):

        def fits(part: Piece, rest: Piece, page: Sequence[Piece] = page) -> float:
            return room([*page, part], [rest])

        parts = halves(piece, fits, language)
        if parts is None or not page or (_is_worth_it(parts[0]) and fits(*parts) >= 1):
            return parts
    return None


def _is_worth_it(part: Piece) -> bool:
    boxes = chain_boxes(part.section.chain)
    return sum(box.kind not in ("start", "origin", "link", "end") for box in boxes) >= FEWEST


def _place_of(piece: Piece, group: Sequence[Piece]) -> int:
    """Where the piece stands on a page: last, but a branch after those that begin where it does."""
    siblings = [
        place
        for place, each in enumerate(group, 1)
        if piece.panel.within is not None
        and (each.panel.within, each.beside) == (piece.panel.within, piece.beside)
    ]
    return siblings[-1] if siblings else len(group)


def _first_page(piece: Piece, groups: Sequence[Sequence[Piece]]) -> int:
    """The first page on which the piece may stand: what else stands beside a box does not come before it."""
    found = (
        number
        for number, group in enumerate(groups)
        if any(box.id == piece.beside for each in group for box in chain_boxes(each.section.chain))
    )
    return next(found, 0)


def even_out(
    groups: Sequence[list[Piece]], movable: Collection[str], room: Callable[[Sequence[Piece]], float]
) -> None:
    """Move what is `movable` from the last page but one to the last, so that nothing stands there all alone after a full page.

    `room` is 1 and more where pieces fit on a page.
    """
    if len(groups) < 2:
        return
    before, last = groups[-2:]
    while len(before) > len(last) + 1 and before[-1].id in movable and room([before[-1], *last]) >= 1:
        last.insert(0, before.pop())
