"""A routine file's YAML → a tree of texts with places; its mistakes answered in the owner's words."""

from __future__ import annotations

from dataclasses import dataclass

from engine.problems import Problem

MOST_BYTES = 256 * 1024
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as it stands in the file: `yes`, `12:30` and `010` are texts too. `quoted` tells `"yes"` from `yes`; nothing at all is «»."""

    text: str
    line: int
    column: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values, in the file's order. Each key is unique."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Source:
    """What a file holds: `root` is None when it could not be read at all. With any problem the tree is a best guess."""

    root: Mapping | None
    problems: tuple[Problem, ...]


def read(content: bytes | str) -> Source:
    """The tree of a file's content, and every mistake found in its YAML. Lines and columns count from 1."""
    raise NotImplementedError
