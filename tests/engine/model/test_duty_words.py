"""Who is to do what, by what has been done, as people are told it."""

from __future__ import annotations

import pytest

from engine.model.duty_words import by_whom
from engine.said import Said

TITLES = {"skriv": Said("Skriv", "Write"), "ring": Said("Ring", "Call")}


@pytest.mark.parametrize(
    ("not_by", "same_as", "said"),
    [
        ([], [], None),
        (
            ["skriv"],
            [],
            Said(
                "Görs av någon annan än den som gjorde ”Skriv”.",
                "Done by somebody other than whoever did “Write”.",
            ),
        ),
        (
            ["start"],
            [],
            Said(
                "Görs av någon annan än den som startade rutinen.",
                "Done by somebody other than whoever started the routine.",
            ),
        ),
        (
            [],
            ["skriv", "ring"],
            Said(
                "Görs av den som senast gjorde ”Skriv” eller ”Ring”.",
                "Done by whoever last did “Write” or “Call”.",
            ),
        ),
        (
            ["ring", "start"],
            ["skriv"],
            Said(
                "Görs av någon annan än den som gjorde ”Ring” eller startade rutinen. Görs av den som gjorde ”Skriv”.",
                "Done by somebody other than whoever did “Call” or started the routine. Done by whoever did “Write”.",
            ),
        ),
    ],
)
def test_sentences(not_by: list[str], same_as: list[str], said: Said | None) -> None:
    assert by_whom(not_by, same_as, TITLES.__getitem__) == said
