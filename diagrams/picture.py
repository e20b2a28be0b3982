"""What a picture shows, as frozen values without sizes or colours: panels of sections of boxes, and the arrows between them.

A section is one *chain*: boxes that follow each other downwards. Beside a box stand *branches* to its right, each an arrow and
a chain of its own. So every arrow that is drawn leads to the box below or to a box at the right; what leads anywhere else ends in
a *link* («gå till steg 3»), and no arrow ever crosses another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "start",  # where the routine begins
    "end",
    "step",
    "call",  # another routine, whose end is waited for
    "started",  # another routine, started beside this one
    "wait",
    "do",
    "together",
    "gateway",
    "event",  # what can happen at any time
    "link",  # where an arrow leads that is not drawn
    "origin",  # from where an arrow comes that is not drawn
]
Status = Literal["", "done", "left", "now"]
"""«left»: one was there and went on without doing it; only a storyboard's way tells that."""
Icon = Literal[
    "person",
    "badge",
    "people",
    "portrait",
    "cap",
    "headset",
    "bag",
    "pen",
    "key",
    "tool",
    "office",
    "phone",
    "mail",
    "send",
    "clock",
    "document",
    "link",
    "alert",
    "back",
    "forward",
    "check",
    "fork",
]
Side = Literal["main", "branch", "aside", "event"]

PAINTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A small line in a box."""

    text: str
    icon: Icon | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One box. `id` is the state's, or made where the box is no state. `roles` are the ids of those who may act, `paint` the colour of
    the first (0 … PAINTS - 1), None for ink. The `number` of a question is said with its word: «Fråga 1».

    `words` is the box as a sentence for those who do not see it. `leads_to` is the id of the box that a link means; `others` are
    further ones that an origin means. `shade` is the class of the time it takes, 0 … 5; `hatched` where such classes are shown, but
    not this one's.
    """

    id: str
    kind: Kind
    title: str
    number: str | None = None
    lines: tuple[Line, ...] = ()
    roles: tuple[str, ...] = ()
    paint: int | None = None
    icon: Icon | None = None
    status: Status = ""
    words: str = ""
    leads_to: str | None = None
    others: tuple[str, ...] = ()
    shade: int | None = None
    hatched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """The arrow into a box: `labels` are the choices or answers that lead there, and last the times at which it goes by itself: so many
    as `times`.
    """

    labels: tuple[str, ...] = ()
    times: int = 0
    visited: bool = False

    @property
    def timed(self) -> bool:
        """Whether nobody chooses it: it only goes by itself."""
        return 0 < self.times == len(self.labels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """The arrow from the end of a chain beside back into the arrow above the box `target` of the section's own chain; or straight down
    to the box itself, where that is the next beside (`is_below`).
    """

    target: str
    arrow: Arrow
    is_below: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedBox:
    """A link below the last box of a chain."""

    arrow: Arrow
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A box of a chain. `arrow` comes from the box above and is None for the first box of a chain."""

    box: Box
    arrow: Arrow | None = None
    beside: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Boxes from top to bottom; then the links, or the join, that the last one leads to."""

    rows: tuple[Row, ...]
    links: tuple[LinkedBox, ...] = ()
    join: Join | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A chain at the right of a box; `arrow` leads to its first box."""

    arrow: Arrow
    chain: Chain


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled group of boxes. `entry` is the arrow from the last box of the section before."""

    title: str | None
    who: str | None
    chain: Chain
    entry: Arrow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A flow, or a part of one: the main one at the left, the others at the right of it.

    A branch that is `within` a flow follows the part of it at whose end it begins, and stands there; then comes the rest of that flow,
    by the same id. `origin` says from where it comes where it has to stand elsewhere.
    """

    id: str
    side: Side
    sections: tuple[Section, ...]
    within: str | None = None
    origin: Box | None = None

    @property
    def parent(self) -> str | None:
        """The state at which a branch that is within a flow begins."""
        return self.origin.leads_to if self.origin else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One entry of the legend: a role with its colour, a kind of box, a status, a class of time or that there is none."""

    title: str
    role: str | None = None
    paint: int | None = None
    icon: Icon | None = None
    kind: Kind | None = None
    status: Status = ""
    shade: int | None = None
    hatched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A whole sheet. `here` says in words where an instance is; None for a routine by itself. `notes` stand below the subtitle.

    `elsewhere` says of a page what can happen at any time, and at which other page that stands.
    """

    id: str
    language: str
    title: str
    subtitle: str
    emergency: str | None
    here: str | None
    panels: tuple[Panel, ...]
    legend: tuple[Mark, ...]
    notes: tuple[str, ...] = ()
    elsewhere: str | None = None


def boxes(panels: Sequence[Panel]) -> Iterator[Box]:
    """Every box of the panels, in reading order."""
    for panel in panels:
        for section in panel.sections:
            yield from chain_boxes(section.chain)


def chain_boxes(chain: Chain) -> Iterator[Box]:
    """Every box of the chain: each row, then what stands beside it."""
    for row in chain.rows:
        yield row.box
        for branch in row.beside:
            yield from chain_boxes(branch.chain)
    for link in chain.links:
        yield link.box


def text_lines(picture: Picture) -> list[str]:
    """The picture for those who read instead of look: a line for each section and each box that says something of its own, in order."""
    found = [picture.subtitle + "."] if picture.subtitle else []
    found += picture.notes
    found += [said for said in (picture.emergency, picture.elsewhere, picture.here) if said]
    for panel in picture.panels:
        for section in panel.sections:
            if section.title:
                found.append(f"{section.title}" + (f" ({section.who})." if section.who else "."))
            found += [box.words for box in chain_boxes(section.chain) if box.kind not in ("link", "origin")]
    return found
