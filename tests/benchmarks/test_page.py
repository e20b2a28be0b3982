"""The page of what was measured is a table for each thing that was."""

from __future__ import annotations

from benchmarks.page import Measured, page
from benchmarks.sections import Section


def test_what_was_measured_is_a_table_and_what_was_not_says_how_it_is() -> None:
    section = Section(title="Steps", says="So many.", columns=("what", "steps"), rows=lambda run: ())

    said = page("2 cores", [Measured(section=section, rows=[("SQLite", 7)], load="load 0.1 0.1 0.1")])

    assert said.endswith(
        "## Steps\n\nSo many. Measured at load 0.1 0.1 0.1.\n\n| what | steps |\n| --- | --- |\n| SQLite | 7 |\n"
    )
    assert page("", [Measured(section=section, rows=[], load="")]).endswith(
        "So many. Not measured in this run: `make bench BIG=yes` does.\n"
    )
