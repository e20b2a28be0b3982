"""To check a file of twice the size is twice the work: nothing grows with its square. Work is counted, not timed."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from engine.check import check
from tests.engine.language.growing import SHAPES

FEW, MANY = 200, 400
MOST_TIMES = 2.1
"""Twice as large is at most so many times the work; the square would be four times."""


def lines_run(folder: Path, content: str) -> int:
    """How many lines of Python run while the file is checked, every turn of a loop for itself."""
    file = folder / "stor.yaml"
    file.write_text(content, encoding="utf-8")
    count = 0

    def each(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += 1
        return each

    before = sys.gettrace()
    sys.settrace(each)
    try:
        check([file])
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_as_much_is_twice_the_work(tmp_path: Path, shape: str) -> None:
    few, many = (lines_run(tmp_path, SHAPES[shape](number)) for number in (FEW, MANY))

    assert many < MOST_TIMES * few
