"""`rutin publish`, `token`, `audit`, `worker`: the commands that keep things in a database."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from engine.run.instance import Person
from engine.service.engine import Engine
from tests.api.cli.conftest import ROUTINE, Run


def test_publish_tells_what_is_new_and_what_was_there(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert rutin("publish") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "kaffe version 1: publicerad"
    assert rutin("publish", "routines/kaffe.yaml") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "kaffe version 1: redan publicerad"


def test_a_published_version_is_never_changed(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("publish")
    (folder / "routines" / "kaffe.yaml").write_text(
        ROUTINE.replace("Koka kaffe", "Brygg kaffe"), encoding="utf-8"
    )
    assert rutin("publish") == 1
    assert "Höj till version: 2" in capsys.readouterr().err


def test_nothing_is_published_where_one_routine_has_an_error(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "routines" / "te.yaml").write_text("routine: te\n", encoding="utf-8")
    assert rutin("publish") == 1
    assert "Inget har publicerats" in capsys.readouterr().err
    with Engine.open("sqlite:///rutin.db") as engine:
        assert engine.routines() == []


CALLER = """\
routine: fika
version: 1
title: Fika
language: sv
roles: {medarbetare: Medarbetare, chef: {title: Chefen, manager: yes}}
start: medarbetare
states:
  duka: {title: Duka, role: medarbetare, choices: {dukat: {label: Dukat, to: brygg}}}
  brygg: {call: kok, to: slut}
  slut: {end: klart}
"""
CALLED = """\
routine: kok
version: 1
title: Kok
language: sv
roles: {medarbetare: Medarbetare, chef: {title: Chefen, manager: yes}}
facts: {sort: {type: text, title: Sort}}
start: {by: medarbetare, ask: [{fact: sort, required: no}]}
states:
  koka: {title: Koka, role: medarbetare, choices: {kokt: {label: Kokt, to: slut}}}
  slut: {end: klart}
