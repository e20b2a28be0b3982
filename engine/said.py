"""One text in the two languages that the program speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Said(NamedTuple):
    """One text in Swedish and in English."""

    sv: str
    en: str

    @classmethod
    def each(cls, make: Callable[[str], str]) -> Said:
        """What `make` makes of each language's code."""
        return cls(make("sv"), make("en"))

    def say(self, language: str = "sv") -> str:
        """The text in `language` (`sv` or `en`)."""
        return self.en if language == "en" else self.sv

    def fill(self, **parts: object) -> Said:
        """The text with each name in braces replaced by its part, in the text's language where the part is `Said`."""
        return Said.each(
            lambda language: self.say(language).format(
                **{
                    name: part.say(language) if isinstance(part, Said) else part
                    for name, part in parts.items()
                }
            )
        )


UNSAID = Said("", "")
"""No text at all, in either language."""

QUOTED = Said("”{words}”", "“{words}”")
"""`words` within the quotation marks of each language: no others are read anywhere."""

CODE = Said("sv", "en")
"""What each language is called by programs."""

OTHER = Said("en", "sv")
"""What the other language is called by programs."""


def both(text: str) -> Said:
    """The same in both languages."""
    return Said(text, text)


def joined(texts: Iterable[Said], by: str = " ") -> Said:
    """The texts one after another, with `by` between them."""
    several = list(texts)
    return Said.each(lambda language: by.join(each.say(language) for each in several))
