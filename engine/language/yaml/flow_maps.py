"""Repairs `{…}` and `[…]` that YAML can't read as they were meant: texts with a comma, a colon or a bracket.

Reads as leniently as a person does: a comma ends a text only where a new `key:` follows it, and a text ends where the
bracket around it does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from engine.language.yaml.known import NOTHING_KNOWN, Known
from engine.values.durations import with_decimals

Kind = Literal[
    "colon",
    "comma",
    "decimal-comma",
    "extra-comma",
    "hash",
    "names",
    "bracket",
    "start",
    "quotes",
    "open-quote",
    "space",
    "missing-colon",
    "missing-name",
    "missing-comma",
    "open-bracket",
    "extra-bracket",
]

DEEPEST = 20

_CLOSING = {"{": "}", "[": "]"}
_GAP = re.compile(r"(?:\s|(?<=\s)#[^\n]*(?=\n))*")
_KEY = re.compile(r"""\s*(?:"[^"\n]*"|'[^'\n]*'|[^\s:,{}\[\]"'#][^:,{}\[\]\n]*?)\s*:(?=[\s,}\]]|$)""")
_OWNER = re.compile(r"([a-z_]+)\s*:\s*$")
_GLUED_KEY = re.compile(r"\s*[a-z][a-z0-9_]*:(?=[^\s/,}\]])")
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""", re.DOTALL)
_PLAIN = re.compile(r"[^\W\d_][^,:#{}\[\]?&*!|>'\"%@`]*")
"""A text that needs no quotes."""
_NAMES = re.compile(r"[a-z][a-z0-9_]*(?:, *[a-z][a-z0-9_]*)+")
_LENGTH = re.compile(r"\d+ *[^\W\d_]+")
_OF_LENGTHS = ("after", "undo")
_BRACED = re.compile(rf"\{{\s*({_NAMES.pattern}|[a-z][a-z0-9_]*)\s*\}}")
_DECIMAL = re.compile(r"(\d+),(\d+)(?: *([^\W\d_]+))?")
_SPECIAL = "@`%*&!|>#"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that had to be repaired: what, at which index of the text, and the piece of text that it is about."""

    kind: Kind
    at: int
    piece: str


