"""The legend of a picture: the roles, the kinds of boxes and the statuses, and of a part of it only those that stand there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from diagrams.picture import Box, Icon, Kind, Mark, Panel, boxes
from diagrams.telling.boxes import Boxes
from diagrams.words.pictures import say

_KINDS: tuple[tuple[Kind, str, Icon | None], ...] = (
    ("gateway", "question", None),
    ("event", "event", "alert"),
    ("wait", "waits", "clock"),
    ("do", "automatic", "send"),
    ("together", "side by side", "fork"),
    ("call", "routine", "document"),
    ("link", "link", "forward"),
)


def legend(panels: Sequence[Panel], made: Boxes) -> tuple[Mark, ...]:
    """What the boxes of the panels show: the roles in the order in which they are met, kinds of boxes, times, statuses, shades."""
    return shown(tuple(_all(panels, made)), panels)


def shown(marks: Sequence[Mark], panels: Sequence[Panel]) -> tuple[Mark, ...]:
    """Those of the marks that the panels have. The classes of time stay together, since each is read beside the others."""
    found = list(boxes(panels))
    return tuple(mark for mark in marks if mark.shade is not None or _stands(mark, found))


def _all(panels: Sequence[Panel], made: Boxes) -> Iterator[Mark]:
    language = made.speech.language
    for role in dict.fromkeys(box.role for box in boxes(panels) if box.role):
        mark = made.marks[role]
        yield Mark(title=made.speech.roles((role,)), paint=mark.paint, icon=mark.icon, role=role)
    for kind, key, icon in _KINDS:
        yield Mark(title=say(key, language), kind=kind, icon=icon)
    yield Mark(title=say("time", language), icon="clock")
    yield Mark(title=say("done", language), status="done")
    yield Mark(title=say("now", language), status="now")
    if made.heat:
        yield from made.heat.legend()


def _stands(mark: Mark, found: Collection[Box]) -> bool:
    if mark.hatched:
        return any(box.hatched for box in found)
    if mark.role:
        return any(box.role == mark.role for box in found)
    if mark.kind:
        kinds = ("call", "started") if mark.kind == "call" else (mark.kind,)
        return any(box.kind in kinds for box in found)
    if mark.status:
        return any(box.status == mark.status for box in found)
    return any(line.icon == mark.icon for box in found for line in box.lines)
