"""What the terminal shows: lines that break between words at its width, with colour where it has some."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from engine.said import Said

WIDEST = 100
"""Longer lines are hard to read, however wide the window is."""

NARROWEST = 20
"""What a text is given even where its window is narrower."""


class EndOfInput(Exception):
    """Nobody answers any more."""


class Row(NamedTuple):
    """A text after its key."""

    key: str
    text: str
    style: str = ""


class Screen:
    """The terminal, or what stands in its place: without one there are no colours and 80 columns (or COLUMNS)."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._console = Console(highlight=False, markup=False, emoji=False)
        if sys.stdin is not None and hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(
                errors="replace"
            )  # a letter in another encoding is a wrong answer, no fault

    def words(self, said: Said, **values: object) -> str:
        """The text in the language of the walk, with its values."""
        return said.say(self.language).format(**values)

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        """One text, on as many lines as it needs."""
        self._under(Text(text, style), Text(" " * indent))

    def heading(self, text: str, more: str) -> None:
        """What stands above, and beside it what is less."""
        self._under(Text.assemble((text, "bold"), "  ", (more, "dim")), Text())

    def rows(self, rows: Iterable[Row], indent: int = 2) -> None:
        """Each text after its key; the lines of a text stand under each other."""
        listed = list(rows)
        widest = max((len(each.key) for each in listed), default=0)
        for key, text, style in listed:
            lead = Text.assemble(" " * indent, (key.ljust(widest), "bold"), "  ")
            self._under(Text(text, style), lead)

    def ask(self, prompt: str = "> ") -> str:
        """What somebody answers, without blanks around. Without a terminal the answer is shown, as it stands where one types it.

        Raises:
            EndOfInput: there are no more answers.
        """
        try:
            if sys.stdin is None:
                raise EOFError
            answer = input(prompt)
        except EOFError:
            print()
            raise EndOfInput from None
        if sys.stdin is None or not sys.stdin.isatty():
            print(answer)
        return answer.strip()

    def _under(self, text: Text, lead: Text) -> None:
        """The text after the `lead`, its lines under each other."""
        room = max(min(self._console.width, WIDEST) - lead.cell_len, NARROWEST)
        for line in text.wrap(self._console, room):
            line.rstrip()
            self._console.print(lead + line, soft_wrap=True)
            lead = Text(" " * lead.cell_len)
