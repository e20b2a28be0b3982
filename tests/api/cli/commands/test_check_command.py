"""`rutin check`: what owners read, and what programs read."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.api.cli.conftest import ROUTINE, Run

WRONG = ROUTINE.replace("to: inget}", "to: ingett}")


def test_a_routine_without_errors_gives_exit_code_0_and_says_so(
    rutin: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("check", "routines") == 0
    assert "1 fil granskad: inga fel" in capsys.readouterr().out


def test_without_a_path_the_folder_of_the_settings_is_checked(
    rutin: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("check") == 0
    assert "1 fil granskad" in capsys.readouterr().out


def test_an_error_is_told_with_place_line_and_nearest_word(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "routines" / "kaffe.yaml").write_text(WRONG, encoding="utf-8")
    line = next(number for number, text in enumerate(WRONG.splitlines(), 1) if "ingett" in text)

    assert rutin("check", "routines/kaffe.yaml") == 1

    out = capsys.readouterr().out
    assert f"routines/kaffe.yaml:{line}:" in out
    assert "fel [unknown-state]" in out
    assert "to: ingett}" in out
    assert "Menade du ”inget”?" in out


def test_the_mark_below_the_line_points_at_the_column(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "routines" / "kaffe.yaml").write_text(WRONG, encoding="utf-8")
    rutin("check", "routines/kaffe.yaml")
    lines = capsys.readouterr().out.splitlines()
    excerpt = next(number for number, text in enumerate(lines) if "ingett}" in text)
    assert lines[excerpt][lines[excerpt + 1].index("^") :].startswith("ingett")


def test_messages_come_in_english_when_asked(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "routines" / "kaffe.yaml").write_text(WRONG, encoding="utf-8")
    assert rutin("check", "routines", "--language", "en") == 1
    out = capsys.readouterr().out
    assert "Did you mean “inget”?" in out
    assert "1 file checked: 1 error" in out


def test_json_is_a_list_of_findings(rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "routines" / "kaffe.yaml").write_text(WRONG, encoding="utf-8")
    assert rutin("check", "routines", "--format", "json") == 1
    errors = [each for each in json.loads(capsys.readouterr().out) if each["severity"] == "error"]
    assert [each["rule"] for each in errors] == ["unknown-state"]
    assert {"rule", "severity", "file", "line", "column", "message"} <= errors[0].keys()


def test_warnings_alone_give_exit_code_0_unless_strict(
    rutin: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    # The fact `klockan` is never set nor used.
    assert rutin("check", "routines") == 0
    assert "varning" in capsys.readouterr().out
    assert rutin("check", "routines", "--strict") == 1


def test_a_path_that_is_not_there_gives_exit_code_2(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert rutin("check", "rutiner") == 2
    err = capsys.readouterr().err
    assert "rutiner" in err
    assert "Traceback" not in err


def test_what_is_no_ordinary_file_is_told_and_not_waited_for(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(folder / "routines" / "ror.yaml")
    assert rutin("check", "routines") == 1
    assert "routines/ror.yaml:1:1: fel [file-unreadable]" in capsys.readouterr().out
