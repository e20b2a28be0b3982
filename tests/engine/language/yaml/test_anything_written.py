"""Whatever is written is told where it is and breaks nothing: a mistake planted anywhere, any text, any bytes."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.language.yaml.source import read
from tests.engine.language.yaml.trees import PARSERS, plain, root


def planted(lines: list[str]) -> list[tuple[str, int, str]]:
    """(what, row, the line with a mistake) for every line of a good file that such a mistake can be made in."""
    found = []
    for row, line in enumerate(lines):
        entry = re.match(r"( *(?:- )*)([a-z_]+): ([^\"'\[{>|\s].*)$", line)
        if entry:
            before, key, text = entry.groups()
            found += [
                ("space", row, f"{before}{key}:{text}"),
                ("missing-colon", row, f"{before}{key} {text}"),
                ("colon", row, f"{before}{key}: Obs: {text}"),
                ("open-quote", row, f'{before}{key}: "{text}'),
                ("quotes", row, f'{before}{key}: "Nu" {text}'),
                ("start", row, f"{before}{key}: @{text}"),
            ]
        if re.match(r" *- ", line):
            found.append(("dash", row, re.sub(r"^( *)- ", r"\1-", line)))
        if line.rstrip().endswith(("}", "]")):
            found.append(("open-bracket", row, line.rstrip()[:-1]))
        inner = re.search(r"[{,] *[a-z_]+: ([^\"'\[\]{},]+)(?=[,}])", line)
        if inner:
            first, last = inner.span(1)
            found += [
                ("colon", row, f"{line[:first]}Obs: {line[first:]}"),
                ("comma", row, f"{line[:last]}, och så{line[last:]}"),
                ("open-quote", row, f'{line[:first]}"{line[first:]}'),
                ("space", row, line[: first - 1] + line[first:]),
            ]
    return found


SAMPLE = (Path(__file__).parents[4] / "routines" / "stodpass.yaml").read_text("utf-8").split("\n")


@pytest.mark.parametrize(
    "rule", ["space", "missing-colon", "colon", "open-quote", "quotes", "start", "dash", "comma"]
)
def test_one_mistake_planted_anywhere_in_a_routine_is_told_there_and_nothing_else_is_lost(rule: str) -> None:
    good = plain(root("\n".join(SAMPLE)))
    cases = [(row, line) for kind, row, line in planted(SAMPLE) if kind == rule][::7]
    assert cases
    for row, line in cases:
        found = read("\n".join([*SAMPLE[:row], line, *SAMPLE[row + 1 :]]))
        assert [(each.rule, each.line) for each in found.problems] == [(f"yaml-{rule}", row + 1)], line
        if rule in ("space", "missing-colon", "open-quote", "dash"):
            assert plain(found.root) == good, line


PIECES = r"""a b: title: - : , ? # { } [ ] " ' &a *a ! | > % @ ` --- ... <<: \ å"""


CONTENTS = st.lists(
    st.sampled_from(
        [
            *PIECES.split(),
            *(f"{each} " for each in PIECES.split()),
            "\n",
            "\n  ",
            "\n    ",
            "\r\n",
            "\t",
            "\x00",
            "\u00a0",
        ]
    ),
    max_size=40,
).map("".join)


@PARSERS
@given(content=CONTENTS | st.text(max_size=60))
@settings(max_examples=300)
def test_anything_written_is_a_tree_or_has_problems_inside_the_file(content: str, parser: Any) -> None:
    found = read(content, parser=parser)
    assert found.root is not None or found.problems
    lines = re.split("\r\n|\r|\n", content)
    for each in found.problems:
        assert 1 <= each.line <= len(lines) + 1
        assert each.column >= 1
        assert each.said.sv != each.said.en


@given(content=st.binary(max_size=80))
def test_any_bytes_are_answered(content: bytes) -> None:
    found = read(content)
    assert found.root is not None or found.problems


def test_a_program_instead_of_a_routine_is_answered() -> None:
    assert read(os.urandom(20_000)).problems
