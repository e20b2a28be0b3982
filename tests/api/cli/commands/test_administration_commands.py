"""`rutin people`, `deliveries`, `reads`, `settings`: what those who run a Rutin see to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.run.instance import Person
from engine.service.engine import Engine
from tests.api.cli.conftest import Run
from tests.api.http.town import MAILING
from tests.api.transports.receiver import Receiver, receiving

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


def opened(rutin: Run) -> None:
    """A database with a routine, and nobody known."""
    with Engine.open("sqlite:///rutin.db") as engine:
        engine.publish([MAILING])


def test_somebody_is_written_down(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    opened(rutin)
    add = ("people", "--add", "anst-7", "--name", "Åäö", "--role", "medarbetare", "--unit", "norra")
    assert rutin(*add) == 0
    assert capsys.readouterr().out == "1 nya, 0 ändrade, 0 som förut.\n"
    assert rutin("people", "--search", "åÄÖ") == 0
    assert "anst-7  Åäö  medarbetare norra" in capsys.readouterr().out
    assert rutin(*add[:-4], "--role", "medarbetar", "--unit", "norra") == 1
    assert "Menade du ”medarbetare”" in capsys.readouterr().err
    assert rutin(*add[:-4], "--role", "medarbetar", "--unit", "norra", "--new-role") == 0
    assert rutin(*add[:-2]) == 2


def test_a_spreadsheet_is_written_down_or_told_what_is_wrong_of_it(
    rutin: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    opened(rutin)
    sheet = Path("personal.csv")
    sheet.write_bytes("Id;Namn;Roll;Enhet\r\nanst-7;Åäö;medarbetare;norra\r\n".encode("cp1252"))
    assert rutin("people", "--import", str(sheet), "--dry-run") == 0
    assert "Det skulle bli 1 nya" in capsys.readouterr().out
    assert rutin("people", "--import", str(sheet), "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == {"added": 1, "changed": 0, "unchanged": 0, "dry_run": False}
    assert rutin("people", "--export", "ut.csv") == 0
    assert "anst-7;Åäö;medarbetare;norra" in Path("ut.csv").read_text(encoding="utf-8-sig")
    sheet.write_text("Id;E-post\nanst-8;x\nanst-9;y\n")
    assert rutin("people", "--import", str(sheet)) == 1
    wrong = capsys.readouterr().err.splitlines()
    assert [each.partition(":")[0] for each in wrong[:2]] == [
        "Rad 2, kolumnen E-post",
        "Rad 3, kolumnen E-post",
    ]
    assert wrong[2] == "Ingen har skrivits in."
    assert rutin("people", "--import", "finns-inte.csv") == 2


def test_deliveries_are_listed_and_sent_again(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    instance = mailing()
    assert rutin("deliveries") == 0
    assert capsys.readouterr().out.startswith(f"{instance}-1  mail  väntar  försök: 0")
    assert rutin("deliveries", "--again", f"{instance}-1") == 0
    assert "rutin worker" in capsys.readouterr().out
    assert rutin("deliveries", "--again", "x-1") == 1
    assert "försändelse" in capsys.readouterr().err


def test_a_test_is_sent_by_the_settings_and_told_of(
    rutin: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiving(Receiver(body=b"OK")) as gateway:
        monkeypatch.setenv("RUTIN_SMS_ADDRESS", gateway.address)
        monkeypatch.setenv("RUTIN_SMS_FIELDS", '{"to": "{to}", "text": "{text}"}')
        monkeypatch.setenv("RUTIN_SMS_TAKEN_PATTERN", "^OK")
        assert rutin("deliveries", "--test", "+46700000000") == 0
        assert json.loads(gateway.last.body)["to"] == "+46700000000"
        assert capsys.readouterr().out == "Det togs emot. Se efter att det kom fram.\n"
        gateway.body = b"ERR no credit"
        assert rutin("deliveries", "--test", "+46700000000") == 1
        assert "no credit" in capsys.readouterr().err
    assert rutin("deliveries", "--test", "it@kommun.example") == 1
    assert "docs/sending.md" in capsys.readouterr().err
    assert rutin("deliveries", "--test", "https://it.example/x") == 1
    assert "RUTIN_WEBHOOK_ADDRESSES" in capsys.readouterr().err
    assert rutin("deliveries", "--test", "ingenstans") == 2
    assert "+46700000000" in capsys.readouterr().err


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
