"""Houses whose people sign in elsewhere: at a real service, and at one that forges."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.api.acting import PLAIN
from tests.api.house import House, house
from tests.api.oidc.forging import AUDIENCE, CLIENT, ROLES, Forger, asked_for, forger
from tests.api.oidc.real_service import Service, sign_in_service
from tests.api.pages.staff.phone import Phone

BACK = "/sign-in/organisation/back"
WITH = "Logga in med Kommunen"
SECRET = "bara-i-tester-bara-i-tester-bara-i-tester"
PEOPLE = {
    "anst-1": {"roles": ["rutin-norra"], "name": "Ett Namn", "acr": "kort"},
    "utan-roll": {"roles": ["annat"], "acr": "kort"},
    "svag": {"roles": ["rutin-norra"], "acr": "losenord"},
    CLIENT: {"roles": ["rutin-norra"], "acr": "kort"},
}


@contextmanager
def house_at(issuer: str, **settings: Any) -> Iterator[House]:
    """A house whose people sign in at the service of that address."""
    usual = {
        "oidc_name": "Kommunen",
        "oidc_client_id": CLIENT,
        "oidc_roles": ROLES,
        "oidc_audience": AUDIENCE,
    }
    with house(oidc_issuer=issuer, **{**usual, **settings}) as built:
        yield built


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    """The real service; it answers once a house has told it who uses it."""
    with sign_in_service() as running:
        yield running


@pytest.fixture(scope="module")
def town(service: Service) -> Iterator[House]:
    """A house whose people sign in at the real service."""
    with house_at(service.issuer, oidc_client_secret=SECRET, oidc_acr="kort,id-handling") as built:
        us = f"{built.address}/sign-in/organisation"
        client = {
            "client_id": CLIENT,
            "client_secret": SECRET,
            "redirect_uris": [f"{us}/back"],
            "grant_types": ["authorization_code", "refresh_token", "client_credentials"],
            "backchannel_logout_uri": f"{us}/sign-out",
            "backchannel_logout_session_required": True,
        }
        service.begins(clients=[client], people=PEOPLE, audience=AUDIENCE, acr=["kort", "losenord"])
        yield built


def signs_in(phone: Phone, person: str, at: str = "/") -> None:
    """From the page at the address, by the service's own page."""
    phone.opens(at)
    phone.follows(WITH)
    there = str(phone.response.url)
    phone._shows(phone.http.post(there, data={"login": person}))


@dataclass
class Visit:
    """A browser on its way to a service that forges: what it was sent there with."""

    house: House
    forger: Forger
    http: httpx.Client

    def goes(self, query: str = "") -> dict[str, str]:
        """To the service; what it is asked."""
        return asked_for(self.http.get(f"/sign-in/organisation{query}").headers["location"])

    def comes_back(self, **answer: str) -> httpx.Response:
        """With the answer that the service gives the browser."""
        return self.http.get(BACK, params={"iss": self.forger.issuer, "code": "c", **answer})


@pytest.fixture(scope="module")
def forged() -> Iterator[tuple[Forger, House]]:
    """A service that forges, and a house whose people sign in there."""
    with forger() as forging, house_at(forging.issuer) as built:
        yield forging, built


@pytest.fixture
def visit(forged: tuple[Forger, House]) -> Iterator[Visit]:
    """A browser that goes there."""
    forging, built = forged
    forging.answers, forging.told, forging.asked = {}, {}, []
    with httpx.Client(base_url=built.address, verify=PLAIN, timeout=30) as http:
        yield Visit(built, forging, http)


@pytest.fixture
def phone(town: House) -> Iterator[Phone]:
    """A phone in the house whose people sign in at the real service."""
    made = Phone(town.address)
    yield made
    made.http.close()
