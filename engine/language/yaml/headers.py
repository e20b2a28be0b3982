"""Lines that stand deeper than those above, or as items among keys, because the key that they belong below is missing.

A parser blames each of them, or makes them part of the group above. Only asked where the file can't be read as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from engine.language.yaml.fix import Fix
from engine.language.yaml.known import Known
from engine.language.yaml.lines import Lines
from engine.language.yaml.outline import BLOCK_TEXT, Line, outline
from engine.language.yaml.words import missing_header

_KEY_IN_BRACES = re.compile(r"[{,] *([a-z][a-z0-9_]*):(?= )")


MOST_TRIED = 100
"""Places looked at more closely: more of them are no slip of a hand."""


def headers(lines: Lines, known: Known) -> Iterator[Fix]:
    """The key that is missing above each such run of lines, where it can be told from what stands there."""
    rows = [each for each in outline(lines) if each.kind not in ("note", "inside", "block")]
    within, tried = -1, 0
    for at, (above, line) in enumerate(pairwise(rows), 1):
        if line.kind == "text" or line.indent >= within >= 0:
            continue
        within = -1
        level = _level(rows, at, above, line)
        if level is None:
            continue
        tried += 1
        if tried > MOST_TRIED:
            return
        name = known.group_of(
            _keys_of(rows, at), as_list=line.kind == "item", at_top=level == 0, but=_beside(rows, at, level)
        )
        if name is not None:
            yield _fix(lines, rows, at, level, name)
            within = line.indent


def _level(rows: Sequence[Line], at: int, above: Line, line: Line) -> int | None:
    """The column where the missing key should stand; None where none is missing."""
    if line.indent > above.parts.begin:
        is_said = bool(above.parts.key and above.value) and not BLOCK_TEXT.fullmatch(above.value)
        return above.parts.begin if is_said and above.value[0] not in "[{'\"" else _after_closed(above)
    if line.kind != "item":
        return None
    around = next((each for each in reversed(rows[:at]) if each.parts.begin <= line.indent), None)
    if around is None or around.parts.begin < line.indent or around.kind == "item":
        return None
    if around is above and above.is_empty_key:
        return None  # A list may stand on the level of its key.
    holder = next((each for each in reversed(rows[:at]) if each.parts.begin < line.indent), None)
    return holder.parts.begin if holder is not None else None


def _after_closed(above: Line) -> int | None:
    """The level of a key whose value, in quotes or brackets, is complete on its line."""
    closes = {"[": "]", "{": "}", "'": "'", '"': '"'}
    if not above.parts.key or len(above.value) < 2 or above.value[-1] != closes.get(above.value[0]):
        return None
    return above.parts.begin


def _keys_of(rows: Sequence[Line], at: int) -> frozenset[str]:
    """The keys of the first of the lines, in braces or below it."""
    first = rows[at]
    if first.value.startswith("{"):
        return frozenset(_KEY_IN_BRACES.findall(first.value))
    begin = first.parts.begin
    if first.kind == "item":
        found = {first.parts.key} if first.parts.key else set()
        inner = begin
    else:
        below = rows[at + 1] if at + 1 < len(rows) else None
        if below is None or below.indent <= begin:
            return frozenset()
        found, inner = set(), below.indent
    for each in rows[at + 1 :]:
        if each.indent < inner:
            break
        if each.indent == inner and each.kind == "key":
            found.add(each.parts.key)
    return frozenset(found)


def _beside(rows: Sequence[Line], at: int, level: int) -> frozenset[str]:
    """The keys that stand on the level where one is missing, in the same group."""
    found: set[str] = set()
    for way in (reversed(rows[:at]), iter(rows[at:])):
        for each in way:
            if each.parts.begin < level:
                break
            if each.parts.begin == level:
                found.add(each.parts.key)
                if each.kind == "item":
                    break
    return frozenset(found)


def _fix(lines: Lines, rows: Sequence[Line], at: int, level: int, name: str) -> Fix:
    """The key in the nearest free line above; where there is none, what belongs below it is left out."""
    line = rows[at]
    told = missing_header(line.row, line.indent, _named(line), name, level=level)
    free = line.row - 1
    if rows[at - 1].row < free:
        return Fix((told,), {free: f"{' ' * level}{name}:"})
    end = next((each.row for each in rows[at:] if each.indent < line.indent), len(lines))
    return Fix((told,), dict.fromkeys(range(line.row, end), ""), loses=True)


def _named(line: Line) -> str:
    return line.parts.key if line.kind == "key" else f"- {line.parts.key}: {line.value}".replace("- : ", "- ")
