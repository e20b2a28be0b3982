"""What each line of a YAML file is, as a person sees it: a key, an item of a list, a note, or a text that goes on.

Knows of no parser, so that it can tell which line is out of place where a parser only knows where it gave up. Rows and
columns count from 0; every line is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from engine.language.yaml.lines import Lines, Parts, indent_of, parts

BLOCK_TEXT = re.compile(r"[|>][-+0-9]{0,2}")

_DASH = re.compile(r" *-(?: |$)")
_DOCUMENT = re.compile(r"(?:---|\.\.\.)\s*(?:#.*)?|%.*")
_QUOTES = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_KEY_LINE = re.compile(r" *(?:- +)*[a-z][a-z0-9_]*:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank. `text` is one that is neither a key nor an item; `block` stands after `|` or `>`.

    `inside` lies within brackets or quotes that were opened further up, or is a line of YAML's own.
    """

    row: int
    kind: Literal["key", "item", "text", "note", "block", "inside"]
    indent: int
    parts: Parts

    @property
    def value(self) -> str:
        """What stands after its key and dashes."""
        return self.parts.value

    @property
    def is_empty_key(self) -> bool:
        """Whether it is a key with nothing behind it, so that what belongs to it stands below."""
        return bool(self.parts.key) and not self.value

    @property
    def goes_on(self) -> bool:
        """Whether its text can go on in the next line: it is neither in quotes nor in brackets, nor stands below `|`."""
        return bool(self.value) and self.value[0] not in "\"'[{|>"


def outline(lines: Lines) -> Iterator[Line]:
    """Every line that is not blank."""
    opened: _Opened | None = None
    for row, line in enumerate(lines):
        if not line.strip():
            continue
        indent = indent_of(line)
        if opened is not None and opened.holds(line, indent):
            yield Line(row, "block" if opened.is_block else "inside", indent, parts(line))
            continue
        opened = None
        if line[indent] == "#":
            yield Line(row, "note", indent, parts(line))
        elif _DOCUMENT.fullmatch(line):
            yield Line(row, "inside", indent, parts(line))
        else:
            found = parts(line)
            item = _DASH.match(line) is not None
            kind: Literal["key", "item", "text"] = "item" if item else "key" if found.key else "text"
            opened = _opened(found, found.begin if found.key else indent)
            yield Line(row, kind, indent, found)


class _Opened:
    """A text after `|` or `>`, in quotes, or brackets, that the next lines may belong to."""

    def __init__(self, indent: int, closing: str, depth: int = 0) -> None:
        self.indent = indent
        self.closing = closing
        self.depth = depth

    @property
    def is_block(self) -> bool:
        return not self.closing

    def holds(self, line: str, indent: int) -> bool:
        """Whether the line lies within it. A key on its own level or further out never does: then its end is missing."""
        if self.depth < 0:
            return False
        if self.is_block:
            return indent > self.indent
        if indent <= self.indent and _KEY_LINE.match(line):
            return False
        if self.closing in "\"'":
            if line.count(self.closing) % 2:
                self.depth = -1
        else:
            self.depth += _depth(line)
            if self.depth <= 0:
                self.depth = -1
        return True


def _opened(found: Parts, indent: int) -> _Opened | None:
    value = found.value
    if BLOCK_TEXT.fullmatch(value):
        return _Opened(indent, "")
    if value[:1] in ("'", '"') and value.count(value[0]) % 2:
        return _Opened(indent, value[0])
    if value[:1] in ("[", "{") and (depth := _depth(value)) > 0:
        return _Opened(indent, "]", depth)
    return None


def _depth(text: str) -> int:
    """How many brackets are opened in it and not closed."""
    bare = _QUOTES.sub("", text) if '"' in text or "'" in text else text
    return bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")
