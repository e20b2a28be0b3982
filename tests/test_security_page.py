"""The page on security goes through every line of the standard that it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
LINES = re.findall(r"^\| (V[\d.]+) \| ([12]) \| (.+?) \| (.+?) \| (.+?) \|$", PAGE, re.M)

LEVEL_1 = (
    "1.2.1-5 1.3.1-2 1.5.1 2.1.1 2.2.1-2 2.3.1 3.2.1-2 3.3.1 3.4.1-2 3.5.1-3 4.1.1 4.4.1 5.2.1-2 5.3.1-2 6.1.1 6.2.1-8 6.3.1-2 "
    "6.4.1-2 7.2.1-4 7.4.1-2 8.1.1 8.2.1-2 8.3.1 9.1.1-3 9.2.1 10.4.1-5 11.3.1-2 11.4.1 12.1.1 12.2.1-2 13.4.1 14.2.1 14.3.1 15.1.1 "
    "15.2.1 15.3.1"
)
LEVEL_2 = (
    "6.1.2-3 6.2.9-12 6.3.3-4 6.4.3-4 6.5.1-5 6.6.1-3 6.8.1-4 7.1.1-3 7.3.1-2 7.4.3-5 7.5.1-2 7.6.1-2 9.2.2-4 10.1.1-2 10.2.1-2 "
    "10.3.1-4 10.4.6-11 10.5.1-5 10.6.1-2 10.7.1-3 16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3"
)
"""The requirements of ASVS 5.0.0: all of the first level; of the second those on authentication, sessions, tokens, OAuth and logs."""


def numbers(text: str) -> Iterator[str]:
    for each in text.split():
        section, _, last = each.rpartition(".")
        first, _, end = last.partition("-")
        for number in range(int(first), int(end or first) + 1):
            yield f"V{section}.{number}"


def test_every_requirement_has_a_line_and_none_has_two() -> None:
    assert [number for number, level, *_ in LINES if level == "1"] == list(numbers(LEVEL_1))
    assert [number for number, level, *_ in LINES if level == "2"] == list(numbers(LEVEL_2))
    assert len(LINES) == len(re.findall(r"^\| V", PAGE, re.M))


def test_what_is_not_wholly_met_says_why() -> None:
    verdicts = {number: (verdict, why) for number, _, _, verdict, why in LINES}
    assert {verdict for verdict, _ in verdicts.values()} == {"met", "partly", "*yours*", "–"}
    assert not [
        number for number, (verdict, why) in verdicts.items() if verdict in ("partly", "–") and len(why) < 8
    ]
