"""Numbers as they are written in each language."""

from __future__ import annotations

from engine.said import Said


def decimal(number: float, language: str) -> str:
    """A number with one decimal, where it is not whole: «3,5», «4»; “3.5” in English."""
    return rounded(number, language).removesuffix(Said(",0", ".0").say(language))


def rounded(number: float, language: str) -> str:
    """A number with one decimal, always: «4,0»."""
    said = f"{number:.1f}"
    return Said(said.replace(".", ","), said).say(language)


def grouped(number: int, language: str) -> str:
    """«1 630» with a space that does not break; “1,630” in English."""
    said = f"{number:,}"
    return Said(said.replace(",", "\N{NO-BREAK SPACE}"), said).say(language)
