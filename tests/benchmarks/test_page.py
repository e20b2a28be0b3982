"""The page of what was measured holds what the command measures, table by table, and each row has what its columns say."""

from __future__ import annotations

import re

import pytest

from benchmarks.page import PAGE, Measured, page
from benchmarks.sections import SECTIONS, Section

WRITTEN = PAGE.read_text(encoding="utf-8")


def test_the_page_has_the_tables_that_the_command_measures_in_their_order() -> None:
    assert re.findall(r"^## (.+)$", WRITTEN, re.MULTILINE) == [each.title for each in SECTIONS]


@pytest.mark.parametrize("section", SECTIONS, ids=lambda each: each.title)
def test_each_table_that_was_measured_has_its_columns_and_numbers_at_a_load(section: Section) -> None:
    _, _, rest = WRITTEN.partition(f"\n## {section.title}\n")
    said = rest.partition("\n## ")[0]
    lines = re.findall(r"^\|.*\|$", said, re.MULTILINE)
    assert section.says in said
    if "Not measured in this run" in said:
        assert lines == []
        return
    assert re.search(r"Measured at load \d+\.\d", said)
    assert lines[0] == f"| {' | '.join(section.columns)} |"
    assert len(lines) > 2
    assert {line.count(" | ") for line in lines} == {len(section.columns) - 1}
    assert all(re.search(r"\d", line) for line in lines[2:])


def test_the_machine_is_told_in_general_words() -> None:
    assert re.search(
        r"^Measured on \d+ cores \(\w+\), \w+, Python 3\.[\d.]+, SQLite 3\.[\d.]+", WRITTEN, re.MULTILINE
    )
    assert not re.search(r"/(?:work|home|tmp|root)/|localhost|127\.0", WRITTEN)


def test_what_was_measured_is_a_table_and_what_was_not_says_how_it_is() -> None:
    section = Section(title="Steps", says="So many.", columns=("what", "steps"), rows=lambda run: ())

    said = page("2 cores", [Measured(section=section, rows=[("SQLite", 7)], load="load 0.1 0.1 0.1")])

    assert said.endswith(
        "## Steps\n\nSo many. Measured at load 0.1 0.1 0.1.\n\n| what | steps |\n| --- | --- |\n| SQLite | 7 |\n"
    )
    assert page("", [Measured(section=section, rows=[], load="")]).endswith(
        "So many. Not measured in this run: `make bench BIG=yes` does.\n"
    )
