"""Keys with their values that stand beside each other on one line: `role: chef text: Ring nu.`

YAML can't have it. The line is read as one text in quotes, and the tree is given the keys after that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from engine.language.yaml.fix import Fix
from engine.language.yaml.flow_maps import in_quotes
from engine.language.yaml.known import Known
from engine.language.yaml.lines import Lines, parts, with_value
from engine.language.yaml.nodes import Mapping, Node, Scalar, Sequence
from engine.language.yaml.words import problem
from engine.problems import clipped, listed
from engine.said import Said

RULE = "yaml-two-keys"

_KEY = re.compile(r"(?<=\s)([a-z][a-z0-9_]*):\s+(?=\S)")
_NO_SENTENCE = re.compile(r"[a-z][a-z0-9_]*|\[[^\[\]]*\]|[0-9]+(?: [^\W\d_]+)?")
"""A name, a list of names, a number, a length of time."""
_BETWEEN = " ,;"
_MOST_SHOWN = 60


def two_keys(lines: Lines, row: int, known: Known) -> Iterator[Fix]:
    """The line as one text, and each key as the line that it should be."""
    line = parts(lines[row])
    if not line.key or line.value[:1] in "'\"{|>":
        return
    pairs = _pairs(line.key, line.value, known)
    short, *others = known.short.get(line.key, ("",)) if not line.begin else ("",)
    if len(pairs) > 1 and {key for key, _, _ in pairs[1:]} <= set(others):
        inside = ", ".join(
            f"{key}: {text}" for key, text in [(short, pairs[0][1]), *(each[:2] for each in pairs[1:])]
        )
        changed = with_value(lines[row], f"{{{inside}}}")
        yield Fix((problem("missing-braces", row, line.begin, corrected=changed),), {row: changed})
    elif len(pairs) > 1:
        shown = [clipped(f"”{key}: {text}”", _MOST_SHOWN) for key, text, _ in pairs]
        quoted = [clipped(f"“{key}: {text}”", _MOST_SHOWN) for key, text, _ in pairs]
        told = problem(
            "two-keys", row, line.at + pairs[1][2], more=Said(listed(shown, "och"), listed(quoted, "and"))
        )
        yield Fix((told,), {row: with_value(lines[row], in_quotes(line.value))})


def parted(node: Mapping, rows: Collection[int], known: Known) -> Mapping:
    """The tree where the keys of these lines (from 1) stand by themselves."""
    entries: list[tuple[Scalar, Node]] = []
    for key, value in node.entries:
        if isinstance(value, Scalar) and key.line in rows:
            entries += [
                (
                    Scalar(name, key.line, value.column + at) if at else key,
                    _value(text, value.line, value.column + (at and at + len(name) + 2)),
                )
                for name, text, at in _pairs(key.text, value.text, known)
            ]
        else:
            entries.append((key, _within(value, rows, known)))
    return Mapping(tuple(entries), node.line, node.column)


def _value(text: str, line: int, column: int) -> Node:
    if not text.startswith("["):
        return Scalar(text, line, column)
    names = [each.strip() for each in text.strip("[]").split(",")]
    return Sequence(tuple(Scalar(name, line, column) for name in names if name), line, column)


def _within(node: Node, rows: Collection[int], known: Known) -> Node:
    if isinstance(node, Mapping):
        return parted(node, rows, known)
    if isinstance(node, Sequence):
        return Sequence(tuple(_within(each, rows, known) for each in node.items), node.line, node.column)
    return node


def _pairs(key: str, value: str, known: Known) -> list[tuple[str, str, int]]:
    """Each key with its text, and where it begins in the value; the first is `key`, at 0."""
    found = [(key, 0, 0)]
    for match in _KEY.finditer(value):
        (before, _, begin), name = found[-1], match[1]
        if (
            name not in (each for each, _, _ in found)
            and _are_beside(before, name, known)
            and _ends(value[begin : match.start()].strip(_BETWEEN), name, value[match.end() :], known)
        ):
            found.append((name, match.start(1), match.end()))
    ends = [*(at for _, at, _ in found[1:]), len(value)]
    return [
        (name, value[begin:end].strip(_BETWEEN if end < len(value) else None), at)
        for (name, at, begin), end in zip(found, ends, strict=True)
    ]


def _are_beside(key: str, other: str, known: Known) -> bool:
    """Whether some group has them both."""
    return any(key in group and other in group for group in (*known.top.values(), *known.inner.values()))


def _ends(text: str, name: str, rest: str, known: Known) -> bool:
    """Whether the text is over before the key: in a sentence a word with a colon after it may stand."""
    is_over = bool(_NO_SENTENCE.fullmatch(text)) or text.endswith((".", "!", "?"))
    return is_over or (name in known.lists and bool(_NO_SENTENCE.fullmatch(rest.strip())))
