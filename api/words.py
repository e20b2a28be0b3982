"""One text in the two languages that the program speaks."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """One text in both languages."""

    sv: str
    en: str

    def say(self, language: str) -> str:
        """The text in `language` (`sv` or `en`)."""
        return self.en if language == "en" else self.sv
