"""The key of a line on paper: the number of the printed form, the line's own, and a letter that tells when they were misread.

`KTMRPX-4R` is line 4 of form `KTMRPX`. The letters are consonants that are read in one way, so that no form's number is a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

LETTERS = "BCDFGHJKMNPQRSTVWXZ"
"""So many as a prime: any one letter or figure that is misread, or two that have changed places, give another last letter."""

FORM_LENGTH = 6
MOST_LINES = 999

_TYPED = re.compile(rf"([{LETTERS}]{{{FORM_LENGTH}}})([1-9][0-9]{{0,2}})([{LETTERS}])")
_BETWEEN = re.compile(r"[\s–-]+")


@dataclass(frozen=True, slots=True)
class PaperKey:
    """A line, numbered from 1, of a printed form."""

    form: str
    line: int

    def __str__(self) -> str:
        return f"{self.form}-{self.line}{_check(self.form, self.line)}"


def new_form(chance: Random) -> str:
    """The number of a form that is to be printed."""
    return "".join(chance.choices(LETTERS, k=FORM_LENGTH))


def read_key(typed: str) -> PaperKey | None:
    """The key that somebody has typed, with or without spaces, dashes and capitals; None where it can't be on any form."""
    found = _TYPED.fullmatch(_BETWEEN.sub("", typed).upper())
    if found is None:
        return None
    key = PaperKey(found[1], int(found[2]))
    return key if _check(key.form, key.line) == found[3] else None


def _check(form: str, line: int) -> str:
    values = [*(LETTERS.index(each) for each in form), *map(int, str(line))]
    return LETTERS[sum(weight * value for weight, value in enumerate(values, 1)) % len(LETTERS)]
