"""The mistakes that owners make in YAML: each recognised in the lines of the file, with the corrected lines.

A mistake is only proposed here; `source` tries the correction, and tells the owner about it when it lets the file be
read further. Rows and columns count from 0.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.language.flow_maps import Fault, Flow, in_quotes, without_broken_quotes
from engine.language.yaml_tree import Suspect, Trouble
from engine.language.yaml_words import problem
from engine.problems import Problem

Lines = Sequence[str]


@dataclass(frozen=True, slots=True)
class Parts:
    """A line outside brackets. `begin`: where the key or text begins, after dashes; `at`: where the value begins."""

    begin: int
    key: str
    key_end: int
    at: int
    value: str
    comment: str


_BEGIN = re.compile(
    r"""(?P<before>[ ]*(?:-[ ]+)*)
    (?:(?P<key>"[^"]*"|'[^']*'|[^\s#\-\[\]{},"'&*!|>%@`?][^:\[\]{}"]*|[-?][^\s:][^:\[\]{}"]*):(?=\s|$)[ ]*)?""",
    re.VERBOSE,
)
_COMMENT = re.compile(r"\s#(?=\s|$)")
_GLUED = re.compile(r"[ ]*(?:-[ ]+)*(?P<key>[a-zåäö][\wåäö]*:)(?=[^\s/])")
_NO_COLON = re.compile(r"[ ]*(?:-[ ]+)*(?P<key>[a-z][a-z0-9_]*)(?=[ ]|$)")
_GLUED_DASH = re.compile(r"[ ]*(?:-[ ]+)*-(?=[^\s-])")
_COLON = re.compile(r":(?=\s|$)")
_BLOCK_TEXT = re.compile(r"[|>][-+0-9]{0,2}")
_BAD_ESCAPE = re.compile(r'"(?:[^"\\]|\\[0abtnvfre "/\\N_LPxuU])*?(?P<slash>\\[^0abtnvfre "/\\N_LPxuU])')
_ID = re.compile(r"[a-z][a-z0-9_]*")
_SPECIAL = "@`%*&!|>?,]}"
_STEP = 2


@dataclass(frozen=True, slots=True)
class Fix:
    """Problems, and the lines that put them right. `looks_back`: the parser may have read far before it gave up."""

    problems: tuple[Problem, ...]
    lines: Mapping[int, str]
    looks_back: bool = False


def fixes(lines: Lines, trouble: Trouble, keys: Collection[str]) -> Iterator[Fix]:
    """What the trouble may come from, the likeliest first. `keys` are the words known to be keys of the language."""
    row, context = (_written(lines, each) for each in (trouble.row, trouble.context_row))
    above = _written(lines, row - 1)
    rows = list(dict.fromkeys((row, context, above, _open_quote(lines, row))))
    yield from _tab(lines, row, trouble.column)
    for each in rows:
        yield from _in_line(lines, each, keys)
    yield from _extra_bracket(lines, row, trouble.column)
    for each in rows:
        yield from _missing_colon(lines, each)
    yield from _continued(lines, above, row)
    moves = [*_indentation(lines, row), *_outlier(lines, row)]
    yield from sorted(moves, key=lambda fix: _begins(lines[min(fix.lines)]) % _STEP == 0)


def fix_of(lines: Lines, suspect: Suspect, keys: Collection[str]) -> Fix | None:
    """How a place that YAML reads otherwise than meant is put right."""
    match suspect.kind:
        case "flow":
            found = _flow(lines, suspect.row, suspect.column, keys)
        case "dash":
            found = _dash(lines, suspect.row)
        case "glued":
            found = _glued(lines, suspect.row)
        case "open-quote":
            found = _quotes(lines, suspect.row)
        case "missing-colon":
            found = _missing_colon(lines, suspect.row)
        case "colon":
            found = _colon_in_item(lines, suspect.row, suspect.column)
        case "hash":
            found = _hash(lines, suspect.row)
        case _:
            found = _start(lines, suspect.row, suspect.column)
    return next(found, None)


def skipped(lines: Lines, row: int) -> Fix:
    """For a line of which nothing else is known: it is read as if it were not there."""
    line = lines[row]
    return Fix((problem("unreadable", row, _indent(line), line.strip()),), {row: ""}, looks_back=True)


