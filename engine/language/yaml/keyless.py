"""Words where a key is missing before them, and several keys on a line without the braces that they need."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.language.yaml.fix import Fix
from engine.language.yaml.known import Known
from engine.language.yaml.lines import Lines, indent_of, parts, with_value
from engine.language.yaml.words import problem

_TEXT = re.compile(r"(?P<before>[ ]*-[ ]+)(?P<text>[^\W\d_][^:#{}\[\]]*)")
_KEY = re.compile(r"[ ]*([a-z][a-z0-9_]*):(?=\s|$)")
_NEXT = re.compile(r",\s*([a-z][a-z0-9_]*):\s")


def keyless(lines: Lines, known: Known) -> Iterator[Fix]:
    """`- Ett vanligt pass` above the other keys of the item: the words have no key before them."""
    for row, line in enumerate(lines):
        item = _TEXT.fullmatch(line.rstrip())
        if item is None:
            continue
        key = known.text_key(_keys_below(lines, row, len(item["before"])))
        if key is not None:
            changed = f"{item['before']}{key}: {item['text']}"
            told = problem("missing-name", row, len(item["before"]), item["text"], corrected=changed)
            yield Fix((told,), {row: changed})


def _keys_below(lines: Lines, row: int, level: int) -> list[str]:
    """The keys of the item that begins in the row, which stand on the level of its words."""
    found = []
    for line in lines[row + 1 :]:
        if line.strip() and indent_of(line) < level:
            break
        key = _KEY.match(line) if indent_of(line) == level else None
        if key is not None:
            found.append(key[1])
    return found


def missing_braces(lines: Lines, row: int, known: Known) -> Iterator[Fix]:
    """`- medarbetare: klar, facts: {…}` and `klar: label: Klar, to: slut`."""
    line = parts(lines[row])
    is_item = lines[row][: line.begin].strip() == "-"
    inner = re.match(r"([a-z][a-z0-9_]*):\s", line.value)
    if not line.key or line.value[:1] in "'\"{[|>":
        return
    following = {match[1] for match in _NEXT.finditer(line.value)}
    if inner is not None and inner[1] in known.keys:
        changed = with_value(lines[row], f"{{{line.value}}}")
    elif is_item and following & known.keys:
        changed = f"{lines[row][: line.begin]}{{{line.key}: {line.value}}}{line.comment.rstrip()}"
    else:
        return
    yield Fix((problem("missing-braces", row, line.begin, corrected=changed),), {row: changed})
