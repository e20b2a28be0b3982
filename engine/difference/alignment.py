"""Which of two rows of things belong to each other, and which stand in another order."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Any

_MOST = 2_000
"""Two rows that are longer together are compared only between what they begin and end with in common: the work grows
with the square of what is compared.
"""

Span = tuple[bool, int, int, int, int]
"""Whether the two are the same, then where each begins and ends: the older's from and to, the newer's from and to."""


def aligned(before: Sequence[str], after: Sequence[str]) -> list[Span]:
    """The rows beside each other, span by span."""
    head = tail = 0
    if len(before) + len(after) > _MOST:
        head = _alike(zip(before, after, strict=False))
        tail = _alike(zip(reversed(before[head:]), reversed(after[head:]), strict=False))
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    spans = [(True, 0, head, 0, head)] if head else []
    if len(old) + len(new) > _MOST:
        spans.append((False, head, head + len(old), head, head + len(new)))
    else:
        codes = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
        spans += [(code == "equal", head + a, head + b, head + c, head + d) for code, a, b, c, d in codes]
    if tail:
        spans.append((True, len(before) - tail, len(before), len(after) - tail, len(after)))
    return spans


def _alike(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The names of both that stand in another order than before: as few as explain it."""
    number = {name: place for place, name in enumerate(before)}
    both_have = [name for name in after if name in number]
    ends: list[int] = []  # the earliest end of a row in the old order, for each length
    rows: list[tuple[str, int]] = []  # each name, and the length of the longest row that it ends
    for name in both_have:
        length = bisect_left(ends, number[name])
        ends[length : length + 1] = [number[name]]
        rows.append((name, length))
    kept: set[str] = set()
    wanted, below = len(ends) - 1, len(before)
    for name, length in reversed(rows):
        if length == wanted and number[name] < below:
            kept.add(name)
            wanted, below = wanted - 1, number[name]
    return set(both_have) - kept


def matched(
    before: Mapping[str, Any], after: Mapping[str, Any], like: Sequence[Callable[[Any], Any]]
) -> dict[str, str]:
    """New name → old name of what is alike: the surest likeness first, each with the first one that is free.

    Each of `like` gives what must be equal in both, or None for what it finds nothing like.
    """
    found: dict[str, str] = {}
    for likeness in like:
        free: defaultdict[Hashable, deque[str]] = defaultdict(deque)
        for now, body in after.items():
            if now not in found:
                free[_hashable(likeness(body))].append(now)
        free.pop(None, None)
        taken = set(found.values())
        for was in [each for each in before if each not in taken]:
            if names := free.get(_hashable(likeness(before[was]))):
                found[names.popleft()] = was
    return found


def _hashable(value: Any) -> Hashable:
    """The value as one that is equal to another exactly where the values are."""
    if isinstance(value, Mapping):
        return frozenset((key, _hashable(each)) for key, each in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(_hashable, value))
    hashable: Hashable = value
    return hashable
