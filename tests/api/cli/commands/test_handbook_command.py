"""`rutin handbook` and `rutin rolecards`: whole files, or none."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pypdf
import pytest

from tests.api.cli.conftest import ROUTINE, Run

TEA = ROUTINE.replace("routine: kaffe", "routine: te").replace("Koka kaffe", "Koka te")


def test_a_routines_handbook_is_html_here(rutin: Run, folder: Path) -> None:
    assert rutin("handbook", "routines/kaffe.yaml") == 0
    assert "Koka kaffe" in (folder / "kaffe-handbok.html").read_text("utf-8")


def test_a_handbook_is_a_pdf_or_a_word_file_where_asked(rutin: Run, folder: Path) -> None:
    assert rutin("handbook", "routines/kaffe.yaml", "--format", "pdf", "--output", "bok.pdf") == 0
    assert "Fyll på vatten" in pypdf.PdfReader(folder / "bok.pdf").pages[0].extract_text()
    assert rutin("handbook", "routines/kaffe.yaml", "--format", "docx", "--output", "bok.docx") == 0
    lines = [line.text for line in docx.Document(str(folder / "bok.docx")).paragraphs]
    assert "1  Fyll på vatten\tMedarbetare" in lines


def test_several_routines_become_one_handbook(rutin: Run, folder: Path) -> None:
    (folder / "routines" / "te.yaml").write_text(TEA, "utf-8")
    assert rutin("handbook", "routines", "--without-training", "--language", "en") == 0
    page = (folder / "handbook.html").read_text("utf-8")
    assert "Koka kaffe" in page
    assert "Koka te" in page
    assert "Practice questions" not in page


def test_a_setting_without_a_value_is_told_as_undecided(rutin: Run, folder: Path) -> None:
    changed = ROUTINE.replace("Fyll på för {koppar} koppar.", '"Kannan står här: {settings.plats}"')
    (folder / "routines" / "kaffe.yaml").write_text(changed, "utf-8")
    (folder / "routines" / "settings.yaml").write_text(
        "settings:\n  plats: {title: Plats, value: }\n", "utf-8"
    )
    assert rutin("handbook", "routines/kaffe.yaml") == 0
    page = (folder / "kaffe-handbok.html").read_text("utf-8")
    assert "Kannan står här: <mark>(inte bestämt än: fråga din chef)</mark>" in page


def test_a_handbook_goes_to_another_program(rutin: Run, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert rutin("handbook", "routines/kaffe.yaml", "--format", "pdf", "--output", "-") == 0
    assert capfdbinary.readouterr().out.startswith(b"%PDF")


def test_a_routine_with_errors_has_no_handbook(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "routines" / "kaffe.yaml").write_text(ROUTINE.replace("to: inget}", "to: ingett}"), "utf-8")
    assert rutin("handbook", "routines/kaffe.yaml") == 1
    assert "ingett" in capsys.readouterr().err
    assert [each.name for each in folder.iterdir()] == ["routines"]


def test_what_is_no_handbook_is_never_replaced(rutin: Run, folder: Path) -> None:
    assert rutin("handbook", "routines/kaffe.yaml", "--output", "routines/kaffe.yaml") == 2
    assert (folder / "routines" / "kaffe.yaml").read_text("utf-8") == ROUTINE


def test_role_cards_are_a5(rutin: Run, folder: Path) -> None:
    assert rutin("rolecards", "routines") == 0
    page = pypdf.PdfReader(folder / "rollkort.pdf").pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (420, 595)
    assert "Fyll på vatten" in page.extract_text()


def test_one_roles_card_alone(rutin: Run, folder: Path) -> None:
    assert rutin("rolecards", "routines", "--role", "medarbetare", "--format", "html") == 0
    assert "Vänta på kaffet" in (folder / "rollkort-medarbetare.html").read_text("utf-8")


def test_a_role_that_there_is_not_is_told_with_the_nearest(
    rutin: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("rolecards", "routines", "--role", "medarbetar") == 1
    assert "Menade du ”medarbetare”?" in capsys.readouterr().err


def test_bytes_do_not_depend_on_when_they_are_made(rutin: Run, folder: Path) -> None:
    for format in ("html", "pdf", "docx"):
        for name in ("first", "second"):
            assert rutin("handbook", "routines/kaffe.yaml", "--format", format, "-o", f"{name}.{format}") == 0
        assert (folder / f"first.{format}").read_bytes() == (folder / f"second.{format}").read_bytes()


def test_a_card_of_many_steps_goes_on_to_a_second_side(rutin: Run, folder: Path) -> None:
    steps = "".join(
        f"  steg{number}: {{title: Gör sak {number}, role: medarbetare}}\n" for number in range(60)
    )
    long = ROUTINE[: ROUTINE.index("states:")] + f"states:\n{steps}  klart: {{end: klart, title: Klart}}\n"
    (folder / "routines" / "kaffe.yaml").write_text(long, "utf-8")
    rutin("rolecards", "routines", "--role", "medarbetare", "--output", "kort.pdf")
    pages = pypdf.PdfReader(io.BytesIO((folder / "kort.pdf").read_bytes())).pages
    assert len(pages) > 1
    assert f"Sida 2 av {len(pages)} på kortet" in pages[1].extract_text()
