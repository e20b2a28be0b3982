"""The docs show every page that the browser's tests look at, and no picture that nobody shows."""

from __future__ import annotations

import re
from pathlib import Path

from tests.api.pages.staff.people.test_people_in_a_browser import ADMINISTRATOR, MANAGER, signing_in
from tests.api.pages.staff.test_browser import SHIFT

DOCS = Path(__file__).resolve().parent.parent / "docs"
SHOWN = re.findall(r"\(pictures/pages/([a-z-]+)\.png\)", (DOCS / "pages.md").read_text(encoding="utf-8"))
WAYS = [*SHIFT, *signing_in(""), *ADMINISTRATOR, *MANAGER]
LOOKED_AT = {each["look"] for each in WAYS if "look" in each}

MOST = 2_000_000
"""Bytes of all the pictures of pages together."""


def test_every_page_that_is_tested_is_shown_once() -> None:
    assert sorted(SHOWN) == sorted(LOOKED_AT)


def test_every_picture_is_there_and_all_of_them_are_light() -> None:
    files = {file.stem: file.stat().st_size for file in (DOCS / "pictures" / "pages").glob("*.png")}
    assert files.keys() == set(SHOWN)
    assert sum(files.values()) < MOST
