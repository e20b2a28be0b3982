"""People as what is stored knows them: numbers of our own.

One table alone says who a number is, so that a person can be removed from it and all else stands.
"""

from __future__ import annotations

from typing import Protocol

NOBODY = 0
"""The number of what the system does by itself. It stands in no table."""

NO_NUMBER = -1
"""What no number is: to ask for the rows of somebody who has done nothing yet, or of nobody in particular."""

_REMOVED = "removed#"


def removed(number: int) -> str:
    """The subject of somebody who has been removed: nobody else's, and the same wherever the number stands."""
    return f"{_REMOVED}{number}"


def number_of_removed(subject: str) -> int | None:
    """The number that `removed` made the subject of; None for any other subject."""
    number = subject.removeprefix(_REMOVED)
    return int(number) if number != subject and number.isascii() and number.isdigit() else None


class People(Protocol):
    """Who is who. Numbers are never given away again."""

    def number(self, subject: str) -> int:
        """The number of a subject that has one. Raises KeyError where it has none."""

    def subject(self, number: int) -> str:
        """Whose number it is; what `removed` gives where that was forgotten."""


class Numbered:
    """People as their numbers, for whoever asks only which numbers stand in something."""

    @staticmethod
    def number(subject: str) -> int:
        """The number that the subject is."""
        return int(subject)

    @staticmethod
    def subject(number: int) -> str:
        """The number as a subject."""
        return str(number)
