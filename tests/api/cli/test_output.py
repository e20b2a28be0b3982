"""Files that commands write: all whole, or none, and nothing else is replaced."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from api.cli import output
from engine.errors.store import SettingsWrong
from engine.said import Said

TWO = {"a.svg": b"ett", "b.svg": b"annat"}


def write(files: dict[str, bytes], where: str | None) -> None:
    output.write(files, where, replaces=(".svg",), what=Said("bild", "picture"))


def test_files_stand_under_their_names_where_no_place_is_given(folder: Path) -> None:
    write(TWO, None)
    assert (folder / "a.svg").read_bytes() == b"ett"
    assert (folder / "b.svg").read_bytes() == b"annat"


def test_several_files_go_into_a_folder_that_is_made(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(TWO, "bilder")
    assert sorted(each.name for each in (folder / "bilder").iterdir()) == ["a.svg", "b.svg"]
    assert capsys.readouterr().out.splitlines() == ["bilder/a.svg", "bilder/b.svg"]


def test_where_one_can_not_be_written_none_is(folder: Path) -> None:
    (folder / "bilder").mkdir()
    (folder / "bilder" / f"b.svg.{os.getpid()}.part").mkdir()
    with pytest.raises(SettingsWrong, match="could not be written"):
        write(TWO, "bilder")
    assert [each.name for each in (folder / "bilder").iterdir() if each.is_file()] == []


def test_what_is_interrupted_leaves_nothing_half_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(TWO, None)
    assert [each.name for each in folder.iterdir() if each.is_file()] == []


def test_what_is_something_else_is_not_replaced_and_nothing_is_written(folder: Path) -> None:
    (folder / "b.svg").mkdir()
    with pytest.raises(SettingsWrong, match="is no picture"):
        write(TWO, None)
    assert not (folder / "a.svg").exists()


def test_a_file_of_the_same_kind_is_replaced(folder: Path) -> None:
    (folder / "a.svg").write_bytes(b"gammal")
    write({"a.svg": b"ny"}, "a.svg")
    assert (folder / "a.svg").read_bytes() == b"ny"


@pytest.mark.parametrize("files", [TWO, {"a.svg": b"ett"}], ids=["two", "one"])
@pytest.mark.parametrize("where", ["bilder", "bilder/", "bilder.v2", "2026"])
def test_a_name_that_is_no_such_file_s_is_a_folder(folder: Path, files: dict[str, bytes], where: str) -> None:
    write(files, where)
    assert sorted(each.name for each in (folder / where).iterdir()) == sorted(files)


def test_a_file_that_stands_where_the_folder_would_be_is_left(folder: Path) -> None:
    (folder / "bilder").write_text("annat", encoding="utf-8")
    with pytest.raises(SettingsWrong, match="bilder"):
        write({"a.svg": b"ett"}, "bilder")
    assert (folder / "bilder").read_text("utf-8") == "annat"


def test_several_files_where_one_is_named_are_numbered_beside_each_other(folder: Path) -> None:
    write(TWO, "bild.svg")
    assert (folder / "bild-1.svg").read_bytes() == b"ett"
    assert (folder / "bild-2.svg").read_bytes() == b"annat"
    assert not (folder / "bild.svg").exists()


@pytest.mark.parametrize(
    ("asked", "where", "made"),
    [
        (None, None, "svg"),
        (None, "bild.png", "png"),
        (None, "BILD.PNG", "png"),
        (None, "bild.mmd", "mermaid"),
        (None, "bilder", "svg"),
        (None, "-", "svg"),
        ("png", "bild.png", "png"),
        ("png", "bilder/", "png"),
    ],
)
def test_a_file_is_what_it_is_called(asked: str | None, where: str | None, made: str) -> None:
    assert output.format_for(asked, where, ("svg", "png", "mermaid"), {"mermaid": "mmd"}) == made


def test_a_file_that_is_called_as_something_else_is_not_written() -> None:
    with pytest.raises(SettingsWrong) as refused:
        output.format_for("pdf", "bild.png", ("svg", "png", "pdf"))
    assert refused.value.say() == (
        "--format pdf och --output bild.png säger olika. Ta bort --format, eller låt filen sluta på .pdf"
    )


def test_a_kind_of_file_that_is_not_made_here_is_refused_with_those_that_are() -> None:
    with pytest.raises(SettingsWrong, match=r"is not made here.*\.pdf or \.html"):
        output.format_for(None, "kort.docx", ("pdf", "html"))
    for where in ("kort.docx", "kort.bmp", "kort.tiff", "kort.odp"):
        with pytest.raises(SettingsWrong):
            output.format_for("pdf", where, ("pdf", "html"))
    assert output.format_for(None, "kort.v2", ("pdf", "html")) == "pdf"
    assert output.format_for(None, "kort.html", ("pdf", "html")) == "html"
