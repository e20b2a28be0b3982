"""Routines that are changed by replacing pieces of their text, and what is then told."""

from __future__ import annotations

from engine.difference.change import Difference
from engine.difference.compare import difference
from tests.engine.language.files import routine_of

NEW_STEP = (
    "  boka:\n    title: Boka nästa tid\n    role: medarbetare\n    text: Ring och boka.\n\n  dokumentera:\n"
)
"""The step that is put in before the documentation of a visit."""


def compared(text: str, *changes: tuple[str, str]) -> Difference:
    """The routine of the text, and what it becomes when each old piece is replaced by its new one."""
    other = text
    for old, new in changes:
        assert old in other, f"there is no ”{old}” to change"
        other = other.replace(old, new)
    return difference(routine_of(text), routine_of(other))


def told(text: str, *changes: tuple[str, str]) -> list[tuple[str, str, str]]:
    """Each change as whom it concerns, its kind, and its sentence in Swedish."""
    return [(each.group, each.kind, each.said.sv) for each in compared(text, *changes).changes]
