"""The root of everything the product says no with. Each class has its sentence, and keeps what the sentence needs."""

from __future__ import annotations

from collections.abc import Mapping

from engine.said import Said


class RutinError(Exception):
    """The root. `say(language)` is a sentence for people: what happened and what to do next."""

    sentence: Said = Said("Något gick fel.", "Something went wrong.")

    def parts(self) -> Mapping[str, object]:
        """What the names in braces of its sentence stand for."""
        return vars(self)

    def said(self) -> Said:
        """The sentence in both languages."""
        return self.sentence.fill(**self.parts())

    def say(self, language: str = "sv") -> str:
        """The sentence in `language` (`sv` or `en`)."""
        return self.said().say(language)

    def __str__(self) -> str:
        return self.say("en")


class Refusal(RutinError):
    """A command that the engine does not carry out. The instance is untouched."""