def _in_line(lines: Lines, row: int, keys: Collection[str]) -> Iterator[Fix]:
    """The mistakes that show in the line itself."""
    parts = _parts(lines[row])
    if parts.value[:1] in ("[", "{"):
        yield from _flow(lines, row, parts.at, keys)
    yield from _glued(lines, row)
    yield from _dash(lines, row)
    yield from _escape(lines, row)
    yield from _quotes(lines, row)
    yield from _list_line(lines, row)
    if parts.value and parts.value[0] in _SPECIAL and not _BLOCK_TEXT.fullmatch(parts.value):
        yield from _start(lines, row, parts.at)
    yield from _colon(lines, row)


def _tab(lines: Lines, row: int, column: int) -> Iterator[Fix]:
    """Tabs that indent this line and others below, or a tab between words of this one."""
    line = lines[row]
    lead = line[: _indent(line)]
    if "\t" in lead:
        below = [each for each in range(row, len(lines)) if "\t" in lines[each][: _indent(lines[each])]]
        for width in (2, 4, 8):
            changed = {each: _expanded(lines[each], width) for each in below}
            others = len(below) - 1
            more = (
                (f" Så är det på {others} rader till.", f" So are {others} more lines.")
                if others
                else ("", "")
            )
            told = problem("tab", row, lead.index("\t"), _indent(changed[row]), more, corrected=changed[row])
            yield Fix((told,), changed)
    elif "\t" in line[column:]:
        at = line.index("\t", column)
        changed_line = line[:at] + line[at:].replace("\t", " ").rstrip()
        yield Fix((problem("tab-inside", row, at, corrected=changed_line),), {row: changed_line})


def _flow(lines: Lines, row: int, column: int, keys: Collection[str]) -> Iterator[Fix]:
    """Something inside `{…}` or `[…]`, which may go on over the lines that are indented further."""
    if lines[row][column : column + 1] not in ("[", "{"):
        return
    end = row + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > _indent(lines[row])):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    text = "\n".join(lines[row:end])
    flow = Flow(text, column, keys)
    repaired, faults, rest = flow.repaired(), flow.faults, text[flow.at :]
    after = re.split(r"\s#|\n", rest)[0].strip()
    if after.strip("]}") or (
        len(faults) == 1 and faults[0].kind == "missing-colon" and repaired.count(":") == 0
    ):
        yield from _start(lines, row, column)
        return
    if after:
        faults.append(Fault("extra-bracket", flow.at + rest.index(after), after))
        rest = rest.replace(after, "", 1)
    fixed = (text[:column] + repaired + rest).split("\n")
    problems = tuple(_of_fault(fault, text, row, fixed) for fault in faults)
    if problems:
        changed = {row + at: line for at, line in enumerate(fixed) if line != lines[row + at]}
        yield Fix(problems, changed, looks_back=any(fault.kind == "open-bracket" for fault in faults))


def _of_fault(fault: Fault, text: str, row: int, fixed: Lines) -> Problem:
    below = text.count("\n", 0, fault.at)
    column = fault.at - (text.rfind("\n", 0, fault.at) + 1)
    piece = fault.piece[:1] if fault.kind == "start" else fault.piece
    return problem(fault.kind, row + below, column, piece, corrected=fixed[below])


def _glued(lines: Lines, row: int) -> Iterator[Fix]:
    """`title:Text`."""
    match = _GLUED.match(lines[row])
    if match is not None:
        changed = f"{match[0]} {lines[row][match.end() :]}"
        yield Fix((problem("space", row, match.end(), match["key"], corrected=changed),), {row: changed})


def _dash(lines: Lines, row: int) -> Iterator[Fix]:
    """`-text`, on this line and on those right below it."""
    if not _GLUED_DASH.match(lines[row]):
        return
    problems, changed = [], {}
    for each in range(row, len(lines)):
        match = _GLUED_DASH.match(lines[each])
        if match is None or _indent(lines[each]) != _indent(lines[row]):
            break
        changed[each] = f"{match[0]} {lines[each][match.end() :]}"
        problems.append(problem("dash", each, match.end() - 1, corrected=changed[each]))
    yield Fix(tuple(problems), changed)


