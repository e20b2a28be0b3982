"""Signing in at a real service, by taps: in, not in, out."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from engine.service.people.entry import entry
from tests.api.acting import PLAIN
from tests.api.house import House
from tests.api.oidc.conftest import BACK, WITH, signs_in
from tests.api.pages.staff.phone import Phone


def test_two_taps_sign_in_and_lead_to_the_page_that_was_asked_for(phone: Phone) -> None:
    signs_in(phone, "anst-1", at="/start/besok")
    assert phone.page.heading == "Besök"
    assert phone.opens("/home").heading == "Hem"


def test_who_is_signed_in_has_the_roles_that_the_settings_give_and_can_work(
    phone: Phone, town: House
) -> None:
    signs_in(phone, "anst-1")
    session = town.engine.sessions.find(phone.http.cookies["rutin"])
    assert session is not None
    assert (session.person.subject, session.person.grants) == (
        "anst-1",
        frozenset({("medarbetare", "norra")}),
    )
    phone.opens("/start/besok")
    assert phone.presses("Starta rutinen", ref="S-1").path.startswith("/instances/")


@pytest.mark.parametrize(
    ("person", "said"),
    [("utan-roll", "har ingen roll i Rutin"), ("svag", "kräver en säkrare inloggning")],
)
def test_who_may_not_come_in_is_told_why_and_what_to_do(phone: Phone, person: str, said: str) -> None:
    signs_in(phone, person)
    assert said in phone.page.text
    assert "rutin" not in phone.http.cookies
    assert WITH in phone.page.links


def test_a_code_is_good_once_also_for_whoever_has_the_browser_s_cookie(phone: Phone) -> None:
    phone.opens("/")
    phone.follows(WITH)
    kept = phone.http.cookies["rutin-sign-in"]
    there = str(phone.response.url)
    response = phone.http.post(there, data={"login": "anst-1"}, follow_redirects=False)
    while BACK not in response.headers["location"]:
        response = phone.http.get(response.headers["location"], follow_redirects=False)
    back = response.headers["location"]
    assert phone.http.get(back, follow_redirects=False).headers["location"] == "/home"
    again = httpx.get(back, cookies={"rutin-sign-in": kept}, verify=PLAIN)
    assert again.headers["location"].startswith("/?refused=untrusted")
    assert "rutin" not in again.cookies


def test_the_service_is_asked_with_pkce_for_a_code_and_told_where_to_come_back(
    phone: Phone, town: House
) -> None:
    address = phone.http.get("/sign-in/organisation", follow_redirects=False).headers["location"]
    asked = parse_qs(urlsplit(address).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [town.address + BACK]
    assert asked["acr_values"] == ["kort id-handling"]
    assert asked["scope"] == ["openid profile"]
    assert "prompt" not in asked


def test_whoever_comes_after_somebody_who_left_shows_who_they_are(phone: Phone) -> None:
    signs_in(phone, "anst-1")
    phone.presses("Byt person")
    phone.follows(WITH)
    assert "Sign in" in phone.page.text
    address = phone.http.get("/sign-in/organisation?anew=1", follow_redirects=False).headers["location"]
    assert parse_qs(urlsplit(address).query)["prompt"] == ["login"]


def test_the_service_signs_out_here_whoever_signs_out_there(phone: Phone, town: House) -> None:
    signs_in(phone, "anst-1")
    id = phone.http.cookies["rutin"]
    issuer = _issuer(phone)
    form = phone.http.get(f"{issuer}/session/end").text
    found = re.search(r'name="xsrf" value="(\w+)"', form)
    assert found
    phone.http.post(f"{issuer}/session/end/confirm", data={"xsrf": found[1], "logout": "yes"})
    assert town.engine.sessions.find(id) is None
    assert phone.opens("/home").path == "/"


def _issuer(phone: Phone) -> str:
    address = phone.http.get("/sign-in/organisation", follow_redirects=False).headers["location"]
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "/" + "x" * 4000]
)
def test_nobody_is_led_elsewhere_after_signing_in(phone: Phone, elsewhere: str) -> None:
    phone.http.get("/sign-in/organisation", params={"next": elsewhere}, follow_redirects=False)
    phone.opens("/sign-in/organisation?next=" + elsewhere)
    phone._shows(phone.http.post(str(phone.response.url), data={"login": "anst-1"}))
    assert str(phone.response.url).startswith(phone.address)
    assert phone.page.path == "/home"


def test_what_is_written_down_here_holds_beside_what_the_service_says_and_stops_when_it_is_taken_away(
    phone: Phone, town: House
) -> None:
    town.engine.people.write([entry("anst-1", grants=[("stadare", "norra")])])
    signs_in(phone, "anst-1")
    assert _held(phone, town) == {("medarbetare", "norra"), ("stadare", "norra")}
    town.engine.people.write([entry("anst-1")])
    assert _held(phone, town) == {("medarbetare", "norra")}


def test_who_has_no_role_there_may_have_one_here(phone: Phone, town: House) -> None:
    town.engine.people.write([entry("utan-roll", grants=[("stadare", "norra")])])
    signs_in(phone, "utan-roll")
    assert _held(phone, town) == {("stadare", "norra")}
    town.engine.people.write([entry("utan-roll")])
    assert _held(phone, town) == set()


def test_a_role_that_the_service_no_longer_says_stops_in_the_sessions_that_are_there(
    phone: Phone, town: House
) -> None:
    signs_in(phone, "anst-1")
    town.engine.people.vouched_for("anst-1", [], town.engine.now() + timedelta(hours=1))
    assert _held(phone, town) == set()


def test_others_know_by_name_who_has_signed_in(phone: Phone, town: House) -> None:
    signs_in(phone, "anst-1")
    assert town.engine.people.names(["anst-1"]) == {"anst-1": "Ett Namn"}


def _held(phone: Phone, town: House) -> set[tuple[str, str]]:
    session = town.engine.sessions.find(phone.http.cookies["rutin"])
    assert session is not None
    return {*session.person.grants}
