"""`rutin drills`: what nobody has done for real, as scenarios to practise."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from api.settings import Settings
from engine.run.instance import Person
from engine.service.engine import Engine
from tests.api.cli.conftest import Run

WORKER = Person("m1", frozenset({("medarbetare", "norra")}))


@pytest.fixture
def coffee_was_made(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """The routine is published, and somebody has followed its main way."""
    assert rutin("publish") == 0
    capsys.readouterr()
    with Engine.open(Settings.load().database_url) as engine:
        made = engine.start("kaffe", WORKER, "norra", {"koppar": 2}).instance
        engine.choose(made, "fyll_pa", "fyllt", WORKER, checked=[1])
        engine.choose(made, "vanta", "klar", WORKER)


@pytest.mark.usefixtures("coffee_was_made")
def test_what_nobody_has_done_is_told_step_by_step(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert rutin("drills") == 0
    out = capsys.readouterr().out
    assert "Koka kaffe: 3 av 6 val, tider och slut" in out
    assert "Övar valet ”Kaffet är slut” (”Fyll på vatten”); slutet ”Det blev inget kaffe”" in out
    assert "Medarbetare väljer ”Kaffet är slut” i steget ”Fyll på vatten”." in out
    assert "Jag har fyllt på" not in out


@pytest.mark.usefixtures("coffee_was_made")
def test_a_scenario_of_the_file_can_be_shown_by_the_command_that_is_told(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("drills") == 0
    assert "rutin storyboard" not in capsys.readouterr().out
    routine = folder / "routines" / "kaffe.yaml"
    own = "scenarios:\n  - {title: Slut, facts: {koppar: 2}, play: [{medarbetare: slut}], ends: inget}\n"
    routine.write_text(routine.read_text("utf-8") + own, "utf-8")
    assert rutin("drills") == 0
    told = re.search(r"Visa det som bilder: rutin (storyboard .+)$", capsys.readouterr().out, re.M)
    assert told
    assert rutin(*told[1].split()) == 0
    assert (folder / "kaffe-1-slut.pptx").is_file()


@pytest.mark.usefixtures("coffee_was_made")
def test_what_was_done_before_the_day_does_not_count(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert rutin("drills", "--since", "2199-01-01", "--language", "en") == 0
    assert "6 of 6 choices, timers and ends" in capsys.readouterr().out


@pytest.mark.usefixtures("coffee_was_made")
def test_programs_get_json_with_what_to_paste(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert rutin("drills", "routines/kaffe.yaml", "--format", "json") == 0
    (found,) = json.loads(capsys.readouterr().out)["routines"]
    assert (found["ways"], found["untaken"], found["impossible"]) == (6, 3, [])
    practised = [way["id"] for drill in found["drills"] for way in drill["practises"]]
    assert sorted(practised) == ["0", "inget", "slut"]
    assert all("  - title:" in drill["yaml"] for drill in found["drills"])


@pytest.mark.usefixtures("coffee_was_made")
def test_a_routine_that_is_not_published_is_practised_whole(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        (folder / "routines" / "kaffe.yaml")
        .read_text(encoding="utf-8")
        .replace("routine: kaffe", "routine: te")
    )
    (folder / "routines" / "te.yaml").write_text(text, encoding="utf-8")

    assert rutin("drills", "routines/te.yaml") == 0
    assert "6 av 6" in capsys.readouterr().out


def test_without_a_database_it_says_what_to_do(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert rutin("drills") == 2
    assert "Det finns ingen databas" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["i går", "2026-13-01", "0001-01-01"])
def test_a_day_that_is_none_is_refused(rutin: Run, capsys: pytest.CaptureFixture[str], day: str) -> None:
    assert rutin("drills", "--since", day) == 2
    assert (
        f"”{day}” går inte att använda för --since. Skriv en dag, till exempel 2026-01-31."
        in capsys.readouterr().err
    )


def test_errors_of_the_files_come_first(rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder / "routines" / "kaffe.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("to: inget}", "to: ingett}"), encoding="utf-8")

    assert rutin("drills") == 1
    told = capsys.readouterr()
    assert "Menade du ”inget”?" in told.err
    assert told.out == "", "standard output is for what was asked for, which may be JSON"