def _escape(lines: Lines, row: int) -> Iterator[Fix]:
    r"""`"C:\mapp"`."""
    parts = _parts(lines[row])
    match = _BAD_ESCAPE.match(parts.value)
    if match is not None:
        changed = _with_value(lines[row], in_quotes(parts.value.strip('"')))
        column = parts.at + match.start("slash")
        yield Fix((problem("escape", row, column, corrected=changed),), {row: changed})


def _quotes(lines: Lines, row: int) -> Iterator[Fix]:
    """A text that begins with a quote which ends too early, or never."""
    parts = _parts(lines[row])
    value = parts.value
    if value[:1] in ("'", '"') and not re.fullmatch(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""", value):
        kind, meant = without_broken_quotes(value)
        changed = _with_value(lines[row], in_quotes(meant))
        told = problem(kind, row, parts.at, corrected=changed)
        yield Fix((told,), {row: changed}, looks_back=kind == "open-quote")


def _open_quote(lines: Lines, row: int) -> int:
    """The nearest line above where a text in quotes begins and does not end; `row` itself where there is none."""
    for each in range(row - 1, -1, -1):
        value = _parts(lines[each]).value
        if value[:1] in ("'", '"') and value.count(value[0]) % 2:
            return each
    return row


def _list_line(lines: Lines, row: int) -> Iterator[Fix]:
    """`ask: - orsak`."""
    parts = _parts(lines[row])
    item = parts.value.removeprefix("- ").strip()
    if parts.key and parts.value.startswith("- ") and _ID.fullmatch(item):
        changed = _with_value(lines[row], f"[{item}]")
        yield Fix((problem("list-line", row, parts.at, corrected=changed),), {row: changed})


def _start(lines: Lines, row: int, column: int) -> Iterator[Fix]:
    """A text that begins with a character of YAML's own."""
    rest = lines[row][column:]
    comment = _COMMENT.search(rest)
    value = rest[: comment.start() if comment else len(rest)].rstrip()
    changed = f"{lines[row][:column]}{in_quotes(value)}{rest[len(value) :].rstrip()}"
    yield Fix((problem("start", row, column, value[:1], corrected=changed),), {row: changed})


def _colon(lines: Lines, row: int) -> Iterator[Fix]:
    """`title: Ring: nu`."""
    parts = _parts(lines[row])
    match = _COLON.search(parts.value)
    if parts.key and match is not None and parts.value[0] not in "\"'[{":
        changed = _with_value(lines[row], in_quotes(parts.value))
        column = parts.at + match.start()
        yield Fix((problem("colon", row, column, parts.value, corrected=changed),), {row: changed})


def _colon_in_item(lines: Lines, row: int, column: int) -> Iterator[Fix]:
    """`- Ring nu: 112`."""
    parts = _parts(lines[row])
    if parts.begin == column and parts.key and parts.value[:1] not in ("", '"', "'", "[", "{", "|", ">"):
        text = f"{parts.key}: {parts.value}"
        changed = f"{lines[row][:column]}{in_quotes(text)}{parts.comment.rstrip()}"
        yield Fix((problem("colon", row, parts.key_end, text, corrected=changed),), {row: changed})


def _hash(lines: Lines, row: int) -> Iterator[Fix]:
    """`text: Ring #112`."""
    parts = _parts(lines[row])
    at = re.search(r" #\d", parts.value)
    if at is not None:
        changed = _with_value(lines[row], in_quotes(parts.value))
        column = parts.at + at.start() + 1
        yield Fix(
            (problem("hash", row, column, parts.value[at.start() + 1 :], corrected=changed),),
            {row: changed},
        )


def _extra_bracket(lines: Lines, row: int, column: int) -> Iterator[Fix]:
    """A closing bracket too many."""
    line = lines[row]
    if line[column : column + 1] in ("]", "}"):
        changed = line[:column] + line[column + 1 :]
        yield Fix((problem("extra-bracket", row, column, line[column], corrected=changed),), {row: changed})


def _missing_colon(lines: Lines, row: int) -> Iterator[Fix]:
    """`title Text`, or `states` alone on its line."""
    match = _NO_COLON.match(lines[row])
    if match is not None:
        changed = f"{match[0]}:{lines[row][match.end() :]}"
        yield Fix(
            (problem("missing-colon", row, match.end(), match["key"], corrected=changed),), {row: changed}
        )


def _continued(lines: Lines, above: int, row: int) -> Iterator[Fix]:
    """A text that goes on in the next line, where a colon stands after a word that is no key."""
    first, second = _parts(lines[above]), _parts(lines[row])
    if not (first.key and first.value and second.key) or _ID.fullmatch(second.key):
        return
    if _indent(lines[row]) > _indent(lines[above]) and first.value[0] not in "\"'[{|>":
        whole = in_quotes(f"{first.value}\n{lines[row].strip()}")
        begins, ends = whole.split("\n")
        changed = {above: _with_value(lines[above], begins), row: lines[row][: _indent(lines[row])] + ends}
        told = problem("continued", row, second.key_end, corrected=f"{changed[above]} {ends}")
        yield Fix((told,), changed)


def _indentation(lines: Lines, row: int) -> Iterator[Fix]:
    """A line that is on no level of those above it."""
    indent, levels = _begins(lines[row]), _levels(lines[:row])
    under = next((_indent(line) for line in lines[row + 1 :] if line.strip()), 0)
    one_step_under = under - _STEP if indent < under != indent + _STEP else None
    for level in sorted(
        levels, key=lambda each: (each != one_step_under, abs(each - indent), each != levels[0])
    ):
        if level != indent:
            yield _moved(lines, row, level - indent, along=under == indent + _STEP)


def _outlier(lines: Lines, row: int) -> Iterator[Fix]:
    """A line above on another level than this one and those that follow: the first of a list or map."""
    wanted = _begins(lines[row])
    above = [each for each in range(row) if lines[each].strip() and not lines[each].lstrip().startswith("#")]
    first: int | None = None
    for each in reversed(above):
        if _begins(lines[each]) <= wanted:
            break
        if first is None or _begins(lines[each]) <= _begins(lines[first]):
            first = each
    for candidate in dict.fromkeys((first, above[-1] if above else None)):
        if candidate is not None and _begins(lines[candidate]) != wanted:
            yield _moved(lines, candidate, wanted - _begins(lines[candidate]), along=True, until=row)


def _moved(lines: Lines, row: int, by: int, along: bool, until: int | None = None) -> Fix:
    """The line moved sideways, with what stands under it where that goes `along`."""
    indent = _indent(lines[row])
    changed = {row: _shifted(lines[row], by)}
    for below in range(row + 1, until or len(lines)) if along else ():
        if lines[below].strip() and _indent(lines[below]) <= indent:
            break
        changed[below] = _shifted(lines[below], by)
    told = problem("indent", row, indent, indent, max(0, indent + by), corrected=changed[row])
    return Fix((told,), changed, looks_back=until is not None)


def _shifted(line: str, by: int) -> str:
    return " " * max(0, _indent(line) + by) + line.lstrip()


def _begins(line: str) -> int:
    """The column where the key or text begins, after the dashes of a list."""
    return _parts(line).begin


def _levels(lines: Lines) -> list[int]:
    """The columns in which a line may begin after these lines, the innermost first."""
    levels: list[int] = []
    for line in reversed(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            levels += [each for each in (_begins(line), _indent(line)) if not levels or each < min(levels)]
    return levels


def _written(lines: Lines, row: int) -> int:
    """The row, or the nearest above it that is not blank."""
    row = min(row, len(lines) - 1)
    return next((each for each in range(row, -1, -1) if lines[each].strip()), max(row, 0))


def _parts(line: str) -> Parts:
    begin = _BEGIN.match(line)
    assert begin is not None  # it matches the empty text
    comment = _COMMENT.search(line, max(0, begin.end() - 1))
    value = line[begin.end() : comment.start() if comment else len(line)].rstrip()
    return Parts(
        begin=begin.end("before"),
        key=begin["key"] or "",
        key_end=begin.end("key"),
        at=begin.end(),
        value=value,
        comment=line[begin.end() + len(value) :],
    )


def _with_value(line: str, value: str) -> str:
    parts = _parts(line)
    return line[: parts.at] + value + parts.comment.rstrip()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _expanded(line: str, width: int) -> str:
    indent = _indent(line)
    return line[:indent].replace("\t", " " * width) + line[indent:]
