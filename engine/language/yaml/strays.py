"""Lines that belong to nothing: notes without #, remains of a merge, texts that go on too far out.

They are looked for by how the lines stand, because a parser blames the innocent line that comes next. Only asked where
the file can't be read as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from engine.language.yaml.fix import Fix
from engine.language.yaml.lines import Lines
from engine.language.yaml.outline import BLOCK_TEXT, Line, outline
from engine.language.yaml.words import and_more, problem
from engine.problems import Problem

_STEP = 2
_MERGE = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
_FENCE = re.compile(r" *(?:`{3,}|~{3,})\w*\s*")
_WORD = re.compile(r"(?P<word>[A-Za-z][A-Za-z0-9_]*)(?P<between>\s*[=;](?!=)\s*|\s+|$)(?P<rest>.*)")
_NAMED = re.compile(r"(?:: |[\[{,] *)([a-z][a-z0-9_]*)(?= *[,\]}]| *$)")
_OTHERWISE_WRONG = re.compile(r"[ ]*(?:-[ ]+)*(?:[a-zåäö][\wåäö]*:(?=[^\s/])|-(?=[^\s-]))|.*\t")
"""A missing blank, or tabs: it is no stray."""
_ENDS_A_SENTENCE = (".", "!", "?", ":")
_ALSO_SWEDISH = ("in", "min")
"""Keys that begin many a Swedish line as words."""


def notes_in_texts(lines: Lines) -> Iterator[Problem]:
    """What looks like a note after `|` or `>`, where a # begins none."""
    for line in outline(lines):
        if line.kind == "block" and lines[line.row].startswith("# ", line.indent):
            yield problem("note-in-text", line.row, line.indent)


def merges(lines: Lines) -> Iterator[Fix]:
    """Each place where two versions of the same lines lie after one another; the first of them is read."""
    marks: list[int] = []
    for row, line in enumerate(lines):
        if not _MERGE.match(line):
            continue
        if line[0] == "<" and marks:
            yield _merge(lines, marks)
            marks = []
        marks += [row] if marks or line[0] != "=" else []
        if line[0] == ">":
            yield _merge(lines, marks)
            marks = []
    if marks:
        yield _merge(lines, marks)


def _merge(lines: Lines, marks: Sequence[int]) -> Fix:
    """The lines between the marks `=======` and `>>>>>>>` are the other version."""
    whole = lines[marks[0]].startswith("<") and lines[marks[-1]].startswith(">") and len(marks) > 2
    left_out = {*marks, *(range(marks[1], marks[-1]) if whole else ())}
    return Fix((problem("merge", marks[0], 0),), dict.fromkeys(sorted(left_out), ""))


def strays(lines: Lines, keys: Collection[str]) -> Iterator[Fix]:
    """Corrections of the lines that are out of place, each of other lines. `keys` are the words known to be keys."""
    rows = list(outline(lines))
    named = {word for line in lines for word in _NAMED.findall(line)}
    fences = [each for each in rows if each.kind == "text" and _FENCE.fullmatch(lines[each.row])]
    if fences:
        told = problem("fence", fences[0].row, fences[0].indent, more=and_more(len(fences) - 1))
        yield Fix((told,), {each.row: "" for each in fences})
    gone = {each.row for each in fences}
    rows = [each for each in rows if each.row not in gone]
    taken = -1
    above: Line | None = None
    notes: list[Line] = []
    for at, line in enumerate(rows):
        if line.kind in ("inside", "block") or line.row <= taken:
            continue
        if line.kind == "note":
            notes.append(line)
            continue
        if line.kind == "text" and not (goes_on := _goes_on(above, line, rows[at + 1 : at + 2])):
            fix = _fix(lines, rows, at, above, keys, named)
            if fix is not None:
                yield fix
                taken = max(fix.lines)
        elif line.kind == "text" and goes_on and above is not None and above.value:
            inner = [each for each in notes if each.row > above.row]
            if inner:
                yield Fix(
                    (problem("note-inside", inner[0].row, inner[0].indent),), {each.row: "" for each in inner}
                )
        else:
            above = line
        notes = []


def _goes_on(above: Line | None, line: Line, after: Sequence[Line]) -> bool:
    """Whether the text goes on with the one above, or is the value of the key above."""
    if above is None:
        return False
    if line.indent <= (above.indent if above.kind == "item" and not above.parts.key else above.parts.begin):
        return False
    if above.is_empty_key:
        return not any(each.kind in ("key", "item") and each.indent >= line.indent for each in after)
    return above.goes_on


