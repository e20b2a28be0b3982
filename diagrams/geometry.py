"""Points and rectangles, counted downwards from the top left corner."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]
"""Across and down."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle by its left, top, right and bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def x(self) -> float:
        """The middle across."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """The middle down."""
        return (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def moved(self, across: float, down: float) -> Rectangle:
        """The same further right and down."""
        return Rectangle(self.left + across, self.top + down, self.right + across, self.bottom + down)

    def touches(self, other: Rectangle, gap: float = 0.0) -> bool:
        """Whether the two have less than `gap` between them."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )
