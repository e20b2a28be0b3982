"""The API takes access tokens of the organisation's sign-in, and nothing that only looks like one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from api.oidc import fetching
from tests.api.acting import PLAIN
from tests.api.house import House
from tests.api.oidc.conftest import SECRET, Visit, house_at
from tests.api.oidc.forging import AUDIENCE, CLIENT, Forger, forger
from tests.api.pages.staff.phone import Phone

NOW = int(time.time())


def asks(visit: Visit, token: str) -> httpx.Response:
    return visit.http.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})


def access(service: Forger, **other: Any) -> dict[str, Any]:
    return service.claims(**{"aud": AUDIENCE, **other})


def test_an_access_token_says_who_calls_and_what_they_may(visit: Visit) -> None:
    token = visit.forger.signs(access(visit.forger), typ="at+jwt")
    me = asks(visit, token).json()
    assert me["subject"] == "anst-1"
    started = visit.http.post(
        "/api/v1/instances",
        json={"routine": "besok", "facts": {"ref": "S-1"}, "unit": "norra"},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert started.status_code == 201, started.text


FORGERIES: dict[str, Callable[[Forger], str]] = {
    "for another": lambda it: it.signs(access(it, aud="annan")),
    "an ID token": lambda it: it.signs(access(it, aud=CLIENT)),
    "an ID token for the same audience": lambda it: it.signs(access(it, nonce="n")),
    "what says that it is an ID token": lambda it: it.signs(access(it, typ="ID")),
    "a logout": lambda it: it.signs(access(it, events={"x": {}})),
    "a logout by its type": lambda it: it.signs(access(it), typ="logout+jwt"),
    "of another type": lambda it: it.signs(access(it), typ="dpop+jwt"),
    "by another service": lambda it: it.signs(access(it, iss="https://evil.example")),
    "over": lambda it: it.signs(access(it, exp=NOW - 600)),
    "without end": lambda it: it.signs(access(it, exp=None)),
    "of nobody": lambda it: it.signs(access(it, sub=None)),
    "without a role": lambda it: it.signs(access(it, roles=["annat"])),
    "unsigned": lambda it: it.unsigned(access(it)),
    "signed with the public key as a secret": lambda it: it.signed_with_the_public_key(access(it)),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_what_only_looks_like_one_opens_nothing(visit: Visit, what: str) -> None:
    response = asks(visit, FORGERIES[what](visit.forger))
    assert response.status_code == 401
    assert 'error="invalid_token"' in response.headers["www-authenticate"]


def test_an_access_token_is_no_way_into_the_pages(visit: Visit) -> None:
    token = visit.forger.signs(access(visit.forger))
    response = visit.http.post("/sign-in", data={"token": token}, headers={"Origin": visit.house.address})
    assert response.headers["location"] == "/?refused=token#sign-in"


def test_without_an_audience_no_access_token_is_taken() -> None:
    with (
        forger() as service,
        house_at(service.issuer, oidc_audience=None) as built,
    ):
        token = service.signs(access(service))
        assert built.visitor(token).get("/me").status_code == 401
        assert service.asked == []


def test_a_service_that_is_away_is_told_for_its_tokens_and_ours_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 2.0)
    with (
        forger() as service,
        house_at("http://127.0.0.1:1") as built,
    ):
        response = built.visitor(service.signs(access(service))).get("/me")
        assert (response.status_code, response.json()["type"]) == (503, "/problems/sign-in-silent")
        assert response.headers["retry-after"]
        assert built.person("anst-2", ("medarbetare", "norra")).get("/me").status_code == 200


def test_an_access_token_must_have_been_had_by_a_strong_enough_sign_in() -> None:
    with (
        forger() as service,
        house_at(service.issuer, oidc_acr="kort") as built,
    ):
        answers = {
            acr: built.visitor(service.signs(access(service, acr=acr))).get("/me").status_code
            for acr in ("kort", "losenord", None)
        }
    assert answers == {"kort": 200, "losenord": 401, None: 401}


def test_the_real_service_s_access_token_is_taken(phone: Phone, town: House) -> None:
    address = phone.http.get("/sign-in/organisation", follow_redirects=False).headers["location"]
    issuer = address.partition("/auth")[0]
    asked = {"grant_type": "client_credentials", "resource": AUDIENCE}
    answer = httpx.post(f"{issuer}/token", data=asked, auth=(CLIENT, SECRET), verify=PLAIN).json()
    me = town.visitor(answer["access_token"]).get("/me")
    assert me.json()["subject"] == CLIENT, me.text
