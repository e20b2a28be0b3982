"""Facts about which language an answer is in."""

from __future__ import annotations

import pytest

from api.http.language import preferred


@pytest.mark.parametrize(
    ("header", "own", "language"),
    [
        ("", "sv", "sv"),
        ("", "en", "en"),
        ("en", "sv", "en"),
        ("en-GB,en;q=0.8", "sv", "en"),
        ("sv-SE", "en", "sv"),
        ("en;q=0.5, sv;q=0.9", "en", "sv"),
        ("de, en;q=0.1", "sv", "en"),
        ("de", "sv", "sv"),
        ("*", "en", "en"),
        ("en;q=0", "sv", "sv"),
        ("sv;q=0, en;q=0", "sv", "sv"),
        ("en;q=hej", "sv", "sv"),
        ("en;q=nan", "sv", "sv"),
        ("en;q=7, sv;q=0.1", "en", "sv"),
        (",,;;=,q", "sv", "sv"),
        ("en" * 5000, "sv", "sv"),
    ],
)
def test_the_best_ranked_of_swedish_and_english_is_taken(header: str, own: str, language: str) -> None:
    assert preferred(header, own) == language
