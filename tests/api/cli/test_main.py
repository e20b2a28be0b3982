"""The command line as a whole: help that teaches, mistakes that are told, a start that loads little."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from api.cli.main import COMMANDS, main

ROOT = Path(__file__).parents[3]


def _stopped(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(list(arguments))
    assert isinstance(stopped.value.code, int)
    return stopped.value.code


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    out = capsys.readouterr().out
    assert "användning: rutin" in out
    assert "Börja så här:" in out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_or_an_explanation(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _stopped(command, "--help") == 0
    out = capsys.readouterr().out
    assert out.startswith(f"användning: rutin {command}")
    about = COMMANDS[command].sv
    assert about[:1].upper() + about[1:] in " ".join(out.split())
    assert len(out.splitlines()) >= 10


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_docs(command: str) -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]

    assert any(f"rutin {command}" in page.read_text("utf-8") for page in pages)


def test_the_help_is_english_where_the_environment_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RUTIN_LANGUAGE", "en")
    assert _stopped("check", "--help") == 0
    out = capsys.readouterr().out
    assert out.startswith("usage: rutin check")
    assert "Exit codes" in out


def test_a_misspelt_command_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert _stopped("chek") == 2
    assert "Menade du ”check”?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["token"], "Det saknas: --subject, --role, --unit."),
        (["check", "--formt", "json"], "Okänt: --formt. Menade du --format?\nSe: rutin check --help"),
        (["check", "--xyz"], "Okänt: --xyz.\n"),
        (["check", "--format"], "Efter --format ska ett värde stå."),
        (["check", "--format", "jsn"], "Menade du ”json”?"),
        (["serve", "--port", "åtta"], "”åtta” går inte att använda för --port."),
        (
            ["draw", "x", "--since", "igår"],
            "för --since. Skriv en dag, till exempel 2026-01-31.\nSe: rutin draw",
        ),
        (["check", "--watch=1"], "--watch tar inget värde."),
        (["draw"], "Det saknas: FIL."),
    ],
)
def test_mistakes_on_the_command_line_are_told_in_swedish(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _stopped(*arguments) == 2
    assert sentence in capsys.readouterr().err


def test_mistakes_on_the_command_line_are_told_in_english(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RUTIN_LANGUAGE", "en")
    assert _stopped("check", "--format", "jsn") == 2
    told = "There is no “jsn”. Did you mean “json”? Choose among: text, json, sarif, github.\nSee: rutin check --help\n"
    assert capsys.readouterr().err == f"rutin check: {told}"


def test_what_must_be_given_is_shown_so_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert _stopped("training", "--help") == 0
    assert "[-o" not in capsys.readouterr().out


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert _stopped("--version") == 0
    assert capsys.readouterr().out.startswith("rutin ")


def test_the_help_loads_none_of_the_large_libraries() -> None:
    program = (
        "import sys\nfrom api.cli.main import main\nmain([])\nprint(sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for large in ("pydantic", "fastapi", "sqlalchemy", "yaml", "transitions", "graphviz", "alembic"):
        assert f"'{large}'" not in done.stderr


def test_ctrl_c_ends_a_command_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("api.cli.sound.check", interrupted)
    assert main(["check", str(ROOT / "routines")]) == 130
    assert "Traceback" not in capsys.readouterr().err


def _broken(monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit code of a command that has a fault of its own."""

    def broken(*_: object, **__: object) -> None:
        raise KeyError("a fault of ours")

    monkeypatch.setattr("api.cli.sound.check", broken)
    return main(["check", str(ROOT / "routines")])


def test_a_fault_of_the_program_is_a_sentence_and_its_traceback_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert _broken(monkeypatch) == 2
    (report,) = tmp_path.iterdir()
    err = capsys.readouterr().err
    assert err.startswith("rutin: det blev fel i programmet, inte i det du skrev.")
    assert (str(report) in err, "Traceback" in err) == (True, False)
    kept = report.read_text("utf-8")
    assert all(each in kept for each in ("rutin check", "Traceback", "KeyError: 'a fault of ours'"))


def test_a_fault_whose_report_cannot_be_kept_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert _broken(monkeypatch) == 2
    err = capsys.readouterr().err
    assert "KeyError: 'a fault of ours'" in err
    assert err.endswith("rutin: det blev fel i programmet, inte i det du skrev. Försök igen.\n")


def test_it_runs_without_a_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["check", str(ROOT / "examples")]) == 0


def test_a_package_that_is_missing_is_told_without_a_traceback() -> None:
    code = "import sys; sys.modules['fontpkg_arimo'] = None; from api.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "draw", str(ROOT / "examples" / "inkop.yaml"), "--output", "-"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "rutin: paketet ”fontpkg_arimo” saknas. Installera om Rutin.\n"


def test_a_file_that_the_system_refuses_is_told_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("check", "test", "draw"):
        assert main([command, str(tmp_path / ("n" * 300))]) == 2
        assert "namnet är för långt" in capsys.readouterr().err
    assert main(["draw", str(ROOT / "examples" / "inkop.yaml"), "--output", str(tmp_path / ("n" * 300))]) == 2
    assert "Kontrollera namnet" in capsys.readouterr().err


def test_an_output_that_is_full_is_told(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    saved = os.dup(1)
    monkeypatch.setattr("api.cli.sound.check", full)
    try:
        assert main(["check", str(ROOT / "routines")]) == 2
    finally:
        os.dup2(saved, 1)
        os.close(saved)
    assert "disken är full" in capfd.readouterr().err
