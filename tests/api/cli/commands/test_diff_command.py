"""`rutin diff`: two versions side by side, wherever they lie."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.api.cli.conftest import ROUTINE, Run

LATER = ROUTINE.replace("after: 10 min", "after: 30 min")


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return name


def test_two_files_are_compared_in_words_and_the_exit_code_says_that_they_differ(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(folder, "gammal.yaml", ROUTINE)
    written(folder, "routines/kaffe.yaml", LATER)

    assert rutin("diff", "gammal.yaml", "routines/kaffe.yaml") == 1

    out = capsys.readouterr().out
    assert "Tider och larm" in out
    assert "påminnelsen kommer efter 30 minuter, förut efter 10 minuter" in out
    assert "Skriv version: 2 i filen" in out


def test_in_english_when_asked(rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(folder, "gammal.yaml", LATER)
    assert rutin("diff", "gammal.yaml", "routines/kaffe.yaml", "--language", "en") == 1
    assert "the reminder comes after 10 minutes, before after 30 minutes" in capsys.readouterr().out


def test_a_file_does_not_differ_from_itself(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert rutin("diff", "routines/kaffe.yaml", "routines/kaffe.yaml") == 0
    assert capsys.readouterr().out == "Inget skiljer.\n"


def test_notes_and_formatting_are_no_difference(rutin: Run, folder: Path) -> None:
    written(
        folder,
        "gammal.yaml",
        f"# En kommentar.\n{ROUTINE}".replace("{after: 10 min,", "{after:   10 minuter,"),
    )
    assert rutin("diff", "gammal.yaml", "routines/kaffe.yaml") == 0


def test_json_tells_each_change_with_its_place(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(folder, "gammal.yaml", ROUTINE)
    written(folder, "routines/kaffe.yaml", LATER)

    assert rutin("diff", "gammal.yaml", "routines/kaffe.yaml", "--format", "json") == 1

    (told,) = json.loads(capsys.readouterr().out)
    (change,) = told["changes"]
    assert (told["old"]["version"], told["new"]["version"], told["next_version"]) == (1, 1, 2)
    assert change["group"] == "time"
    assert change["where"] == ["states", "fyll_pa", "timers", "0"]
    assert (change["before"], change["after"]) == ({"after": "10 min"}, {"after": "30 min"})


def test_markdown_is_a_section_to_paste(rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(folder, "gammal.yaml", ROUTINE)
    written(folder, "routines/kaffe.yaml", LATER.replace("version: 1", "version: 2"))

    assert rutin("diff", "gammal.yaml", "routines/kaffe.yaml", "--format", "markdown") == 1

    assert capsys.readouterr().out == (
        "## Koka kaffe: version 1 → 2\n\n"
        "### Tider och larm\n\n"
        "- ”Fyll på vatten”: påminnelsen kommer efter 30 minuter, förut efter 10 minuter.\n\n"
        "### Dokumentet\n\n"
        "- Versionen är ändrad: nu 2, förut 1.\n"
    )


def test_folders_are_compared_routine_by_routine(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(folder, "forr/kaffe.yaml", ROUTINE)
    written(folder, "forr/te.yaml", ROUTINE.replace("routine: kaffe", "routine: te").replace("kaffe", "te"))
    written(folder, "routines/kaffe.yaml", LATER)
    written(folder, "routines/choklad.yaml", ROUTINE.replace("routine: kaffe", "routine: choklad"))
    written(folder, "routines/settings.yaml", "settings: {skap: {title: Skåpet, value: B}}\n")

    assert rutin("diff", "forr", "routines") == 1

    headings = [line for line in capsys.readouterr().out.splitlines() if line and line[0] != " "]
    assert headings == ["Koka kaffe: rutinen är ny", "Koka kaffe: version 1", "Koka te: rutinen är borttagen"]


def test_what_is_published_is_compared_with_the_folder(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("publish") == 0
    written(folder, "routines/kaffe.yaml", LATER.replace("version: 1", "version: 2"))
    capsys.readouterr()

    assert rutin("diff", "kaffe@1", "routines") == 1
    assert rutin("diff", "@", "routines") == 1
    assert rutin("diff", "kaffe@", "kaffe@1") == 0

    out = capsys.readouterr().out
    assert out.count("Koka kaffe: version 1 → 2") == 2
    assert "Skriv version" not in out


def test_a_version_that_is_not_published_is_told(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    rutin("publish")
    assert rutin("diff", "kafe@1", "routines") == 2
    assert "Det finns ingen rutin ”kafe version 1”. Menade du ”kaffe”?" in capsys.readouterr().err


def test_a_file_and_a_folder_are_compared_with_what_git_has(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in (
        ["init", "--quiet"],
        ["add", "routines"],
        ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "First"],
    ):
        subprocess.run(["git", *arguments], cwd=folder, check=True)
    written(folder, "routines/kaffe.yaml", LATER)

    assert rutin("diff", "HEAD:routines/kaffe.yaml", "routines/kaffe.yaml") == 1
    assert rutin("diff", "HEAD:routines", "routines") == 1
    assert capsys.readouterr().out.count("efter 30 minuter") == 2
    assert rutin("diff", "HEAD:routines\\kaffe.yaml", "routines/kaffe.yaml") == 1  # as Windows writes paths
    capsys.readouterr()
    assert rutin("diff", "HEAD:routines/te.yaml", "routines/kaffe.yaml") == 2
    told = capsys.readouterr().err
    assert "git hittar inte ”HEAD:routines/te.yaml”: versionen finns inte här" in told
    assert "path" not in told


@pytest.mark.parametrize("named", ["finns_inte.yaml", "tom", "C:/nej.yaml"])
def test_what_is_not_there_gives_exit_code_2(
    rutin: Run, folder: Path, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "tom").mkdir()
    assert rutin("diff", named, "routines") == 2
    err = capsys.readouterr().err
    assert named.partition(":")[0] in err
    assert "git hittar" not in err
    assert "Traceback" not in err


def test_a_file_with_errors_is_told_with_its_errors(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(folder, "fel.yaml", ROUTINE.replace("to: inget}", "to: ingett}"))
    assert rutin("diff", "fel.yaml", "routines/kaffe.yaml") == 2
    err = capsys.readouterr().err
    assert "Menade du ”inget”?" in err
    assert "går inte att jämföra" in err
