"""What can be seen of a text: one rule for everything that people write, wherever it enters."""

from __future__ import annotations

import unicodedata

_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Letters, marks and signs by their category, but drawn as nothing."""

_JOINERS = frozenset("\u200c\u200d")
"""They shape the letters and signs on both sides of them: Persian names and many emoji need them."""

_NEVER = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SEEN = frozenset("LNPS")


def is_seen(character: str) -> bool:
    """Whether the character can be seen where it stands alone: a letter, a digit, a sign."""
    return unicodedata.category(character)[0] in _SEEN and character not in _BLANK


def is_filled_in(text: str) -> bool:
    """Whether something can be seen of the text."""
    return any(map(is_seen, text))


def has_hidden(text: str) -> bool:
    """Whether something in it can't be seen and is no space or line break: it could make the text another than it looks.

    Control characters, zero-width characters, direction marks, tags, fillers. A joiner between two signs that can be seen is none.
    """
    return any(is_hidden(text, at) for at in range(len(text)))


def is_hidden(text: str, at: int) -> bool:
    """Whether the character at that index of the text is such a one."""
    each = text[at]
    if each in _JOINERS:
        return not _joins(text, at)
    return each in _BLANK or (unicodedata.category(each) in _NEVER and each != "\n")


def _joins(text: str, at: int) -> bool:
    """Whether the joiner has something to join: on both sides what can be seen, and before it (under its marks) no letter of ours."""
    before = next((each for each in reversed(text[:at]) if unicodedata.category(each)[0] != "M"), " ")
    return (
        is_seen(before)
        and not before.isascii()
        and not _stands_alone(before)
        and is_filled_in(text[at + 1 : at + 2])
    )


def _stands_alone(letter: str) -> bool:
    """Whether letters of its kind are never shaped by joiners: two words that look the same could differ by one."""
    return unicodedata.name(letter, "").startswith(("LATIN ", "GREEK ", "CYRILLIC "))
