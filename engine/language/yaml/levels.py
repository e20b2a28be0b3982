"""Lines that stand on the wrong level: tabs, and more or fewer blanks than the lines they belong with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.language.yaml.fix import Fix
from engine.language.yaml.lines import Lines, indent_of, parts
from engine.language.yaml.words import and_more, problem

_STEP = 2
MOST_BACK = 500
"""Lines to look back over for the one that is on another level."""


def tabs(lines: Lines, row: int, column: int) -> Iterator[Fix]:
    """Tabs that indent this line and others below, or a tab between words of this one."""
    line = lines[row]
    lead = line[: indent_of(line)]
    if "\t" in lead:
        below = [each for each in range(row, len(lines)) if "\t" in lines[each][: indent_of(lines[each])]]
        for width in (2, 4, 8):
            changed = {each: _expanded(lines[each], width) for each in below}
            told = problem(
                "tab",
                row,
                lead.index("\t"),
                indent_of(changed[row]),
                and_more(len(below) - 1),
                corrected=changed[row],
            )
            yield Fix((told,), changed)
    elif "\t" in line[column:]:
        at = line.index("\t", column)
        changed_line = line[:at] + line[at:].replace("\t", " ").rstrip()
        yield Fix((problem("tab-inside", row, at, corrected=changed_line),), {row: changed_line})


def heads(lines: Lines, row: int) -> Iterator[Fix]:
    """A key that stands on a level with the keys that belong below it: it is moved out one level."""
    indent = indent_of(lines[row])
    outer = next((each for each in _levels(lines[:row]) if each < indent), None)
    if outer is not None:
        yield _moved(lines, row, outer - indent, along=False)


def moves(lines: Lines, row: int) -> Iterator[Fix]:
    """Ways of putting the line on a level with those around it, those that are on no even level first."""
    found = [*_indentation(lines, row), *_outlier(lines, row)]
    yield from sorted(found, key=lambda fix: _begins(lines[min(fix.lines)]) % _STEP == 0)


def _indentation(lines: Lines, row: int) -> Iterator[Fix]:
    """A line that is on no level of those above it."""
    indent, levels = _begins(lines[row]), _levels(lines[:row])
    under = next((indent_of(line) for line in lines[row + 1 :] if line.strip()), 0)
    one_step_under = under - _STEP if indent < under != indent + _STEP else None
    for level in sorted(
        levels, key=lambda each: (each != one_step_under, abs(each - indent), each != levels[0])
    ):
        if level != indent:
            yield _moved(lines, row, level - indent, along=under == indent + _STEP)


def _outlier(lines: Lines, row: int) -> Iterator[Fix]:
    """A line above on another level than this one and those that follow: the first of a list or map."""
    wanted = _begins(lines[row])
    above = [each for each in range(max(0, row - MOST_BACK), row) if _is_written(lines[each])]
    first: int | None = None
    for each in reversed(above):
        if _begins(lines[each]) <= wanted:
            break
        if first is None or _begins(lines[each]) <= _begins(lines[first]):
            first = each
    further_out = next((each for each in reversed(above) if _begins(lines[each]) < wanted), None)
    for candidate in dict.fromkeys((first, above[-1] if above else None)):
        if candidate is not None and _begins(lines[candidate]) != wanted:
            yield _moved(lines, candidate, wanted - _begins(lines[candidate]), along=True, until=row)
    if further_out is not None:
        run = [further_out]
        while run[-1] - 1 in above and _begins(lines[run[-1] - 1]) == _begins(lines[further_out]):
            run.append(run[-1] - 1)
        for rows in ([further_out], run[::-1]):
            yield _moved_out(lines, rows, wanted)


def _moved_out(lines: Lines, rows: Sequence[int], wanted: int) -> Fix:
    """Lines one under the other that stand too far out, moved in."""
    first, indent = rows[0], indent_of(lines[rows[0]])
    changed = {row: _shifted(lines[row], wanted - _begins(lines[row])) for row in rows}
    told = problem("indent", first, indent, indent, wanted, corrected=changed[first])
    return Fix((told,), changed, looks_back=True)


def _moved(lines: Lines, row: int, by: int, along: bool, until: int | None = None) -> Fix:
    """The line moved sideways, with what stands under it where that goes `along`."""
    indent = indent_of(lines[row])
    changed = {row: _shifted(lines[row], by)}
    inner = next((indent_of(line) for line in lines[row + 1 :] if _is_written(line)), 0)
    for below in range(row + 1, until or len(lines)) if along else ():
        if lines[below].strip() and indent_of(lines[below]) <= max(indent, inner - 1):
            break
        changed[below] = _shifted(lines[below], by)
    told = problem("indent", row, indent, indent, max(0, indent + by), corrected=changed[row])
    return Fix((told,), changed, looks_back=until is not None)


def _shifted(line: str, by: int) -> str:
    return " " * max(0, indent_of(line) + by) + line.lstrip()


def _is_written(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _begins(line: str) -> int:
    """The column where the key or text begins, after the dashes of a list."""
    return parts(line).begin


def _levels(lines: Lines) -> list[int]:
    """The columns in which a line may begin after these lines, the innermost first."""
    levels: list[int] = []
    for line in reversed(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            levels += [each for each in (_begins(line), indent_of(line)) if not levels or each < min(levels)]
    return levels


def _expanded(line: str, width: int) -> str:
    indent = indent_of(line)
    return line[:indent].replace("\t", " " * width) + line[indent:]
