"""The mistakes that owners make in YAML: each recognised in the lines of the file, with the corrected lines.

A mistake is only proposed here; `source` tries the correction, and tells the owner about it when it lets the file be
read further. Rows and columns count from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from engine.language.yaml.fix import Fix
from engine.language.yaml.flow_maps import Fault, Flow, in_quotes, without_broken_quotes
from engine.language.yaml.keyless import missing_braces
from engine.language.yaml.known import Known
from engine.language.yaml.levels import heads, moves, tabs
from engine.language.yaml.lines import COMMENT, Lines, indent_of, parts, with_value, written
from engine.language.yaml.tree import Suspect, Trouble
from engine.language.yaml.two_keys import two_keys
from engine.language.yaml.words import problem
from engine.problems import Problem

_GLUED = re.compile(r"[ ]*(?:-[ ]+)*(?P<key>[a-zåäö][\wåäö]*:)(?=[^\s/])")
_NO_COLON = re.compile(r"[ ]*(?:-[ ]+)*(?P<key>[a-z][a-z0-9_]*)(?=[ ]|$)")
_GLUED_DASH = re.compile(r"[ ]*(?:-[ ]+)*-(?=[^\s-])")
_COLON = re.compile(r":(?=\s|$)")
_BLOCK_TEXT = re.compile(r"[|>][-+0-9]{0,2}")
_BAD_ESCAPE = re.compile(
    r'"(?:[^"\\]|\\[0abtnvfre "/\\N_LP]|\\x[0-9a-fA-F]{2}|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4}|\\U000[0-9a-fA-F]{5})*?'
    r'(?P<slash>\\(?:[^0abtnvfre "/\\N_LPxuU]|x(?![0-9a-fA-F]{2})|u(?![0-9a-fA-F]{4})|u[dD][89a-fA-F]|U))'
)
_ID = re.compile(r"[a-z][a-z0-9_]*")
_SPECIAL = "@`%*&!|>?,]}"


def fixes(lines: Lines, trouble: Trouble, known: Known) -> Iterator[Fix]:
    """What the trouble may come from, the likeliest first."""
    row, context = (written(lines, each) for each in (trouble.row, trouble.context_row))
    above = written(lines, row - 1)
    rows = list(dict.fromkeys((row, context, above, _open_quote(lines, row))))
    yield from tabs(lines, row, trouble.column)
    for each in rows:
        yield from _in_line(lines, each, known)
    yield from _extra_bracket(lines, row, trouble.column)
    for each in rows:
        yield from _missing_colon(lines, each)
    yield from _continued(lines, above, row)
    yield from moves(lines, row)


def fix_of(lines: Lines, suspect: Suspect, known: Known) -> Fix | None:
    """How a place that YAML reads otherwise than meant is put right."""
    match suspect.kind:
        case "flow":
            found = _flow(lines, suspect.row, suspect.column, known)
        case "dash":
            found = _dash(lines, suspect.row)
        case "glued":
            found = _glued(lines, suspect.row)
        case "open-quote":
            found = _quotes(lines, suspect.row)
        case "level":
            found = heads(lines, suspect.row)
        case "missing-colon":
            found = _missing_colon(lines, suspect.row)
        case "colon":
            found = chain(
                missing_braces(lines, suspect.row, known),
                _colon_in_item(lines, suspect.row, suspect.column),
            )
        case "hash":
            found = _hash(lines, suspect.row)
        case "start":
            found = _start(lines, suspect.row, suspect.column)
    return next(found, None)


def skipped(lines: Lines, row: int) -> Fix:
    """For a line of which nothing else is known: it is read as if it were not there."""
    line = lines[row]
    return Fix((problem("unreadable", row, indent_of(line), line.strip()),), {row: ""}, looks_back=True)


def _in_line(lines: Lines, row: int, known: Known) -> Iterator[Fix]:
    """The mistakes that show in the line itself."""
    line = parts(lines[row])
    yield from two_keys(lines, row, known)
    if line.value[:1] in ("[", "{"):
        yield from _flow(lines, row, line.at, known)
    yield from _glued(lines, row)
    yield from _dash(lines, row)
    yield from _escape(lines, row)
    yield from _quotes(lines, row)
    yield from _list_line(lines, row)
    yield from _round_brackets(lines, row, known)
    if line.value and line.value[0] in _SPECIAL and not _BLOCK_TEXT.fullmatch(line.value):
        yield from _start(lines, row, line.at)
    yield from missing_braces(lines, row, known)
    yield from _colon(lines, row)


def _flow(lines: Lines, row: int, column: int, known: Known) -> Iterator[Fix]:
    """Something inside `{…}` or `[…]`, which may go on over the lines that are indented further."""
    if lines[row][column : column + 1] not in ("[", "{"):
        return
    end = row + 1
    while end < len(lines) and (not lines[end].strip() or indent_of(lines[end]) > indent_of(lines[row])):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    text = "\n".join(lines[row:end])
    flow = Flow(text, column, known)
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
    changed = {row + at: line for at, line in enumerate(fixed) if line != lines[row + at]}
    if problems or changed:
        yield Fix(problems, changed, looks_back=any(fault.kind == "open-bracket" for fault in faults))


def _of_fault(fault: Fault, text: str, row: int, fixed: Lines) -> Problem:
    below = text.count("\n", 0, fault.at)
    column = fault.at - (text.rfind("\n", 0, fault.at) + 1)
    piece = fault.piece[:1] if fault.kind == "start" else fault.piece
    piece = text[fault.at :].split("\n")[0].rstrip("}] ") if fault.kind == "hash" else piece
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
        if match is None or indent_of(lines[each]) != indent_of(lines[row]):
            break
        changed[each] = f"{match[0]} {lines[each][match.end() :]}"
        problems.append(problem("dash", each, match.end() - 1, corrected=changed[each]))
    yield Fix(tuple(problems), changed)


def _escape(lines: Lines, row: int) -> Iterator[Fix]:
    r"""`"C:\mapp"`."""
    line = parts(lines[row])
    match = _BAD_ESCAPE.match(line.value)
    if match is not None:
        changed = with_value(lines[row], in_quotes(line.value.strip('"')))
        column = line.at + match.start("slash")
        yield Fix((problem("escape", row, column, corrected=changed),), {row: changed})


def _quotes(lines: Lines, row: int) -> Iterator[Fix]:
    """A text that begins with a quote which ends too early, or never."""
    line = parts(lines[row])
    value = line.value
    if value[:1] in ("'", '"') and not re.fullmatch(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""", value):
        kind, meant = without_broken_quotes(value)
        changed = with_value(lines[row], in_quotes(meant))
        told = problem(kind, row, line.at, corrected=changed)
        yield Fix((told,), {row: changed}, looks_back=kind == "open-quote")


