"""`rutin training`: everything in one folder, and only what has changed is made again."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from diagrams.errors import CannotDraw
from diagrams.material import plan as material
from engine.said import Said
from tests.accessibility import violations
from tests.api.cli.conftest import ROUTINE, Run

TEA = ROUTINE.replace("routine: kaffe", "routine: te").replace("Koka kaffe", "Koka te")

ALL = 28
"""The files of two routines and of both together."""


@pytest.fixture
def two(folder: Path) -> Path:
    """The folder with a second routine."""
    (folder / "routines" / "te.yaml").write_text(TEA, "utf-8")
    return folder


def made(output: str) -> list[str]:
    """The files that the command says it made."""
    return re.findall(r"^  (\S+)$", output, re.M)


def test_everything_is_made_and_the_index_leads_to_all_of_it(
    rutin: Run, two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("training", "routines", "--output", "ut/material") == 0
    assert len(made(capsys.readouterr().out)) == ALL
    folder = two / "ut" / "material"
    index = (folder / "index.html").read_text("utf-8")
    links = re.findall(r'href="([^"#]+)"', index)
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
    assert f"0 filer gjorda, {ALL} oförändrade" in output


def test_a_changed_routine_is_made_again_and_its_neighbour_is_not(
    rutin: Run, two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("training", "routines", "--output", "ut")
    (two / "routines" / "te.yaml").write_text(TEA.replace("Vattnet är hett.", "Vattnet är varmt."), "utf-8")
    capsys.readouterr()
    rutin("training", "routines", "--output", "ut")
    again = made(capsys.readouterr().out)
    assert "te/te-handbok.pdf" in again
    assert "handbok.pdf" in again
    assert not [path for path in again if path.startswith("kaffe")]


def test_a_file_that_is_gone_is_made_again_and_one_that_somebody_has_altered_is_left(
    rutin: Run, two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("training", "routines", "--output", "ut")
    (two / "ut" / "te" / "te.svg").unlink()
    (two / "ut" / "kaffe" / "kaffe-handbok.docx").write_bytes(b"an hour of work")
    (two / "routines" / "kaffe.yaml").write_text(ROUTINE.replace("hett", "varmt"), "utf-8")
    capsys.readouterr()
    assert rutin("training", "routines", "--output", "ut") == 0
    said = capsys.readouterr()
    assert "te/te.svg" in made(said.out)
    assert "kaffe/kaffe-handbok.pdf" in made(said.out)
    assert re.search(r"^Ändrade av någon annan.*:\n  kaffe/kaffe-handbok.docx$", said.err, re.M)
    assert (two / "ut" / "kaffe" / "kaffe-handbok.docx").read_bytes() == b"an hour of work"


def test_a_file_that_somebody_has_put_there_is_left(
    rutin: Run, two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (two / "ut" / "te").mkdir(parents=True)
    (two / "ut" / "te" / "te.svg").write_text("mine", "utf-8")
    assert rutin("training", "routines", "--output", "ut") == 0
    said = capsys.readouterr()
    assert "te/te.svg" in said.err
    assert len(made(said.out)) == ALL - 1
    assert (two / "ut" / "te" / "te.svg").read_text("utf-8") == "mine"


def test_a_folder_with_a_page_of_somebodys_is_refused_before_anything_is_made(
    rutin: Run, two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (two / "ut").mkdir()
    (two / "ut" / "index.html").write_text("mine", "utf-8")
    assert rutin("training", "routines", "--output", "ut") == 2
    assert "Ange en annan mapp" in capsys.readouterr().err
    assert [path.name for path in (two / "ut").iterdir()] == ["index.html"]


def test_a_lost_list_is_found_again_in_the_files(
    rutin: Run, two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("training", "routines", "--output", "ut")
    (two / "ut" / "index.html").unlink()
    (two / "ut" / "rutin-training.json").unlink()
    capsys.readouterr()
    assert rutin("training", "routines", "--output", "ut") == 0
    assert f"{ALL} filer gjorda, 0 oförändrade" in capsys.readouterr().out


def test_material_of_a_routine_that_is_no_more_is_removed_unless_somebody_has_altered_it(
    rutin: Run, two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("training", "routines", "--output", "ut")
    (two / "ut" / "te" / "te-handbok.docx").write_bytes(b"mine")
    (two / "routines" / "te.yaml").unlink()
    assert rutin("training", "routines", "--output", "ut", "--remove-others") == 0
    assert [path.name for path in (two / "ut" / "te").iterdir()] == ["te-handbok.docx"]


def test_the_folder_of_a_routine_that_is_no_more_goes_with_its_last_file(rutin: Run, two: Path) -> None:
    rutin("training", "routines", "--output", "ut")
    (two / "routines" / "te.yaml").unlink()
    assert rutin("training", "routines", "--output", "ut", "--remove-others") == 0
    assert not (two / "ut" / "te").exists()


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_material_of_a_routine_that_is_not_given_is_not_removed_unless_one_says_so(
    rutin: Run, two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("training", "routines", "--output", "ut")
    before = contents(two / "ut")
    (two / "routines" / "te.yaml").write_text(TEA.replace("Vattnet är hett.", "Vattnet är varmt."), "utf-8")
    capsys.readouterr()
    assert rutin("training", "routines/te.yaml", "--output", "ut") == 2
    said = capsys.readouterr().err
    assert "ut har material av rutiner som inte är med nu: kaffe. Inget är gjort." in said
    assert "--remove-others" in said
    assert contents(two / "ut") == before
    assert rutin("training", "routines/te.yaml", "--output", "ut", "--remove-others") == 0
    assert not [path for path in contents(two / "ut") if path.startswith("kaffe/") or path == "handbok.pdf"]


def test_what_somebody_has_removed_by_hand_is_not_missed(rutin: Run, two: Path) -> None:
    rutin("training", "routines", "--output", "ut")
    shutil.rmtree(two / "ut" / "kaffe")
    assert rutin("training", "routines/te.yaml", "--output", "ut") == 0


def test_what_can_not_be_made_is_told_and_the_rest_is_made(
    rutin: Run, two: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> object:
        raise CannotDraw(Said("nej.", "no."))

    with monkeypatch.context() as patched:
        patched.setattr(material, "handbook_of", broken)
        assert rutin("training", "routines", "--output", "ut") == 1
    said = capsys.readouterr()
    assert len(made(said.out)) == ALL - 9
    assert "9 filer kunde inte göras: Bilden kunde inte ritas: nej.\n  handbok.html\n" in said.err
    index = (two / "ut" / "index.html").read_text("utf-8")
    assert "handbok.pdf" not in index
    assert "PDF: Bilden kunde inte ritas: nej." in index
    assert violations(index) == []
    assert not list((two / "ut").rglob("*.part"))
    assert rutin("training", "routines", "--output", "ut") == 0
    assert not [path for path in made(capsys.readouterr().out) if path.endswith(".svg")]


def test_a_fault_that_nobody_foresaw_is_told_with_its_place_and_loses_one_form_alone(
    rutin: Run, two: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> bytes:
        raise KeyError("steg")

    monkeypatch.setattr(material, "cards_pdf", broken)
    assert rutin("training", "routines", "--output", "ut") == 1
    said = capsys.readouterr()
    assert len(made(said.out)) == ALL - 3
    assert re.search(r"ett fel i programmet \(KeyError: 'steg', test_training_command\.py:\d+\)", said.err)
    assert "Traceback" not in said.err


def test_a_bad_routine_does_not_keep_others_from_being_taught_and_loses_nothing(
    rutin: Run, two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("training", "routines", "--output", "ut")
    (two / "routines" / "te.yaml").write_text(TEA.replace("to: inget", "to: intet"), "utf-8")
    (two / "routines" / "kaffe.yaml").write_text(ROUTINE.replace("hett", "varmt"), "utf-8")
    capsys.readouterr()
    assert rutin("training", "routines", "--output", "ut") == 1
    said = capsys.readouterr()
    assert "te.yaml" in said.err
    assert "Inget material gjordes av te." in said.err
    assert "kaffe/kaffe-handbok.pdf" in made(said.out)
    assert (two / "ut" / "te" / "te-handbok.pdf").is_file()
    index = (two / "ut" / "index.html").read_text("utf-8")
    assert "Här saknas: te." in index
    assert violations(index) == []


def test_bad_settings_stop_all_of_it(rutin: Run, two: Path) -> None:
    (two / "routines" / "settings.yaml").write_text("settings: nej\n", "utf-8")
    assert rutin("training", "routines", "--output", "ut") == 1
    assert not (two / "ut").exists()


def test_a_scenario_put_before_another_moves_its_material(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    routine = folder / "routines" / "kaffe.yaml"
    routine.write_text(ROUTINE + TALE, "utf-8")
    rutin("training", "routines", "--output", "ut")
    first = "  - {title: Allt går bra, facts: {koppar: 2}, play: [{medarbetare: fyllt}, {medarbetare: klar}], ends: gott}\n"
    routine.write_text(ROUTINE + TALE.replace("scenarios:\n", f"scenarios:\n{first}"), "utf-8")
    capsys.readouterr()
    assert rutin("training", "routines", "--output", "ut") == 0
    pages = sorted((folder / "ut" / "kaffe").glob("kaffe-bildserie-*.html"))
    assert [page.name for page in pages] == [
        "kaffe-bildserie-1-allt-gar-bra.html",
        "kaffe-bildserie-2-kaffet-tar-slut.html",
    ]
    assert "Allt går bra" in pages[0].read_text("utf-8")
    assert "Kaffet tar slut" in pages[1].read_text("utf-8")


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
    assert "kaffe/kaffe-handbok.html" in made(capsys.readouterr().out)


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
    story, forms = "kaffe/kaffe-bildserie-1-kaffet", ("html", "pdf", "pptx")
    assert {f"{story}-tar-slut.{form}" for form in forms} < set(made(capsys.readouterr().out))
    assert "Bildserie 1: Kaffet tar slut" in (folder / "ut" / "index.html").read_text("utf-8")
    routine.write_text(ROUTINE + "# En rad till.\n" + TALE, "utf-8")
    assert rutin("training", "routines", "--output", "ut") == 0
    assert made(capsys.readouterr().out) == []
    routine.write_text(ROUTINE + TALE.replace("tar slut", "är slut"), "utf-8")
    assert rutin("training", "routines", "--output", "ut") == 0
    again = [f"kaffe/kaffe-handbok.{form}" for form in ("html", "pdf", "docx")]
    assert set(made(capsys.readouterr().out)) == {
        *again,
        *(f"{story}-ar-slut.{form}" for form in forms),
    }, "the handbook tells the scenarios too"
