"""The legend of a picture: the roles, the kinds of boxes and the statuses, and of a part of it only those that stand there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from diagrams.kinds import KINDS, LegendEntry
from diagrams.picture import Box, Kind, Mark, Panel, boxes
from diagrams.telling.boxes import Boxes
from diagrams.words.pictures import say


def legend(panels: Sequence[Panel], made: Boxes) -> tuple[Mark, ...]:
    """What the boxes of the panels show: the roles in the order in which they are met, kinds of boxes, times, statuses, shades."""
    return shown(tuple(_all(panels, made)), panels)


def kind_mark(kind: Kind, language: str) -> Mark:
    """What the legend says of a kind of box; the kind has words of its own."""
    entry = KINDS[kind].legend
    assert entry is not None
    return Mark(title=entry.title.say(language), kind=kind, icon=entry.icon)


def shown(marks: Sequence[Mark], panels: Sequence[Panel]) -> tuple[Mark, ...]:
    """Those of the marks that the panels have. The classes of time stay together, since each is read beside the others."""
    found = list(boxes(panels))
    return tuple(mark for mark in marks if mark.shade is not None or _stands(mark, found))


def _all(panels: Sequence[Panel], made: Boxes) -> Iterator[Mark]:
    language = made.speech.language
    for role in dict.fromkeys(role for box in boxes(panels) for role in box.roles):
        mark = made.marks[role]
        yield Mark(title=made.speech.roles((role,)), paint=mark.paint, icon=mark.icon, role=role)
    entries: dict[LegendEntry, Kind] = {}
    for kind, each in KINDS.items():
        if each.legend:
            entries.setdefault(each.legend, kind)
    yield from (kind_mark(kind, language) for kind in entries.values())
    yield Mark(title=say("time", language), icon="clock")
    yield Mark(title=say("done", language), status="done")
    yield Mark(title=say("now", language), status="now")
    if made.heat:
        yield from made.heat.legend()


def _stands(mark: Mark, found: Collection[Box]) -> bool:
    if mark.hatched:
        return any(box.hatched for box in found)
    if mark.role:
        return any(mark.role in box.roles for box in found)
    if mark.kind:
        return any(KINDS[box.kind].legend == KINDS[mark.kind].legend for box in found)
    if mark.status:
        return any(box.status == mark.status for box in found)
    return any(line.icon == mark.icon for box in found for line in box.lines)