def in_quotes(text: str) -> str:
    """The text as a YAML text in quotes, with as little escaping as possible."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def in_words(raw: str) -> str:
    """A text as YAML reads it: in quotes, its own where it has them."""
    return raw if _QUOTED.fullmatch(raw) else in_quotes(raw)


def without_broken_quotes(raw: str) -> tuple[Literal["quotes", "open-quote"], str]:
    """The text that was meant by one that begins with a quote which does not end it, and what is wrong with it."""
    quote = raw[0]
    if raw.count(quote) % 2:
        return "open-quote", raw.strip(quote)
    ends_too = raw.endswith(quote) and raw.count(quote) > 2
    return "quotes", raw[1:-1] if ends_too else raw


class Flow:
    """Reads one `{…}` or `[…]` of `text` and writes it anew, on the same lines.

    A known key with a colon begins a new entry even where the
    comma before it is missing. After `repaired`, `at` is the index after the closing bracket.
    """

    def __init__(self, text: str, start: int, known: Known = NOTHING_KNOWN) -> None:
        self.text = text
        self.at = start
        self.known = known
        self.faults: list[Fault] = []
        self.depth = 0

    def repaired(self) -> str:
        """The text of the brackets as YAML reads it; `faults` says what had to be done."""
        owner = _OWNER.search(self.text, max(0, self.at - 60), self.at)
        return self._collection(of_pairs=owner is not None and self.known.holds_pairs(owner[1]))

    def _collection(self, *, of_pairs: bool = False) -> str:
        """The collection that begins here; `of_pairs`: a list of groups, in which one with a single key needs no braces."""
        self.depth += 1
        begin, opening = self.at, self.text[self.at]
        self.at += 1
        pieces = [opening]
        nameless: list[int] = []
        names: list[str] = []
        while True:
            gap = self._gap()
            here = self._here()
            if here in ("}", "]") or not here:
                if here != _CLOSING[opening]:
                    self.faults.append(Fault("open-bracket", begin, _CLOSING[opening]))
                self.at += len(here)
                self.depth -= 1
                self._name(pieces, nameless, names)
                return "".join(pieces) + (gap + _CLOSING[opening] if here else _CLOSING[opening] + gap)
            if here == ",":
                self.at += 1
                pieces.append(gap + ",")
            else:
                is_entry = opening == "{" or (of_pairs and self._here() != "{")
                pieces.append(gap)
                pieces.append(self._entry() if is_entry else self._value(in_map=False))
                if opening == "{" and (key := _KEY.match(pieces[-1])) is not None:
                    names.append(key[0].strip().removesuffix(":").strip())
                elif opening == "{":
                    nameless.append(len(pieces) - 1)

    def _name(self, pieces: list[str], nameless: list[int], names: list[str]) -> None:
        """Gives words without a key the one that they probably have, as what stands beside them tells."""
        for at in nameless:
            key = self.known.text_key(names)
            if key is None:
                return
            words = pieces[at]
            fault = next(
                each for each in self.faults if each.kind == "missing-colon" and in_words(each.piece) == words
            )
            self.faults[self.faults.index(fault)] = Fault("missing-name", fault.at, fault.piece)
            bare = fault.piece if _PLAIN.fullmatch(fault.piece) else words
            pieces[at] = f"{key}: {bare}"
            names.append(key)

    def _entry(self) -> str:
        """One `key: value` of a map."""
        key = _KEY.match(self.text, self.at)
        if key is not None:
            self.at = key.end()
            gap = self._gap()
            if self._here() in ("", ",", "}", "]"):
                if not gap:
                    self.faults.append(Fault("space", self.at, key[0].strip()))
                return key[0] + (gap or " ")
            word = key[0].strip().removesuffix(":").strip()
            return key[0] + gap + self._value(in_map=True, of=word)
        glued = _GLUED_KEY.match(self.text, self.at)
        if glued is not None:
            self.at = glued.end()
            self.faults.append(Fault("space", self.at, glued[0].strip()))
            return glued[0] + " " + self._value(in_map=True)
        begin, raw = self.at, self._raw(in_map=True)
        first, _, rest = raw.partition(" ")
        if first in self.known.keys and rest:
            self.faults.append(Fault("missing-colon", begin + len(first), first))
            return f"{first}: {self._text(begin + len(first) + 1, rest, in_map=True)}"
        self.faults.append(Fault("missing-colon", begin, raw))
        return in_words(raw)

    def _value(self, in_map: bool, of: str = "") -> str:
        """A value, of the key `of` where it has one."""
        begin, known = self.at, len(self.faults)
        if self._here() in ("[", "{") and self.depth < DEEPEST:
            collection = self._collection(of_pairs=self.known.holds_pairs(of))
            kinds = {fault.kind for fault in self.faults[known:]}
            if "missing-colon" not in kinds and self._ends_here(in_map):
                return collection + self._comma_if_missing()
            self.at = begin
            del self.faults[known:]
            raw = self._raw(in_map)
            names = _BRACED.fullmatch(raw) if of in self.known.lists else None
            if names is not None:
                self.faults.append(Fault("names", begin, raw))
                return f"[{names[1]}]"
            self.faults.append(Fault("start", begin, raw))
            return in_quotes(raw)
        quoted = _QUOTED.match(self.text, self.at)
        if quoted is not None:
            self.at = quoted.end()
            if self._ends_here(in_map):
                return quoted[0] + self._comma_if_missing()
            self.at = begin
        raw = self._raw(in_map)
        if in_map and "," in raw and (meant := self._meant_by_comma(begin, raw, of)) is not None:
            return meant
        return self._text(begin, raw, in_map)

    def _meant_by_comma(self, begin: int, raw: str, of: str) -> str | None:
        """What a value with a comma in it means, where it is no text: several names, a number, one comma too many, or a length of time
        with something after it that has no key.
        """
        at = begin + raw.index(",")
        last = self._here() == "}" and raw[at - begin + 1 :].strip(" ,")
        if of in _OF_LENGTHS and last and _LENGTH.fullmatch(raw[: at - begin]):
            self.at = at
            return raw[: at - begin]
        if of in self.known.lists and _NAMES.fullmatch(raw):
            self.faults.append(Fault("names", begin, raw))
            return f"[{raw}]"
        if (number := _DECIMAL.fullmatch(raw)) is not None:
            self.faults.append(Fault("decimal-comma", at, raw))
            return _without_comma(number)
        if raw.rstrip(" ,").count(",") == 0:
            self.faults.append(Fault("extra-comma", begin + len(raw.rstrip(" ,")), raw))
            return self._text(begin, raw.rstrip(" ,"), in_map=True)
        return None

    def _text(self, begin: int, raw: str, in_map: bool) -> str:
        """A text without quotes around it, with quotes where it needs them."""
        following = re.search(r"\s+([a-z][a-z0-9_]*):(?=\s)", raw) if in_map else None
        if following is not None and following[1] in self.known.keys:
            self.at = begin + following.start()
            return self._text(begin, raw[: following.start()], in_map=False) + self._comma_if_missing()
        if raw[0] in "\"'":
            kind, meant = without_broken_quotes(raw)
            self.faults.append(Fault(kind, begin, meant))
            return in_quotes(meant)
        colon, note = re.search(r":(?=\s|$)", raw), re.search(r"\s#", raw)
        faults: list[tuple[Kind, int]] = [
            ("start", 0 if raw[0] in _SPECIAL or raw.startswith(("- ", "? ")) else -1),
            ("hash", -1 if note is None else note.start() + 1),
            ("colon", -1 if colon is None else colon.start()),
            ("comma", raw.find(",") if in_map and not re.search(r"[\[{]", raw) else -1),
            ("bracket", next((index for index, each in enumerate(raw) if each in "[]{}"), -1)),
        ]
        found = [Fault(kind, begin + index, raw) for kind, index in faults if index >= 0]
        self.faults += found[:1]
        return in_quotes(raw) if found or "?" in raw else raw  # not all parsers take a question mark

    def _raw(self, in_map: bool) -> str:
        """The characters up to where the text ends; moves there."""
        begin, depth = self.at, 0
        while self.at < len(self.text):
            here = self._here()
            if here in "[{":
                depth += 1
            elif here in "]}":
                if depth == 0:
                    break
                depth -= 1
            elif (here == "," and depth == 0 and self._comma_ends(in_map)) or (
                here == "#" and self.text[self.at - 1].isspace() and self._begins_a_note()
            ):
                break
            self.at += 1
        raw = self.text[begin : self.at].rstrip()
        self.at = begin + len(raw)
        return raw

    def _comma_ends(self, in_map: bool) -> bool:
        after = self.at + 1
        if not in_map or _KEY.match(self.text, after) or _GLUED_KEY.match(self.text, after):
            return True
        return self.text[_end_of_gap(self.text, after) :][:1] in ("}", "]", "")

    def _begins_a_note(self) -> bool:
        """Whether the # here does: something follows in the next line, and no bracket ends in what is left of this one."""
        rest, line_end, _ = self.text[self.at :].partition("\n")
        return bool(line_end) and not rest.rstrip().endswith(("}", "]"))

    def _here(self) -> str:
        return self.text[self.at : self.at + 1]

    def _gap(self) -> str:
        begin, self.at = self.at, _end_of_gap(self.text, self.at)
        return self.text[begin : self.at]

    def _ends_here(self, in_map: bool) -> bool:
        """Whether the value is over: at a comma or closing bracket, or at a key before which the comma is missing."""
        at = _end_of_gap(self.text, self.at)
        return self.text[at : at + 1] in (",", "}", "]", "") or (in_map and self._known_key(at) is not None)

    def _comma_if_missing(self) -> str:
        at = _end_of_gap(self.text, self.at)
        if self._known_key(at) is None:
            return ""
        self.faults.append(Fault("missing-comma", at, self._known_key(at) or ""))
        return ","

    def _known_key(self, at: int) -> str | None:
        key = _KEY.match(self.text, at)
        word = key[0].strip().removesuffix(":").strip() if key is not None else ""
        return word if word in self.known.keys else None


def _without_comma(number: re.Match[str]) -> str:
    """`1,5` as `1.5`, and `1,5 h` as `90 min`."""
    return with_decimals(number[0]) or f"{number[1]}.{number[2]} {number[3] or ''}".rstrip()


def _end_of_gap(text: str, start: int) -> int:
    gap = _GAP.match(text, start)
    return start if gap is None else gap.end()