def _fix(
    lines: Lines,
    rows: Sequence[Line],
    at: int,
    above: Line | None,
    keys: Collection[str],
    named: Collection[str],
) -> Fix | None:
    line = rows[at]
    after = next((each for each in rows[at + 1 :] if each.kind != "note"), None)
    if (after is None and above is None) or _OTHERWISE_WRONG.match(lines[line.row]):
        return None
    return (
        _key_without_colon(line, above, after, lines, keys, named)
        or _quoted_line(line, lines, keys)
        or _item_without_dash(line, above, after, lines)
        or _in_block(rows, at, above, lines)
        or _wrapped(line, above, lines)
        or _stray(rows, at, above)
    )


def _key_without_colon(
    line: Line,
    above: Line | None,
    after: Line | None,
    lines: Lines,
    keys: Collection[str],
    named: Collection[str],
) -> Fix | None:
    """`title Text`, `role = medarbetare`, `states` alone on its line."""
    match = _WORD.fullmatch(line.value)
    if match is None:
        return None
    word, between, rest = match["word"].lower(), match["between"].strip(), match["rest"]
    if not rest:
        meant = bool(after and after.indent > line.indent) and (word == match["word"])
    elif between or word in named:
        meant = word == match["word"] or word in keys
    elif word != match["word"]:
        meant = word in keys and rest in named
    elif word in keys:
        meant = word not in _ALSO_SWEDISH
    else:
        between_keys = after is not None and after.kind == "key" and after.indent == line.indent
        meant = "_" in word or rest[0] in "{[\"'" or (between_keys and not rest[0].islower())
    if not meant:
        return None
    begin = lines[line.row][: line.parts.begin]
    changed = f"{begin}{word}: {rest}{line.parts.comment}".rstrip()
    column = line.parts.begin + len(word)
    return Fix(
        (problem("missing-colon", line.row, column, match["word"], corrected=changed),), {line.row: changed}
    )


def _quoted_line(line: Line, lines: Lines, keys: Collection[str]) -> Fix | None:
    """`"text: Läs planen."`"""
    match = re.fullmatch(r"([\"'])(([a-z][a-z0-9_]*): .+)\1", line.value)
    if match is None or match[3] not in keys:
        return None
    changed = f"{lines[line.row][: line.indent]}{match[2]}"
    return Fix((problem("quoted-line", line.row, line.indent, corrected=changed),), {line.row: changed})


def _item_without_dash(line: Line, above: Line | None, after: Line | None, lines: Lines) -> Fix | None:
    """`{medarbetare: klar}` or `Ring på` between two items of a list."""
    if above is None or above.kind != "item" or above.indent != line.indent:
        return None
    is_between = after is not None and after.kind == "item" and after.indent == line.indent
    if line.value[0] not in "{[" and not (is_between and line.value[0].isupper()):
        return None
    changed = f"{' ' * line.indent}- {lines[line.row].lstrip()}"
    return Fix((problem("missing-dash", line.row, line.indent, corrected=changed),), {line.row: changed})


def _in_block(rows: Sequence[Line], at: int, above: Line | None, lines: Lines) -> Fix | None:
    """Lines of a text after `|` or `>` that are not indented."""
    if above is None or not BLOCK_TEXT.fullmatch(above.value):
        return None
    if any(
        each.kind == "block" and above.row < each.row < rows[at].row for each in rows[max(0, at - 1) : at]
    ):
        return None
    wanted = above.parts.begin + _STEP
    run = _run(rows, at)
    changed = {each.row: " " * wanted + lines[each.row].strip() for each in run}
    first = rows[at]
    told = problem("wrapped", first.row, first.indent, first.indent, and_more(len(run) - 1), wanted=wanted)
    return Fix((told,), changed)


def _wrapped(line: Line, above: Line | None, lines: Lines) -> Fix | None:
    """A text that surely goes on with the one above, and is not indented enough to."""
    if above is None or not above.goes_on or above.value.endswith(_ENDS_A_SENTENCE):
        return None
    if not line.value[0].islower():
        return None
    wanted = (above.parts.begin if above.parts.key else above.indent) + _STEP
    changed = " " * wanted + lines[line.row].strip()
    told = problem("wrapped", line.row, line.indent, line.indent, wanted=wanted)
    return Fix((told,), {line.row: changed})


def _stray(rows: Sequence[Line], at: int, above: Line | None) -> Fix:
    run = _run(rows, at)
    first = rows[at]
    kind = "stray" if above is not None and above.goes_on else "stray-note"
    wanted = _STEP + (above.parts.begin if above is not None else 0)
    told = problem(kind, first.row, first.indent, first.value, and_more(len(run) - 1), wanted=wanted)
    return Fix((told,), {each.row: "" for each in run})


def _run(rows: Sequence[Line], at: int) -> Sequence[Line]:
    """The line, and those right below it that are texts on its own level."""
    end = at + 1
    while end < len(rows) and rows[end].kind == "text" and rows[end].row == rows[end - 1].row + 1:
        if rows[end].indent != rows[at].indent:
            break
        end += 1
    return rows[at:end]
