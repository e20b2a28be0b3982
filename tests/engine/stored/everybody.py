"""People who get their numbers when they are first named."""

from __future__ import annotations

from collections.abc import Iterable


class Everybody:
    """Numbers for whomever comes."""

    def __init__(self, subjects: Iterable[str] = ()) -> None:
        self._subjects = list(subjects)

    def everybody(self) -> list[str]:
        """Whoever has come, in the order of their numbers."""
        return list(self._subjects)

    def number(self, subject: str) -> int:
        if subject not in self._subjects:
            self._subjects.append(subject)
        return self._subjects.index(subject) + 1

    def subject(self, number: int) -> str:
        return self._subjects[number - 1]
