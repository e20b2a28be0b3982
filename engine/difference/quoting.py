"""What the routines say, quoted in sentences: whole, listed, or with what differs between two texts marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.difference.alignment import aligned
from engine.problems import clipped
from engine.said import QUOTED, UNSAID, Said, both

_LONGEST = 160
"""Longer texts are cut where they are only quoted."""

_AROUND = 3
"""How many words are shown on each side of a change."""

_ALIKE = 0.5
"""Texts that share less than this are shown whole, one after the other."""

_AND = Said(" och ", " and ")
_IN = {"sv": Said("på svenska", "in Swedish"), "en": Said("på engelska", "in English")}


def is_text(value: Any) -> bool:
    """Whether a canonical value is a text in one or more languages."""
    return (
        isinstance(value, Mapping)
        and bool(value)
        and set(value) <= set(_IN)
        and all(isinstance(each, str) for each in value.values())
    )


def said(text: Mapping[str, str]) -> Said:
    """The text in each language, or in the one there is."""
    own = next(iter(text.values()))
    return Said(text.get("sv", own), text.get("en", own))


def in_quotes(words: Said) -> Said:
    """The words, shortened where they are long, within quotation marks."""
    return QUOTED.fill(words=Said(clipped(words.sv, _LONGEST), clipped(words.en, _LONGEST)))


def quoted(text: Mapping[str, str]) -> Said:
    """The text in quotes."""
    return in_quotes(said(text))


def joined(several: Iterable[Said], last: Said = _AND) -> Said:
    """«a, b och c», with `last` before the last one."""
    listed = list(several)
    return Said(
        _joined([each.sv for each in listed], last.sv), _joined([each.en for each in listed], last.en)
    )


def _joined(words: Sequence[str], last: str) -> str:
    return last.join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def marked(before: Mapping[str, str], after: Mapping[str, str]) -> Said:
    """What differs between two texts, word by word, in every language in which they differ."""
    several = len({*before, *after}) > 1
    pieces = []
    for language in dict.fromkeys((*after, *before)):
        if before.get(language) != after.get(language):
            piece = _marked(before.get(language, ""), after.get(language, ""))
            lead = _IN[language] if several else UNSAID
            pieces.append(Said(f"{lead.sv} {piece.sv}".strip(), f"{lead.en} {piece.en}".strip()))
    return joined(pieces)


def _marked(before: str, after: str) -> Said:
    old, new = before.split(), after.split()
    spans = aligned(old, new)
    shared = 2 * sum(to - start for same, start, to, _, _ in spans if same)
    if old == new or shared < _ALIKE * (len(old) + len(new)):
        was, now = in_quotes(both(before)), in_quotes(both(after))
        return both("{was} → {now}").fill(was=was, now=now)
    words: list[str] = []
    for same, a, b, c, d in spans:
        if same:
            words += _context(old[a:b], first=a == 0, last=b == len(old))
        else:
            words.append(f"[{' '.join([*old[a:b], '→', *new[c:d]])}]")
    text = " ".join(words)
    return QUOTED.fill(words=text)


def _context(words: Sequence[str], *, first: bool, last: bool) -> list[str]:
    """The words nearest to the changes on either side of them."""
    before = [] if first else list(words[:_AROUND])
    after = [] if last else list(words[-_AROUND:])
    if len(before) + len(after) >= len(words):
        return list(words)
    return [*before, "…", *after]
