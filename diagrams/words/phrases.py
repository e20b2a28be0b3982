"""Words as they stand inside a sentence: a label within quotation marks, a title after other words, several titles in a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from engine.problems import listed
from engine.said import QUOTED, Said

Joint = Literal["and", "or"]

_INNER = str.maketrans("”“«»", "’‘’’")
_JOINTS: Mapping[Joint, Said] = {"and": Said("och", "and"), "or": Said("eller", "or")}


def inner(words: str) -> str:
    """The words as they stand within quotation marks: their own marks become single ones."""
    return words.translate(_INNER)


def quoted(words: str, language: str) -> str:
    """The words within the quotation marks of the language: ”Klart”, “Done”."""
    return QUOTED.fill(words=inner(words)).say(language)


def lowered(title: str) -> str:
    """The title inside a sentence: «enhetschef»; an abbreviation keeps its capitals: «IT-avdelningen»."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def enumerated(words: Sequence[str], language: str, joint: Joint = "and") -> str:
    """«a, b och c», however many there are."""
    return listed(words, _JOINTS[joint].say(language), len(words))


def closed(sentence: str) -> str:
    """The sentence without a full stop after its question mark."""
    return sentence.removesuffix(".") if sentence.endswith("?.") else sentence
