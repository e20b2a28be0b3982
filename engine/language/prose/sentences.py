"""A text → its sentences, and a sentence → its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

_OPAQUE = r"”[^”]*”|“[^”“]*[”“]|\"[^\"]*\"|«[^«»]*»|»[^»«]*[»«]|\([^()]*\)|\{[^{}]*\}"
_MASKED = re.compile(_OPAQUE)
_TOKEN = re.compile(
    rf"(?P<opaque>{_OPAQUE})"
    r"|(?P<number>\+?\d[\d.,:/–-]*(?: \d[\d–-]*)*(?![^\W\d])%?)"
    r"|(?P<word>\w+(?:[-./@:’'&]\w+)*)"
    r"|(?P<mark>[^\w\s])"
)
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-•*–]|\d+[.)])\s)|\n(?=\s*[A-ZÅÄÖÉ])")
_BULLET = re.compile(r"\s*(?:[-•*–]|\d{1,2}[.)])\s+")
_BOUNDARY = re.compile(r"(?:(?<![.!?…])[.!?…]+[”\"»)]*|(?<=[.!?][”\"»]))\s+(?=[A-ZÅÄÖÉ0-9{”\"«“•({])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:t\.ex|t ex|bl\.a|bl a|d\.v\.s|dvs|s\.k|f\.d|p\.g\.a|pga|fr\.o\.m|t\.o\.m|from|tom|resp|kl|ca|c:a|nr|tel|inkl"
    r"|exkl|ev|enl|avd|art|kap|obs|dr|st|s|sid|jfr|max|min|fig|e\.g|i\.e|approx|no|vs|[A-ZÅÄÖ])\.$",
    re.IGNORECASE,
)
_LONGEST = 12
_WORD_AND_NUMBERS = re.compile(r"\{[^{}]*\}|\+?\d[\d.,:/–-]*(?: \d[\d–-]*)*(?![^\W\d])|[^\W_][^\s]*")

Kind = Literal["word", "number", "opaque", "mark"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number, a mark, or what is not looked into: in quotes, in parentheses, in braces.

    `low` is the text in lower case; `start` and `end` count in the sentence.
    """

    text: str
    low: str
    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """One sentence, with the mark that ends it. `listed`: it is an item of a list within the text."""

    text: str
    listed: bool = False

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words and marks; what stands in parentheses left out."""
        found = _TOKEN.finditer(self.text)
        return tuple(_token(match) for match in found if not match[0].startswith("("))

    @property
    def is_question(self) -> bool:
        """Whether it asks."""
        return self.text.rstrip('”"») ').endswith("?")

    @property
    def words(self) -> int:
        """How many words it has; a phone number, a time and a name in braces are one each."""
        return len(_WORD_AND_NUMBERS.findall(self.text))


def _token(match: re.Match[str]) -> Token:
    kind: Kind = match.lastgroup or "mark"  # type: ignore[assignment]
    return Token(match[0], match[0].lower(), kind, match.start(), match.end())


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text. Abbreviations, times, phone numbers, names in braces and quotes end none."""
    found: list[Sentence] = []
    for block in _BLOCK.split(text):
        bullet = _BULLET.match(block)
        whole = " ".join((block[bullet.end() :] if bullet else block).split())
        for part in _parted(whole):
            found.append(Sentence(part, listed=bullet is not None))
    return found


def _parted(text: str) -> list[str]:
    masked = _MASKED.sub(_mask, text)
    parts: list[str] = []
    start = 0
    for boundary in _BOUNDARY.finditer(masked):
        mark = boundary.start()
        if masked[mark] == "." and _ABBREVIATION.search(masked[max(start, mark - _LONGEST) : mark + 1]):
            continue
        parts.append(text[start : boundary.end()].strip())
        start = boundary.end()
    parts.append(text[start:].strip())
    return [part for part in parts if re.search(r"\w", part)]


def _mask(match: re.Match[str]) -> str:
    """The span with nothing in it that could end a sentence but its last character."""
    span = match[0]
    return span[0] + "x" * (len(span) - 3) + span[-2:] if len(span) > 2 else span
