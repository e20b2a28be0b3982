"""`rutin new`: a routine that is valid at once, in a folder of any organisation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from engine.check import check
from engine.language.file.schema import schema
from tests.api.cli.conftest import Run

LANGUAGES = pytest.mark.parametrize("language", ["sv", "en"])


@pytest.fixture
def empty(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of a new organisation."""
    here = folder / "ny_organisation"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@LANGUAGES
def test_the_new_routine_has_no_findings_and_its_scenarios_take_everything(
    rutin: Run, empty: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("new", "nyckelhantering", "--language", language) == 0

    report = check([empty / "routines"])
    assert [each.say() for each in report.findings] == []
    assert report.routines[0].languages == (language,)
    capsys.readouterr()
    assert rutin("test", "--cover", "--format", "json") == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["missing"] == []


@LANGUAGES
def test_it_shows_the_kinds_of_things_that_routines_are_made_of(
    rutin: Run, empty: Path, language: str
) -> None:
    rutin("new", "prov", "--language", language)
    read = yaml.safe_load((empty / "routines" / "prov.yaml").read_text("utf-8"))

    keys = {key for state in read["states"].values() for key in state}
    assert {"role", "choices", "timers", "choose", "end", "checklist", "source"} <= keys
    assert {"roles", "facts", "start", "anytime", "scenarios"} <= read.keys()


@LANGUAGES
def test_its_first_line_names_the_schema_that_lies_beside_it(rutin: Run, empty: Path, language: str) -> None:
    rutin("new", "prov", "--language", language)

    text = (empty / "routines" / "prov.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=schema.json\n")
    assert json.loads((empty / "routines" / "schema.json").read_text("utf-8")) == schema()


def test_a_schema_that_is_there_is_left_alone(rutin: Run, folder: Path) -> None:
    (folder / "routines" / "schema.json").write_text("{}")

    assert rutin("new", "prov") == 0

    assert (folder / "routines" / "schema.json").read_text() == "{}"


def test_it_says_what_to_do_next(rutin: Run, empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rutin("new", "prov")

    out = capsys.readouterr().out
    assert out.startswith("Skrivet: routines/prov.yaml, routines/schema.json\n")
    for command in ("check", "run", "draw", "publish"):
        assert f"rutin {command} routines/prov.yaml" in out


@pytest.mark.parametrize(
    "title",
    [
        "Hantera nycklar",
        'Hantera "nycklar": nu',
        "Är det bråttom?",
        "Ett # tecken",
        "  Två   ord ",
        "\\n",
        "112",
        "yes",
        "a {{b}}",
    ],
)
def test_any_title_can_be_given(rutin: Run, empty: Path, title: str) -> None:
    assert rutin("new", "prov", "--title", title) == 0

    (routine,) = check([empty / "routines"]).routines
    assert routine.title.say("sv") == " ".join(title.split())


def test_the_title_is_made_of_the_name_where_none_is_given(rutin: Run, empty: Path) -> None:
    rutin("new", "hantera_nycklar")

    assert check([empty / "routines"]).routines[0].title.say("sv") == "Hantera nycklar"


@pytest.mark.parametrize("title", ["", "Hantera {nycklar}", "a\x00b"])
def test_a_title_that_can_t_be_used_is_refused_and_nothing_is_written(
    rutin: Run, empty: Path, title: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("new", "prov", "--title", title) == 2

    assert "Titeln går inte att använda: " in capsys.readouterr().err
    assert list(empty.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Nyckelhantering", "nyckelhantering"),
        ("hantera-nycklar", "hantera_nycklar"),
        ("Åka buss", "aka_buss"),
        ("1_sak", "sak"),
        ("a" * 41, "a" * 40),
        ("../ut", "ut"),
        ("", "namn"),
    ],
)
def test_a_bad_name_is_refused_with_the_nearest_good_one(
    rutin: Run, empty: Path, name: str, near: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("new", name) == 2

    assert capsys.readouterr().err.endswith(f"rutin new {near}\n")
    assert list(empty.iterdir()) == []


def test_the_name_of_the_settings_is_not_a_routine_s(
    rutin: Run, empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("new", "settings") == 2
    assert "Välj ett annat namn" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", [".yaml", ".yml"])
def test_a_file_that_is_there_is_not_replaced(
    rutin: Run, folder: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    there = folder / "routines" / f"te{suffix}"
    there.write_text("min egen text\n")

    assert rutin("new", "te") == 2

    assert there.read_text() == "min egen text\n"
    assert "skrivs inte över" in capsys.readouterr().err


def test_another_folder_can_be_named(rutin: Run, empty: Path) -> None:
    assert rutin("new", "prov", "--folder", "a/b") == 0

    assert sorted(path.name for path in (empty / "a" / "b").iterdir()) == ["prov.yaml", "schema.json"]


def test_a_folder_that_can_t_be_made_is_told(
    rutin: Run, empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (empty / "fil").write_text("")

    assert rutin("new", "prov", "--folder", "fil") == 2

    assert "går inte att skriva" in capsys.readouterr().err


def test_without_its_schema_no_routine_is_written_so_that_the_command_can_be_given_again(
    rutin: Run, empty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = empty / "schema.json"
    schema.symlink_to(empty / "nowhere" / "schema.json")

    assert rutin("new", "prov", "--folder", ".") == 2
    assert "schema.json går inte att skriva" in capsys.readouterr().err
    assert list(empty.iterdir()) == [schema]

    schema.unlink()
    assert rutin("new", "prov", "--folder", ".") == 0
