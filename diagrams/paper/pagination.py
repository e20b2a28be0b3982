"""A picture on paper: as many pages as it takes for the steps' text to be read, each a picture of its own that says where it goes on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from diagrams.drawing.header import header_height
from diagrams.drawing.sheet import legend_height
from diagrams.kinds import KINDS
from diagrams.layout.compose import Sheet, compose
from diagrams.paper.filling import filled
from diagrams.paper.milestones import Milestone, has_row, row_height
from diagrams.paper.page_breaks import Piece, SheetName, goes_on, joined, with_pages
from diagrams.paper.slides import slides
from diagrams.picture import Box, Panel, Picture, boxes, chain_boxes
from diagrams.telling.legend import shown
from diagrams.type.sizes import LABEL, size
from diagrams.words.pictures import say
from engine.model.numbering import letter

MARGIN = 34.0
FURNITURE = 0.75
"""The title and the legend of a page are drawn this large, whatever the size of its panels."""

FOOT = 30.0
SMALLEST = 7.0
"""Text in points that can be read with the paper in the hand."""

AT_A_GLANCE = 6.0
"""The same for a picture that has to be seen whole."""

WELL, UPRIGHT_FIRST = 12.0, 1.1
"""A page lies on its side only where its text else is smaller than `WELL` points, and then this much larger."""

EVEN = 1.2
"""The panels of one page are drawn at most so much larger than those of another."""

_WIDEST_NUMBER = 88


@dataclass(frozen=True, slots=True)
class Paper:
    """Width and height in points, as the paper lies; and the size in points that the steps' text has at least.

    `called` is what its pages are called where they name each other. `largest` is how much a picture may be blown up. A slide
    (`is_slide`) shows one section, or all that can happen at any time, in its middle.
    """

    width: float
    height: float
    least: float
    called: SheetName = "page"
    largest: float = 1.1
    is_slide: bool = False

    def for_overview(self) -> Paper:
        """The same for what is to be seen at one glance, whose text may be smaller."""
        return replace(self, least=min(self.least, AT_A_GLANCE))

    def turned(self) -> Paper:
        """The same paper on its other side."""
        return replace(self, width=self.height, height=self.width)


PAPERS: Mapping[str, Paper] = {
    "a4": Paper(595.28, 841.89, 10.0),
    "a3": Paper(841.89, 1190.55, SMALLEST),
    "slide": Paper(960.0, 540.0, 11.0, called="picture", largest=1.4, is_slide=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: a picture with the panels that stand on it, page `number` of `of`, its panels drawn `scale` times as large.

    `width` and `height` are the paper's, in points. `goes_on` when the flow goes on at the next page. `milestones` stand in a row
    above the panels; a picture on one page needs none. `about` is said at the foot. The panels stand
    at the left, or in the middle (`is_centred`).
    """

    picture: Picture
    sheet: Sheet
    width: float
    height: float
    scale: float
    number: int = 1
    of: int = 1
    goes_on: bool = False
    milestones: tuple[Milestone, ...] = ()
    called: SheetName = "page"
    about: str = ""
    is_centred: bool = False

    @property
    def letters(self) -> float:
        """The size of the smallest step's title, in points."""
        return self.scale * _letters(self.picture.panels)


def pages_of(picture: Picture, paper: Paper) -> tuple[Page, ...]:
    """The picture on pages, in reading order, all upright or all on their side: upright where they can be read so.

    What can't be parted further is printed as large as its page lets it.

    Raises:
        CannotDraw: the layout program is missing, failed or took too long.
    """
    if paper.is_slide:
        # What a slide has room for is its section: the version stands at its foot.
        bare = replace(picture, subtitle="")
        return tuple(replace(page, about=picture.subtitle) for page in _parted(bare, paper))
    whole = _whole(picture, paper)
    if whole.letters >= paper.least:
        return (whole,)
    upright = _parted(picture, paper)
    if _least(upright) >= paper.least:
        return upright
    return max(upright, _parted(picture, paper.turned()), key=_least)


def _least(pages: Sequence[Page]) -> float:
    return min(page.letters for page in pages)


def _parted(picture: Picture, paper: Paper) -> tuple[Page, ...]:
    """The picture on as many pages as it takes."""
    sections = [
        Piece(panel, section, beside=panel.parent) for panel in picture.panels for section in panel.sections
    ]
    share = slides if paper.is_slide else filled
    groups = share(sections, partial(_room, picture=picture, paper=paper), picture.language)
    on_page = {
        box.id: number
        for number, group in enumerate(groups, 1)
        for piece in group
        for box in chain_boxes(piece.section.chain)
        if box.kind not in ("link", "origin")
    }
    milestones = tuple(Milestone(box=box, page=on_page[box.id]) for box in _steps(picture))
    found = []
    for number, group in enumerate(groups, 1):
        following = [piece for later in groups[number:] for piece in later]
        page_of = partial(_page_of, on_page, number)
        page = _laid(group, following, picture, paper, (page_of, number))
        after = groups[number] if number < len(groups) else ()
        is_open = any(goes_on(piece, each) for piece in group for each in after)
        found.append(
            replace(
                page,
                number=number,
                of=len(groups),
                goes_on=is_open,
                milestones=_with_own(milestones, page, number),
            )
        )
    if paper.is_slide:
        return tuple(found)
    # One that can't be parted and is too small does not make the others small.
    most = EVEN * min((page.scale for page in found if page.letters >= paper.least), default=paper.largest)
    return tuple(replace(page, scale=min(page.scale, most)) for page in found)


