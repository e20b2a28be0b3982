"""Letters that a program has saved wrongly on their way here: «Ã¥» for å, and the mark for a letter that is lost."""

from __future__ import annotations

import re

from engine.language.yaml.places import place_in
from engine.language.yaml.words import and_more, problem
from engine.problems import Problem

_LETTERS = "åäöÅÄÖéÉèüÜæøÆØ”“’‘–—…•””"
_READ_AS = ("cp1252", "latin-1", "mac_roman", "cp850", "cp437")
_LOST = "\ufffd"


def _all_misread() -> dict[str, str]:
    """What each letter, saved as UTF-8, becomes where a program reads it as something else: the letter by what it becomes."""
    found: dict[str, str] = {}
    for letter in _LETTERS:
        for encoding in _READ_AS:
            wrong = letter.encode("utf-8").decode(encoding, "ignore")
            if len(wrong) == len(letter.encode("utf-8")) and wrong.isprintable():
                found.setdefault(wrong, letter)
    return found


_MISREAD = _all_misread()
_WRONG = re.compile("|".join(map(re.escape, sorted(_MISREAD, key=len, reverse=True))))


def miscoded(text: str) -> list[Problem]:
    """At the first such letter, with the corrected line, that there are some; likewise at the first that is lost."""
    problems = []
    first = _WRONG.search(text)
    if first is not None:
        row, column = place_in(text, first.start())
        lines = text.split("\n")
        others = sum(1 for line in lines[row + 1 :] if _WRONG.search(line))
        corrected = _WRONG.sub(lambda match: _MISREAD[match[0]], lines[row])
        meant = _MISREAD[first[0]]
        problems.append(
            problem("miscoded", row, column, first[0], and_more(others), wanted=meant, corrected=corrected)
        )
    at = text.find(_LOST)
    if at >= 0:
        row, column = place_in(text, at)
        others = sum(_LOST in line for line in text.split("\n")[row + 1 :])
        problems.append(problem("lost-letter", row, column, _LOST, and_more(others)))
    return problems
