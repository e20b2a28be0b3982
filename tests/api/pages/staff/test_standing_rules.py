"""What always and never holds, on the page of a step: each under a heading of its own, and escaped."""

from __future__ import annotations

from pathlib import Path

from tests.api.house import house
from tests.api.pages.staff.conftest import Phones

ROUTINE = """
routine: besok
version: 1
title: Besök
roles: {medarbetare: Medarbetare, chef: {title: Chef, manager: yes}}
always: Bär <legitimation>.
never: {rule: Ingen går in ensam., section: Hemma}
states:
  ring: {title: Ring först, role: medarbetare, section: Före}
  ga_in: {title: Gå in, role: medarbetare, section: Hemma}
  slut: {end: klart}
"""


def test_a_step_shows_the_rules_that_concern_it_and_no_others(phones: Phones, tmp_path: Path) -> None:
    (tmp_path / "besok.yaml").write_text(ROUTINE, "utf-8")
    with house(tmp_path, demo=True) as built:
        phone = phones("Medarbetare i enheten demo", at=built)
        phone.opens("/start/besok")
        phone.presses("Starta rutinen")
        assert "Alltid" in phone.page.text
        assert "Bär <legitimation>." in phone.page.text
        assert "Ingen går in ensam." not in phone.page.text

        assert phone.presses("Klar").heading == "Gå in"
        assert "Ingen går in ensam." in phone.page.text
        assert "Hemma: Ingen går in ensam." in phone.opens("/routines/besok").text
