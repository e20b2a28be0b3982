"""The root of everything the product says no with. Each class keeps its facts, and its words in Swedish and English."""

from __future__ import annotations

from collections.abc import Mapping

from engine.said import Said


class RutinError(Exception):
    """The root. `say(language)` is a sentence for people: what happened and what to do next."""

    sv = "Något gick fel."
    en = "Something went wrong."

    def facts(self) -> Mapping[str, object]:
        """What the sentence needs, and what a program may read (JSON values)."""
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}

    def say(self, language: str = "sv") -> str:
        """The sentence in `language` (`sv` or `en`)."""
        words = self.en if language == "en" else self.sv
        return words.format(**self.facts())

    def said(self) -> Said:
        """The sentence in both languages."""
        return Said(self.say("sv"), self.say("en"))

    def __str__(self) -> str:
        return self.say("en")


class Refusal(RutinError):
    """A command that the engine does not carry out. The instance is untouched."""
