"""One line of a YAML file outside brackets: its indentation, dashes, key, value and comment. Rows count from 0."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Lines = Sequence[str]

_BEGIN = re.compile(
    r"""(?P<before>[ ]*(?:-[ ]+)*)
    (?:(?P<key>"[^"]*"|'[^']*'|[^\s#\-\[\]{},"'&*!|>%@`?][^:\[\]{}"]*|[-?][^\s:][^:\[\]{}"]*):(?=\s|$)[ ]*)?""",
    re.VERBOSE,
)
COMMENT = re.compile(r"\s#(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Parts:
    """A line outside brackets. `begin`: where the key or text begins, after dashes; `at`: where the value begins."""

    begin: int
    key: str
    key_end: int
    at: int
    value: str
    comment: str


def parts(line: str) -> Parts:
    """The line taken apart."""
    begin = _BEGIN.match(line)
    assert begin is not None  # it matches the empty text
    comment = COMMENT.search(line, max(0, begin.end() - 1))
    value = line[begin.end() : comment.start() if comment else len(line)].rstrip()
    return Parts(
        begin=begin.end("before"),
        key=begin["key"] or "",
        key_end=begin.end("key"),
        at=begin.end(),
        value=value,
        comment=line[begin.end() + len(value) :],
    )


def with_value(line: str, value: str) -> str:
    """The line with another value."""
    found = parts(line)
    return line[: found.at] + value + found.comment.rstrip()


def indent_of(line: str) -> int:
    """How many blanks and tabs it begins with."""
    return len(line) - len(line.lstrip(" \t"))


def written(lines: Lines, row: int) -> int:
    """The row, or the nearest above it that is not blank."""
    row = min(row, len(lines) - 1)
    return next((each for each in range(row, -1, -1) if lines[each].strip()), max(row, 0))
