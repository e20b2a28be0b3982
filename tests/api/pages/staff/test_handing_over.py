"""An instance is given to a colleague by a pick from a list, and the history says to whom by name."""

from __future__ import annotations

import pytest

from engine.service.people.entry import entry
from tests.accessibility import violations
from tests.api.house import House
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.phone import Phone

COLLEAGUE, ELSEWHERE = "Kollegan på kvällen", "Kollegan i en annan enhet"


@pytest.fixture
def phone(demo: House, phones: Phones) -> Phone:
    """The phone of an employee in the middle of a visit, with colleagues who are written down."""
    demo.engine.people.write(
        [
            entry("anst-20", COLLEAGUE, grants=[("medarbetare", "demo")]),
            entry("anst-21", ELSEWHERE, grants=[("medarbetare", "demo-2")]),
        ]
    )
    phone = phones("Medarbetare i enheten demo")
    phone.opens("/start/besok")
    phone.presses("Starta rutinen", ref="S-101")
    return phone


def test_who_takes_over_is_picked_by_name(phone: Phone, demo: House) -> None:
    instance = phone.response.url.path
    phone.follows("Lämna över till en kollega")
    assert COLLEAGUE in phone.page.text
    assert ELSEWHERE not in phone.page.text
    assert violations(phone.response.text) == []
    phone.presses("Lämna över", to="anst-20")
    assert "Ta steget" not in phone.page.buttons
    phone.opens(f"{instance}/history")
    assert f"Lämnade över till {COLLEAGUE}" in phone.page.text
    colleague = demo.person("anst-20", ("medarbetare", "demo"))
    assert colleague.follows(instance.rpartition("/")[2]).view["steps"][0]["mine"]


def test_the_demonstration_has_a_colleague_to_hand_over_to(phone: Phone, phones: Phones) -> None:
    phone.follows("Lämna över till en kollega")
    assert "Medarbetare 2" in phone.page.text
    phone.presses("Lämna över", to="demo-medarbetare-b")
    colleague = phones("Medarbetare 2 i enheten demo")
    colleague.opens("/home")
    assert "Läs om [Referens]" in colleague.page.text
    colleague.follows("Fortsätt")
    assert colleague.presses("Jag har läst").heading == "Kontrollera väskan"


@pytest.mark.parametrize(
    ("to", "said"), [("", "Välj vem som ska ta över."), ("anst-21", "har ingen roll i enheten")]
)
def test_nobody_is_given_it_who_can_not_go_on_with_it(phone: Phone, to: str, said: str) -> None:
    instance = phone.response.url.path
    phone.opens(f"{instance}/hand-over")
    phone.presses("Lämna över", to=to)
    assert phone.response.status_code == 422
    assert said in phone.page.text
    phone.opens(instance)
    assert "Jag har läst" in phone.page.buttons


def test_a_stranger_is_told_of_nobody(phone: Phone, phones: Phones) -> None:
    stranger = phones("Medarbetare i en annan enhet")
    stranger.opens(f"{phone.response.url.path}/hand-over")
    assert stranger.response.status_code == 403
    assert COLLEAGUE not in stranger.page.text
