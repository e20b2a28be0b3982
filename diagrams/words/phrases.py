"""Words as they stand inside a sentence: a label within quotation marks, a title after other words."""

from __future__ import annotations

_INNER = str.maketrans("”“«»", "’‘’’")


def inner(words: str) -> str:
    """The words as they stand within quotation marks: their own marks become single ones."""
    return words.translate(_INNER)


def lowered(title: str) -> str:
    """The title inside a sentence: «enhetschef»; an abbreviation keeps its capitals: «IT-avdelningen»."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
