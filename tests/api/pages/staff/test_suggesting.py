"""«Föreslå ändring» in a step, and whoever owns the routines answering it; the routine to read, for who is signed in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.accessibility import violations
from tests.api.house import House, house
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.phone import Phone


@pytest.fixture(scope="module")
def listening() -> Iterator[House]:
    """A house in demonstration mode where managers answer what is suggested."""
    with house(demo=True, suggestions_to="chef") as built:
        yield built


def visit(phones: Phones, at: House) -> Phone:
    """The phone of an employee in the first step of a visit."""
    phone = phones("Medarbetare i enheten demo", at=at)
    phone.opens("/start/besok")
    phone.presses("Starta rutinen", ref="S-101")
    return phone


def test_a_sentence_about_the_step_reaches_who_answers_and_the_answer_comes_back(
    phones: Phones, listening: House
) -> None:
    phone = visit(phones, listening)
    phone.follows("Föreslå ändring")
    assert "I steget ”Läs om" in phone.page.text
    assert "Läses och besvaras av Chef." in phone.page.text
    assert violations(phone.response.text) == []
    phone.presses("Skicka förslaget", text="Skriv var planen finns.")
    assert phone.page.heading == "Förslag"
    assert "Inget svar ännu." in phone.page.text
    chef = phones("Chef i enheten demo", at=listening)
    chef.follows("Förslag som väntar på svar")
    assert "Skriv var planen finns." in chef.page.text
    assert "Läs om [Referens]" in chef.page.text
    assert violations(chef.response.text) == []
    chef.presses("Svara", text="Bra, det gör vi.")
    assert "Svar: Bra, det gör vi." in phone.opens("/suggestions").text


@pytest.mark.parametrize("text", ["", "x" * 301])
def test_what_can_not_be_sent_is_still_there_with_what_is_wrong(
    phones: Phones, listening: House, text: str
) -> None:
    phone = visit(phones, listening)
    phone.follows("Föreslå ändring")
    phone.presses("Skicka förslaget", text=text)
    assert phone.response.status_code == 422
    assert phone.page.title.startswith("Fel: ")
    assert ("text", text) in phone.page.forms[0].fields
    assert violations(phone.response.text) == []


def test_where_nobody_is_named_to_read_it_that_is_said(phones: Phones, demo: House) -> None:
    phone = visit(phones, demo)
    phone.follows("Föreslå ändring")
    assert "Ingen är ännu utsedd" in phone.page.text


def test_who_does_not_answer_sees_nobody_else_s(phones: Phones, listening: House) -> None:
    visit(phones, listening)
    phone = phones("IT i enheten demo", at=listening)
    phone.opens("/suggestions")
    assert "Väntar på svar" not in phone.page.text
    response = phone.sends("/suggestions/0", {"text": "Ja."}, Origin=listening.address)
    assert response.status_code == 403


def test_the_routine_is_read_by_who_is_signed_in_though_it_is_closed_to_others(phones: Phones) -> None:
    with house() as built:
        phone = phones(at=built)
        phone.opens("/routines/besok")
        assert phone.response.status_code == 404
        phone.opens("/")
        phone.presses("Logga in", token=built.engine.tokens.add("anst-1", [("medarbetare", "norra")]))
        phone.opens("/start/besok")
        phone.presses("Starta rutinen", ref="S-1")
        phone.follows("Läs hela rutinen")
        assert phone.page.heading == "Besök"


def test_the_choices_of_the_routine_lead_on_and_the_steps_stand_before_the_picture(
    phones: Phones, demo: House
) -> None:
    phone = phones(at=demo)
    phone.opens("/routines/besok?version=1")
    assert phone.page.links.get("2 Kontrollera väskan") == "#text-kolla"
    assert phone.response.text.index('id="steps"') < phone.response.text.index('id="picture"')
    phone.opens("/routines/besok?version=7")
    assert phone.response.status_code == 404
