"""The bytes of a file → text that YAML can be read from, and what is wrong with its characters.

Letters that are made of several characters (`a` and a ring) are put together first: they look alike and are meant alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from engine.language.yaml.miscoding import miscoded
from engine.language.yaml.places import place_in
from engine.language.yaml.words import problem
from engine.problems import Problem
from engine.values.visible import is_hidden

MOST_BYTES = 256 * 1024
MOST_CHARACTERS_TOLD = 10

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LINE_BREAKS = re.compile("[\x85\u2028\u2029]")
_NOT_PLAIN = re.compile("[^\n\t -~\u00a0-\u00ac\u00ae-\u00ff–—‘’“”…•\uf0a7\uf0b7]")
"""What may be invisible. The two of a private area are a word processor's bullets, which lists are told of."""
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
            return Characters(None, (problem("encoding", *place_in(before, len(before))),))
    text = content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _LINE_BREAKS.sub(" ", text)
    text = unicodedata.normalize("NFC", text)
    problems = list(islice(_invisible(text), MOST_CHARACTERS_TOLD))
    text = without_hidden(text)
    problems += miscoded(text)
    corrected = _HARD_SPACES.sub(lambda match: match[0].replace("\u00a0", " "), text)
    if corrected != text:
        lines = corrected.split("\n")
        for match in islice(_HARD_SPACES.finditer(text), MOST_CHARACTERS_TOLD):
            row, column = place_in(text, match.start(match.lastindex or 0))
            problems.append(problem("hard-space", row, column, corrected=lines[row]))
    return Characters(corrected, tuple(problems))


def _invisible(text: str) -> Iterator[Problem]:
    for match in _NOT_PLAIN.finditer(text):
        if is_hidden(text, match.start()):
            row, column = place_in(text, match.start())
            line = text[match.start() - column :].split("\n", 1)[0]
            shown = "".join(_instead(line, each) for each in range(len(line)))
            sure = unicodedata.category(match[0]) == "Cf"
            yield problem(
                "character", row, column, f"U+{ord(match[0]):04X}", corrected=shown if sure else None
            )


def _instead(text: str, at: int) -> str:
    """The character, or what is read for it where it can't be seen: a space for a control character, or nothing."""
    if not is_hidden(text, at):
        return text[at]
    return "" if unicodedata.category(text[at]) == "Cf" else " "


def without_hidden(text: str) -> str:
    """A text that is already taken apart, where `\\N` and the like are characters, without those that can't be seen."""
    return _NOT_PLAIN.sub(lambda match: _instead(text, match.start()), text)
