"""`rutin run`: a routine in the terminal, answered line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.api.cli.conftest import ROUTINE, Run

Answers = Callable[..., None]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """What the person writes, line by line; then the input ends."""

    def set_answers(*lines: str) -> None:
        left: Iterator[str] = iter(lines)

        def read(prompt: str = "") -> str:
            print(prompt, end="")
            try:
                return next(left)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", read)

    return set_answers


def test_a_routine_is_walked_to_its_end(
    rutin: Run, answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    answers("4", "1", "1")
    assert rutin("run", "routines/kaffe.yaml") == 0
    out = capsys.readouterr().out
    assert "▶ 1. Fyll på vatten  [Medarbetare]" in out
    assert "Fyll på för 4 koppar." in out
    assert "⚠ Vattnet är hett." in out
    assert "☐ Kannan är ren" in out
    assert "■ Kaffet är klart (gott)" in out


def test_a_wrong_answer_is_asked_again_with_what_is_allowed(
    rutin: Run, answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    answers("många", "40", "4", "9", "1", "1")
    assert rutin("run", "routines/kaffe.yaml") == 0
    out = capsys.readouterr().out
    assert "«Hur många koppar?» ska vara ett tal" in out
    assert out.count("  Hur många koppar? ") == 3
    assert "Skriv ett nummer från 1 till 2" in out


OFTEN = """routine: igen
version: 1
title: Fyll i igen
language: sv
roles: {medarbetare: Medarbetare}
facts: {orsak: {type: text, title: Orsak}}
states:
  fyll: {title: Fyll i, role: medarbetare, choices: {om: {label: Om, ask: [{fact: orsak, required: no}], to: fyll}, k: Klar}}
  klart: {end: klart}
"""


def test_what_is_filled_in_is_kept_by_enter_and_left_empty_by_a_dash(
    rutin: Run, folder: Path, answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "routines" / "igen.yaml").write_text(OFTEN, encoding="utf-8")
    answers("1", "snö", "1", "", "1", "-", "1", "", "sluta")
    assert rutin("run", "routines/igen.yaml") == 0
    assert re.findall(r"Orsak[^:]*:", capsys.readouterr().out) == [
        "Orsak:",
        "Orsak [snö]:",
        "Orsak [snö]:",
        "Orsak:",
    ]


def test_time_passes_when_one_waits(rutin: Run, answers: Answers, capsys: pytest.CaptureFixture[str]) -> None:
    answers("4", "vänta 10 min", "vänta länge", "sluta")
    assert rutin("run", "routines/kaffe.yaml") == 0
    out = capsys.readouterr().out
    assert "⏰ Glöm inte kaffet. (till dig)" in out
    assert "«länge» är ingen tid" in out


def test_a_choice_with_a_question_is_taken_only_on_yes(
    rutin: Run, answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    answers("4", "2", "n", "2", "j")
    assert rutin("run", "routines/kaffe.yaml") == 0
    assert "■ Det blev inget kaffe (inget)" in capsys.readouterr().out


def test_the_walk_speaks_english_when_asked(
    rutin: Run, answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    answers("4", "wait 10 min", "quit")
    assert rutin("run", "routines/kaffe.yaml", "--language", "en") == 0
    out = capsys.readouterr().out
    assert "What do you do?" in out
    assert "(to you)" in out


def test_a_started_routine_is_shown_beside(
    rutin: Run, folder: Path, answers: Answers, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = ROUTINE + "anytime:\n  te: {label: Gör te också, start: te}\n"
    (folder / "routines" / "kaffe.yaml").write_text(beside, encoding="utf-8")
    tea = (
        "routine: te\nversion: 1\ntitle: Koka te\nlanguage: sv\nroles: {medarbetare: Medarbetare}\nstart: medarbetare\n"
        "states:\n  dra: {title: Låt teet dra, role: medarbetare, source: practice}\n  klart: {end: klart, title: Teet är klart}\n"
    )
    (folder / "routines" / "te.yaml").write_text(tea, encoding="utf-8")
    answers("4", "3", "sluta")
    assert rutin("run", "routines/kaffe.yaml") == 0
    out = capsys.readouterr().out
    assert "[Koka te]" in out
    assert "▶ 1. Låt teet dra" in out


def test_a_routine_with_errors_is_not_walked(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "routines" / "kaffe.yaml").write_text(
        ROUTINE.replace("to: inget}", "to: ingett}"), encoding="utf-8"
    )
    assert rutin("run", "routines/kaffe.yaml") == 1
    assert "Menade du «inget»?" in capsys.readouterr().err
