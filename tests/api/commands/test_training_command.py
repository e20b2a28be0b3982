"""`rutin training`: everything in one folder, and only what has changed is made again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from diagrams import material
from diagrams.program import CannotDraw
from tests.accessibility import violations
from tests.api.commands.conftest import ROUTINE, Run

TEA = ROUTINE.replace("routine: kaffe", "routine: te").replace("Koka kaffe", "Koka te")


@pytest.fixture
def two(folder: Path) -> Path:
    """The folder with a second routine."""
    (folder / "routines" / "te.yaml").write_text(TEA, "utf-8")
    return folder


def made(output: str) -> list[str]:
    return re.findall(r"^\[ *\d+/\d+\] (\S+)", output, re.M)


def test_everything_is_made_and_the_index_leads_to_all_of_it(
    rutin: Run, two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("training", "routines", "--output", "ut/material") == 0
    assert len(made(capsys.readouterr().out)) == 24
    folder = two / "ut" / "material"
    index = (folder / "index.html").read_text("utf-8")
    links = re.findall(r'href="([^"]+)"', index)
    assert all((folder / link).is_file() for link in links)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {"rollkort.pdf", "te/te-rollkort.pdf", "kaffe/kaffe-rollkort.pdf"} <= files
    assert files - {"index.html", "rutin-training.json"} == set(links)
    assert violations(index) == []


def test_what_has_not_changed_is_not_made_again(
    rutin: Run, two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("training", "routines", "--output", "ut")
    capsys.readouterr()
    assert rutin("training", "routines", "--output", "ut") == 0
    output = capsys.readouterr().out
    assert made(output) == []
    assert "0 filer gjorda, 24 oförändrade" in output


def test_a_changed_routine_is_made_again_and_its_neighbour_is_not(
    rutin: Run, two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("training", "routines", "--output", "ut")
    (two / "routines" / "te.yaml").write_text(TEA.replace("Vattnet är hett.", "Vattnet är varmt."), "utf-8")
    capsys.readouterr()
    rutin("training", "routines", "--output", "ut")
    again = made(capsys.readouterr().out)
    assert "ut/te/te-handbok.pdf" in again
    assert "ut/handbok.pdf" in again
    assert not [path for path in again if path.startswith("ut/kaffe")]


def test_a_file_that_is_gone_or_altered_is_made_again(
    rutin: Run, two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("training", "routines", "--output", "ut")
    (two / "ut" / "te" / "te.svg").unlink()
    (two / "ut" / "kaffe" / "kaffe.svg").write_text("<svg/>")
    capsys.readouterr()
    rutin("training", "routines", "--output", "ut")
    assert made(capsys.readouterr().out) == ["ut/kaffe/kaffe.svg", "ut/te/te.svg"]


def test_material_of_a_routine_that_is_no_more_is_removed_unless_somebody_has_altered_it(
    rutin: Run, two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("training", "routines", "--output", "ut")
    (two / "ut" / "te" / "te-handbok.docx").write_bytes(b"mine")
    (two / "routines" / "te.yaml").unlink()
    assert rutin("training", "routines", "--output", "ut") == 0
    assert [path.name for path in (two / "ut" / "te").iterdir()] == ["te-handbok.docx"]


def test_what_was_made_stays_when_a_later_file_can_not_be_made(
    rutin: Run, two: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> object:
        raise CannotDraw("nej.", "no.")

    with monkeypatch.context() as patched:
        patched.setattr(material, "handbook_of", broken)
        assert rutin("training", "routines", "--output", "ut") == 2
    assert "nej." in capsys.readouterr().err
    assert not list((two / "ut").rglob("*.part"))
    assert rutin("training", "routines", "--output", "ut") == 0
    assert not [path for path in made(capsys.readouterr().out) if path.endswith(".svg")]


@pytest.mark.parametrize(
    "kept", ["nonsense", "[]", '{"../routines/kaffe.yaml": {"mark": "x", "hash": "y"}}', '{"a": 1}']
)
def test_a_list_of_what_was_made_that_can_not_be_used_is_made_anew(rutin: Run, two: Path, kept: str) -> None:
    (two / "ut").mkdir()
    (two / "ut" / "rutin-training.json").write_text(kept, "utf-8")
    assert rutin("training", "routines", "--output", "ut") == 0
    assert (two / "routines" / "kaffe.yaml").is_file()
    assert "te/te.svg" in json.loads((two / "ut" / "rutin-training.json").read_text("utf-8"))


def test_a_place_that_can_not_be_a_folder_is_told(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "upptagen").write_text("en fil", "utf-8")
    assert rutin("training", "routines", "--output", "upptagen") == 2
    assert "Ange en annan mapp" in capsys.readouterr().err


def test_the_settings_are_part_of_what_the_material_says(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("training", "routines", "--output", "ut")
    (folder / "routines" / "settings.yaml").write_text(
        "settings:\n  plats: {title: Plats, value: Köket}\n", "utf-8"
    )
    capsys.readouterr()
    rutin("training", "routines", "--output", "ut")
    assert "ut/kaffe/kaffe-handbok.html" in made(capsys.readouterr().out)


TALE = """
scenarios:
  - title: Kaffet tar slut
    facts: {koppar: 2}
    play:
      - {medarbetare: slut}
    ends: inget
"""


def test_a_scenario_is_a_storyboard_to_read_to_print_and_to_show(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    routine = folder / "routines" / "kaffe.yaml"
    routine.write_text(ROUTINE + TALE, "utf-8")
    assert rutin("training", "routines", "--output", "ut") == 0
    names = [f"ut/kaffe/kaffe-bildserie-1.{form}" for form in ("html", "pdf", "pptx")]
    assert made(capsys.readouterr().out)[-3:] == names
    assert "Bildserie 1: Kaffet tar slut" in (folder / "ut" / "index.html").read_text("utf-8")
    routine.write_text(ROUTINE + "# En rad till.\n" + TALE, "utf-8")
    assert rutin("training", "routines", "--output", "ut") == 0
    assert made(capsys.readouterr().out) == []
    routine.write_text(ROUTINE + TALE.replace("tar slut", "är slut"), "utf-8")
    assert rutin("training", "routines", "--output", "ut") == 0
    again = [f"ut/kaffe/kaffe-handbok.{form}" for form in ("html", "pdf", "docx")]
    assert made(capsys.readouterr().out) == [*again, *names], "the handbook tells the scenarios too"
