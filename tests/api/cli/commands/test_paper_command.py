"""`rutin paper`: forms to fill in by hand, as whole files or none."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from engine.run.instance import Person
from engine.service.engine import Engine
from tests.api.cli.conftest import ROUTINE, Run


def text_of(path: Path) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def test_a_routines_form_is_a_pdf_here(rutin: Run, folder: Path) -> None:
    assert rutin("paper", "routines/kaffe.yaml") == 0
    assert "Fyll på vatten" in text_of(folder / "kaffe-blankett.pdf")


def test_each_routine_of_a_folder_has_a_form_of_its_own(rutin: Run, folder: Path) -> None:
    (folder / "routines" / "te.yaml").write_text(
        ROUTINE.replace("routine: kaffe", "routine: te").replace("Koka kaffe", "Koka te"), "utf-8"
    )
    assert rutin("paper", "--output", "reserv/") == 0
    assert sorted(each.name for each in (folder / "reserv").iterdir()) == [
        "kaffe-blankett.pdf",
        "te-blankett.pdf",
    ]


def test_a_routine_with_errors_has_no_form(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "routines" / "kaffe.yaml").write_text(ROUTINE.replace("to: inget}", "to: ingett}"), "utf-8")
    assert rutin("paper", "routines/kaffe.yaml") == 1
    assert "ingett" in capsys.readouterr().err


def test_a_form_is_no_other_kind_of_file(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert rutin("paper", "routines/kaffe.yaml", "--output", "blankett.docx") == 2
    assert ".pdf" in capsys.readouterr().err


def test_all_that_a_unit_has_open_is_printed_from_the_database(rutin: Run, folder: Path) -> None:
    assert rutin("publish", "routines") == 0
    with Engine.open(f"sqlite:///{folder / 'rutin.db'}") as engine:
        worker = Person("m1", frozenset({("medarbetare", "Norra enheten")}))
        engine.start("kaffe", worker, "Norra enheten", {"koppar": 7})
    assert rutin("paper", "--unit", "Norra enheten") == 0
    text = text_of(folder / "oppet-norra-enheten.pdf")
    assert "Fyll på för 7 koppar" in text
    assert "m1" in text


def test_a_unit_with_nothing_open_has_no_paper_and_is_told(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("publish", "routines") == 0
    assert rutin("paper", "--unit", "nora") == 1
    assert "”nora”" in capsys.readouterr().err
    assert list(folder.glob("*.pdf")) == []


def test_routines_and_a_unit_are_not_asked_for_at_once(
    rutin: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("paper", "routines/kaffe.yaml", "--unit", "norra") == 2
    assert "antingen" in capsys.readouterr().err
