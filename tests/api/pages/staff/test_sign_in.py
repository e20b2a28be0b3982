"""Who is signed in, from where a form may come, and that nobody is led elsewhere."""

from __future__ import annotations

import pytest

from tests.api.house import House, house
from tests.api.pages.staff.conftest import Phones


def test_in_the_demonstration_one_tap_picks_a_person_and_no_token_is_copied(
    phones: Phones, demo: House
) -> None:
    phone = phones()
    phone.opens("/")
    assert phone.presses("Medarbetare i enheten demo").heading == "Hem"
    assert "Medarbetare, demo" in phone.page.text


def test_who_is_not_signed_in_is_led_there_and_back(phones: Phones, demo: House) -> None:
    phone = phones()
    phone.opens("/start/besok")
    assert phone.response.url.path == "/"
    assert phone.presses("Medarbetare i enheten demo").heading == "Besök"


@pytest.mark.parametrize("elsewhere", ["//example.org/", "https://example.org/", "/\\example.org", "x"])
def test_nobody_is_led_elsewhere_by_an_address(phones: Phones, demo: House, elsewhere: str) -> None:
    phone = phones()
    phone.opens("/")
    response = phone.sends("/sign-in", {"person": "demo-medarbetare", "next": elsewhere}, Origin=demo.address)
    assert response.headers["location"] == "/home"


def test_a_session_is_the_origin_s_alone_and_out_of_scripts_reach(phones: Phones, demo: House) -> None:
    phone = phones()
    response = phone.sends("/sign-in", {"person": "demo-medarbetare"}, Origin=demo.address)
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie


def test_signing_in_gives_a_session_of_its_own_and_ends_the_one_that_was_there(
    phones: Phones, demo: House
) -> None:
    phone = phones()
    phone.opens("/")
    phone.presses("Medarbetare i enheten demo")
    before = phone.http.cookies["rutin"]
    phone.opens("/")
    phone.presses("Chef i enheten demo")
    assert phone.http.cookies["rutin"] != before
    assert demo.engine.sessions.find(before) is None


def test_who_signs_out_is_out_on_the_server_too(phones: Phones, demo: House) -> None:
    phone = phones()
    phone.opens("/")
    phone.presses("Medarbetare i enheten demo")
    id = phone.http.cookies["rutin"]
    phone.opens("/person")
    phone.presses("Logga ut, eller byt person")
    assert demo.engine.sessions.find(id) is None
    assert phone.opens("/home").path == "/"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_form_from_elsewhere_changes_nothing(phones: Phones, demo: House, headers: dict[str, str]) -> None:
    phone = phones()
    response = phone.sends("/sign-in", {"person": "demo-medarbetare"}, **headers)
    assert response.status_code == 403
    assert "set-cookie" not in response.headers


def test_the_language_that_is_chosen_stays(phones: Phones, demo: House) -> None:
    phone = phones()
    phone.opens("/")
    phone.presses("Medarbetare i enheten demo")
    phone.opens("/person")
    phone.presses("English")
    assert "Waits for you" in phone.opens("/home").text


def test_outside_the_demonstration_a_token_signs_in_for_as_long_as_it_works(phones: Phones) -> None:
    with house() as built:
        token = built.engine.tokens.add("anst-1", [("medarbetare", "norra")])
        phone = phones(at=built)
        phone.opens("/")
        assert "Medarbetare i enheten" not in phone.page.text
        phone.presses("Logga in", token="rutin_gissad")
        assert "gäller inte" in phone.page.text
        assert phone.presses("Logga in", token=f" {token} ").heading == "Hem"
        built.engine.tokens.revoke(token)
        assert phone.opens("/home").path == "/"


def test_the_demonstration_s_people_are_nobody_elsewhere(phones: Phones) -> None:
    with house() as built:
        phone = phones(at=built)
        response = phone.sends("/sign-in", {"person": "demo-medarbetare"}, Origin=built.address)
        assert "set-cookie" not in response.headers
