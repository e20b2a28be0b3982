"""Texts by language as they are stored, and groups of which only what is there is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.values.texts import Text


def text_to_stored(text: Text | None) -> dict[str, str] | None:
    return dict(text.by_language) if text else None


def text_from_stored(stored: Mapping[str, str]) -> Text:
    return Text(tuple(stored.items()))


def texts_from_stored(stored: Iterable[Mapping[str, str]]) -> tuple[Text, ...]:
    return tuple(map(text_from_stored, stored))


def without_empty(keys: Mapping[str, Any]) -> dict[str, Any]:
    """The keys that say something."""
    return {key: value for key, value in keys.items() if value is not None and value != [] and value != {}}


def maybe(body: Mapping[str, Any], key: str, decode: Callable[[Any], Any]) -> Any:
    """What `decode` makes of the key's value, None where it was left out."""
    return decode(body[key]) if key in body else None
