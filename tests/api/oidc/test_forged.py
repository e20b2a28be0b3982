"""What does not come from the service, or not for this browser and now, signs nobody in."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from joserfc.jwk import ECKey

from tests.api.oidc.conftest import Visit
from tests.api.oidc.forging import Forger

NOW = int(time.time())
OTHER_KEY = ECKey.generate_key("P-256", {"kid": "k1"})
LOGOUT: dict[str, Any] = {"http://schemas.openid.net/event/backchannel-logout": {}}

Forgery = Callable[[Forger, str], str]


def claims(**other: Any) -> Forgery:
    return lambda forger, nonce: forger.signs(forger.claims(**{"nonce": nonce, **other}))


def header(**other: Any) -> Forgery:
    return lambda forger, nonce: forger.signs(forger.claims(nonce=nonce), **other)


FORGERIES: dict[str, Forgery] = {
    "the nonce of another sign-in": claims(nonce="x"),
    "no nonce": claims(nonce=None),
    "for another": claims(aud="annan"),
    "for nobody": claims(aud=None),
    "for several, and not said by whom it was asked": claims(aud=["rutin", "annan"]),
    "asked for by another": claims(aud=["rutin", "annan"], azp="annan"),
    "by another service": claims(iss="https://evil.example"),
    "by nobody": claims(iss=None),
    "by several": lambda forger, nonce: forger.signs(
        forger.claims(nonce=nonce, iss=[forger.issuer, "https://evil.example"])
    ),
    "over": claims(exp=NOW - 3600),
    "without end": claims(exp=None),
    "with an end that is no moment": claims(exp="i morgon"),
    "of the future": claims(iat=NOW + 3600),
    "not yet": claims(nbf=NOW + 3600),
    "of no moment": claims(iat=None),
    "of nobody": claims(sub=None),
    "of a list": claims(sub=["anst-1"]),
    "of Rutin itself": claims(sub="System"),
    "of a name with a line break": claims(sub="anst\n1"),
    "of a name of 300 letters": claims(sub="x" * 300),
    "a logout": claims(events=LOGOUT),
    "a logout by its type": header(typ="logout+jwt"),
    "unsigned": lambda forger, nonce: forger.unsigned(forger.claims(nonce=nonce)),
    "signed with the public key as a secret": lambda forger, nonce: forger.signed_with_the_public_key(
        forger.claims(nonce=nonce)
    ),
    "signed by another": lambda forger, nonce: forger.signs(forger.claims(nonce=nonce), key=OTHER_KEY),
    "signed with a key that nobody knows": header(kid="k9"),
    "changed afterwards": lambda forger, nonce: _changed(forger.signs(forger.claims(nonce=nonce))),
    "no token": lambda *_: "x",
    "no header": lambda *_: "e30x.e30.e30",
    "a header that is a list": lambda *_: "W10.e30.e30",
    "a very long token": lambda *_: ("x" * 9_000 + ".") * 3,
}


def _changed(token: str) -> str:
    head, content, signature = token.split(".")
    read = json.loads(base64.urlsafe_b64decode(content + "=="))
    changed = base64.urlsafe_b64encode(json.dumps({**read, "sub": "chef-1"}).encode()).rstrip(b"=").decode()
    return f"{head}.{changed}.{signature}"


def signs_in(visit: Visit, forge: Forgery) -> str:
    asked = visit.goes()
    visit.forger.told = {
        "access_token": "a",
        "token_type": "Bearer",
        "id_token": forge(visit.forger, asked["nonce"]),
    }
    response = visit.comes_back(state=asked["state"])
    assert ("rutin" in response.cookies) == (response.headers["location"] == "/home")
    return response.headers["location"]


@pytest.mark.parametrize("what", FORGERIES)
def test_a_forged_token_signs_nobody_in(visit: Visit, what: str) -> None:
    assert signs_in(visit, FORGERIES[what]) == "/?refused=untrusted#sign-in"


def test_the_same_token_that_is_not_forged_does(visit: Visit) -> None:
    assert signs_in(visit, claims()) == "/home"
    assert signs_in(visit, claims(aud=["rutin", "annan"], azp="rutin")) == "/home"


@pytest.mark.parametrize("answer", [{"iss": "https://evil.example"}, {"iss": ""}])
def test_the_answer_of_another_service_is_refused_before_its_code_is_used(
    visit: Visit, answer: dict[str, str]
) -> None:
    asked = visit.goes()
    response = visit.comes_back(state=asked["state"], **answer)
    assert response.headers["location"] == "/?refused=untrusted#sign-in"
    assert "/token" not in visit.forger.asked


def test_a_service_that_names_itself_in_its_answers_has_to(visit: Visit) -> None:
    asked = visit.goes()
    response = visit.http.get("/sign-in/organisation/back", params={"code": "c", "state": asked["state"]})
    assert response.headers["location"] == "/?refused=untrusted#sign-in"


@pytest.mark.parametrize("state", ["", "x", None])
def test_an_answer_that_this_browser_did_not_ask_for_is_refused(visit: Visit, state: str | None) -> None:
    visit.goes()
    answer = {} if state is None else {"state": state}
    assert visit.comes_back(**answer).headers["location"] == "/?refused=over#sign-in"
    assert "/token" not in visit.forger.asked


@pytest.mark.parametrize("kept", [b"", b"x", b"[]", b'{"state": 1}', b"\xff"])
def test_a_browser_that_began_nothing_is_told_to_begin(visit: Visit, kept: bytes) -> None:
    asked = visit.goes()
    visit.http.cookies.clear()
    visit.http.cookies.set("rutin-sign-in", base64.urlsafe_b64encode(kept).decode())
    assert visit.comes_back(state=asked["state"]).headers["location"] == "/?refused=over#sign-in"


def test_a_sign_in_is_finished_once_whatever_the_service_allows(visit: Visit) -> None:
    asked = visit.goes()
    kept = visit.http.cookies["rutin-sign-in"]
    visit.forger.told = {
        "access_token": "a",
        "token_type": "Bearer",
        "id_token": visit.forger.signs(visit.forger.claims(nonce=asked["nonce"])),
    }
    assert visit.comes_back(state=asked["state"]).headers["location"] == "/home"
    assert visit.comes_back(state=asked["state"]).headers["location"] == "/?refused=over#sign-in"
    visit.http.cookies.set("rutin-sign-in", kept)
    again = visit.comes_back(state=asked["state"])
    assert again.headers["location"] == "/?refused=over#sign-in"
    assert "rutin" not in again.cookies


def test_a_sign_in_that_was_begun_long_ago_is_over(visit: Visit) -> None:
    asked = visit.goes()
    kept = json.loads(base64.urlsafe_b64decode(visit.http.cookies["rutin-sign-in"]))
    old = base64.urlsafe_b64encode(json.dumps({**kept, "at": NOW - 3600}).encode()).decode()
    visit.http.cookies.clear()
    visit.http.cookies.set("rutin-sign-in", old)
    assert visit.comes_back(state=asked["state"]).headers["location"] == "/?refused=over#sign-in"


def test_who_stops_on_the_way_is_told_so(visit: Visit) -> None:
    asked = visit.goes()
    response = visit.http.get(
        "/sign-in/organisation/back",
        params={"error": "access_denied", "state": asked["state"], "iss": visit.forger.issuer},
    )
    assert response.headers["location"] == "/?refused=stopped#sign-in"


def test_what_the_start_page_says_is_not_written_by_an_address(visit: Visit) -> None:
    page = visit.http.get("/", params={"refused": "<script>alert(1)</script>"})
    assert "alert" not in page.text


def test_a_code_that_the_service_refuses_signs_nobody_in(visit: Visit) -> None:
    asked = visit.goes()
    visit.forger.told = {"error": "invalid_grant"}
    assert visit.comes_back(state=asked["state"]).headers["location"] == "/?refused=untrusted#sign-in"
