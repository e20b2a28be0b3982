"""The sign-in service says who is signed out, and nobody else can."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from engine.run.instance import Person
from engine.service.access.sessions import Provided
from tests.api.oidc.conftest import Visit
from tests.api.oidc.forging import Forger

NOW = int(time.time())
EVENT: dict[str, Any] = {"http://schemas.openid.net/event/backchannel-logout": {}}


def logout(service: Forger, **other: Any) -> dict[str, Any]:
    return service.claims(
        **{"events": EVENT, "jti": f"{time.time_ns()}", "sid": "s-1", "roles": None, **other}
    )


def begins(visit: Visit, session: str) -> str:
    person = Person("anst-1", frozenset({("medarbetare", "norra")}))
    return visit.house.engine.sessions.begin(person, provided=Provided(subject="anst-1", session=session))


def says(visit: Visit, token: str) -> int:
    response = visit.http.post("/sign-in/organisation/sign-out", data={"logout_token": token})
    assert response.headers["cache-control"] == "no-store"
    return response.status_code


def test_one_session_there_is_one_session_here(visit: Visit) -> None:
    ended, other = begins(visit, "s-1"), begins(visit, "s-2")
    assert says(visit, visit.forger.signs(logout(visit.forger), typ="logout+jwt")) == 200
    assert visit.house.engine.sessions.find(ended) is None
    assert visit.house.engine.sessions.find(other) is not None


def test_a_person_is_all_their_sessions(visit: Visit) -> None:
    both = [begins(visit, "s-3"), begins(visit, "s-4")]
    assert says(visit, visit.forger.signs(logout(visit.forger, sid=None))) == 200
    assert [visit.house.engine.sessions.find(each) for each in both] == [None, None]


FORGERIES: dict[str, Callable[[Forger], str]] = {
    "an ID token": lambda it: it.signs(it.claims(sid="s-5", jti="j", nonce="n")),
    "with a nonce": lambda it: it.signs(logout(it, sid="s-5", nonce="n")),
    "another event": lambda it: it.signs(logout(it, sid="s-5", events={"x": {}})),
    "events that are no table": lambda it: it.signs(logout(it, sid="s-5", events=list(EVENT))),
    "for another": lambda it: it.signs(logout(it, sid="s-5", aud="annan")),
    "by another": lambda it: it.signs(logout(it, sid="s-5", iss="https://evil.example")),
    "over": lambda it: it.signs(logout(it, sid="s-5", exp=NOW - 600)),
    "without a name of its own": lambda it: it.signs(logout(it, sid="s-5", jti=None)),
    "of nobody": lambda it: it.signs(logout(it, sid=None, sub=None)),
    "of what is no text": lambda it: it.signs(logout(it, sid=["s-5"])),
    "unsigned": lambda it: it.unsigned(logout(it, sid="s-5")),
    "signed with the public key as a secret": lambda it: it.signed_with_the_public_key(logout(it, sid="s-5")),
    "nothing": lambda _: "",
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_forged_word_signs_nobody_out(visit: Visit, what: str) -> None:
    session = begins(visit, "s-5")
    assert says(visit, FORGERIES[what](visit.forger)) == 400
    assert visit.house.engine.sessions.find(session) is not None


def test_a_word_is_good_once(visit: Visit) -> None:
    token = visit.forger.signs(logout(visit.forger))
    assert [says(visit, token), says(visit, token)] == [200, 400]
