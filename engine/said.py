"""One text in the two languages that the program speaks."""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """One text in Swedish and in English."""

    sv: str
    en: str

    def say(self, language: str = "sv") -> str:
        """The text in `language` (`sv` or `en`)."""
        return self.en if language == "en" else self.sv


UNSAID = Said("", "")
"""No text at all, in either language."""
