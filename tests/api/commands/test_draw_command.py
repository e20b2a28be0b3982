"""`rutin draw`: a picture as a whole file, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.commands.conftest import ROUTINE, Run


def test_a_routine_is_drawn_as_svg_here(rutin: Run, folder: Path) -> None:
    assert rutin("draw", "routines/kaffe.yaml") == 0
    assert "Koka kaffe" in (folder / "kaffe.svg").read_text(encoding="utf-8")


def test_a_routine_is_drawn_as_png_where_asked(rutin: Run, folder: Path) -> None:
    assert rutin("draw", "routines/kaffe.yaml", "--format", "png", "--output", "bild.png") == 0
    assert (folder / "bild.png").read_bytes().startswith(b"\x89PNG")


def test_a_folder_of_routines_is_drawn_into_a_folder(rutin: Run, folder: Path) -> None:
    (folder / "routines" / "te.yaml").write_text(
        ROUTINE.replace("routine: kaffe", "routine: te"), encoding="utf-8"
    )
    assert rutin("draw", "routines", "--output", "bilder") == 0
    assert sorted(each.name for each in (folder / "bilder").iterdir()) == ["kaffe.svg", "te.svg"]


def test_a_picture_goes_to_another_program(rutin: Run, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert rutin("draw", "routines/kaffe.yaml", "--output", "-") == 0
    assert capfdbinary.readouterr().out.startswith(b"<svg")


def test_a_place_that_can_not_be_written_is_told(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "upptagen").write_text("en fil", encoding="utf-8")
    assert rutin("draw", "routines/kaffe.yaml", "--output", "upptagen/bild.svg") == 2
    assert "kunde inte skrivas" in capsys.readouterr().err


def test_a_routine_with_errors_is_not_drawn(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "routines" / "kaffe.yaml").write_text(
        ROUTINE.replace("to: inget}", "to: ingett}"), encoding="utf-8"
    )
    assert rutin("draw", "routines/kaffe.yaml") == 1
    assert not (folder / "kaffe.svg").exists()


def test_a_layout_program_that_is_not_there_is_told(
    rutin: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RUTIN_DOT", "/finns/inte/dot")
    assert rutin("draw", "routines/kaffe.yaml") == 2
    assert "RUTIN_DOT" in capsys.readouterr().err


def test_what_is_no_picture_is_never_replaced(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "routines" / "kaffe.yaml").read_text(encoding="utf-8")
    assert rutin("draw", "routines/kaffe.yaml", "--output", "routines/kaffe.yaml") == 2
    assert "skrivs inte över" in capsys.readouterr().err
    assert (folder / "routines" / "kaffe.yaml").read_text(encoding="utf-8") == before


def test_a_picture_that_is_there_is_replaced(rutin: Run, folder: Path) -> None:
    (folder / "bild.svg").write_text("gammal", encoding="utf-8")
    assert rutin("draw", "routines/kaffe.yaml", "--output", "bild.svg") == 0
    assert "Koka kaffe" in (folder / "bild.svg").read_text(encoding="utf-8")
