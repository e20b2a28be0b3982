"""Houses whose people sign in elsewhere: at a real service, and at one that forges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from tests.api.acting import PLAIN
from tests.api.house import House, house
from tests.api.oidc.forging import AUDIENCE, CLIENT, ROLES, Forger, asked_for, forger
from tests.api.oidc.real_service import sign_in_service
from tests.api.pages.staff.phone import Phone

BACK = "/sign-in/organisation/back"
SECRET = "bara-i-tester-bara-i-tester-bara-i-tester"
PEOPLE = {
    "anst-1": {"roles": ["rutin-norra"], "name": "Ett Namn", "acr": "kort"},
    "utan-roll": {"roles": ["annat"], "acr": "kort"},
    "svag": {"roles": ["rutin-norra"], "acr": "losenord"},
    CLIENT: {"roles": ["rutin-norra"], "acr": "kort"},
}


@pytest.fixture(scope="module")
def town() -> Iterator[House]:
    """A house whose people sign in at the real service."""
    with (
        sign_in_service() as service,
        house(
            oidc_issuer=service.issuer,
            oidc_name="Kommunen",
            oidc_client_id=CLIENT,
            oidc_client_secret=SECRET,
            oidc_roles=ROLES,
            oidc_acr="kort,id-handling",
            oidc_audience=AUDIENCE,
        ) as built,
    ):
        us = f"{built.address}/sign-in/organisation"
        client = {
            "client_id": CLIENT,
            "client_secret": SECRET,
            "redirect_uris": [f"{us}/back"],
            "grant_types": ["authorization_code", "client_credentials"],
            "backchannel_logout_uri": f"{us}/sign-out",
            "backchannel_logout_session_required": True,
        }
        service.begins(clients=[client], people=PEOPLE, audience=AUDIENCE, acr=["kort", "losenord"])
        yield built


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
    with (
        forger() as service,
        house(
            oidc_issuer=service.issuer,
            oidc_name="Kommunen",
            oidc_client_id=CLIENT,
            oidc_roles=ROLES,
            oidc_audience=AUDIENCE,
        ) as built,
    ):
        yield service, built


@pytest.fixture
def visit(forged: tuple[Forger, House]) -> Iterator[Visit]:
    """A browser that goes there."""
    service, built = forged
    service.answers, service.told, service.asked = {}, {}, []
    with httpx.Client(base_url=built.address, verify=PLAIN, timeout=30) as http:
        yield Visit(built, service, http)


@pytest.fixture
def phone(town: House) -> Iterator[Phone]:
    """A phone in the house whose people sign in at the real service."""
    made = Phone(town.address)
    yield made
    made.http.close()
