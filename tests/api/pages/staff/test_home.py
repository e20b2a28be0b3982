"""The first page, and the lists that go on after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.demo import UNIT
from engine.run.instance import Person
from engine.service.cursor import MOST
from tests.api.house import House, house
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.phone import Phone


@pytest.fixture(scope="module")
def busy() -> Iterator[House]:
    """A house with one open step more than a page has room for."""
    with house(demo=True) as built:
        person = Person("demo-medarbetare", frozenset({("medarbetare", UNIT)}))
        starting = [
            built.engine.starting("besok", person, UNIT, {"ref": f"S-{number}"}) for number in range(MOST + 1)
        ]
        for order in [built.engine.submit(each) for each in starting]:
            order.result()
        yield built


@pytest.mark.parametrize(
    ("person", "path"),
    [("Medarbetare i enheten demo", "/home"), ("Chef i enheten demo", "/unit")],
)
def test_where_more_is_open_than_there_is_room_for_it_says_so_and_leads_on(
    phones: Phones, busy: House, person: str, path: str
) -> None:
    phone = phones(person, at=busy)
    phone.opens(path)
    assert "Fler steg är öppna än vad som får plats här." in phone.page.text
    phone.follows("Visa fler öppna steg")
    assert phone.page.heading == "Öppna steg"
    if path == "/unit":
        phone.follows("Visa fler öppna steg")
    assert phone.page.text.count("Läs om [Referens]") == 1
    assert "Fler steg" not in phone.page.text


def test_where_there_is_room_for_all_nothing_leads_on(phones: Phones) -> None:
    phone = phones("Medarbetare i enheten demo")
    phone.opens("/start/besok")
    phone.presses("Starta rutinen", ref="S-1")
    assert "Fler steg" not in phone.opens("/home").text


def begins(phone: Phone, ref: str) -> None:
    phone.opens("/start/besok")
    phone.presses("Starta rutinen", ref=ref)
    assert phone.page.heading == f"Läs om {ref}"


def said(phone: Phone) -> str:
    return " ".join(phone.page.text.split())


@pytest.fixture
def morning() -> Iterator[House]:
    """A house of the test's own, whose clock it moves."""
    with house(demo=True) as built:
        yield built


def test_whoever_would_begin_one_beside_another_is_told_before_and_led_to_it(
    phones: Phones, morning: House
) -> None:
    phone = phones("Medarbetare i enheten demo", at=morning)
    phone.opens("/start/besok")
    assert "pågår redan" not in phone.page.text
    begins(phone, "S-1")
    instance = phone.response.url.path
    morning.waits(minutes=31)
    phone.opens("/start/besok")
    assert "Du har redan en som pågår: påbörjad 08:00, i steget ”Läs om S-1”." in said(phone)
    assert "Starta rutinen" not in phone.page.buttons
    phone.presses("Starta rutinen en gång till", ref="")
    assert phone.response.status_code == 422
    assert "Du har redan en som pågår" in said(phone)
    assert phone.follows("Fortsätt den").heading == "Läs om S-1"
    assert phone.response.url.path == instance


def test_a_colleague_s_is_nobody_else_s_to_be_told_of(phones: Phones, morning: House) -> None:
    begins(phones("Medarbetare i enheten demo", at=morning), "S-1")
    chef = phones("Chef i enheten demo", at=morning)
    assert "Du har redan" not in chef.opens("/start/besok").text


def test_a_step_that_would_start_one_beside_another_says_so_too(phones: Phones, morning: House) -> None:
    phone = phones("Medarbetare i enheten demo", at=morning)
    begins(phone, "S-1")
    step = phone.response.url.path
    phone.presses("Jag behöver hjälp")
    assert "Du har redan" not in phone.page.text
    phone.presses("Starta rutinen")
    phone.opens(step)
    phone.presses("Jag behöver hjälp")
    assert "Du har redan en som pågår: påbörjad 08:00" in said(phone)
    assert "Starta rutinen en gång till" in phone.page.buttons


def test_those_that_are_alike_are_told_apart_by_when_and_by_whom(phones: Phones, morning: House) -> None:
    phone = phones("Medarbetare i enheten demo", at=morning)
    begins(phone, "S-1")
    assert "påbörjad" not in phone.opens("/home").text
    morning.waits(minutes=31)
    begins(phone, "S-2")
    phone.opens("/home")
    assert "Besök · påbörjad 08:00 av dig" in said(phone)
    assert "Besök · påbörjad 08:31 av dig" in said(phone)
    chef = phones("Chef i enheten demo", at=morning)
    chef.opens("/unit")
    assert "Besök · Medarbetare · påbörjad 08:31 av Medarbetare" in said(chef)
