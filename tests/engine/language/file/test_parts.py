"""How much work it is to read a group of keys."""

from __future__ import annotations

import pytest

from engine.language.compile import compile_text
from engine.language.rules import findings
from engine.language.rules.findings import MOST


def test_near_words_are_looked_for_only_for_the_findings_that_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[str] = []

    def nearest(word: str, known: object) -> None:
        looked.append(word)

    unknown = "".join(f"k{number}: 1\n" for number in range(5 * MOST))
    monkeypatch.setattr(findings, "nearest", nearest)
    compile_text(f"routine: prov\n{unknown}", "prov.yaml")

    assert 0 < len(looked) <= MOST
