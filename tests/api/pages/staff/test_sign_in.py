"""Who is signed in, from where a form may come, and that nobody is led elsewhere."""

from __future__ import annotations

import pytest

from tests.accessibility import violations
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
    phone.presses("Logga ut")
    assert demo.engine.sessions.find(id) is None
    assert phone.opens("/home").path == "/"


def test_another_person_takes_two_taps(phones: Phones) -> None:
    phone = phones("Medarbetare i enheten demo")
    phone.presses("Byt person")
    assert phone.presses("Chef i enheten demo").heading == "Hem"
    assert "Chef, demo" in phone.page.text


def test_who_signs_out_everywhere_is_out_on_every_device_and_nobody_else_is(phones: Phones) -> None:
    mine, lost, another = (
        phones(f"{role} i enheten demo") for role in ("Medarbetare", "Medarbetare", "Chef")
    )
    mine.opens("/person")
    mine.presses("Logga ut överallt, också på andra enheter")
    assert lost.opens("/home").path == "/"
    assert mine.opens("/home").path == "/"
    assert another.opens("/home").path == "/home"


def test_a_phone_that_was_left_somewhere_is_signed_out_from_another(phones: Phones) -> None:
    with house(demo=True) as built:
        mine, left = (phones("Medarbetare i enheten demo", at=built) for _ in range(2))
        page = mine.opens("/person")
        assert "Här är du också inloggad" in page.text
        assert violations(mine.response.text) == []
        (button,) = (each for each in page.buttons if each.startswith("Logga ut där"))
        assert mine.presses(button).path == "/person"
        assert "Här är du också inloggad" not in mine.page.text
        assert left.opens("/home").path == "/"
        assert mine.opens("/home").path == "/home"


@pytest.mark.parametrize("cookie", ["rutin", "__Host-rutin"])
def test_an_id_that_somebody_else_put_in_the_browser_never_becomes_a_session(
    phones: Phones, demo: House, cookie: str
) -> None:
    theirs = phones("Chef i enheten demo").http.cookies["rutin"]
    for planted in ("vald-av-en-angripare", theirs):
        phone = phones()
        phone.http.cookies.set(cookie, planted)
        response = phone.sends("/sign-in", {"person": "demo-medarbetare"}, Origin=demo.address)
        given = response.cookies["rutin"]
        assert given != planted
        assert demo.engine.sessions.find("vald-av-en-angripare") is None
        session = demo.engine.sessions.find(given)
        assert session is not None
        assert session.person.subject == "demo-medarbetare"


def test_a_session_that_nobody_uses_ends_and_one_in_use_goes_on_until_its_end(phones: Phones) -> None:
    with house(demo=True, session_idle_minutes=30, session_hours=2) as built:
        used, left = phones("Chef i enheten demo", at=built), phones("Medarbetare i enheten demo", at=built)
        for _ in range(3):
            built.waits(minutes=29)
            assert used.opens("/home").path == "/home"
        assert left.opens("/home").path == "/"
        built.waits(minutes=28)
        assert used.opens("/home").path == "/home"
        built.waits(minutes=5)
        assert used.opens("/home").path == "/"


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