def _open_quote(lines: Lines, row: int) -> int:
    """The nearest line above where a text in quotes begins and does not end; `row` itself where there is none."""
    for each in range(row - 1, -1, -1):
        value = parts(lines[each]).value
        if value[:1] in ("'", '"') and value.count(value[0]) % 2:
            return each
    return row


def _list_line(lines: Lines, row: int) -> Iterator[Fix]:
    """`ask: - orsak`, and the items below it."""
    line = parts(lines[row])
    if not (line.key and line.value.startswith("- ")):
        return
    end = row + 1
    while end < len(lines) and lines[end].lstrip().startswith("- ") and indent_of(lines[end]) > line.begin:
        end += 1
    items = [line.value, *(lines[each].strip() for each in range(row + 1, end))]
    texts = [each.removeprefix("- ").strip() for each in items]
    if len(texts) > 1 or _ID.fullmatch(texts[0]):
        held = ", ".join(each if _ID.fullmatch(each) else in_quotes(each) for each in texts)
        changed = with_value(lines[row], f"[{held}]")
    else:
        changed = with_value(lines[row], texts[0])
    corrected = changed if len(texts) == 1 else None
    told = problem("list-line", row, line.at, corrected=corrected)
    yield Fix((told,), {row: changed, **dict.fromkeys(range(row + 1, end), "")})


def _start(lines: Lines, row: int, column: int) -> Iterator[Fix]:
    """A text that begins with a character of YAML's own."""
    rest = lines[row][column:]
    comment = COMMENT.search(rest)
    value = rest[: comment.start() if comment else len(rest)].rstrip()
    changed = f"{lines[row][:column]}{in_quotes(value)}{rest[len(value) :].rstrip()}"
    yield Fix((problem("start", row, column, value[:1], corrected=changed),), {row: changed})


def _round_brackets(lines: Lines, row: int, known: Known) -> Iterator[Fix]:
    """`(label: Klar, to: slut)`."""
    line = parts(lines[row])
    match = re.fullmatch(r"\(((\w+): .*)\)", line.value)
    if match is not None and match[2] in known.keys:
        changed = with_value(lines[row], f"{{{match[1]}}}")
        yield Fix((problem("round-brackets", row, line.at, corrected=changed),), {row: changed})


def _colon(lines: Lines, row: int) -> Iterator[Fix]:
    """`title: Ring: nu`."""
    line = parts(lines[row])
    match = _COLON.search(line.value)
    if line.key and match is not None and line.value[0] not in "\"'[{":
        changed = with_value(lines[row], in_quotes(line.value))
        column = line.at + match.start()
        yield Fix((problem("colon", row, column, line.value, corrected=changed),), {row: changed})


def _colon_in_item(lines: Lines, row: int, column: int) -> Iterator[Fix]:
    """`- Ring nu: 112`."""
    line = parts(lines[row])
    if line.begin == column and line.key and line.value[:1] not in ("", '"', "'", "[", "{", "|", ">"):
        text = f"{line.key}: {line.value}"
        changed = f"{lines[row][:column]}{in_quotes(text)}{line.comment.rstrip()}"
        yield Fix((problem("colon", row, line.key_end, text, corrected=changed),), {row: changed})


def _hash(lines: Lines, row: int) -> Iterator[Fix]:
    """`text: Ring #112`."""
    line = parts(lines[row])
    at = re.search(r" #\d", line.value)
    if at is not None:
        changed = with_value(lines[row], in_quotes(line.value))
        column = line.at + at.start() + 1
        yield Fix(
            (problem("hash", row, column, line.value[at.start() + 1 :], corrected=changed),),
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
    first, second = parts(lines[above]), parts(lines[row])
    if not (first.key and first.value and second.key) or _ID.fullmatch(second.key):
        return
    if indent_of(lines[row]) > indent_of(lines[above]) and first.value[0] not in "\"'[{|>":
        whole = in_quotes(f"{first.value}\n{lines[row].strip()}")
        begins, ends = whole.split("\n")
        changed = {above: with_value(lines[above], begins), row: lines[row][: indent_of(lines[row])] + ends}
        told = problem("continued", row, second.key_end, corrected=f"{changed[above]} {ends}")
        yield Fix((told,), changed)
