"""`rutin people`, `deliveries`, `reads`, `settings`: what those who run a Rutin see to."""

from __future__ import annotations

import json

import pytest

from engine.run.instance import Person
from engine.service.engine import Engine
from tests.api.cli.conftest import Run
from tests.api.http.town import MAILING

WORKER = Person("anst-1", frozenset({("medarbetare", "norra")}))


def mailing() -> str:
    """An instance whose mail waits."""
    with Engine.open("sqlite:///rutin.db") as engine:
        engine.publish([MAILING])
        return engine.start("mejl", WORKER, "norra").instance


def test_people_are_listed_and_forgotten(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    mailing()
    assert rutin("people") == 0
    assert "anst-1" in capsys.readouterr().out
    assert rutin("people", "--forget", "anst-1") == 0
    assert capsys.readouterr().out == "anst-1 är glömd.\n"
    assert rutin("people", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert rutin("people", "--forget", "anst-1") == 1
    assert "anst-1" in capsys.readouterr().err


def test_deliveries_are_listed_and_sent_again(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    instance = mailing()
    assert rutin("deliveries") == 0
    assert capsys.readouterr().out.startswith(f"{instance}-1  mail  väntar  försök: 0")
    assert rutin("deliveries", "--again", f"{instance}-1") == 0
    assert "rutin worker" in capsys.readouterr().out
    assert rutin("deliveries", "--again", "x-1") == 1
    assert "försändelse" in capsys.readouterr().err


def test_who_has_read_an_instance_is_listed(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    instance = mailing()
    with Engine.open("sqlite:///rutin.db") as engine:
        engine.records.view(instance, WORKER)
    assert rutin("reads", instance) == 0
    assert capsys.readouterr().out.endswith("  anst-1  view\n")
    assert rutin("reads", "x") == 1


def test_settings_are_listed_without_what_is_secret(
    rutin: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUTIN_SMTP_PASSWORD", "hemligt")
    assert rutin("settings") == 0
    lines = capsys.readouterr().out.splitlines()
    assert "RUTIN_SMTP_PASSWORD  satt" in lines
    assert any(line.startswith("RUTIN_PORT  förval  8000") for line in lines)
