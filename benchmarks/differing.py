"""Seconds to tell what differs between two versions of a large routine, whatever has happened to its states."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from time import perf_counter

from engine.difference.compare import difference
from engine.language.compile import compile_text
from engine.model.routine import Routine

ROUNDS = 3
_HEAD = "routine: stor\nversion: 1\ntitle: Stor\nroles: {m: Medarbetare}\nstates:\n"
_FIRST = "  ny: {title: Ring chefen, role: m}\n"
_LAST = "  slut: {end: klart}\n"


def seconds(sizes: Sequence[int]) -> Iterator[tuple[str, list[float]]]:
    """What has happened to the states, and seconds for each number of them; the best of three."""
    for how in ("in another order", "with other names", "one put in first"):
        yield how, [_compared(_routine(range(size)), _changed(how, size)) for size in sizes]


def _changed(how: str, size: int) -> Routine:
    if how == "in another order":
        return _routine(random.Random(1).sample(range(size), size))
    if how == "with other names":
        return _routine(range(size), name="punkt")
    return _routine(range(size), first=_FIRST)


def _routine(numbers: Sequence[int], *, name: str = "steg", first: str = "") -> Routine:
    steps = (f"  {name}_{n}:\n    title: Gör uppgift {n}\n    text: Gör {n}.\n    role: m\n" for n in numbers)
    compiled = compile_text(f"{_HEAD}{first}{''.join(steps)}{_LAST}", "stor.yaml")
    assert compiled.routine is not None, compiled.findings
    return compiled.routine


def _compared(old: Routine, new: Routine) -> float:
    return min(_once(old, new) for _ in range(ROUNDS))


def _once(old: Routine, new: Routine) -> float:
    started = perf_counter()
    difference(old, new)
    return perf_counter() - started
