"""What nobody has filled in, or decided, is not published unless it is asked for by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.cli.opening import publish
from engine.service.engine import Engine
from tests.api.cli.conftest import ROUTINE, Run

SETTINGS = "settings:\n  jour:\n    title: Jourens nummer\n    value: {value}\n"
EMERGENCY = ROUTINE.replace("start:", 'emergency: "Vid fara för liv: ring 112."\nstart:').replace(
    "for {koppar} koppar.".replace("for", "för"), "för {koppar} koppar. Ring {settings.jour}."
)


def filled_in(folder: Path, but: str = "") -> None:
    """All the starter's texts are put as one's own, but for one."""
    file = folder / "routines" / "prov.yaml"
    text = file.read_text("utf-8")
    for old, new in FILLED_IN.items():
        assert text.count(old) == 1, old
        if old != but:
            text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def published() -> list[str]:
    with Engine.open("sqlite:///rutin.db") as engine:
        return [each.id for each in engine.routines()]


def write(folder: Path, routine: str, value: str = "") -> None:
    (folder / "routines" / "kaffe.yaml").write_text(routine, encoding="utf-8")
    (folder / "routines" / "settings.yaml").write_text(SETTINGS.format(value=value), encoding="utf-8")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_starter_that_nobody_has_filled_in_is_not_published(
    rutin: Run, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    rutin("new", "prov", "--language", language)

    assert rutin("publish", "--language", "sv") == 1

    told = capsys.readouterr().err
    assert "prov: texten från mallen står kvar i" in told
    assert "--unfinished prov" in told
    assert published() == []


def test_nor_one_where_a_step_is_left_as_it_came(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("new", "prov")
    file = folder / "routines" / "prov.yaml"
    text = (
        file.read_text("utf-8").replace("Avhjälp felet", "Laga felet").replace("Ring chefen", "Ring jouren")
    )
    file.write_text(text, encoding="utf-8")

    assert rutin("publish", "--language", "en") == 1

    assert "“Beskriv felet”" in capsys.readouterr().err


FILLED_IN = {
    "Rutinen beskriver hur medarbetare tar hand om ett fel på utrustningen.": "Rutinen beskriver hur nycklar lånas.",
    "Var finns felet?": "Var hänger nyckeln?",
    "Är felet bråttom att åtgärda?": "Är det bråttom?",
    "Beskriv felet": "Kvittera nyckeln",
    "Har du beskrivit felet?": "Har du kvitterat nyckeln?",
    "Är felet bråttom?": "Ska chefen veta det?",
    "Berätta var felet är: {plats}.": "Säg att nyckeln är ute.",
    "Ett fel som är bråttom väntar på ditt svar.": "Någon väntar på en nyckel.",
    "Avhjälp felet": "Häng tillbaka nyckeln",
    "Ett fel är inte avhjälpt efter tre dygn.": "En nyckel är ute.",
    "title: Felet är avhjälpt": "title: Nyckeln är tillbaka",
    "Anmälan är avbruten": "Ingen nyckel behövdes",
    "label: Avbryt anmälan": "label: Nyckeln behövs inte",
    "Vill du avbryta anmälan?": "Behövs nyckeln inte?",
    "Ett fel som kan vänta": "En nyckel lånas",
    "title: Ett fel som är bråttom": "title: En nyckel som är bråttom",
    "Felet försvinner av sig självt": "Nyckeln var redan tillbaka",
    "Anmälan behövs inte": "Nyckeln behövs inte",
}
"""Each text of the Swedish starter that has to be one's own, and one that is."""


def test_one_that_is_filled_in_is_published(rutin: Run, folder: Path) -> None:
    rutin("new", "prov", "--language", "sv")
    filled_in(folder)

    assert rutin("publish") == 0


@pytest.mark.parametrize("left", FILLED_IN)
def test_one_where_any_text_is_left_as_it_came_is_not(
    rutin: Run, folder: Path, left: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rutin("new", "prov", "--language", "sv")
    filled_in(folder, but=left)

    assert rutin("publish", "--language", "sv") == 1

    words = left.partition(": ")[2] if left[0].islower() else left
    shown = "Ring chefen" if left.startswith("Berätta") else words
    assert f"prov: texten från mallen står kvar i ”{shown}”.\n" in capsys.readouterr().err


def test_a_setting_that_is_undecided_in_an_emergency_keeps_a_routine_from_being_published(
    rutin: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, EMERGENCY)

    assert rutin("publish") == 1

    told = capsys.readouterr().err
    assert "kaffe: steget ”Fyll på vatten” visar jour, som saknar värde i settings.yaml." in told
    assert published() == []


@pytest.mark.parametrize(
    ("routine", "value"), [(EMERGENCY, '"08-123"'), (EMERGENCY.replace("emergency:", "purpose:"), "")]
)
def test_one_that_is_decided_or_in_no_emergency_does_not(
    rutin: Run, folder: Path, routine: str, value: str
) -> None:
    write(folder, routine, value)

    assert rutin("publish") == 0


def test_what_is_asked_for_by_name_is_published_and_not_asked_about_again(rutin: Run, folder: Path) -> None:
    write(folder, EMERGENCY)

    assert rutin("publish", "--unfinished", "te") == 1
    assert rutin("publish", "--unfinished", "kaffe") == 0
    assert rutin("publish") == 0


def test_a_demonstration_publishes_all(folder: Path) -> None:
    write(folder, EMERGENCY)

    with Engine.open("sqlite:///rutin.db") as engine:
        assert publish(engine, [folder / "routines"], "sv")
    assert published() == ["kaffe"]
