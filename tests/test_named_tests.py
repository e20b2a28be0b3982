"""Pages that say which test shows a thing name only tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(("page", "at_least"), [("security.md", 80), ("operations.md", 15)])
def test_every_test_that_is_named_is_there(page: str, at_least: int) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / page).read_text(encoding="utf-8"))
    assert len(named) > at_least
    missing = {
        (path, name)
        for path, name in set(named)
        if not (ROOT / path).is_file()
        or not re.search(rf"^(async )?def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.M)
    }
    assert missing == set()
