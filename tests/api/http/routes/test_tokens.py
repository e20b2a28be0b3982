"""Facts about who may end whose token over HTTP, and what is told of tokens."""

from __future__ import annotations

import pytest

from tests.api.acting import Actor
from tests.api.house import House


@pytest.fixture
def administrator(own: House) -> Actor:
    return own.visitor(own.engine.tokens.add("it-3", (), administers=True))


def test_an_administrator_ends_the_tokens_of_somebody_whose_phone_is_lost(
    own: House, administrator: Actor
) -> None:
    lost = own.person("anst-1", ("medarbetare", "norra"))
    assert administrator.post("/tokens/end", {"subject": "anst-1"}).json() == {"ended": 1}
    assert lost.get("/me").status_code == 401


def test_a_token_may_end_with_a_day_of_the_organisation_s_zone(own: House, administrator: Actor) -> None:
    own.person("anst-1", ("medarbetare", "norra"))
    assert administrator.post("/tokens/end", {"subject": "anst-1", "until": "2026-08-31"}).status_code == 200
    (token,) = administrator.get("/tokens?subject=anst-1").json()
    assert (token["until"], token["works"]) == ("2026-08-31T22:00:00Z", True)


def test_the_list_tells_what_a_token_allows_and_nothing_that_opens(own: House, administrator: Actor) -> None:
    secret = own.engine.tokens.add("anst-1", [("medarbetare", "norra")])
    answer = administrator.get("/tokens?subject=anst-1")
    assert secret not in answer.text
    (token,) = answer.json()
    assert token["grants"] == [{"role": "medarbetare", "unit": "norra"}]
    assert administrator.post("/tokens/end", {"subject": "anst-1", "token": token["id"]}).json() == {
        "ended": 1
    }


def test_a_long_list_goes_on_by_its_link(own: House, administrator: Actor) -> None:
    for number in range(203):
        own.engine.tokens.add(f"anst-{number}", [("medarbetare", "norra")])
    first = administrator.get("/tokens")
    assert len(first.json()) == 200
    rest = administrator.get("/" + first.links["next"]["url"])
    assert len(rest.json()) == 4
    assert "link" not in rest.headers


@pytest.mark.parametrize("cursor", ["x", "%00", "WzEsMl0="])
def test_a_cursor_that_no_page_gave_is_told(administrator: Actor, cursor: str) -> None:
    answer = administrator.get(f"/tokens?cursor={cursor}")
    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["cursor"])


@pytest.mark.parametrize("role", ["medarbetare", "chef", "administrator"])
def test_no_role_of_a_routine_makes_an_administrator(own: House, role: str) -> None:
    person = own.person("anst-1", (role, "norra"))
    assert person.get("/tokens").status_code == 403
    assert person.post("/tokens/end", {"subject": "anst-1"}).status_code == 403


def test_an_administrator_sees_no_instance(own: House, administrator: Actor) -> None:
    run = own.person("anst-1", ("medarbetare", "norra")).starts("besok", ref="S-1")
    for path in (run.path, f"{run.path}/history", f"{run.path}/diagram.svg"):
        assert administrator.get(path).status_code == 403
    assert administrator.get("/tasks").json() == []
    assert administrator.get("/instances?of=units").json() == []


def test_whose_tokens_nobody_has_is_told(administrator: Actor) -> None:
    assert administrator.post("/tokens/end", {"subject": "ingen"}).status_code == 404
    assert administrator.get("/tokens?subject=ingen").status_code == 404
