"""People who get their numbers when they are first named."""

from __future__ import annotations


class Everybody:
    """Numbers for whomever comes."""

    def __init__(self) -> None:
        self._subjects: list[str] = []

    def number(self, subject: str) -> int:
        if subject not in self._subjects:
            self._subjects.append(subject)
        return self._subjects.index(subject) + 1

    def subject(self, number: int) -> str:
        return self._subjects[number - 1]
