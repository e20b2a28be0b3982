"""What is passed along while a file is read, and texts that remember their place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from engine.language.rules.findings import Findings, Position
from engine.language.yaml.source import Mapping, Node, Scalar
from engine.language.yaml.source import Sequence as Listing
from engine.problems import clipped
from engine.said import Said
from engine.values.texts import Text

_WORDS_TO_KNOW_IT_BY = 6
LONGEST_ID = 40
ID = re.compile(rf"[a-z][a-z0-9_]{{0,{LONGEST_ID - 1}}}")

A_TEXT = Said("en text", "a text")
A_LIST = Said("en lista", "a list")
KEYS = Said("nycklar med värden", "keys with values")


@dataclass(slots=True)
class Reading:
    """What reading a file needs to know and collects.

    `written` tells the keys before entries and short forms, for messages. `is_whole` is False where what stands below a key was left out,
    because nothing is called so.
    """

    findings: Findings
    languages: tuple[str, ...]
    written: dict[tuple[int, int], str] = field(default_factory=dict)
    is_whole: bool = True

    def key_of(self, node: Node, field_name: str | None) -> str:
        """The key that the owner wrote before the node: the entry's own, or that of a short form, if it is one."""
        return self.written.get(place_of(node)) or (field_name or "").rstrip("_")


class Word(str):
    """A text with its place in the file."""

    line: int
    column: int
    quoted: bool

    @classmethod
    def of(cls, scalar: Scalar, text: str | None = None) -> Word:
        """The scalar's text (or `text` in its place)."""
        word = cls(scalar.text if text is None else text)
        word.line, word.column, word.quoted = scalar.line, scalar.column, scalar.quoted
        return word

    @property
    def place(self) -> Position:
        """Where it stands."""
        return Position(self.line, self.column)


@dataclass(frozen=True, slots=True)
class Words:
    """A text for people with its place in the file; `rows` are the lines of one that stands below `|` or `>`."""

    text: Text
    place: Position
    rows: tuple[str, ...] = ()

    def place_of(self, sentence: str) -> Position:
        """Where the sentence begins, as far as its lines tell."""
        begin = r"\s+".join(map(re.escape, sentence.split()[:_WORDS_TO_KNOW_IT_BY]))
        whole = "\n".join(self.rows)
        found = re.search(begin, whole)
        if found is None or not self.rows:
            return self.place
        row = whole.count("\n", 0, found.start())
        return Position(
            self.place.line + 1 + row, found.start() - (whole.rfind("\n", 0, found.start()) + 1) + 1
        )


def place_of(node: Node) -> Position:
    """Where a node begins."""
    return Position(node.line, node.column)


def kind_of(node: Node) -> Said:
    """What a node is, in words."""
    if isinstance(node, Scalar):
        return Said(f"texten ”{clipped(node.text)}”", f"the text “{clipped(node.text)}”")
    return A_LIST if isinstance(node, Listing) else KEYS


def is_empty(node: Node) -> bool:
    """Whether nothing at all stands after the key, or a list or group without anything in it."""
    if isinstance(node, Scalar):
        return not node.text and not node.quoted
    if isinstance(node, Mapping):
        return not node.entries
    return not node.items


def proposal(word: str) -> str:
    """An id that `word` may become: small letters, no å ä ö, underscores for all else."""
    plain = unicodedata.normalize("NFKD", word.lower())
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    plain = re.sub(r"[^a-z0-9]+", "_", plain).strip("_").lstrip("0123456789_")
    return plain[:LONGEST_ID].rstrip("_") or "namn"


def check_id(word: Word, findings: Findings) -> Word:
    """The word, after a finding where it can't be an id."""
    if not ID.fullmatch(word):
        near = proposal(word)
        findings.add("bad-id", word.place, (word, near), id=clipped(word), proposal=near)
    return word
