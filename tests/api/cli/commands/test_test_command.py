"""`rutin test`: scenarios played, and what none of them takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.api.cli.conftest import ROUTINE, Run

SCENARIO = """\
scenarios:
  - title: Kaffe till två
    facts: {koppar: 2}
    play:
      - {wait: 10 min}
      - {medarbetare: fyllt}
      - {medarbetare: klar}
    ends: gott
"""


@pytest.fixture
def kaffe(folder: Path) -> Path:
    """The routine's file, with a scenario that plays."""
    file = folder / "routines" / "kaffe.yaml"
    file.write_text(ROUTINE + SCENARIO, encoding="utf-8")
    return file


@pytest.mark.usefixtures("kaffe")
def test_scenarios_that_play_are_ticked(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert rutin("test") == 0
    assert "  ✓ Kaffe till två" in capsys.readouterr().out


def test_a_scenario_that_does_not_play_is_told_with_its_line_and_what_was_possible(
    rutin: Run, kaffe: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = kaffe.read_text(encoding="utf-8").replace("{medarbetare: klar}", "{medarbetare: fyllt}")
    kaffe.write_text(text, encoding="utf-8")
    line = max(number for number, each in enumerate(text.splitlines(), 1) if "{medarbetare: fyllt}" in each)

    assert rutin("test", "routines/kaffe.yaml") == 1

    out = capsys.readouterr().out
    assert "  ✗ Kaffe till två" in out
    assert f"routines/kaffe.yaml:{line}:" in out
    assert "Det här går att göra nu: ”Klar”" in out
    assert f"--- routines/kaffe.yaml:{line - 5}" in out
    assert "+++ så går det att spela" in out
    assert "-      - {medarbetare: fyllt}\n" in out
    assert "+      - {medarbetare: klar}\n" in out


@pytest.mark.usefixtures("kaffe")
def test_what_no_scenario_takes_is_named_when_asked(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert rutin("test", "--cover") == 0
    out = capsys.readouterr().out
    assert "inget scenario tar valet ”Kaffet är slut” (”Fyll på vatten”)" in out
    assert "inget scenario når slutet ”Det blev inget kaffe”" in out
    assert "10 minuter" not in out
    assert "4 av 6 val, vägar, tider och slut tas av något scenario." in out


@pytest.mark.usefixtures("kaffe")
def test_programs_get_json(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert rutin("test", "--format", "json") == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["routine"] == "kaffe"
    assert [each["played"] for each in told["scenarios"]] == [True]
    assert {"kind": "outcome", "state": None, "id": "inget"} in told["missing"]


def test_a_routine_without_scenarios_says_so(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert rutin("test", "--language", "en") == 0
    assert "No scenarios." in capsys.readouterr().out


def test_errors_of_the_file_come_first(rutin: Run, kaffe: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kaffe.write_text(ROUTINE.replace("to: inget}", "to: ingett}"), encoding="utf-8")
    assert rutin("test") == 1
    told = capsys.readouterr()
    assert "Menade du ”inget”?" in told.err
    assert told.out == "", "standard output is for what was asked for, which may be JSON"


def pasted(kaffe: Path, yaml: str) -> None:
    text = kaffe.read_text(encoding="utf-8")
    kaffe.write_text(f"{text}{yaml}", encoding="utf-8")


@pytest.mark.usefixtures("kaffe")
def test_what_is_suggested_can_be_pasted_and_takes_the_rest(
    rutin: Run, kaffe: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("test", "--suggest") == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "# Koka kaffe (routines/kaffe.yaml): 1 scenario som tar 2 av 2 val, vägar, tider och slut."
        " Klistra in det under scenarios:\n"
    )
    assert "    # Tar valet ”Kaffet är slut” (”Fyll på vatten”); slutet ”Det blev inget kaffe”." in out

    pasted(kaffe, out)

    assert rutin("test", "--cover") == 0
    assert "6 av 6 val, vägar, tider och slut tas av något scenario." in capsys.readouterr().out


def test_a_file_without_scenarios_gets_all_of_them(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("test", "--suggest", "--language", "en") == 0
    out = capsys.readouterr().out
    assert "\nscenarios:\n  - title:" in out
    assert out.splitlines()[0].endswith("Paste them at the end of the file:")

    pasted(folder / "routines" / "kaffe.yaml", out)

    assert rutin("test", "--suggest") == 0
    assert "scenarierna tar redan allt" in capsys.readouterr().out


@pytest.mark.usefixtures("kaffe")
def test_all_can_be_suggested_as_if_the_file_had_none(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert rutin("test", "--suggest-all", "--format", "json") == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert len(told["suggested"]) == 2
    assert told["impossible"] == []
    assert sum(len(each["takes"]) for each in told["suggested"]) >= 6


def test_a_scenario_on_one_line_gets_a_proposal_of_the_lines_of_its_play(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    play = "play: [{medarbetare: slut}, {medarbetare: slut}]"
    head = ROUTINE.partition("scenarios:")[0]
    (folder / "routines" / "kaffe.yaml").write_text(
        f"{head}scenarios:\n  - {{title: En rad, {play}, ends: inget}}\n", "utf-8"
    )

    assert rutin("test", "routines/kaffe.yaml") == 1

    out = capsys.readouterr().out
    assert "-      - {medarbetare: slut}" in out
    assert "title: En rad" not in out


def test_a_routine_in_english_is_told_of_in_english_unless_another_language_is_asked_for(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = """routine: tea
version: 1
title: Tea
language: en
roles: {guard: {title: Guard, manager: yes}}
states:
  boil: {title: Boil water, role: guard}
  done: {end: done, title: The tea is ready}
"""
    (folder / "routines" / "tea.yaml").write_text(text, encoding="utf-8")
    for asked, said in (
        ([], "no scenario takes the choice “Done”"),
        (["--language", "sv"], "inget scenario tar"),
    ):
        assert rutin("test", "routines/tea.yaml", "--cover", *asked) == 0
        assert said in capsys.readouterr().out
    assert rutin("test", "routines/tea.yaml", "--suggest") == 0
    assert "Paste it at the end of the file:" in capsys.readouterr().out
