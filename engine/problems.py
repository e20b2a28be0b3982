"""A problem with something that a person wrote or filled in, in both languages, and the nearest right word."""

from __future__ import annotations

import difflib
import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from engine.said import UNSAID, Said


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and what to do about it.

    `rule` names the kind of problem. `line` and `column` count from 1 inside the text that was read: a file, a
    condition, a duration. They are 1 and 1 where the whole value is meant. `name` is the name that is not there, where that is
    what is wrong.
    """

    rule: str
    said: Said
    line: int = 1
    column: int = 1
    name: str = ""

    def say(self, language: str = "sv") -> str:
        """The sentence in `language` (`sv` or `en`)."""
        return self.said.say(language)


MOST_COMPARED = 32
MOST_LISTED = 12


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be, or None. Of very many, those with most pairs of letters in common."""
    by_lower = {each.lower(): each for each in known}
    meant = word.lower()[:80]
    among: Iterable[str] = by_lower
    if len(by_lower) > MOST_COMPARED:
        pairs = _pairs(meant)
        among = heapq.nlargest(MOST_COMPARED, by_lower, key=lambda each: len(pairs & _pairs(each)))
    close = difflib.get_close_matches(meant, among, n=1, cutoff=0.6)
    return by_lower[close[0]] if close else None


@lru_cache(maxsize=20_000)
def _pairs(word: str) -> frozenset[str]:
    """The pairs of letters beside each other in it."""
    return frozenset(map("".join, pairwise(f" {word} ")))


def hint(word: str, known: Iterable[str]) -> Said:
    """«Menade du …?», with a space before it, or two empty texts."""
    return meant(nearest(word, known))


def meant(near: str | None) -> Said:
    """«Menade du …?», with a space before it, of the word that may have been meant; or two empty texts."""
    return Said(" Menade du ”{near}”?", " Did you mean “{near}”?").fill(near=near) if near else UNSAID


def listed(words: Sequence[str], last: str, at_most: int = MOST_LISTED) -> str:
    """«a, b eller c» with `last` («eller», «och», “or”) before the last word; a long list is cut with «…»."""
    if len(words) > at_most:
        return ", ".join(words[:at_most]) + " …"
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def clipped(text: str, length: int = 40) -> str:
    """The text on one line as it may stand inside a sentence: control characters shown as «·», cut at `length`."""
    shown = "".join(each if each.isprintable() else "·" for each in text[: length + 1])
    return shown[: length - 1] + "…" if len(text) > length else shown
