"""Whole stories in a real browser: a shift, a phone that is lost, a server that is killed, somebody who is let in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.house import REAL_ROUTINES, House, house
from tests.api.own_process import OwnProcess
from tests.api.pages.staff.conftest import Windows
from tests.browser import Window

EMPLOYEE = "Medarbetare i enheten demo"
MANAGER = "Enhetschef i enheten demo"


@pytest.fixture(scope="module")
def real() -> Iterator[House]:
    """A house with the organisation's own routines."""
    with house(REAL_ROUTINES, demo=True) as built:
        yield built


def arrives(phone: Window, visit: str) -> None:
    """Starts a visit from the shift, and has come there."""
    phone.presses("Starta ett stödpass").presses("Starta rutinen", besok_ref=visit)
    phone.presses("Jag är framme")
    assert phone.heading == "Registrera ankomst till stödpasset"


def finishes(phone: Window) -> None:
    """The visit, from its arrival on, and back to the shift."""
    for label in ("Ankomsten är registrerad", "Insatserna är utförda", "Insatser och tid är registrerade"):
        phone.presses(label)
    phone.does({"choose": ["insatser-samtal"], "press": "Spara och gå vidare"})
    phone.presses("Jag har dokumenterat")
    assert phone.heading == "Stödpasset är klart"
    phone.presses("Fortsätt med Arbetspass")


def test_a_shift_with_two_visits_and_a_phone_that_fails(windows: Windows, real: House) -> None:
    phone = windows(EMPLOYEE, at=real.address).opens("/start/arbetspass")
    phone.does({"type": {"pass_slut-clock": "23.30"}, "press": "Starta rutinen"})
    phone.presses("Jag har telefonen", telefon_id="T-07")
    phone.presses("Jag är inloggad").presses("Jag har läst")
    arrives(phone, "S-101")
    finishes(phone)
    arrives(phone, "S-102")
    phone.presses("Telefonen krånglar").presses("Starta rutinen")
    phone.does({"tick": True}, {"press": "Problemet kvarstår"})
    phone.does({"choose": ["symptom-skarm"], "press": "Spara och gå vidare", "heading": "Kontakta IT"})
    phone.presses("Jag har ringt IT-avdelningen").presses("Spara och gå vidare", arendenummer="17")
    phone.does({"choose": ["ersattning-reservtelefon"], "press": "Jag kan arbeta vidare"})
    phone.presses("Telefonen fungerar igen")
    assert phone.heading == "Telefonen fungerar igen"
    phone.presses("Fortsätt med Stödpass")
    finishes(phone)
    phone.presses("Avsluta passet").does({"tick": True}, {"press": "Allt är dokumenterat"})
    phone.presses("Jag har lämnat över").presses("Jag har loggat ut").presses("Telefonen står på sin plats")
    assert phone.heading == "Arbetspasset är slut"
    assert "Du har inget som pågår." in phone.opens("/home").text


def test_a_phone_is_lost_and_its_owner_and_the_manager_each_have_a_browser(
    windows: Windows, real: House
) -> None:
    borrowed = windows(EMPLOYEE, at=real.address).opens("/start/forlorad_telefon")
    borrowed.presses("Starta rutinen").presses("Jag upptäckte det nu")
    answers = ["handelse-stulen", "skarmlas-yes", "inloggad-no", "dosa_borta-no"]
    borrowed.does({"choose": answers, "press": "Spara och gå vidare"})
    assert borrowed.heading == "Bege dig till kontoret snarast"
    real.passes(minutes=1)
    manager = windows(MANAGER, at=real.address).opens("/unit")
    assert "Medarbetaren är på väg till kontoret." in manager.text
    borrowed.presses("Jag är på kontoret").presses("Enhetschefen vet")
    manager.opens("/home").presses("Bedöm personuppgiftsincidenten").presses("Anmäl till IMY")
    assert manager.title.startswith("Sparat. ")
    borrowed.opens("/home").presses("Fortsätt")
    borrowed.presses("Stölden är polisanmäld", k_nummer="K-1")
    manager.opens("/home").presses("Spärra telefonen och kontot")
    manager.does({"tick": True}, {"press": "Allt är spärrat"})
    assert "Anmäl till IMY" in manager.opens("/home").text
    manager.presses("Anmäl till IMY").presses("Anmälan är skickad")
    assert manager.heading == "Lämna ut en ersättningstelefon"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[OwnProcess]:
    """A server in demonstration mode that can be killed."""
    routines = str(Path(__file__).parents[2] / "routines")
    served = OwnProcess(f"sqlite:///{tmp_path / 'rutin.db'}", "--demo", ROUTINES=routines)
    served.begins()
    yield served
    served.is_killed()


def test_a_server_that_is_killed_in_the_middle_costs_nobody_what_was_done_or_ticked(
    windows: Windows, server: OwnProcess
) -> None:
    phone = windows(EMPLOYEE, at=server.address).opens("/start/besok")
    phone.presses("Starta rutinen", ref="S-101").presses("Jag har läst")
    phone.does({"choose": ["item-1"], "says": "1 av 2 klara. Sparat"}, {"choose": ["item-2"]})
    where = phone.does({"ready": True}).path
    server.is_killed()
    phone.does({"press": "Väskan är packad", "heading": "Vänta på leverans"})
    server.begins()
    phone.opens("/home").does({"ready": True}).opens(where)
    assert phone.heading == "Vänta på leverans"
    assert phone.presses("Historik").text.count("Väskan är packad") == 1


def test_somebody_without_an_account_is_let_in_with_the_code_that_the_manager_shows(
    windows: Windows,
) -> None:
    with house(REAL_ROUTINES) as built:
        token = built.engine.tokens.add("anst-2001", [("enhetschef", "norra")])
        manager = windows(at=built.address).opens("/").presses("Logga in", token=token)
        manager.opens("/unit/people").presses("Släpp in någon för ett pass")
        manager.presses("Visa en kod", name="Vikarie Ett", until="16.00")
        assert manager.heading == "Kod för Vikarie Ett"
        code = re.search(r"\b[A-Z0-9]{4} [A-Z0-9]{4}\b", manager.text)
        assert code
        temporary = windows(at=built.address).opens("/").presses("Jag har en kod")
        assert temporary.presses("Kom in", code=code[0]).heading == "Hem"
        assert temporary.opens("/start/arbetspass").heading == "Arbetspass med arbetstelefon"
        built.waits(hours=9)
        assert "Logga in" in temporary.opens("/home").text
