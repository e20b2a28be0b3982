"""What somebody types, read: one of several things by its number or its words, or the value of a fact."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from engine.model.facts import Fact, FactValue, from_text, shown
from engine.problems import Problem, hint
from engine.said import Said


def picked(text: str, words: Sequence[str], keys: Sequence[str] = ()) -> int | None:
    """Which of the `words` is meant: by all of it (see `named`), or by how it alone begins."""
    place = named(text, words, keys)
    if place is not None or text.isdecimal():
        return place
    typed = _plain(text)
    begin = [place for place, each in enumerate(words) if typed and _plain(each).startswith(typed)]
    return begin[0] if len(begin) == 1 else None


def named(text: str, words: Sequence[str], keys: Sequence[str] = ()) -> int | None:
    """Which of the `words` is named: by its words, or by its key (its number from 1, if no `keys` are given)."""
    typed = _plain(text)
    known = [_plain(each) for each in words]
    if typed in known:
        return known.index(typed)
    numbers = [each.lower() for each in keys] or ([] if are_numbers(words) else _numbers(words))
    bare = typed.rstrip(".)")
    return numbers.index(bare) if bare in numbers else None


def are_numbers(words: Sequence[str]) -> bool:
    """Whether some of the words is itself a number: then a number of our own before it would be taken for it."""
    return any(re.match(r"[-+]?\d+([.,]\d+)?$", each.strip()) for each in words)


def read(
    text: str, ask: Mapping[str, Any], fact: Fact, *, language: str, zone: tzinfo, now: datetime
) -> FactValue | Problem:
    """The value that is typed as the answer, or what is wrong with it."""
    if fact.type == "yes_no":
        yes_no = [shown(fact, each, language, zone) for each in (True, False)]
        place = picked(text, yes_no)
        return from_text(fact, text) if place is None else place == 0
    if not ask["options"]:
        return from_text(fact, text, zone, now)
    options = ask["options"]
    typed = [text] if _option(text, options) is not None or fact.type == "choice" else _parted(text)
    chosen: set[int] = set()
    for word in typed:
        place = _option(word, options)
        if place is None:
            return _none_of(word, [each["title"] for each in options])
        chosen.add(place)
    ids = tuple(str(options[place]["value"]) for place in sorted(chosen))
    return ids if fact.type == "choices" else ids[0]


def _option(text: str, options: Sequence[Mapping[str, Any]]) -> int | None:
    """Which option is meant. Whoever wrote the routine may use the name that stands in the file."""
    titles, ids = [each["title"] for each in options], [each["value"] for each in options]
    place = named(text, titles)
    return place if place is not None else ids.index(text) if text in ids else picked(text, titles)


def _parted(text: str) -> list[str]:
    """Several answers, with commas or semicolons between; between numbers blanks will do."""
    parted = re.split(r"[\s,;]+" if re.fullmatch(r"[\d\s,;]+", text) else r"[,;]", text)
    return [each.strip() for each in parted if each.strip()]


def _none_of(text: str, titles: Sequence[str]) -> Problem:
    sv, en = hint(text, titles)
    return Problem(
        "fact-option",
        Said(
            f"Det finns inget svar ”{text}”.{sv} Skriv svarets nummer eller ord.",
            f"There is no answer “{text}”.{en} Write the answer's number or words.",
        ),
    )


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _numbers(words: Sequence[str]) -> list[str]:
    return [str(number) for number in range(1, len(words) + 1)]
