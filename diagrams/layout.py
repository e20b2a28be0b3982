"""Where everything of a panel stands: Graphviz' numbers as points, with y downwards from the panel's top left corner."""

from __future__ import annotations

from dataclasses import dataclass

from diagrams.dot import dot
from diagrams.sketch import Panel
from diagrams.program import layout

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectangle:
    """A rectangle by its top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """An arrow: the points of its Bézier curve, where its tip is, and the middle of its label."""

    points: tuple[Point, ...]
    tip: Point
    label: Point | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelLayout:
    """The whole panel; `arrows` are in the order of the panel's."""

    width: float
    height: float
    boxes: dict[str, Rectangle]
    sections: tuple[Rectangle, ...]
    arrows: tuple[Curve, ...]


def lay_out(panel: Panel) -> PanelLayout:
    """Let Graphviz place the panel's boxes and arrows. Raises CannotDraw."""
    found = layout(dot(panel))
    left, bottom, right, top = map(float, found["bb"].split(","))
    turn = _Turn(left, top)
    objects = found.get("objects", [])
    named = {each["name"]: each for each in objects}
    boxes = {box.id: turn.box(named[box.id]) for box in panel.boxes}
    sections = tuple(
        turn.rectangle(named[f"cluster_{number}"]["bb"]) for number in range(len(panel.sections))
    )
    numbers = {each["_gvid"]: each["name"] for each in objects}
    edges: dict[tuple[str, str], Curve] = {}
    for edge in found.get("edges", []):
        if edge.get("style") != "invis":
            edges[numbers[edge["tail"]], numbers[edge["head"]]] = turn.curve(edge["pos"], edge.get("lp"))
    return PanelLayout(
        width=right - left,
        height=top - bottom,
        boxes=boxes,
        sections=sections,
        arrows=tuple(edges[arrow.tail, arrow.head] for arrow in panel.arrows),
    )


@dataclass(frozen=True, slots=True)
class _Turn:
    """Graphviz counts y upwards; pictures count it downwards."""

    left: float
    top: float

    def point(self, text: str) -> Point:
        x, y = text.split(",")
        return float(x) - self.left, self.top - float(y)

    def box(self, node: dict[str, str]) -> Rectangle:
        x, y = self.point(node["pos"])
        width, height = float(node["width"]) * 72, float(node["height"]) * 72
        return Rectangle(x=x - width / 2, y=y - height / 2, width=width, height=height)

    def rectangle(self, bb: str) -> Rectangle:
        left, bottom, right, top = map(float, bb.split(","))
        return Rectangle(x=left - self.left, y=self.top - top, width=right - left, height=top - bottom)

    def curve(self, pos: str, label: str | None) -> Curve:
        parts = pos.split()
        tip = next((self.point(part[2:]) for part in parts if part.startswith("e,")), None)
        points = tuple(self.point(part) for part in parts if part[1] != "," or part[0] not in "es")
        return Curve(points=points, tip=tip or points[-1], label=self.point(label) if label else None)
