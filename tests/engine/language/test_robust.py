"""Files gone wrong in any way are answered with findings, never with an exception."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from engine.language.compile import compile_text
from engine.language.file.document import EVERY_KEY
from engine.stored.canonical import canonical
from tests.engine.language.files import BRANCHES, VISIT
from tests.engine.language.written import routine_of_document

KEYS = sorted(EVERY_KEY)
VALUES = [
    *(
        "[]",
        "{}",
        "yes",
        "no",
        "3",
        "-1",
        '""',
        '"x"',
        "[a, b]",
        "{a: b}",
        "{a: {b: c}}",
        "[[x]]",
        "now",
        "klart",
        "å",
    ),
    *(
        "2026-01-01",
        "30 min",
        "{{7*7}}",
        '"{x}"',
        "{else: x}",
        "null",
        "~",
        "[{}]",
        "[{a: b}]",
        "{sv: x}",
        "chef",
    ),
]
CHARACTERS = list("{}[]:,#\"'&*!|>%@`?-\t åx0\\\u0000\u202e")


def spoilt(text: str, random: Random) -> str:
    """The text with a few lines lost, doubled, moved, or given other keys, values and characters."""
    lines = text.split("\n")
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(lines))
        line = lines[at]
        indent = line[: len(line) - len(line.lstrip())]
        other = lines[random.randrange(len(lines))]
        cut = random.randrange(len(line) + 1)
        lines[at : at + 1] = random.choice(
            [
                [],
                [line, other],
                [f"{line.partition(':')[0]}: {random.choice(VALUES)}"],
                [f"{indent}{random.choice(KEYS)}:{line.partition(':')[2]}"],
                [line, f"{indent}{random.choice(KEYS)}: {random.choice(VALUES)}"],
                [line[:cut] + random.choice(CHARACTERS) + line[cut + 1 :]],
                [" " * random.randrange(8) + line.lstrip()],
            ]
        ) or ["" for _ in range(len(lines) == 1)]
    return "\n".join(lines)


@given(seed=st.integers(0, 2**32), text=st.sampled_from([VISIT, BRANCHES]))
def test_a_spoilt_file_gets_findings_with_places_or_is_a_routine_all_through(seed: int, text: str) -> None:
    content = spoilt(text, Random(seed))
    name = "stodpass.yaml" if text is VISIT else "prov.yaml"

    result = compile_text(content, name, settings={}, routines=("stodpass", "prov", "telefon_fel", "hjalp"))

    rows = content.count("\n") + 2
    assert all(
        1 <= each.line <= rows and each.column >= 1 and each.said.sv and each.said.en
        for each in result.findings
    )
    if result.routine is None:
        assert any(each.severity == "error" for each in result.findings)
    else:
        assert routine_of_document(canonical(result.routine)) == result.routine