def _steps(picture: Picture) -> tuple[Box, ...]:
    """The numbered steps of the main flow, where their row can be read."""
    chains = [section.chain for panel in picture.panels if panel.side == "main" for section in panel.sections]
    found = tuple(
        row.box for chain in chains for row in chain.rows if row.box.number and row.box.kind != "gateway"
    )
    return found if has_row(len(found)) else ()


def _with_own(milestones: Sequence[Milestone], page: Page, number: int) -> tuple[Milestone, ...]:
    """The row of steps as the page has it: one without any of them has what begins there in their place, so that it stands in the row."""
    if not milestones or any(each.page == number for each in milestones):
        return tuple(milestones)
    firsts = (
        next((box for box in boxes([panel]) if box.number and box.kind != "gateway"), None)
        for panel in sorted(page.picture.panels, key=lambda panel: panel.side == "event")
    )
    own = [Milestone(box=box, page=number) for box in firsts if box]
    found = sorted((*milestones, *own), key=lambda each: each.page)
    return tuple(found) if has_row(len(found)) else tuple(milestones)


def _page_of(on_page: Mapping[str, int], here: int, box: str) -> int:
    """The page on which a box stands; what stands on none is taken to be here."""
    return on_page.get(box, here)


def _elsewhere(picture: Picture, page_of: Callable[[str], int], here: Collection[str]) -> str | None:
    """What can happen at any time and does not stand `here`, each with its letter and page: it is looked for in haste."""
    events = [panel for panel in picture.panels if panel.side == "event"]
    named = []
    for index, panel in enumerate(events):
        box = panel.sections[0].chain.rows[0].box
        if panel.id not in here:
            title = f"{letter(index)} {box.title}"
            named.append(say("on page", picture.language, title=title, page=page_of(box.id)))
    return say("any time", picture.language, events=" · ".join(named)) if named else None


def _room(pieces: Sequence[Piece], following: Sequence[Piece], picture: Picture, paper: Paper) -> float:
    """How well the pieces fit on one page, with the words of links to other pages: they can be read from 1."""
    page = _laid(pieces, following, picture, paper, (lambda _: _WIDEST_NUMBER, 0))
    return page.letters / paper.least


def _laid(
    pieces: Sequence[Piece],
    following: Sequence[Piece],
    picture: Picture,
    paper: Paper,
    at: tuple[Callable[[str], int], int],
) -> Page:
    """The pieces on one page: branches below their step, or beside it where they can be read only there. `at`: the page of a box by its
    id, and the number of this page."""
    language, above = picture.language, row_height(_steps(picture))
    found: list[Page] = []
    for is_apart in (False, True):
        shown = joined(pieces, following, language, paper.called, is_apart=is_apart)
        here = {panel.id for panel in shown} if at[1] else frozenset[str]()
        elsewhere = _elsewhere(picture, at[0], here) if paper.called == "page" else None
        panels = with_pages(shown, *at, language, paper.called)
        found.append(_on(replace(picture, panels=panels, elsewhere=elsewhere), paper, above))
        if found[0].letters >= paper.least or not any(piece.panel.within for piece in pieces):
            break
    return max(found, key=lambda page: page.letters)


def _whole(picture: Picture, paper: Paper) -> Page:
    """The picture on one page: upright where it can be read well so, else the way that prints it larger."""
    upright, lying = _on(picture, paper), _on(picture, paper.turned())
    is_readable = upright.letters >= paper.least and upright.scale * UPRIGHT_FIRST >= lying.scale
    is_upright = upright.letters >= WELL or is_readable or upright.scale >= lying.scale
    return upright if is_upright else lying


def _on(picture: Picture, paper: Paper, above: float = 0.0) -> Page:
    """The picture as large as it can be on one page, with a legend of what stands there, and so much room `above` the panels."""
    picture = replace(picture, legend=shown(picture.legend, picture.panels))
    room = (paper.width - 2 * MARGIN) / FURNITURE
    taken = (header_height(picture, room) + above + legend_height(picture, room)) * FURNITURE
    down = paper.height - 2 * MARGIN - taken - FOOT
    sheet = compose(picture, ((1.0, round(down / (paper.width - 2 * MARGIN), 2)),))
    scale = min((paper.width - 2 * MARGIN) / sheet.width, down / sheet.height, paper.largest)
    return Page(
        picture=picture,
        sheet=sheet,
        width=paper.width,
        height=paper.height,
        scale=scale,
        called=paper.called,
        about=picture.title,
        is_centred=paper.is_slide,
    )


def _letters(panels: Sequence[Panel]) -> float:
    """The smallest letters that a step's title is set in, before the panels are scaled."""
    return min(
        (size(box).letters for box in boxes(panels) if KINDS[box.kind].outline == "card"), default=LABEL
    )
