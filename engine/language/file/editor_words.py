"""What editors hold single values to, and what they say in Swedish of one that they refuse."""

from __future__ import annotations

from typing import Any

from pydantic import WithJsonSchema

_A_TEXT = "Här ska en text stå."
A_NAME = "Här ska ett namn stå."
AN_EXPRESSION = "Här ska ett villkor eller ett värde stå, till exempel orsak is set."

A_TEXT_HERE: dict[str, Any] = {
    "type": ["string", "number", "object"],
    "additionalProperties": {"type": ["string", "number"], "errorMessage": _A_TEXT},
    "errorMessage": _A_TEXT,
}
"""A text, in one language or in each."""

ANY = ("string", "number", "boolean", "array")
"""What a condition, an expression or a value may look like to an editor."""


def editors_hold(says: str, **schema: Any) -> WithJsonSchema:
    """The schema of a value, with the one sentence for all that can be wrong with it."""
    said = {"errorMessage": says} | ({"patternErrorMessage": says} if "pattern" in schema else {})
    return WithJsonSchema({**schema, **said})


def in_any_case(word: str) -> str:
    """A pattern, as editors read them, of the word in small and large letters."""
    return "".join(f"[{each}{each.upper()}]" if each.isalpha() else each for each in word)
