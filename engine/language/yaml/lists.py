"""Lists that are not written as YAML's: with a word processor's bullets and dashes, or with the first dash missing.

YAML reads most of them as one long text, without a word. Rows and columns count from 0; every line is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from engine.language.yaml.fix import Fix
from engine.language.yaml.flow_maps import in_quotes
from engine.language.yaml.lines import Lines, indent_of, with_value
from engine.language.yaml.outline import Line, outline
from engine.language.yaml.words import and_more, problem

_BULLET = re.compile(
    r" *(?:(?P<sign>[•◦▪‣∙·●○■□➢➤✓\uf0b7\uf0a7])\s*|(?P<word>[–—―−*o]|\d{1,3}[.)]|[a-z]\))\s+)(?=\S)"
)


_FAR = 3
"""So far in or out something may stand by mistake."""

_AHEAD = 100
"""So many lines or items on one looks for what is alike."""


def lists(lines: Lines, holders: Collection[str]) -> Iterator[Fix]:
    """Corrections of lists below the keys that hold lists, each of other lines."""
    rows = [each for each in outline(lines) if each.kind not in ("note", "inside", "block")]
    for at, holder in enumerate(rows):
        if holder.parts.key not in holders:
            continue
        items = _below(rows, at)
        if not holder.is_empty_key:
            yield from _begun_on_the_line(lines, holder, items)
            continue
        yield from _bullets(lines, items)
        yield from _without_first_dash(lines, holder, items)


def missing_dashes(lines: Lines) -> Iterator[Fix]:
    """The items without a dash, of lists below any key; only asked where the file can't be read as it is."""
    rows = [each for each in outline(lines) if each.kind not in ("note", "inside", "block")]
    for at, holder in enumerate(rows):
        if holder.is_empty_key:
            yield from _without_first_dash(lines, holder, _below(rows, at))


def displaced(lines: Lines) -> Iterator[Fix]:
    """Items that stand on another level than those before and after them which begin with the same key; asked likewise."""
    rows = [each for each in outline(lines) if each.kind not in ("note", "inside", "block")]
    items = [each for each in rows if each.kind == "item" and each.parts.key]
    before: dict[str, Line] = {}
    for at, line in enumerate(items):
        above, below = before.get(line.parts.key), _next_alike(items, at)
        before[line.parts.key] = line
        if above is None or below is None or line.indent == above.indent or above.indent != below.indent:
            continue
        if abs(line.indent - above.indent) <= _FAR and _are_near(lines, above, line):
            yield _beside(lines, line, above.indent - line.indent, below.row)
            before[line.parts.key] = above


def _are_near(lines: Lines, above: Line, line: Line) -> bool:
    """Whether nothing between them stands further out, so that they may be of one list."""
    if line.row - above.row > _AHEAD:
        return False
    between = (each for each in lines[above.row + 1 : line.row] if each.strip())
    return all(indent_of(each) >= min(above.indent, line.indent) for each in between)


def _next_alike(items: Sequence[Line], at: int) -> Line | None:
    """The next item that begins with the same key."""
    return next((each for each in items[at + 1 : at + _AHEAD] if each.parts.key == items[at].parts.key), None)


def _beside(lines: Lines, line: Line, by: int, end: int) -> Fix:
    """The item, with all that belongs to it, moved so far in or out."""
    changed = {
        row: " " * max(0, indent_of(lines[row]) + by) + lines[row].lstrip()
        for row in range(line.row, end)
        if lines[row].strip()
    }
    told = problem(
        "indent", line.row, line.indent, line.indent, line.indent + by, corrected=changed[line.row]
    )
    return Fix((told,), changed)


def _below(rows: Sequence[Line], at: int) -> Sequence[Line]:
    """The lines below a key that are no deeper than the first of them, as long as they may be its list."""
    holder, found = rows[at], []
    for line in rows[at + 1 :]:
        if line.indent < holder.parts.begin or (line.indent == holder.parts.begin and line.kind == "key"):
            break
        found.append(line)
    return found


def _bullets(lines: Lines, items: Sequence[Line]) -> Iterator[Fix]:
    found = [
        each for each in items if (match := _BULLET.match(lines[each.row])) and each.indent == items[0].indent
    ]
    if not found or not (found[0] is items[0] or items[0].kind == "item"):
        return
    changed = {}
    for each in found:
        match = _BULLET.match(lines[each.row])
        assert match is not None
        changed[each.row] = f"{' ' * each.indent}- {lines[each.row][match.end() :]}"
    first = _BULLET.match(lines[found[0].row])
    assert first is not None
    told = problem(
        "bullet",
        found[0].row,
        found[0].indent,
        first["sign"] or first["word"],
        and_more(len(found) - 1),
        corrected=changed[found[0].row],
    )
    yield Fix((told,), changed)


def _begun_on_the_line(lines: Lines, holder: Line, items: Sequence[Line]) -> Iterator[Fix]:
    """`checklist: Läs planen` above `- Ring på`, which YAML reads as one text."""
    if not holder.goes_on or not items or any(each.kind != "item" for each in items):
        return
    texts = [holder.value, *(lines[each.row].strip().removeprefix("-").strip() for each in items)]
    listed = ", ".join(each if each[:1] in "\"'[{" else in_quotes(each) for each in texts)
    changed = dict.fromkeys((each.row for each in items), "")
    changed[holder.row] = with_value(lines[holder.row], f"[{listed}]")
    yield Fix((problem("list-line", holder.row, holder.parts.at),), changed)


def _without_first_dash(lines: Lines, holder: Line, items: Sequence[Line]) -> Iterator[Fix]:
    """`Läs planen` above `- Ring på`, or the first keys of an item without the dash that they need."""
    level = min((each.indent for each in items), default=0)
    dash = next((each for each in items if each.kind == "item" and each.indent == level), None)
    if dash is None or dash is items[0] or level <= holder.parts.begin or _BULLET.match(lines[items[0].row]):
        return
    first = items[0]
    may_be_item = (first.kind == "text" and first.indent == level) or first.indent == dash.parts.begin
    if not may_be_item or lines[first.row].startswith("-", first.indent):
        return
    by = dash.parts.begin - first.indent
    rows = range(first.row, dash.row)
    changed = {
        row: " " * (indent_of(lines[row]) + by) + lines[row].lstrip() for row in rows if lines[row].strip()
    }
    changed[first.row] = f"{' ' * level}- {lines[first.row].lstrip()}"
    yield Fix((problem("missing-dash", first.row, first.indent, corrected=changed[first.row]),), changed)
