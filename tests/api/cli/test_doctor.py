"""`rutin doctor` finds what will not work, what somebody ought to think of, and says what to do; it sends and changes nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.cli.doctor import kept, machine
from api.cli.doctor.finding import Finding
from api.cli.doctor.reached import reached
from api.settings import Settings
from engine.run.instance import Person
from engine.service.engine import Engine
from tests.api.cli.conftest import Run
from tests.api.transports.mailbox import Mailbox, receiving
from tests.api.transports.receiver import Receiver
from tests.api.transports.receiver import receiving as answering
from tests.stored.released import LAST, sqlite_of

Look = Callable[[], dict[str, tuple[str, str]]]


@pytest.fixture
def look(rutin: Run, capsys: pytest.CaptureFixture[str]) -> Look:
    """What `rutin doctor` says, by what it is about: how it is, and the sentence."""

    def ask() -> dict[str, tuple[str, str]]:
        capsys.readouterr()
        code = rutin("doctor", "--format", "json")
        told = json.loads(capsys.readouterr().out)
        assert code == any(each["state"] == "wrong" for each in told)
        return {each["what"]: (each["state"], each["message"]) for each in told}

    return ask


def about(findings: list[Finding]) -> dict[str, str]:
    """How each thing is, in Swedish."""
    return {each.what.sv: f"{each.state}: {each.said.sv}" for each in findings}


def test_what_is_as_it_should_be_is_told_so(rutin: Run, look: Look) -> None:
    rutin("publish")
    with Engine.open("sqlite:///rutin.db") as engine:
        engine.tokens.add("m1", [("medarbetare", "norra"), ("enhetschef", "norra")])
    told = look()
    well = {what for what, (state, _) in told.items() if state == "well"}
    assert well == {
        "Bilder",
        "Typsnitt",
        "Disk",
        "Databas",
        "Klocka",
        "Rutiner",
        "Roller",
        "Tider",
        "Utskick",
        "Sms",
    }
    assert told["Mejl"][0] == told["Adress"][0] == "look"


def test_a_database_that_is_not_there_is_told_and_not_made(look: Look, folder: Path) -> None:
    state, said = look()["Databas"]
    assert state == "wrong"
    assert "Det finns ingen databas rutin.db här." in said
    assert not (folder / "rutin.db").exists()


def test_that_nothing_is_published_is_told_with_how(look: Look) -> None:
    Engine.open("sqlite:///rutin.db").close()
    assert look()["Rutiner"] == ("wrong", "ingen är publicerad. Skriv: rutin publish")


def test_a_database_of_the_release_before_is_told_and_left_as_it_is(look: Look, folder: Path) -> None:
    sqlite_of(LAST, folder)
    before = (folder / "rutin.db").read_bytes()
    state, said = look()["Databas"]
    assert (state, "rutin backup" in said) == ("look", True)
    assert (folder / "rutin.db").read_bytes() == before


def test_an_empty_database_is_told_and_left_empty(look: Look, folder: Path) -> None:
    sqlite3.connect(folder / "rutin.db").close()
    state, said = look()["Databas"]
    assert (state, "rutin publish" in said) == ("wrong", True)
    assert (folder / "rutin.db").read_bytes() == b""


def test_a_published_routine_that_can_not_be_read_is_named(rutin: Run, look: Look, folder: Path) -> None:
    rutin("publish")
    with sqlite3.connect(folder / "rutin.db") as database:
        database.execute("UPDATE routines SET document = '[]'")
    assert look()["Rutiner"] == (
        "wrong",
        "går inte att läsa: kaffe. De andra går att arbeta efter. Skriv: rutin audit",
    )


def test_a_role_that_nobody_holds_is_told(rutin: Run, look: Look) -> None:
    rutin("publish")
    with Engine.open("sqlite:///rutin.db") as engine:
        engine.tokens.add("m1", [("medarbetare", "norra")])
    state, said = look()["Roller"]
    assert state == "look"
    assert said.startswith("ingen har enhetschef.")


def test_what_nobody_has_decided_is_summed_up(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    routine = folder / "routines" / "kaffe.yaml"
    text = routine.read_text("utf-8")
    routine.write_text(text.replace("koppar.", "koppar, som i {settings.matt}."), encoding="utf-8")
    (folder / "routines" / "settings.yaml").write_text(
        "settings: {matt: {title: Mått, value: }}", encoding="utf-8"
    )
    assert rutin("publish") == 0
    rutin("doctor")
    assert "– Uppgifter: utan värde i settings.yaml: matt." in capsys.readouterr().out


def test_a_timer_that_nobody_sees_to_is_told(rutin: Run, look: Look) -> None:
    rutin("publish")
    long_ago = datetime.now(UTC) - timedelta(hours=2)
    with Engine.open("sqlite:///rutin.db", clock=lambda: long_ago) as engine:
        worker = Person("m1", frozenset({("medarbetare", "norra")}))
        engine.start("kaffe", worker, "norra", {"koppar": 2})
    state, said = look()["Tider"]
    assert state == "wrong"
    assert said.startswith("en är 110 minuter sen: ingen sköter dem.")


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(seconds=5), "well: går som databasens"),
        (timedelta(minutes=2), "wrong: går 120 sekunder före databasens."),
        (timedelta(minutes=-1), "wrong: går 60 sekunder efter databasens."),
    ],
)
def test_a_clock_that_differs_from_the_database_s_is_told(ahead: timedelta, said: str) -> None:
    assert about([kept.clock(ahead)])["Klocka"].startswith(said)


def test_a_mail_server_that_is_not_there_is_told(folder: Path) -> None:
    settings = Settings.load(smtp_host="127.0.0.1", smtp_port=1, smtp_from="rutin@example.org")
    assert about(list(reached(settings)))["Mejl"].startswith(
        "wrong: Mejlservern 127.0.0.1 går inte att nå, eller bröt förbindelsen (ingen svarar där)"
    )


def test_a_mail_server_that_lets_us_in_is_well_and_gets_nothing(folder: Path) -> None:
    box = Mailbox()
    with receiving(box) as port:
        settings = Settings.load(
            smtp_host="127.0.0.1", smtp_port=port, smtp_security="none", smtp_from="rutin@example.org"
        )
        assert about(list(reached(settings)))["Mejl"] == "well: servern släpper in Rutin"
    assert box.taken == []


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"host": "0.0.0.0"}, "wrong: RUTIN_ADDRESS är inte satt: länkar"),
        ({"host": "127.0.0.1"}, "look: RUTIN_ADDRESS är inte satt: sidorna går bara"),
        ({"address": "https://127.0.0.1:1"}, "wrong: 127.0.0.1 går inte att nå (ingen svarar där)"),
    ],
)
def test_an_address_that_leads_astray_is_told(folder: Path, settings: dict[str, Any], said: str) -> None:
    assert about(list(reached(Settings.load(**settings))))["Adress"].startswith(said)


def test_a_sign_in_that_does_not_answer_as_it_should_is_told(folder: Path) -> None:
    with answering(Receiver(body=b'{"issuer": "https://somebody.example"}')) as other:
        settings = Settings.load(
            oidc_issuer=other.address,
            oidc_name="Kommunen",
            oidc_client_id="rutin",
            oidc_client_secret="bara-i-tester",
            oidc_roles={"rutin": "medarbetare:norra"},
            address=other.address,
        )
        told = about(list(reached(settings)))
    assert told["Adress"].startswith(f"wrong: på {other.address} svarar något annat än Rutin (200)")
    assert told["Inloggning"].startswith(
        "wrong: organisationens inloggning svarar inte som den ska (the document of"
    )


def test_a_sign_in_that_is_not_there_is_told_once_and_in_words(
    rutin: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {
        "ISSUER": "https://127.0.0.1:1",
        "NAME": "Kommunen",
        "CLIENT_ID": "rutin",
        "CLIENT_SECRET": "bara-i-tester",
        "ROLES": '{"rutin": "medarbetare:norra"}',
    }.items():
        monkeypatch.setenv(f"RUTIN_OIDC_{name}", value)
    monkeypatch.setenv("RUTIN_ADDRESS", "https://127.0.0.1:1")
    assert rutin("doctor") == 1
    told = capsys.readouterr()
    assert "organisationens inloggning svarar inte som den ska (ingen svarar där)." in told.out
    assert told.err == ""


def test_in_a_demonstration_nobody_outside_is_asked(folder: Path) -> None:
    assert list(reached(Settings.load(demo=True, smtp_host="127.0.0.1", smtp_from="rutin@example.org"))) == []


def test_a_program_that_does_not_draw_is_told(folder: Path) -> None:
    found = about(list(machine.machine(Settings.load(dot="nosuchprogram"))))
    assert found["Bilder"].startswith(
        "wrong: Bilden kunde inte ritas: programmet ”nosuchprogram” finns inte."
    )


def test_a_disk_that_is_nearly_full_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "ROOM", 1 << 60)
    assert about(list(machine.machine(Settings.load())))["Disk"].startswith("look: bara ")
