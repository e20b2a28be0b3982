"""The store's trouble, and the settings that lead to it."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors.root import RutinError
from engine.said import Said


class StoreTrouble(RutinError):
    """The database can't be used: missing, damaged, full, newer than the program, locked. `sv`/`en` say what to do.

    That is for those who run Rutin: it may name the database. `for_anybody` names nothing.
    """

    for_anybody = Said(
        "Databasen kan inte användas just nu. Försök igen om en stund.",
        "The database can't be used just now. Try again in a while.",
    )

    def __init__(self, sv: str, en: str) -> None:
        super().__init__()
        self.sv, self.en = sv, en

    def facts(self) -> Mapping[str, object]:
        """Nothing to fill in: the sentences come complete."""
        return {}

    def say(self, language: str = "sv") -> str:
        """The sentence as it came."""
        return self.en if language == "en" else self.sv


class SettingsWrong(StoreTrouble):
    """A setting that can't be used; the sentences name it and what is allowed."""
