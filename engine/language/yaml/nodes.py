"""The tree of a YAML file: texts, lists and keys with values, each with its place. Lines and columns count from 1."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as it stands in the file: `yes`, `12:30` and `010` are texts too, and nothing at all is the empty text.

    `quoted` tells `"yes"` from `yes`: in quotes, or after `|` or `>`; of the latter `rows` are the lines below it as they stand.
    """

    text: str
    line: int
    column: int
    quoted: bool = False
    rows: tuple[str, ...] = field(default=(), compare=False)


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
