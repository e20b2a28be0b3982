"""`rutin retain`, `hold`: what is erased by its age, and what is kept in spite of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.cli.extract.words import COLUMNS, TABLES
from engine.run.instance import Person
from engine.service.engine import Engine
from engine.store.about import ABOUT, HIDDEN
from tests.api.cli.conftest import ROUTINE, Run

WORKER = Person("anst-1", frozenset({("medarbetare", "norra")}))
URL = "sqlite:///rutin.db"


@pytest.fixture
def ended(rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A case that ended in 2024, of a routine whose cases are kept for a year."""
    kept = ROUTINE.replace("language: sv\n", "language: sv\nretain: 1 år efter avslut\n")
    (folder / "routines" / "kaffe.yaml").write_text(kept, encoding="utf-8")
    assert rutin("publish") == 0
    capsys.readouterr()
    with Engine.open(URL, clock=lambda: datetime(2024, 5, 17, 8, tzinfo=UTC)) as engine:
        case = engine.start("kaffe", WORKER, "norra", {"koppar": 2}).instance
        engine.choose(case, "fyll_pa", "slut", WORKER)
    return case


def cases() -> list[str]:
    """The cases that are there."""
    with Engine.open(URL) as engine:
        return [each["id"] for each in engine.records.instances(WORKER, running=False)]


def test_without_yes_it_is_told_what_would_go(
    rutin: Run, ended: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("retain") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Det här får gallras nu:",
        "  kaffe i norra: 1 ärenden, avslutade 2024-05-17 – 2024-05-17 (1 år efter avslut)",
        "Inget har gallrats. Gör det: rutin retain --yes --by ID",
    ]
    assert rutin("retain", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["may_go"][0]["number"] == 1
    assert cases() == [ended]


def test_with_yes_it_goes_and_leaves_a_receipt(
    rutin: Run, ended: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("retain", "--receipts") == 0
    assert capsys.readouterr().out == "Inget har gallrats än.\n"
    assert rutin("retain", "--yes") == 2
    assert "Det saknas: --by" in capsys.readouterr().err
    assert rutin("retain", "--yes", "--by", "nobody") == 1
    assert "nobody" in capsys.readouterr().err

    assert rutin("retain", "--yes", "--by", "anst-1") == 0
    said = capsys.readouterr().out
    assert "gallrade anst-1:\n  kaffe i norra: 1 ärenden" in said
    assert cases() == []
    assert rutin("retain", "--receipts") == 0
    assert capsys.readouterr().out == said
    assert rutin("retain", "--yes", "--by", "anst-1", "--language", "en") == 0
    assert capsys.readouterr().out == "Nothing is old enough to be erased.\n"
    assert rutin("audit") == 0


def test_what_is_held_is_listed_kept_and_lifted(
    rutin: Run, ended: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("hold") == 0
    assert capsys.readouterr().out == "Inget bevaras.\n"
    assert rutin("hold", "--case", ended) == 2
    assert "Det saknas: --reason, --by" in capsys.readouterr().err
    assert rutin("hold", "--case", "nope", "--reason", "Tvist.", "--by", "anst-1") == 1
    assert "Det finns ingen pågående eller avslutad rutin ”nope”" in capsys.readouterr().err

    assert rutin("hold", "--case", ended, "--reason", "Tvist.", "--by", "anst-1", "--format", "json") == 0
    (hold,) = json.loads(capsys.readouterr().out)
    assert rutin("hold") == 0
    assert f"ärendet {ended}, sedan " in capsys.readouterr().out
    assert rutin("retain") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Inget är gammalt nog att gallras.",
        "1 ärenden till är gamla nog, men bevaras. Se varför: rutin hold",
    ]
    assert rutin("hold", "--lift", hold["id"], "--by", "anst-1") == 0
    assert "(hävt " in capsys.readouterr().out
    assert rutin("hold", "--all") == 0
    assert "(hävt " in capsys.readouterr().out
    assert rutin("hold", "--lift", hold["id"], "--by", "anst-1") == 1


def test_a_person_who_is_held_is_not_forgotten(
    rutin: Run, ended: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("hold", "--person", "anst-1", "--reason", "Tvist.", "--by", "anst-1") == 0
    assert rutin("people", "--forget", "anst-1") == 1
    assert "bevaras: ”Tvist.”" in capsys.readouterr().err


def test_it_goes_while_a_server_is_at_work_on_the_same_file(rutin: Run, ended: str) -> None:
    with Engine.open(URL) as serving:
        running = serving.start("kaffe", WORKER, "norra", {"koppar": 2}).instance
        assert rutin("retain", "--yes", "--by", "anst-1") == 0
        assert serving.records.view(running, WORKER)["status"] == "running"
        serving.choose(running, "fyll_pa", "slut", WORKER)
        assert [each["id"] for each in serving.records.instances(WORKER, running=False)] == [running]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_all_that_is_kept_about_somebody_is_a_page_that_stands_by_itself(
    rutin: Run, ended: str, folder: Path, language: str
) -> None:
    assert rutin("extract", "--person", "anst-1", "--output", "anst.html", "--language", language) == 0
    page = (folder / "anst.html").read_text("utf-8")

    assert page.startswith(f'<!DOCTYPE html>\n<html lang="{language}">')
    assert ended in page
    assert {"sv": "valde: Fyll på vatten, Kaffet är slut", "en": "chose: Fyll på vatten"}[language] in page
    assert {"sv": "känd sedan", "en": "known since"}[language] in page
    assert "http" not in page
    assert "<script" not in page


def test_what_somebody_typed_is_text_on_the_page(
    rutin: Run, ended: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Engine.open(URL) as engine:
        engine.suggestions.suggest(WORKER, "kaffe", "<b>Mera</b> kaffe.")
    assert rutin("extract", "--person", "anst-1", "--output", "-") == 0
    assert "&lt;b&gt;Mera&lt;/b&gt; kaffe." in capsys.readouterr().out


def test_the_same_is_json_for_programs(rutin: Run, ended: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert rutin("extract", "--person", "anst-1", "--format", "json", "--output", "-") == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["command"] for each in told["done"]] == ["StartCase", "Choose"]
    assert rutin("extract", "--person", "nobody") == 1


def test_every_column_of_an_extract_has_a_name() -> None:
    shown = {column.name for table in ABOUT for column in table.columns} - frozenset().union(*HIDDEN.values())

    assert shown <= set(COLUMNS)
    assert {table.name for table in ABOUT} | {"receipts"} == set(TABLES)
