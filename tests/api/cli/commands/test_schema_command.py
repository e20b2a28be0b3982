"""`rutin schema`: the schema of one routine, beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.api.cli.conftest import ROUTINE, Run


def states_of(path: Path) -> list[str]:
    made = json.loads(path.read_text("utf-8"))
    names: list[str] = made["definitions"]["Choice"]["properties"]["to"]["examples"]
    return names


def test_the_schema_is_written_and_the_line_that_names_it_is_told(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("schema", "routines/kaffe.yaml") == 0

    assert states_of(folder / "routines" / ".schema" / "kaffe.json") == ["fyll_pa", "vanta", "gott", "inget"]
    assert capsys.readouterr().out.endswith("# yaml-language-server: $schema=.schema/kaffe.json\n")


def test_a_file_that_is_half_written_has_names_already(rutin: Run, folder: Path) -> None:
    (folder / "routines" / "kaffe.yaml").write_text(
        ROUTINE.partition("    role: medarbetare")[0] + "    rol", "utf-8"
    )

    assert rutin("schema", "routines/kaffe.yaml") == 0

    assert states_of(folder / "routines" / ".schema" / "kaffe.json") == ["fyll_pa"]


def test_it_is_written_again_when_the_file_is_saved(
    rutin: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "routines" / "kaffe.yaml"

    def saved_once(_: object) -> object:
        file.write_text(ROUTINE.replace("  vanta:\n", "  drick:\n"), encoding="utf-8")
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr("api.cli.watching.wakes", saved_once)

    assert rutin("schema", "routines/kaffe.yaml", "--watch") == 0
    assert states_of(folder / "routines" / ".schema" / "kaffe.json") == ["fyll_pa", "drick", "gott", "inget"]


def test_a_file_that_is_not_there_is_told(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("schema", "routines/te.yaml") == 2

    assert "”routines/te.yaml” går inte att läsa: mappen eller filen finns inte." in capsys.readouterr().err
    assert not (folder / "routines" / ".schema").exists()


def test_a_schema_that_can_t_be_written_is_told_and_leaves_nothing(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "routines" / ".schema" / "kaffe.json").mkdir(parents=True)

    assert rutin("schema", "routines/kaffe.yaml") == 2

    assert "det är en mapp" in capsys.readouterr().err
    assert [path.name for path in (folder / "routines" / ".schema").iterdir()] == ["kaffe.json"]


def test_a_routine_s_schema_is_no_routine(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    rutin("schema", "routines/kaffe.yaml")

    assert rutin("check") == 0
    assert "1 fil granskad" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"- en\n- lista\n", "routine: kaffe".encode("utf-16"), b""])
def test_a_file_whose_names_can_not_be_read_leaves_the_schema_as_it_was(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    assert rutin("schema", "routines/kaffe.yaml") == 0
    (folder / "routines" / "kaffe.yaml").write_bytes(content)

    assert rutin("schema", "routines/kaffe.yaml") == 1

    assert states_of(folder / "routines" / ".schema" / "kaffe.json") == ["fyll_pa", "vanta", "gott", "inget"]
    assert "är som det var" in capsys.readouterr().out
