"""What turned out wrong: a fact that is corrected, a routine that a manager ends early, a step that is taken and given back."""

from __future__ import annotations

import pytest

from engine.run.events.choosing import LONGEST_REASON
from tests.accessibility import violations
from tests.api.house import House
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.phone import Phone


@pytest.fixture
def phone(phones: Phones) -> Phone:
    """The phone of an employee in the middle of a visit."""
    phone = phones("Medarbetare i enheten demo")
    phone.opens("/start/besok")
    phone.presses("Starta rutinen", ref="S-101")
    return phone


def test_a_fact_is_corrected_with_a_reason_and_both_are_in_the_history(phone: Phone) -> None:
    instance = phone.response.url.path
    phone.follows("Var är jag?")
    phone.follows("Rätta en uppgift")
    phone.follows("Referens")
    assert phone.page.heading == "Rätta Referens"
    phone.presses("Spara rättelsen", ref="S-102", reason="Fel siffra.")
    assert phone.page.title.startswith("Sparat. ")
    assert "S-102" in phone.page.text
    phone.opens(instance)
    assert phone.page.heading == "Läs om S-102"
    phone.opens(f"{instance}/history")
    assert "Rättade Referens: Fel siffra." in phone.page.text


@pytest.mark.parametrize("reason", ["", " ", "x" * (LONGEST_REASON + 1), "a\u202eb"])
def test_a_correction_without_a_reason_that_can_be_read_is_none_and_nothing_typed_is_lost(
    phone: Phone, reason: str
) -> None:
    instance = phone.response.url.path
    phone.opens(f"{instance}/facts/ref")
    phone.presses("Spara rättelsen", ref="S-102", reason=reason)
    assert phone.response.status_code == 422
    assert phone.page.title.startswith("Fel: ")
    assert ("ref", "S-102") in phone.page.forms[0].fields
    assert violations(phone.response.text) == []
    assert phone.opens(instance).heading == "Läs om S-101"


def test_a_correction_that_does_not_fit_the_fact_says_so_beside_it(phone: Phone) -> None:
    phone.opens(f"{phone.response.url.path}/facts/ref")
    phone.presses("Spara rättelsen", ref="x" * 21, reason="Fel.")
    assert phone.response.status_code == 422
    assert "#ref" in phone.page.links.values()


def test_who_may_not_correct_is_told_who_can(phone: Phone, demo: House) -> None:
    instance = phone.response.url.path
    colleague = demo.person("kollega-2", ("medarbetare", "demo"))
    (fact,) = colleague.get(f"{instance}/facts").json()
    assert not fact["allowed"]
    assert "Medarbetare" in fact["because"]


def test_a_fact_that_is_not_known_has_no_page(phone: Phone) -> None:
    instance = phone.response.url.path
    for fact in ("antal", "finns_inte"):
        phone.opens(f"{instance}/facts/{fact}")
        assert phone.response.status_code == 404


def test_a_manager_ends_a_routine_early_with_a_reason(phone: Phone, phones: Phones) -> None:
    instance = phone.response.url.path
    chef = phones("Chef i enheten demo")
    chef.opens(instance)
    chef.follows("Avbryt rutinen")
    chef.presses("Avbryt rutinen")
    assert "Skriv varför" in chef.page.text
    assert violations(chef.response.text) == []
    chef.presses("Avbryt rutinen", reason="Startad av misstag.")
    assert chef.page.heading == "Avbruten"


def test_who_is_no_manager_is_offered_no_end_and_gets_none(phone: Phone, demo: House) -> None:
    instance = phone.response.url.path
    assert not any("cancel" in href for href in phone.page.links.values())
    phone.opens(f"{instance}/cancel")
    assert "Det görs av chefen i enheten" in phone.page.text
    response = phone.sends(f"{instance}/cancel", {"reason": "Vill inte."}, Origin=demo.address)
    assert response.status_code == 403
    assert phone.opens(instance).heading == "Läs om S-101"


def test_a_step_that_is_taken_can_be_given_back(phone: Phone) -> None:
    assert "Lämna tillbaka steget till rollen" not in phone.page.buttons
    phone.presses("Ta steget")
    assert "Ta steget" not in phone.page.buttons
    phone.presses("Lämna tillbaka steget till rollen")
    assert "Ta steget" in phone.page.buttons


def test_a_stranger_sees_and_ends_nothing(phone: Phone, phones: Phones) -> None:
    instance = phone.response.url.path
    stranger = phones("Medarbetare i en annan enhet")
    for path in ("facts", "facts/ref", "cancel"):
        stranger.opens(f"{instance}/{path}")
        assert stranger.response.status_code == 403
        assert "S-101" not in stranger.page.text