"""


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "sv",
            "  fika version 1 (pågår: 2) fortsätter med kok version 1, för version 2 passar den inte.",
        ),
        (
            "en",
            "  fika version 1 (running: 2) goes on with kok version 1, since version 2 does not fit it.",
        ),
    ],
)
def test_publish_tells_what_runs_and_does_not_get_what_is_published(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str], language: str, told: str
) -> None:
    publish_both(rutin, folder)
    publish_wider(rutin, folder, language)
    assert told in capsys.readouterr().out.splitlines()


def test_publish_tells_what_runs_and_can_not_be_read_and_publishes_the_rest(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish_both(rutin, folder)
    with sqlite3.connect("rutin.db") as database:
        database.execute("UPDATE routines SET document = '[]' WHERE id = 'fika'")
    database.close()

    publish_wider(rutin, folder, "sv")

    told = capsys.readouterr().out.splitlines()
    assert "kok version 2: publicerad" in told
    assert (
        "  fika version 1 (pågår: 2) går inte att läsa, så det är inte känt vad som pågår får. Skriv: rutin audit"
        in told
    )


def publish_both(rutin: Run, folder: Path) -> None:
    """A routine that calls another, and two that run."""
    for name, text in (("fika", CALLER), ("kok", CALLED)):
        (folder / "routines" / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert rutin("publish") == 0
    with Engine.open("sqlite:///rutin.db") as engine:
        for _ in range(2):
            engine.start("fika", Person("anst-1", frozenset({("medarbetare", "norra")})), "norra")


def publish_wider(rutin: Run, folder: Path, language: str) -> None:
    """The called routine asks for more, and its caller hands it down."""
    needs_more = CALLED.replace("version: 1", "version: 2").replace("{fact: sort, required: no}", "sort")
    handed_down = CALLER.replace("version: 1", "version: 2").replace(
        "call: kok", "call: kok, with: {sort: \"'mörk'\"}"
    )
    for name, text in (("fika", handed_down), ("kok", needs_more)):
        (folder / "routines" / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert rutin("publish", "--language", language) == 0


def test_a_token_is_shown_once_and_works(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    rutin("publish")
    capsys.readouterr()
    assert rutin("token", "--subject", "anst-1", "--role", "medarbetare", "--unit", "norra") == 0
    token = capsys.readouterr().out.strip()
    with Engine.open("sqlite:///rutin.db") as engine:
        bearer = engine.tokens.bearer(token)
    assert bearer is not None
    assert bearer.person.grants == {("medarbetare", "norra")}
    with sqlite3.connect("rutin.db") as database:
        stored = str(database.execute("select * from tokens").fetchall())
    database.close()
    assert token not in stored


def test_a_token_for_programs_to_read(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    rutin("publish")
    capsys.readouterr()
    roles = ["--role", "enhetschef", "--unit", "norra", "--role", "enhetschef", "--unit", "sodra"]
    assert rutin("token", "--subject", "anst-2", *roles, "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["grants"] == [["enhetschef", "norra"], ["enhetschef", "sodra"]]


def test_each_role_of_a_token_has_its_unit(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert rutin("token", "--subject", "a", "--role", "r", "--role", "s", "--unit", "u") == 2
    assert "Varje --role behöver en egen --unit" in capsys.readouterr().err


def _one_choice() -> None:
    with Engine.open("sqlite:///rutin.db") as engine:
        bearer = engine.tokens.bearer(engine.tokens.add("anst-1", {("medarbetare", "norra")}))
        assert bearer is not None
        engine.start("kaffe", bearer.person, "norra", {"koppar": 2})


def test_audit_finds_nothing_in_an_untouched_history(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    rutin("publish")
    _one_choice()
    assert rutin("audit") == 0
    assert "1 ärenden med 1 rader historik granskade: allt är som det skrevs." in capsys.readouterr().out


def test_audit_names_the_row_that_was_altered(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    rutin("publish")
    _one_choice()
    with sqlite3.connect("rutin.db") as database:
        database.execute("update history set content = replace(content, '\"koppar\":2', '\"koppar\":9')")
    database.close()
    capsys.readouterr()
    assert rutin("audit", "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert [(each["sequence"], each["kind"]) for each in told["findings"]] == [(1, "altered")]
    assert rutin("audit", "--language", "en") == 1
    assert "row 1 of the history was altered" in capsys.readouterr().out


def test_the_worker_does_what_is_due_and_stops(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    rutin("publish")
    capsys.readouterr()
    assert rutin("worker", "--once") == 0
    assert capsys.readouterr().out == "0 gjorda.\n"


def test_a_database_that_is_none_is_told_without_a_traceback(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "rutin.db").write_bytes(b"this is no database at all" * 100)
    assert rutin("audit") == 2
    err = capsys.readouterr().err
    assert "skadad eller är ingen databas" in err
    assert "Traceback" not in err


def test_a_wrong_setting_is_told_with_what_is_allowed(
    rutin: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RUTIN_DATABASE_URL", "mysql://server/rutin")
    assert rutin("publish") == 2
    assert "RUTIN_DATABASE_URL" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [["audit"], ["token", "--subject", "a", "--role", "r", "--unit", "u"]], ids=["audit", "token"]
)
def test_a_command_that_needs_a_database_makes_none(
    command: list[str], rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin(*command) == 2
    assert "Det finns ingen databas rutin.db här" in capsys.readouterr().err
    assert not (folder / "rutin.db").exists()


@pytest.mark.parametrize("subject", ["", "två ord", "s\x01", "x" * 41])
def test_a_token_is_for_a_subject_that_can_be_named(
    subject: str, rutin: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("publish")
    assert rutin("token", "--subject", subject, "--role", "medarbetare", "--unit", "norra") == 2
    assert "går inte att använda" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("update instances set body = '[1'", "leder inte dit som är sparat"),
        ("update history set at = 'x'", "är sparad så att den inte går att läsa"),
    ],
)
def test_audit_names_a_case_that_can_not_be_read(
    change: str, sentence: str, rutin: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("publish")
    _one_choice()
    with sqlite3.connect("rutin.db") as database:
        database.execute(change)
    database.close()
    capsys.readouterr()
    assert rutin("audit") == 1
    assert sentence in capsys.readouterr().out


MAKE = ("token", "--role", "medarbetare", "--unit", "norra", "--subject")


def test_tokens_are_listed_and_ended_by_whose_they_are(
    rutin: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("publish")
    capsys.readouterr()
    for subject in ("anst-1", "anst-1", "anst-2"):
        assert rutin(*MAKE, subject) == 0
    first, *_ = capsys.readouterr().out.split()
    assert rutin("token", "--list") == 0
    assert capsys.readouterr().out.count("gäller") == 3
    assert rutin("token", "--end", "--subject", "anst-1") == 0
    assert capsys.readouterr().out == "2 nycklar är avslutade. De slutar gälla inom fem sekunder.\n"
    assert rutin("token", "--list", "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [(each["subject"], each["works"]) for each in told].count(("anst-2", True)) == 1
    assert sum(each["works"] for each in told) == 1
    with Engine.open("sqlite:///rutin.db") as engine:
        assert engine.tokens.bearer(first) is None


def test_a_token_may_have_a_last_day(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    rutin("publish")
    assert rutin(*MAKE, "vik-1", "--until", "2099-08-31") == 0
    assert rutin("token", "--list", "--subject", "vik-1") == 0
    assert "gäller till 2099-08-31 22:00Z" in capsys.readouterr().out
    assert rutin("token", "--end", "--subject", "vik-1", "--until", "2001-01-31") == 0
    assert rutin("token", "--list", "--subject", "vik-1") == 0
    assert "avslutad" in capsys.readouterr().out


@pytest.mark.parametrize("day", ["2001-01-31", "nån gång", "20991231"])
def test_a_token_is_not_made_for_a_day_that_is_none_or_is_over(
    day: str, rutin: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("publish")
    assert rutin(*MAKE, "vik-1", "--until", day) == 2
    assert rutin("token", "--list") == 0
    assert "vik-1" not in capsys.readouterr().out


def test_a_role_that_no_published_routine_has_is_asked_about(
    rutin: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    mistyped = ("token", "--subject", "anst-1", "--role", "medarbtare", "--unit", "norra")
    with Engine.open("sqlite:///rutin.db"):
        pass
    assert rutin(*mistyped) == 0  # nothing is published: any role may come to be
    rutin("publish")
    assert rutin(*mistyped) == 1
    assert "Menade du ”medarbetare”?" in capsys.readouterr().err
    assert rutin(*mistyped, "--new-role") == 0


def test_nobody_gets_a_token_as_rutin_itself(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    rutin("publish")
    assert rutin(*MAKE, "system") == 1
    assert "Välj ett annat id" in capsys.readouterr().err


def test_an_administrator_s_token_has_no_roles(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    rutin("publish")
    capsys.readouterr()
    assert rutin("token", "--subject", "it-3", "--administrator") == 0
    token = capsys.readouterr().out.strip()
    with Engine.open("sqlite:///rutin.db") as engine:
        found = engine.tokens.bearer(token)
    assert found is not None
    assert (found.administers, found.person.grants) == (True, frozenset())
    assert rutin(*MAKE, "it-3", "--administrator") == 2
    assert "har inga roller" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [["--end"], ["--subject", "a"], ["--role", "r", "--unit", "u"], ["--subject", "a", "--role", "r"]],
)
def test_what_is_missing_of_a_token_is_told(
    words: list[str], rutin: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rutin("token", *words) == 2
    assert "Det saknas: --" in capsys.readouterr().err


def test_tokens_are_listed_or_ended(rutin: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert rutin("token", "--list", "--end", "--subject", "a") == 2
    assert "Välj --list eller --end." in capsys.readouterr().err


def test_a_backup_is_made_in_a_folder_and_read_back_elsewhere(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rutin("publish")
    with Engine.open("sqlite:///rutin.db") as engine:
        worker = Person("m1", frozenset({("medarbetare", "norra")}))
        engine.start("kaffe", worker, "norra", {"koppar": 2})
    (folder / "backups").mkdir()
    assert rutin("backup", "backups") == 0
    assert "Ärenden: 1, rader i historiken: 1, versioner av rutiner: 1." in capsys.readouterr().out
    (file,) = (folder / "backups").glob("rutin-*.db")
    monkeypatch.setenv("RUTIN_DATABASE_URL", "sqlite:///other.db")
    assert rutin("restore", str(file)) == 0
    told = capsys.readouterr().out
    assert "allt är som det skrevs" in told
    assert "Kopian har rutinerna kaffe, och i enheterna norra pågår något." in told
    assert rutin("restore", str(file)) == 2
    assert "är inte tom" in capsys.readouterr().err
    assert rutin("backup", str(file)) == 2
    assert "finns redan" in capsys.readouterr().err


def test_how_long_cases_are_kept_stops_to_hold_where_it_is_taken_away(rutin: Run, folder: Path) -> None:
    def set_to(text: str) -> str | None:
        (folder / "routines" / "settings.yaml").write_text(text, encoding="utf-8")
        assert rutin("publish") == 0
        with Engine.open("sqlite:///rutin.db") as engine:
            return engine.context.settings.get("retain")

    kept = "settings: {skap: Plan 2, retain: 2 år efter avslut}"
    assert set_to(kept) == "2 år efter avslut"
    assert set_to("settings: {skap: Plan 2, retain: }") is None
    assert set_to(kept) == "2 år efter avslut"
    assert set_to("settings: {skap: Plan 2}") is None
