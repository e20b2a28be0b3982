"""Where a picture may be parted, and what is then drawn in place of the arrow that would lead over to another page: a link at each end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from diagrams.picture import Arrow, Box, Branch, Chain, Join, LinkedBox, Panel, Row, Section, chain_boxes
from diagrams.words.phrases import enumerated, quoted
from diagrams.words.pictures import go_to, say

SheetName = Literal["page", "picture"]
"""What the pages are called: pictures where they stand among others, whose pages have numbers of their own."""

_ROUTINES = ("call", "started")


@dataclass(frozen=True, slots=True)
class Piece:
    """A section, or a part of one, of `panel`. `beside` is the id of the box beside which it else would stand."""

    panel: Panel
    section: Section
    beside: str | None = None

    @property
    def id(self) -> str:
        """The flow that it is a part of."""
        return self.panel.id


def joined(
    pieces: Sequence[Piece],
    following: Sequence[Piece],
    language: str,
    called: SheetName = "page",
    *,
    is_apart: bool = False,
) -> tuple[Panel, ...]:
    """The pieces of one page as panels. Where a flow comes from the page before, or goes on in one of the `following`, a link says so.

    Where `is_apart`, branches stand beside the flow and not within it.
    """
    panels: list[Panel] = []
    runs = [list(run) for _, run in groupby(pieces, lambda piece: piece.id)]
    for index, own in enumerate(runs):
        panel, later = own[0].panel, runs[index + 1 :]
        onward = None if any(run[0].id == panel.id for run in later) else _next(own[-1], following)
        branches = [run for run in later if run[0].panel.within == panel.id]
        if onward and (is_apart or not branches):
            own[-1] = _leading_on(own[-1], onward, language)
        first, *rest = (piece.section for piece in own)
        stands = [each for each in panels if each.id == panel.within]
        if not any(each.id == panel.id for each in panels) and not _is_below(
            panel, stands, is_apart=is_apart
        ):
            first = _entered(first, panel, language, called)
            panel = replace(panel, within=None, origin=None)
        panels.append(replace(panel, sections=(first, *rest)))
        is_last = not any(panel.within in (run[0].panel.within, run[0].id) for run in later)
        if panel.within and is_last:
            panels += _after_branches(panel, stands[-1], following, language)
    return tuple(panels)


def _is_below(panel: Panel, stands: Sequence[Panel], *, is_apart: bool) -> bool:
    """Whether the branch stands below the state that it begins at: the last of its flow that `stands` on the page before it."""
    if is_apart or not stands:
        return False
    return stands[-1].sections[-1].chain.rows[-1].box.id == panel.parent


def _after_branches(branch: Panel, flow: Panel, following: Sequence[Piece], language: str) -> Iterator[Panel]:
    """Below the last branch on the page, the link to where its flow goes on at another."""
    onward = _next(Piece(flow, flow.sections[-1]), following)
    if onward and onward.section.entry:
        box = _link(f"{branch.id}.on", onward.section.chain.rows[0].box, language)
        section = Section(title=None, who=None, chain=Chain(rows=(Row(box=box),)), entry=onward.section.entry)
        yield replace(flow, sections=(section,))


def goes_on(piece: Piece, following: Piece) -> bool:
    """Whether the flow of the one goes straight on in the other."""
    return following.id == piece.id and following.section.entry is not None


def _next(piece: Piece, following: Sequence[Piece]) -> Piece | None:
    """The first of the following pieces in which the flow of this one goes on."""
    return next((each for each in following if goes_on(piece, each)), None)


def _leading_on(piece: Piece, following: Piece | None, language: str) -> Piece:
    """The piece, its flow ended by a link where it goes on in `following`."""
    if following is None or following.section.entry is None:
        return piece
    target = following.section.chain.rows[0].box
    link = LinkedBox(arrow=following.section.entry, box=_link(f"{target.id}.on", target, language))
    chain = piece.section.chain
    return _with(piece, replace(chain, links=(*chain.links, link)))


def halves(piece: Piece, room: Callable[[Piece, Piece], float], language: str) -> tuple[Piece, Piece] | None:
    """The piece parted between two boxes of its own chain: as much as fits, at least one box, and the rest. None where it can't be.

    `room` tells how well the first part fits where the second is to follow: it does from 1, and 0.5 is twice too much.
    """
    places = places_to_part(piece)
    if not places:
        return None

    def found(index: int) -> float:
        return room(*_parted(piece, places[index], language))

    index = len(places) - 1
    while index > 0 and (part := found(index)) < 1:
        index = min(int(index * part), index - 1)
    while index + 1 < len(places) and found(index + 1) >= 1:
        index += 1
    return _parted(piece, places[index], language)


def places_to_part(piece: Piece) -> list[int]:
    """The places in its own chain where the piece may be parted: before the row with that index. Where an arrow from beside leads
    back in further down, only if there is no other.
    """
    rows = piece.section.chain.rows
    found = [place for place in range(1, len(rows)) if rows[place - 1].box.kind not in ("start", "origin")]
    return [place for place in found if not _joins(rows, place)] or found


def parted_at(piece: Piece, places: Sequence[int], language: str) -> list[Piece]:
    """The piece in parts, each but the first beginning at one of the places, given in order."""
    if not places:
        return [piece]
    before, last = _parted(piece, places[-1], language)
    return [*parted_at(before, places[:-1], language), last]


def with_branches_apart(
    piece: Piece, room: Callable[[Piece], float], language: str
) -> tuple[Piece, list[Piece]]:
    """The piece with as many of its branches taken out as it takes to fit, the largest first; and those, each a piece of its own.

    `room` is as for `halves`.
    """
    if room(piece) >= 1:
        return piece, []
    rows = piece.section.chain.rows
    beside = (branch.chain.rows[0].box for row in rows for branch in row.beside)
    rows = _linking(rows, beside, language)
    piece = _with(piece, replace(piece.section.chain, rows=rows))
    found = [(row.box, branch) for row in rows for branch in row.beside if _is_worth_a_piece(branch)]
    apart: dict[str, Piece] = {}
    for source, branch in sorted(found, key=lambda each: -len(list(chain_boxes(each[1].chain)))):
        if room(piece) >= 1:
            break
        first = branch.chain.rows[0].box
        apart[first.id] = _apart(piece, source, branch, language)
        piece = _without(piece, source, branch, language)
    order = [branch.chain.rows[0].box.id for _, branch in found]
    return piece, sorted(apart.values(), key=lambda each: order.index(each.section.chain.rows[1].box.id))


def _parted(piece: Piece, place: int, language: str) -> tuple[Piece, Piece]:
    section, chain = piece.section, piece.section.chain
    rows = _linking(chain.rows[:place], _met(chain.rows[place:]), language)
    before = replace(section, chain=Chain(rows=rows))
    first = chain.rows[place]
    rest = (replace(first, arrow=None), *chain.rows[place + 1 :])
    title = _continued(section.title, language) if section.title else None
    after = replace(section, title=title, chain=replace(chain, rows=rest), entry=first.arrow or Arrow())
    return replace(piece, section=before), replace(piece, section=after)


def _joins(rows: Sequence[Row], place: int) -> bool:
    """Whether an arrow from beside what stands above the place leads to what stands below it."""
    below = {box.id for box in _met(rows[place:])}
    joins = (branch.chain.join for row in rows[:place] for branch in row.beside)
    return any(join is not None and join.target in below for join in joins)


def _met(rows: Sequence[Row]) -> Iterator[Box]:
    """The boxes that an arrow from beside may lead to: those of the chain, and the first of each branch."""
    for row in rows:
        yield row.box
        yield from (branch.chain.rows[0].box for branch in row.beside)


def _linking(rows: Sequence[Row], elsewhere: Iterable[Box], language: str) -> tuple[Row, ...]:
    """The rows with a link for each arrow from beside that leads to a box that is `elsewhere`."""
    found = {box.id: box for box in elsewhere}

    def linking(branch: Branch) -> Branch:
        join = branch.chain.join
        if join is None or join.target not in found:
            return branch
        return replace(branch, chain=_with_link(branch.chain, join, found[join.target], language))

    return tuple(replace(row, beside=tuple(map(linking, row.beside))) for row in rows)


def _with_link(chain: Chain, join: Join, target: Box, language: str) -> Chain:
    """The chain with a link in place of the arrow that leads back in."""
    box = _link(f"{chain.rows[0].box.id}.back", target, language)
    return replace(chain, links=(LinkedBox(arrow=join.arrow, box=box),), join=None)


def _is_worth_a_piece(branch: Branch) -> bool:
    first = branch.chain.rows[0].box
    return first.kind not in ("link", "end") and len(list(chain_boxes(branch.chain))) > 1


def _apart(piece: Piece, source: Box, branch: Branch, language: str) -> Piece:
    """The branch as a piece by itself, with an origin above."""
    first = branch.chain.rows[0]
    rows = (
        Row(box=_origin(first.box, source, language)),
        replace(first, arrow=branch.arrow),
        *branch.chain.rows[1:],
    )
    chain = branch.chain
    if chain.join is not None:
        target = next(box for box in chain_boxes(piece.section.chain) if box.id == chain.join.target)
        chain = _with_link(chain, chain.join, target, language)
    title = _continued(piece.section.title or source.title, language)
    section = Section(title=title, who=piece.section.who, chain=Chain(rows=rows, links=chain.links))
    panel = Panel(id=f"apart.{first.box.id}", side="aside", sections=(section,))
    return Piece(panel, section, beside=source.id)


def _without(piece: Piece, source: Box, branch: Branch, language: str) -> Piece:
    """The piece with a link in place of the branch."""
    first = branch.chain.rows[0].box
    link = Branch(
        arrow=branch.arrow, chain=Chain(rows=(Row(box=_link(f"{first.id}.apart", first, language)),))
    )
    rows = tuple(
        replace(row, beside=tuple(link if each is branch else each for each in row.beside))
        if row.box is source
        else row
        for row in piece.section.chain.rows
    )
    return _with(piece, replace(piece.section.chain, rows=rows))


def _continued(title: str, language: str) -> str:
    """«Före passet, forts.», however many pages it goes on over."""
    return (
        title
        if title.endswith(say("continued", language, title=""))
        else say("continued", language, title=title)
    )


def _entered(section: Section, panel: Panel, language: str, called: SheetName) -> Section:
    """The section as the first of its panel on a page: an origin above it says where its flow comes from."""
    first, *rest = section.chain.rows
    if section.entry is None and panel.origin:
        begun = (Row(box=panel.origin), replace(first, arrow=Arrow()), *rest)
        return replace(section, chain=replace(section.chain, rows=begun))
    if section.entry is None:
        return section
    title = say(f"from the {called} before", language)
    origin = Box(id=f"{first.box.id}.in", kind="origin", title=title, icon="forward", words=f"{title}.")
    rows = (Row(box=origin), replace(first, arrow=section.entry), *rest)
    return replace(section, chain=replace(section.chain, rows=rows), entry=None)


def _origin(first: Box, source: Box, language: str) -> Box:
    named = quoted(source.title, language)
    if source.number:
        is_question = source.kind == "gateway"
        named = source.number.lower() if is_question else say("the step", language, number=source.number)
    title = say("from", language, places=named)
    return Box(
        id=f"{first.id}.from",
        kind="origin",
        title=title,
        icon="forward",
        words=f"{title}.",
        leads_to=source.id,
    )


def _link(id: str, target: Box, language: str) -> Box:
    title = go_to(language, number=target.number, title=target.title)
    if target.kind == "gateway" and target.number:
        title = say("go to named", language, name=target.number.lower())
    elif target.kind in _ROUTINES and target.number is None:
        title = say("see", language, title=target.title)
    return Box(id=id, kind="link", title=title, icon="forward", words=f"{title}.", leads_to=target.id)


def _with(piece: Piece, chain: Chain) -> Piece:
    return replace(piece, section=replace(piece.section, chain=chain))


def with_pages(
    panels: Sequence[Panel],
    page_of: Callable[[str], int],
    here: int,
    language: str,
    called: SheetName = "page",
) -> tuple[Panel, ...]:
    """The panels of the page `here` with the page told in every link to another one; `page_of` gives it by the id of a box.

    A link within the page still leads to its box, one to another page nowhere. An origin tells the pages of all from which one comes.
    """

    def told(box: Box) -> Box:
        if box.kind not in ("link", "origin") or box.leads_to is None:
            return box
        pages = sorted({page_of(id) for id in (box.leads_to, *box.others)})
        if pages == [here]:
            return box
        title = say(
            f"on {called}",
            language,
            title=box.title,
            page=enumerated([str(page) for page in pages], language),
        )
        return replace(box, title=title, words=f"{title}.", leads_to=None, others=())

    return tuple(
        replace(
            panel,
            sections=tuple(replace(each, chain=_mapped(each.chain, told)) for each in panel.sections),
        )
        for panel in panels
    )


def _mapped(chain: Chain, change: Callable[[Box], Box]) -> Chain:
    """The chain with every box changed."""
    rows = tuple(
        replace(
            row,
            box=change(row.box),
            beside=tuple(replace(each, chain=_mapped(each.chain, change)) for each in row.beside),
        )
        for row in chain.rows
    )
    return replace(chain, rows=rows, links=tuple(replace(each, box=change(each.box)) for each in chain.links))
