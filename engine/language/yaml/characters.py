"""The bytes of a file → text that YAML can be read from, and what is wrong with its characters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.language.yaml.words import problem
from engine.problems import Problem

MOST_BYTES = 256 * 1024
MOST_CHARACTERS_TOLD = 10

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_LINE_BREAKS = re.compile("[\x85\u2028\u2029]")
_HARD_SPACES = re.compile("^[ \t]*(?:- *)*(\u00a0+)|:(\u00a0+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Characters:
    """The text, with line feeds as the only line ends and a space for every unreadable character; None: not readable."""

    text: str | None
    problems: tuple[Problem, ...]


def readable(content: bytes | str) -> Characters:
    """What the content says, as text."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if len(data) > MOST_BYTES:
        return Characters(None, (problem("size", 0, 0, -(-len(data) // 1024), MOST_BYTES // 1024),))
    if isinstance(content, bytes):
        if content.startswith(_UTF16_MARKS):
            return Characters(None, (problem("encoding", 0, 0),))
        data = content.removeprefix(_UTF8_MARK)
        try:
            content = data.decode("utf-8")
        except UnicodeDecodeError as wrong:
            before = data[: wrong.start].decode("utf-8")
            return Characters(None, (problem("encoding", *_place(before, len(before))),))
    text = content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _LINE_BREAKS.sub(" ", text)
    unreadable = [match.start() for match in _UNREADABLE.finditer(text)][:MOST_CHARACTERS_TOLD]
    problems = [problem("character", *_place(text, at), f"U+{ord(text[at]):04X}") for at in unreadable]
    text = _UNREADABLE.sub(" ", text)
    corrected = _HARD_SPACES.sub(lambda match: match[0].replace("\u00a0", " "), text)
    if corrected != text:
        lines = corrected.split("\n")
        for match in _HARD_SPACES.finditer(text):
            row, column = _place(text, match.start(match.lastindex or 0))
            problems.append(problem("hard-space", row, column, corrected=lines[row]))
    return Characters(corrected, tuple(problems))


def has_unreadable(text: str) -> bool:
    """Whether a text that is already taken apart, where `\\N` and the like are characters, has some that can't be read."""
    return bool(_UNREADABLE.search(text) or _LINE_BREAKS.search(text))


def _place(text: str, index: int) -> tuple[int, int]:
    """Row and column, both from 0, of the character at `index`."""
    return text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1
