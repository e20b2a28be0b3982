"""The store's trouble, and the settings that lead to it."""

from __future__ import annotations

from engine.errors.root import RutinError
from engine.said import Said


class StoreTrouble(RutinError):
    """The database can't be used: missing, damaged, full, newer than the program, locked. The sentence says what to do.

    That is for those who run Rutin: it may name the database. `for_anybody` names nothing.
    """

    for_anybody = Said(
        "Databasen kan inte användas just nu. Försök igen om en stund.",
        "The database can't be used just now. Try again in a while.",
    )

    def __init__(self, sentence: Said) -> None:
        super().__init__()
        self.sentence = sentence

    def said(self) -> Said:
        """The sentence as it came: it holds what others have named, with braces perhaps."""
        return self.sentence


class SettingsWrong(StoreTrouble):
    """A setting that can't be used; the sentence names it and what is allowed."""
