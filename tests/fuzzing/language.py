"""What is done to the language with anything that hypothesis makes up: files are checked whole, conditions compiled, texts proofread.

`python -m tests.fuzzing.language PART MINUTES` goes on for so long with new inputs, in a process of its own.
"""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from time import monotonic

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.check import check
from engine.language.compile import compile_text
from engine.language.expression.expressions import compile_condition
from engine.language.prose.proofreading import remarks
from engine.language.prose.sentences import sentences
from engine.language.rules.findings import Finding
from engine.model.conditions import Condition
from tests.engine.samples import FACTS
from tests.fuzzing.bounded import within
from tests.fuzzing.mutated import HUGE, ODD_TEXTS, ROUTINES, files

NEIGHBOUR = "losenord.yaml"
"""What lies beside a file that is checked."""

_OPERATORS = "and or not == != < <= > >= + - * / ( ) [ ] , . \" ' yes no now is done in has"
_WORDS = st.sampled_from(
    [*_OPERATORS.split(), *FACTS, *ODD_TEXTS, *HUGE, '"å"', "30 min", "not " * 60, "(" * 60, ")" * 60]
)
_ANY_TEXT = st.text(max_size=300) | st.text(st.characters(codec="utf-8"), max_size=80)
CONDITIONS = (
    st.lists(_WORDS, max_size=40).map(" ".join) | st.lists(_WORDS, max_size=12).map("".join) | _ANY_TEXT
)
_PROSE = st.sampled_from(
    [
        *(
            "Ring chefen",
            "om",
            "och",
            "eller",
            "att",
            "som",
            ",",
            ":",
            ";",
            ".",
            "!",
            "?",
            "…",
            "(",
            ")",
            "”",
            "«",
            "»",
        ),
        *(
            "inte",
            "är",
            "lämna",
            "innan",
            "medan",
            "112",
            "kl.",
            "t.ex.",
            "{antal}",
            "{",
            "}",
            "1.",
            "-",
            "–",
            "\n",
            "\n\n",
        ),
        *ODD_TEXTS,
    ]
)
TEXTS = st.lists(_PROSE, max_size=60).map(" ".join) | st.lists(_PROSE, max_size=20).map("".join) | _ANY_TEXT


def holds(content: bytes, findings: tuple[Finding, ...]) -> None:
    """Each finding is said in both languages, at a place that the file has."""
    rows = content.count(b"\n") + content.count(b"\r") + content.count(b"\x0b") + 2
    for each in findings:
        assert each.said.sv
        assert each.said.en
        assert each.column >= 0
        assert 0 <= each.line <= rows + _other_line_ends(content), each


def _other_line_ends(content: bytes) -> int:
    return len(content.decode("utf-8", "replace").splitlines())


def compiled(file: tuple[str, bytes]) -> None:
    """A file alone has findings, or is a routine."""
    name, content = file
    with within(f"Compiling {name}"):
        found = compile_text(content, name)
    holds(content, found.findings)
    assert found.routine is not None or found.findings


def checked(file: tuple[str, bytes]) -> None:
    """The whole check of a folder with the file and another: its proofs are searched and its scenarios played."""
    name, content = file
    with TemporaryDirectory() as folder, within(f"Checking {name}"):
        copy(ROUTINES / NEIGHBOUR, folder)
        (Path(folder) / name).write_bytes(content)
        found = check([folder])
    holds(content, found.findings)
    assert found.routines or found.findings


def conditioned(text: str) -> None:
    """A text is a condition, or there is said why not."""
    with within(f"A condition of {len(text)} characters"):
        found = compile_condition(text, FACTS, checklist=True)
    if not isinstance(found, Condition):
        assert found
        assert all(1 <= each.column <= len(text) + 1 and each.said.sv and each.said.en for each in found)


def proofread(text: str) -> None:
    """A text has remarks, or none."""
    with within(f"A text of {len(text)} characters"):
        for sentence in sentences(text):
            for remark in remarks(sentence, "sv"):
                assert remark.rule


PARTS = {
    "files": given(files())(checked),
    "conditions": given(CONDITIONS)(conditioned),
    "texts": given(TEXTS)(proofread),
}


def main() -> None:
    """Go on for that long."""
    part, minutes = sys.argv[1], float(sys.argv[2])
    work = settings(
        max_examples=50,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )(PARTS[part])
    until, rounds = monotonic() + minutes * 60, 0
    while not rounds or monotonic() < until:
        work()
        rounds += 1
    print(f"{part}: {rounds} rounds of 50")


if __name__ == "__main__":
    main()
