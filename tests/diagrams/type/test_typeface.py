"""Which characters the shipped typeface has."""

from __future__ import annotations

from pathlib import Path

import pytest

from diagrams.errors import CannotDraw
from diagrams.type import typeface
from diagrams.type.typeface import MISSING, lacking, one_by_one, ours, without


@pytest.mark.parametrize(
    "text", ["Åäö éü ß", "שלום", "Привет", "“”„«»–—…→·€", MISSING, "rad\n\ttvå", "a\u200db\ufe0f"]
)
def test_it_has_what_we_write(text: str) -> None:
    assert lacking(text) == frozenset()


@pytest.mark.parametrize(("text", "lacked"), [("🚑 ja", "🚑"), ("مر", "مر"), ("漢字", "漢字")])
def test_it_lacks_emoji_and_distant_alphabets(text: str, lacked: str) -> None:
    assert lacking(text) == frozenset(lacked)


def test_what_is_lacked_becomes_a_box() -> None:
    assert without("🚑 Ring", frozenset("🚑")) == "□ Ring"


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("pa\u030a", "på"),
        ("e\u0301\u0301", "é"),
        ("🏳\ufe0f\u200d🌈", "🏳🌈"),
        ("👩🏽\u200d🚒", "👩🚒"),
        ("a\nb", "a\nb"),
    ],
)
def test_marks_become_one_with_their_letter_or_are_left_out(text: str, apart: str) -> None:
    assert one_by_one(text) == apart


def test_in_ours_alone_nothing_is_lacked() -> None:
    assert ours("🏳\ufe0f\u200d🌈 på") == "□□ på"


def test_a_typeface_that_is_missing_becomes_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(typeface, "FOLDER", tmp_path)
    with pytest.raises(CannotDraw, match="Install Rutin again"):
        typeface.font(typeface.UPRIGHT)
