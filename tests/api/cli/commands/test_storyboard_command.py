"""`rutin storyboard`: scenarios as cards in whole files, or none."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from pptx import Presentation

from tests.api.cli.conftest import ROUTINE, Run

SCENARIOS = """\
scenarios:
  - title: Kaffet blir gott
    facts: {koppar: 4}
    play: [{medarbetare: fyllt}, {medarbetare: klar}]
    ends: gott
  - title: Kaffet är slut
    play: [{medarbetare: slut}]
    ends: inget
"""


@pytest.fixture(autouse=True)
def _scenarios(folder: Path) -> None:
    (folder / "routines" / "kaffe.yaml").write_text(ROUTINE + SCENARIOS, encoding="utf-8")


def files(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.is_file())


def test_each_scenario_becomes_a_page_here(rutin: Run, folder: Path) -> None:
    assert rutin("storyboard", "routines/kaffe.yaml") == 0
    assert files(folder) == ["kaffe-1-kaffet-blir-gott.html", "kaffe-2-kaffet-ar-slut.html"]
    assert "<h1>Kaffet blir gott</h1>" in (folder / "kaffe-1-kaffet-blir-gott.html").read_text(
        encoding="utf-8"
    )


def test_a_scenario_is_chosen_by_its_number_or_its_title(rutin: Run, folder: Path) -> None:
    assert rutin("storyboard", "routines/kaffe.yaml", "--scenario", "2", "--output", "ett.html") == 0
    assert rutin("storyboard", "routines", "--scenario", " kaffet ÄR  slut", "--output", "annat.html") == 0
    assert files(folder) == ["annat.html", "ett.html"]
    assert (folder / "ett.html").read_bytes() == (folder / "annat.html").read_bytes()


def test_a_scenario_that_is_not_there_is_told_with_the_nearest(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("storyboard", "routines", "--scenario", "Kaffe är slut") == 1
    assert "Menade du ”Kaffet är slut”?" in capsys.readouterr().err
    assert files(folder) == []


def test_slides_and_pages_go_into_a_folder(rutin: Run, folder: Path) -> None:
    for made in ("pptx", "pdf"):
        assert rutin("storyboard", "routines", "--format", made, "--output", "serier") == 0
    assert files(folder / "serier") == [
        "kaffe-1-kaffet-blir-gott.pdf",
        "kaffe-1-kaffet-blir-gott.pptx",
        "kaffe-2-kaffet-ar-slut.pdf",
        "kaffe-2-kaffet-ar-slut.pptx",
    ]
    assert len(Presentation(str(folder / "serier" / "kaffe-1-kaffet-blir-gott.pptx")).slides) == 5
    assert len(pypdf.PdfReader(folder / "serier" / "kaffe-1-kaffet-blir-gott.pdf").pages) >= 5


def test_one_goes_to_another_program(rutin: Run, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert rutin("storyboard", "routines", "--scenario", "1", "--format", "pdf", "--output", "-") == 0
    assert len(pypdf.PdfReader(io.BytesIO(capfdbinary.readouterr().out)).pages) >= 5


def test_the_theme_is_asked_for_and_the_language_is_one_that_the_routine_is_written_in(
    rutin: Run, folder: Path
) -> None:
    assert rutin("storyboard", "routines", "--scenario", "1", "--language", "en", "--theme", "dark") == 0
    text = (folder / "kaffe-1-kaffet-blir-gott.html").read_text(encoding="utf-8")
    assert '<html lang="sv">' in text
    assert "prefers-color-scheme" not in text


def test_a_scenario_that_does_not_play_is_told_and_nothing_is_written(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = SCENARIOS.replace("ends: inget", "ends: gott")
    (folder / "routines" / "kaffe.yaml").write_text(ROUTINE + wrong, encoding="utf-8")
    assert rutin("storyboard", "routines") == 1
    assert "Scenariot ”Kaffet är slut” går inte att spela" in capsys.readouterr().err
    assert files(folder) == []


def test_a_routine_without_scenarios_is_told_how_to_get_one(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "routines" / "kaffe.yaml").write_text(ROUTINE, encoding="utf-8")
    assert rutin("storyboard", "routines") == 1
    assert "Skriv ett under scenarios" in capsys.readouterr().err


def test_a_text_that_nobody_can_set_is_a_page_all_the_same(rutin: Run, folder: Path) -> None:
    text = (ROUTINE + SCENARIOS).replace("Vattnet är hett.", "Vattnet är hett 😀")
    (folder / "routines" / "kaffe.yaml").write_text(text, encoding="utf-8")
    assert rutin("storyboard", "routines", "--format", "pdf", "--scenario", "1") == 0
    assert files(folder) == ["kaffe-1-kaffet-blir-gott.pdf"]


@pytest.mark.parametrize("where", ["-", "alla.html"])
def test_several_do_not_go_into_one_place(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    assert rutin("storyboard", "routines", "--output", where) == 2
    assert "2 scenarier blir 2 filer" in capsys.readouterr().err
    assert files(folder) == []


def test_a_routine_in_english_is_told_in_english(rutin: Run, folder: Path) -> None:
    text = (ROUTINE + SCENARIOS).replace("language: sv", "language: en")
    (folder / "routines" / "kaffe.yaml").write_text(text, encoding="utf-8")
    assert rutin("storyboard", "routines", "--scenario", "1") == 0
    assert "What happens" in (folder / "kaffe-1-kaffet-blir-gott.html").read_text(encoding="utf-8")
