"""Texts beside each other: quoted, listed, and with what differs between two of them marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from engine.difference.change import Pair
from engine.problems import clipped

LONGEST = 160
"""Longer texts are cut where they are only quoted."""

_AROUND = 3
"""How many words are shown on each side of a change."""

_ALIKE = 0.5
"""Texts that share less than this are shown whole, one after the other."""

_IN = {"sv": ("på svenska", "in Swedish"), "en": ("på engelska", "in English")}


def is_text(value: Any) -> bool:
    """Whether a canonical value is a text in one or more languages."""
    return (
        isinstance(value, Mapping)
        and bool(value)
        and set(value) <= set(_IN)
        and all(isinstance(each, str) for each in value.values())
    )


def say(text: Mapping[str, str]) -> Pair:
    """The text in each language, or in the one there is."""
    own = next(iter(text.values()), "")
    return text.get("sv", own), text.get("en", own)


def in_quotes(pair: Pair) -> Pair:
    """«Svenska» and “English”."""
    return f"«{clipped(pair[0], LONGEST)}»", f"“{clipped(pair[1], LONGEST)}”"


def quoted(text: Mapping[str, str]) -> Pair:
    """The text in quotes."""
    return in_quotes(say(text))


def both(text: str) -> Pair:
    """The same in both languages."""
    return text, text


def joined(pairs: Iterable[Pair], by: Pair = (" och ", " and ")) -> Pair:
    """«a, b och c»."""
    listed = list(pairs)
    sv, en = ([pair[language] for pair in listed] for language in (0, 1))
    return _joined(sv, by[0]), _joined(en, by[1])


def _joined(words: Sequence[str], last: str) -> str:
    return last.join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def marked(before: Mapping[str, str], after: Mapping[str, str]) -> Pair:
    """What differs between two texts, word by word, in every language in which they differ."""
    several = len({*before, *after}) > 1
    pieces = []
    for language in dict.fromkeys((*after, *before)):
        if before.get(language) != after.get(language):
            lead_sv, lead_en = _IN[language] if several else ("", "")
            sv, en = _marked(before.get(language, ""), after.get(language, ""))
            pieces.append((f"{lead_sv} {sv}".strip(), f"{lead_en} {en}".strip()))
    return joined(pieces)


def _marked(before: str, after: str) -> Pair:
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    if old == new or matcher.ratio() < _ALIKE:
        return (
            f"«{clipped(before, LONGEST)}» → «{clipped(after, LONGEST)}»",
            f"“{clipped(before, LONGEST)}” → “{clipped(after, LONGEST)}”",
        )
    words: list[str] = []
    for code, a, b, c, d in matcher.get_opcodes():
        if code == "equal":
            words += _context(old[a:b], first=a == 0, last=b == len(old))
        else:
            words.append(f"[{' '.join([*old[a:b], '→', *new[c:d]])}]")
    text = " ".join(words)
    return f"«{text}»", f"“{text}”"


def _context(words: Sequence[str], *, first: bool, last: bool) -> list[str]:
    """The words nearest to the changes on either side of them."""
    before = [] if first else list(words[:_AROUND])
    after = [] if last else list(words[-_AROUND:])
    if len(before) + len(after) >= len(words):
        return list(words)
    return [*before, "…", *after]
