"""A phone that several share: locked when nobody touches it, opened with a PIN, taken over in two taps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.accessibility import violations
from tests.api.house import House, house
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.phone import Phone


@pytest.fixture
def own_demo() -> Iterator[House]:
    """A demonstration whose clock the test may move."""
    with house(demo=True) as opened:
        yield opened


@pytest.fixture
def phone(phones: Phones, own_demo: House) -> Phone:
    """A shared phone, with an employee's PIN."""
    given = phones("Medarbetare i enheten demo", at=own_demo)
    given.opens("/person")
    given.follows("Lås telefonen med en PIN")
    given.presses("Lås med den här PIN:en", pin="2580")
    return given


def test_a_phone_that_nobody_touches_locks_and_opens_where_one_was(phone: Phone, own_demo: House) -> None:
    own_demo.passes(minutes=6)
    assert phone.opens("/start/besok").heading == "Låst: Medarbetare, demo"
    assert violations(phone.response.text) == []
    assert "inte rätt PIN" in phone.presses("Lås upp", pin="2581").text
    assert phone.presses("Lås upp", pin="2580").heading == "Besök"


def test_the_organisation_says_after_how_long_it_locks(phones: Phones) -> None:
    with house(demo=True, lock_minutes=30) as opened:
        phone = phones("Medarbetare i enheten demo", at=opened)
        phone.opens("/person")
        assert "30 minuter" in phone.follows("Lås telefonen med en PIN").text
        phone.presses("Lås med den här PIN:en", pin="2580")
        opened.passes(minutes=29)
        assert phone.opens("/home").heading == "Hem"
        opened.passes(minutes=31)
        assert phone.opens("/home").heading == "Låst: Medarbetare, demo"


def test_another_person_takes_the_phone_in_two_taps(phone: Phone, own_demo: House) -> None:
    own_demo.passes(minutes=6)
    phone.opens("/home")
    phone.presses("Byt person")
    phone.presses("Chef i enheten demo")
    assert "Chef, demo" in phone.page.text
    assert phone.page.heading == "Delas telefonen med andra?"


def test_a_locked_phone_shows_nothing_and_does_nothing(phone: Phone, own_demo: House) -> None:
    own_demo.passes(minutes=6)
    answer = phone.sends("/lock", {}, Origin=own_demo.address)
    assert (answer.status_code, answer.headers["location"]) == (303, "/unlock?next=/home")
    assert "Väntar på dig" not in phone.opens("/home").text


def test_what_was_typed_when_the_phone_locked_is_there_when_it_opens(phone: Phone, own_demo: House) -> None:
    phone.opens("/start/besok")
    own_demo.passes(minutes=6)
    assert phone.presses("Starta rutinen", ref="S-7").path == "/unlock"
    phone.presses("Lås upp", pin="2580")
    assert "S-7" in phone.response.text


def test_after_a_few_wrong_pins_one_signs_in_anew(phone: Phone, own_demo: House) -> None:
    own_demo.passes(minutes=6)
    phone.opens("/home")
    for _ in range(5):
        phone.presses("Lås upp", pin="0000")
    assert phone.page.path == "/"
    assert phone.opens("/home").path == "/"


def test_a_phone_is_locked_by_a_tap(phone: Phone) -> None:
    phone.opens("/person")
    assert phone.presses("Lås telefonen nu").heading == "Låst: Medarbetare, demo"


def test_a_pin_that_is_too_easy_is_refused_beside_its_field(phone: Phone) -> None:
    phone.opens("/pin")
    phone.presses("Lås med den här PIN:en", pin="1234")
    assert phone.response.status_code == 422
    assert "för lätt att gissa" in phone.page.text
    assert violations(phone.response.text) == []


def test_a_phone_that_is_one_s_own_is_not_asked_about_again(phone: Phone, own_demo: House) -> None:
    phone.opens("/pin")
    phone.presses("Nej, telefonen är bara min")
    own_demo.passes(minutes=6)
    assert phone.opens("/home").heading == "Hem"
    phone.presses("Byt person")
    assert phone.presses("Medarbetare i enheten demo").heading == "Hem"


@pytest.mark.parametrize("elsewhere", ["//example.org/", "https://example.org/"])
def test_nobody_is_led_elsewhere_by_unlocking(phone: Phone, own_demo: House, elsewhere: str) -> None:
    own_demo.passes(minutes=6)
    answer = phone.sends("/unlock", {"pin": "2580", "next": elsewhere}, Origin=own_demo.address)
    assert answer.headers["location"] == "/home"


def test_who_is_signed_in_nowhere_unlocks_nothing(phones: Phones, demo: House) -> None:
    assert phones().http.get("/unlock", follow_redirects=False).headers["location"].startswith("/?next=")
