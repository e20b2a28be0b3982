"""Whole stories on several phones: one that is lost, with its owner and the manager; a server that stops in the middle."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.api.house import REAL_ROUTINES, House, house
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.phone import Phone


def test_a_phone_is_lost_and_its_owner_and_the_manager_each_do_their_part(phones: Phones) -> None:
    with house(REAL_ROUTINES, demo=True) as built:
        borrowed = phones("Medarbetare i enheten demo", at=built)
        borrowed.opens("/start/forlorad_telefon")
        borrowed.presses("Starta rutinen")
        borrowed.presses("Jag upptäckte det nu")
        borrowed.presses(
            "Spara och gå vidare", handelse="stulen", skarmlas="yes", inloggad="no", dosa_borta="no"
        )
        assert borrowed.page.heading == "Bege dig till kontoret snarast"
        told = " ".join(borrowed.page.text.split())
        assert "Enhetschef får veta om 1 min, 08:01: En arbetstelefon är borta." in told
        built.passes(minutes=1)
        manager = phones("Enhetschef i enheten demo", at=built)
        manager.opens("/unit")
        assert "Medarbetaren är på väg till kontoret." in manager.page.text
        borrowed.presses("Jag är på kontoret")
        borrowed.presses("Enhetschefen vet")
        manager.opens("/home")
        for step in ("Spärra telefonen och kontot", "Polisanmäl stölden", "Bedöm personuppgiftsincidenten"):
            assert any(step in link for link in manager.page.links), step
        manager.follows("Bedöm personuppgiftsincidenten")
        manager.presses("Anmäl till IMY")
        assert "Sparat. " in manager.page.title
        borrowed.opens("/home")
        borrowed.follows("Fortsätt")
        assert borrowed.page.heading == "Polisanmäl stölden"
        borrowed.presses("Stölden är polisanmäld", k_nummer="K-1")
        assert borrowed.response.status_code == 200, borrowed.page.text


@pytest.fixture
def houses(tmp_path: Path) -> Iterator[Callable[[], House]]:
    """Gives the same house again and again, on its database, each time after the one before has stopped."""
    opened: list[object] = []

    def stop() -> None:
        while opened:
            opened.pop().__exit__(None, None, None)  # type: ignore[attr-defined]

    def start() -> House:
        stop()
        context = house(demo=True, url=f"sqlite:///{tmp_path}/rutin.db")
        opened.append(context)
        return context.__enter__()

    yield start
    stop()


def test_a_server_that_stops_in_the_middle_costs_nobody_a_tap_or_what_was_typed(
    phones: Phones, houses: Callable[[], House]
) -> None:
    phone: Phone = phones("Medarbetare i enheten demo", at=houses())
    phone.opens("/start/besok")
    phone.presses("Starta rutinen", ref="S-101")
    phone.presses("Jag har läst")
    phone.presses("Väskan är packad", ticks=("1",))
    phone.moves(houses().address)
    phone.opens("/home")
    phone.follows("Fortsätt")
    assert phone.page.heading == "Kontrollera väskan"
    assert any(("checked", "1") in form.fields for form in phone.page.forms)
    phone.presses("Väskan är packad", ticks=("1", "2"))
    assert phone.page.heading == "Vänta på leverans"
    phone.moves(houses().address)
    assert phone.sends_again().heading == "Vänta på leverans"
