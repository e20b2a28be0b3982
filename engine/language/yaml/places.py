"""Where an index of a text lies: its row and column, both from 0."""

from __future__ import annotations


def place_in(text: str, index: int) -> tuple[int, int]:
    """The row and the column of the character at `index`."""
    return text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1
