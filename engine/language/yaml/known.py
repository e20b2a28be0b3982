"""What is known of the words of the language before a file is read: that tells a mistake from a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """The words that are keys, and those of them that a list may stand under."""

    keys: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()


NOTHING_KNOWN = Known()
