"""What the service says of somebody who is signed in is asked anew within a minute: what was taken away there stops here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.oidc.sealing import Renewal, opened
from engine.service.people.entry import entry
from tests.api.acting import PLAIN
from tests.api.house import House
from tests.api.oidc.conftest import PEOPLE, Visit, house_at, signs_in
from tests.api.oidc.forging import Forger
from tests.api.oidc.real_service import Service
from tests.api.pages.staff.phone import Phone

NORRA = frozenset({("medarbetare", "norra")})


@pytest.fixture(autouse=True)
def as_they_were(request: pytest.FixtureRequest) -> Iterator[None]:
    """People at the service are afterwards what they were."""
    yield
    if "service" in request.fixturenames:
        request.getfixturevalue("service").knows(PEOPLE)


def held(town: House, session: str | None) -> frozenset[tuple[str, str]] | None:
    """What the session allows; None where it is over."""
    found = town.engine.sessions.find(session or "")
    return found.person.grants if found else None


def test_a_role_that_is_taken_away_at_the_service_stops_within_a_minute(
    phone: Phone, town: House, service: Service
) -> None:
    signs_in(phone, "anst-1")
    id = phone.http.cookies["rutin"]
    service.knows({**PEOPLE, "anst-1": {"roles": ["annat"], "acr": "kort"}})
    town.waits(seconds=59)
    phone.opens("/home")
    assert held(town, id) == NORRA
    town.waits(seconds=2)
    phone.opens("/home")
    assert held(town, id) == frozenset()


def test_a_role_that_is_given_there_meanwhile_is_there_too_and_so_it_goes_on_all_the_shift(
    phone: Phone, town: House, service: Service
) -> None:
    signs_in(phone, "anst-1")
    for roles, wanted in (([], frozenset()), (["rutin-norra"], NORRA), ([], frozenset())):
        service.knows({**PEOPLE, "anst-1": {"roles": roles, "acr": "kort"}})
        town.waits(minutes=30)
        phone.opens("/home")
        assert held(town, phone.http.cookies["rutin"]) == wanted


def test_whoever_is_no_longer_there_is_out_and_what_they_typed_is_kept(
    phone: Phone, town: House, service: Service
) -> None:
    signs_in(phone, "anst-1", at="/start/besok")
    service.knows({each: said for each, said in PEOPLE.items() if each != "anst-1"})
    town.waits(minutes=2)
    assert "Logga in" in phone.presses("Starta rutinen", ref="S-9").text
    assert held(town, phone.http.cookies.get("rutin")) is None
    assert town.engine.kept_forms.of("anst-1") is not None


def test_what_is_written_down_here_holds_all_the_same(phone: Phone, town: House, service: Service) -> None:
    town.engine.people.write([entry("anst-1", grants=[("stadare", "norra")])])
    signs_in(phone, "anst-1")
    service.knows({**PEOPLE, "anst-1": {"roles": [], "acr": "kort"}})
    town.waits(minutes=2)
    phone.opens("/home")
    assert held(town, phone.http.cookies["rutin"]) == frozenset({("stadare", "norra")})
    town.engine.people.write([entry("anst-1")])


def test_nothing_that_the_service_could_be_asked_by_can_be_read_out_of_the_database(
    phone: Phone, town: House
) -> None:
    signs_in(phone, "anst-1")
    id = phone.http.cookies["rutin"]
    kept = town.engine.sessions.claim_renewal(id, timedelta(0))
    assert kept is not None
    assert (opened(kept, id) is None, opened(kept, "another session")) == (False, None)


# A service that says whatever a test wants.


@pytest.fixture
def own_visit(visit: Visit) -> Iterator[Visit]:
    """To a house of the test's own: what it remembers of the service is nobody else's."""
    with (
        house_at(visit.forger.issuer) as built,
        httpx.Client(base_url=built.address, verify=PLAIN, timeout=30) as http,
    ):
        yield replace(visit, house=built, http=http)


def arrives(visit: Visit, **more: Any) -> str:
    """Signs in; the session."""
    asked = visit.goes()
    token = visit.forger.signs(visit.forger.claims(nonce=asked["nonce"]))
    visit.forger.told = {"access_token": "a", "token_type": "Bearer", "id_token": token, **more}
    return visit.comes_back(state=asked["state"]).cookies["rutin"]


def looks(visit: Visit, session: str) -> httpx.Response:
    """A minute later."""
    visit.house.waits(seconds=61)
    visit.forger.asked = []
    return visit.http.get("/home", headers={"Cookie": f"rutin={session}"})


def says(visit: Visit, **claims: Any) -> None:
    """What the service answers from now on when it is asked once more."""
    token = visit.forger.signs(visit.forger.claims(**claims))
    visit.forger.told = {"access_token": "a", "token_type": "Bearer", "id_token": token}


def test_a_service_that_gives_nothing_to_ask_by_is_not_asked(visit: Visit) -> None:
    session = arrives(visit)
    assert looks(visit, session).status_code == 200
    assert visit.forger.asked == []


def test_a_refresh_token_that_stays_the_same_is_used_again(visit: Visit) -> None:
    session = arrives(visit, refresh_token="r")
    says(visit)
    for _ in range(2):
        assert looks(visit, session).status_code == 200
        assert visit.forger.asked == ["/token"]


def test_a_service_that_says_nothing_of_people_is_not_asked_again(visit: Visit) -> None:
    session = arrives(visit, refresh_token="r")
    visit.forger.told = {"access_token": "a", "token_type": "Bearer"}
    looks(visit, session)
    assert looks(visit, session).status_code == 200
    assert visit.forger.asked == []
    assert held(visit.house, session) == NORRA


def test_while_the_service_is_silent_what_it_said_last_holds_and_nobody_waits_for_it_twice(
    own_visit: Visit,
) -> None:
    session = arrives(own_visit, refresh_token="r")
    own_visit.forger.answers["/token"] = 503, {"Content-Type": "text/html"}, b"<p>down"
    assert looks(own_visit, session).status_code == 200
    assert own_visit.forger.asked == ["/token"]
    assert looks(own_visit, session).status_code == 200
    assert own_visit.forger.asked == []
    assert held(own_visit.house, session) == NORRA


def test_a_service_that_does_not_let_rutin_ask_signs_nobody_out(own_visit: Visit) -> None:
    session = arrives(own_visit, refresh_token="r")
    own_visit.forger.told = {"error": "invalid_client"}
    assert looks(own_visit, session).status_code == 200


ANSWERS: dict[str, Callable[[Forger], dict[str, Any]]] = {
    "over": lambda _: {"error": "invalid_grant"},
    "of somebody else": lambda it: {"id_token": it.signs(it.claims(sub="anst-2"))},
    "of another sign-in": lambda it: {"id_token": it.signs(it.claims(nonce="another"))},
    "for another": lambda it: {"id_token": it.signs(it.claims(aud="annan"))},
    "unsigned": lambda it: {"id_token": it.unsigned(it.claims())},
}


@pytest.mark.parametrize("what", ANSWERS)
def test_a_session_is_over_where_the_service_says_so_or_cannot_be_believed(visit: Visit, what: str) -> None:
    session = arrives(visit, refresh_token="r")
    visit.forger.told = {"access_token": "a", "token_type": "Bearer", **ANSWERS[what](visit.forger)}
    assert looks(visit, session).headers["location"] == "/?next=/home#sign-in"
    assert held(visit.house, session) is None


def test_what_was_sealed_with_one_session_opens_with_no_other() -> None:
    made = Renewal(token="r", subject="s", nonce="n")
    assert opened(made.sealed("one"), "one") == made
    assert opened(made.sealed("one"), "two") is None
    assert opened(json.dumps({"token": "r"}), "one") is None
