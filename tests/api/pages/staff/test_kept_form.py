"""Whoever is signed out in the middle of a form finds it again after signing in; and the language that they chose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from engine.service.access.sessions import LONGEST
from tests.accessibility import violations
from tests.api.house import House, house
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.phone import Phone

PERSON, MANAGER = "Medarbetare i enheten demo", "Chef i enheten demo"


@pytest.fixture
def night() -> Iterator[House]:
    """A house in demonstration mode in which a shift goes by."""
    with house(demo=True) as built:
        yield built


@pytest.fixture
def phone(phones: Phones, night: House) -> Phone:
    """A phone with a page of questions that has lain for a night."""
    phone = phones(PERSON, at=night)
    phone.opens("/start/besok")
    phone.presses("Starta rutinen", ref="S-101")
    phone.presses("Fyll i allt")
    night.waits(seconds=LONGEST.total_seconds())
    phone.presses("Spara och gå vidare", antal="3", ja="yes", orsak="borta", insatser=["stad"])
    assert phone.page.path == "/"
    return phone


def test_the_form_comes_back_after_signing_in_and_nothing_was_sent(phone: Phone) -> None:
    phone.presses(PERSON)
    assert phone.page.heading == "Det som du hade fyllt i finns kvar"
    assert violations(phone.response.text) == []
    phone.presses("Visa det som jag fyllde i")
    assert phone.page.heading == "Fyll i allt"
    fields = phone.page.forms[0].fields
    assert {("antal", "3"), ("ja", "yes"), ("orsak", "borta"), ("insatser", "stad")} <= set(fields)
    assert phone.presses("Spara och gå vidare").heading == "Kontrollera väskan"


def test_nobody_else_who_signs_in_there_sees_it(phone: Phone) -> None:
    phone.presses(MANAGER)
    assert phone.page.heading == "Hem"
    assert phone.opens("/kept").heading == "Hem"


def test_a_form_from_elsewhere_is_kept_for_nobody(phone: Phone, night: House) -> None:
    phone.sends("/start/besok", {"ref": "S-666"}, Origin="https://example.org")
    phone.presses(PERSON)
    assert phone.response.url.path == "/kept"
    assert "S-666" not in phone.response.text


def test_who_signed_out_leaves_nothing_behind(phones: Phones, night: House) -> None:
    phone = phones(PERSON, at=night)
    old = phone.http.cookies["rutin"]
    phone.opens("/person")
    phone.presses("Logga ut")
    phone.sends("/start/besok", {"ref": "S-101"}, Origin=night.address, Cookie=f"rutin={old}")
    assert phone.presses(PERSON).heading == "Hem"
    assert phone.opens("/kept").heading == "Hem"


def test_what_only_takes_a_tap_is_not_done_after_signing_in(phones: Phones, night: House) -> None:
    phone = phones(PERSON, at=night)
    phone.opens("/start/besok")
    phone.presses("Starta rutinen", ref="S-101")
    phone.presses("Jag har läst")
    night.waits(seconds=LONGEST.total_seconds())
    phone.presses("Jag tryckte fel")
    assert phone.presses(PERSON).heading == "Hem"


def test_a_start_comes_back_too(phones: Phones, night: House) -> None:
    phone = phones(PERSON, at=night)
    phone.opens("/start/besok")
    night.waits(seconds=LONGEST.total_seconds())
    phone.presses("Starta rutinen", ref="S-101")
    phone.presses(PERSON)
    phone.presses("Visa det som jag fyllde i")
    assert phone.response.url.path == "/start/besok"
    assert ("ref", "S-101") in phone.page.forms[0].fields


def test_a_suggestion_comes_back_too(phones: Phones, night: House) -> None:
    phone = phones(PERSON, at=night)
    phone.opens("/suggest/besok")
    night.waits(seconds=LONGEST.total_seconds())
    phone.presses("Skicka förslaget", text="Byt plats.")
    phone.presses(PERSON)
    phone.presses("Visa det som jag fyllde i")
    assert ("text", "Byt plats.") in phone.page.forms[0].fields


def test_the_language_that_somebody_chose_is_theirs_when_they_sign_in_again(
    phones: Phones, night: House
) -> None:
    phone = phones(PERSON, at=night)
    phone.opens("/person")
    phone.presses("English")
    other = phones(PERSON, at=night)
    assert "Waits for you" in other.opens("/home").text
    assert "Väntar på dig" in phones(MANAGER, at=night).opens("/home").text


@pytest.mark.parametrize(
    ("path", "button", "typed"),
    [
        ("/unit/people", "Lägg till", {"subject": "m7", "name": "Åäö Provperson", "phone": "070-174 06 05"}),
        ("/unit/let-in", "Visa en kod", {"name": "Vikarie Ett", "until": "22.00"}),
    ],
)
def test_what_a_manager_typed_of_somebody_comes_back_and_nobody_was_let_in(
    phones: Phones, night: House, path: str, button: str, typed: dict[str, Any]
) -> None:
    phone = phones(MANAGER, at=night)
    before = night.engine.people.holders("demo").items
    phone.opens(path)
    night.waits(seconds=LONGEST.total_seconds())
    phone.presses(button, role="medarbetare", **typed)
    assert phone.presses(MANAGER).heading == "Det som du hade fyllt i finns kvar"
    phone.presses("Visa det som jag fyllde i")
    fields = {each for form in phone.page.forms for each in form.fields}
    assert set(typed.items()) <= fields
    assert night.engine.people.holders("demo").items == before


def test_what_an_administrator_typed_of_somebody_comes_back_and_nobody_was_written_down(
    phones: Phones,
) -> None:
    with house() as built:
        token = built.engine.tokens.add("it", (), administers=True)
        phone = phones(at=built)
        phone.opens("/")
        phone.presses("Logga in", token=token)
        phone.opens("/people/new")
        built.waits(seconds=LONGEST.total_seconds())
        phone.presses("Spara", subject="m7", name="Åäö Provperson", mail="m7@kommun.example")
        phone.presses("Logga in", token=token)
        phone.presses("Visa det som jag fyllde i")
        assert {("subject", "m7"), ("name", "Åäö Provperson")} <= set(phone.page.forms[0].fields)
        assert [each.subject for each in built.engine.people.listed()] == ["it"]
        phone.presses("Spara")
        assert built.engine.people.one("m7").mail == "m7@kommun.example"
