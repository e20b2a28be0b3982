"""`rutin draw`: a picture as a whole file, or none."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdf
import pytest

from diagrams import output
from diagrams.layout import program
from tests.api.cli.conftest import ROUTINE, Run


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


def two_routines(folder: Path) -> None:
    (folder / "routines" / "te.yaml").write_text(
        ROUTINE.replace("routine: kaffe", "routine: te"), encoding="utf-8"
    )


def test_several_routines_are_one_document_where_one_is_named(rutin: Run, folder: Path) -> None:
    two_routines(folder)
    assert rutin("draw", "routines", "--format", "pdf", "--output", "alla.pdf") == 0
    found = pypdf.PdfReader(folder / "alla.pdf")
    assert [page.extract_text().split("\n")[0] for page in found.pages] == [
        "Så hänger rutinerna ihop",
        "Koka kaffe",
        "Koka kaffe",
    ]


def test_several_routines_are_documents_of_their_own_in_a_folder(rutin: Run, folder: Path) -> None:
    two_routines(folder)
    assert rutin("draw", "routines", "--format", "pdf", "--output", "bilder") == 0
    assert sorted(each.name for each in (folder / "bilder").iterdir()) == ["kaffe.pdf", "te.pdf"]


def test_how_routines_belong_together_is_a_picture_of_its_own(rutin: Run, folder: Path) -> None:
    two_routines(folder)
    assert rutin("draw", "routines", "--overview") == 0
    assert "Så hänger rutinerna ihop" in (folder / "overview.svg").read_text(encoding="utf-8")


def test_pages_are_files_of_their_own(rutin: Run, folder: Path) -> None:
    steps = "".join(
        f"  s{number}: {{title: Steg {number}, role: medarbetare, source: practice}}\n"
        for number in range(30)
    )
    text = ROUTINE.replace("states:\n", f"states:\n{steps}")
    (folder / "routines" / "kaffe.yaml").write_text(text, encoding="utf-8")
    assert rutin("draw", "routines/kaffe.yaml", "--paper", "a4", "--output", "bild.svg") == 0
    names = sorted(each.name for each in folder.glob("bild*"))
    assert names[:2] == ["bild-1.svg", "bild-2.svg"]
    assert "Sida 1 av " in (folder / "bild-1.svg").read_text(encoding="utf-8")


def test_the_technical_view_has_a_name_of_its_own(rutin: Run, folder: Path) -> None:
    assert rutin("draw", "routines/kaffe.yaml", "--view", "technical") == 0
    assert "fyllt [checklist is done]" in (folder / "kaffe-technical.svg").read_text(encoding="utf-8")


def test_the_text_for_wikis_ends_as_its_kind(rutin: Run, folder: Path) -> None:
    assert rutin("draw", "routines/kaffe.yaml", "--format", "mermaid") == 0
    assert (folder / "kaffe.mmd").read_text(encoding="utf-8").startswith("flowchart TD\n")


def test_a_theme_is_chosen(rutin: Run, folder: Path) -> None:
    assert rutin("draw", "routines/kaffe.yaml", "--theme", "mono") == 0
    assert "#0B5CAD" not in (folder / "kaffe.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("other", [["--format", "mermaid"], ["--paper", "a4"], ["--overview"]])
def test_what_the_technical_view_has_not_is_told(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str], other: list[str]
) -> None:
    assert rutin("draw", "routines/kaffe.yaml", "--view", "technical", *other) == 2
    assert "--view technical" in capsys.readouterr().err
    assert not list(folder.glob("*.svg"))


def test_what_has_not_changed_is_not_drawn_again(
    rutin: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rutin("draw", "routines/kaffe.yaml", "--output", "en.svg") == 0
    monkeypatch.setattr(output, "drawn", lambda *given, **more: pytest.fail("drawn again"))
    assert rutin("draw", "routines/kaffe.yaml", "--output", "två.svg") == 0
    assert (folder / "en.svg").read_bytes() == (folder / "två.svg").read_bytes()


def test_what_has_changed_is_drawn_again(rutin: Run, folder: Path) -> None:
    assert rutin("draw", "routines/kaffe.yaml") == 0
    changed = ROUTINE.replace("Fyll på vatten", "Häll i vatten")
    (folder / "routines" / "kaffe.yaml").write_text(changed, encoding="utf-8")
    assert rutin("draw", "routines/kaffe.yaml") == 0
    assert "Häll i vatten" in (folder / "kaffe.svg").read_text(encoding="utf-8")


def test_a_program_that_hangs_leaves_no_file(
    rutin: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    slow = folder / "slow-dot"
    slow.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    slow.chmod(0o755)
    monkeypatch.setattr(program, "TIME_LIMIT", 0.2)
    monkeypatch.setenv("RUTIN_DOT", str(slow))
    assert rutin("draw", "routines/kaffe.yaml") == 2
    assert "blev inte klar" in capsys.readouterr().err
    assert not list(folder.glob("kaffe*"))
    monkeypatch.delenv("RUTIN_DOT")
    program.use_dot(None)


def test_how_long_steps_take_comes_from_the_database(rutin: Run, folder: Path) -> None:
    assert rutin("publish", "routines") == 0
    assert rutin("draw", "routines/kaffe.yaml", "--heat", "--since", "2026-01-01") == 0
    drawn = (folder / "kaffe-heat.svg").read_text(encoding="utf-8")
    assert "Tid per steg, 2026-01-01 – " in drawn
    assert drawn.count("färre än 5 personer, visas inte") > 2
    assert rutin("draw", "routines/kaffe.yaml", "--heat", "--since", "2199-01-01") == 0
    assert "Ingen hel kalendermånad" in (folder / "kaffe-heat.svg").read_text(encoding="utf-8")


def test_figures_without_a_database_are_told(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("draw", "routines/kaffe.yaml", "--heat") == 2
    assert "Det finns ingen databas" in capsys.readouterr().err
    assert not list(folder.glob("*.svg"))


@pytest.mark.parametrize(
    "other", [["--heat", "--overview"], ["--heat", "--view", "technical"], ["--since", "2026-01-01"]]
)
def test_what_does_not_go_with_figures_is_told(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str], other: list[str]
) -> None:
    assert rutin("draw", "routines/kaffe.yaml", *other) == 2
    assert "--heat" in capsys.readouterr().err


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
