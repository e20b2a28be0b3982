"""Texts that people read, in one or more languages, with names in braces that are filled in when shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from engine.said import Said

SETTING = "settings."
"""Begins the name of a setting in braces."""

UNDECIDED = Said("(inte bestämt än: fråga din chef)", "(not decided yet: ask your manager)")
"""Stands for a setting that has no value, wherever the text is read."""

_NAME = re.compile(r"(?<!\{)\{\s*([^\W\d][\w. ]*?)\s*\}(?!\})")
_IN_BRACES = re.compile(r"(?<!\{)\{([^{}]*)\}(?!\})")
_LEFT_OPEN = re.compile(r"(?<!\{)\{([^\W\d]\w*+(?:\.\w++)*+)(?![^{]*\})")
_NAME_AND_STOP = re.compile(rf"{_NAME.pattern}((?:\.(?=\s|$))?)")


@dataclass(frozen=True, slots=True)
class Text:
    """One text by language code; the first language is the routine's own."""

    by_language: tuple[tuple[str, str], ...]

    def say(self, language: str | None = None) -> str:
        """The text in `language`, or in the routine's own where that language is missing."""
        for code, words in self.by_language:
            if code == language:
                return words
        return self.by_language[0][1]

    def said(self) -> Said:
        """The text in Swedish and in English, each in the routine's own language where it is missing."""
        return Said(self.say("sv"), self.say("en"))

    def names(self) -> frozenset[str]:
        """The names in braces of all languages: facts (`besok_ref`) and settings (`settings.telefonskap`)."""
        return frozenset(
            name for _, words in self.by_language if "{" in words for name in _NAME.findall(words)
        )

    def no_names(self) -> tuple[str, ...]:
        """What else stands in single braces, `raknat - journal`, and is shown with them as it is. Double braces are plain text."""
        return tuple(
            dict.fromkeys(
                match[1]
                for _, words in self.by_language
                for match in _IN_BRACES.finditer(words)
                if match[1].strip() and not _NAME.fullmatch(match[0])
            )
        )

    def left_open(self) -> tuple[str, ...]:
        """The words after a brace that is never closed, and which is shown as it stands."""
        return tuple(
            dict.fromkeys(
                word for _, words in self.by_language if "{" in words for word in _LEFT_OPEN.findall(words)
            )
        )

    def fill(self, values: Mapping[str, str], language: str | None = None) -> str:
        """`say`, with each name in braces replaced by its value as plain text; a fact without one becomes
        «…», with no full stop after it, and a setting without one says so.
        """
        undecided = UNDECIDED.say(language or self.by_language[0][0])

        def shown(match: re.Match[str]) -> str:
            name, stop = match[1], match[2]
            if name.startswith(SETTING):
                return (values.get(name) or undecided) + stop
            return values[name] + stop if name in values else "…"

        return _NAME_AND_STOP.sub(shown, self.say(language))
