"""Nobody without a role on a unit learns of it: not by lists, by naming it, nor by somebody else's key."""

from __future__ import annotations

import pytest

from tests.api.acting import Actor
from tests.api.house import house
from tests.api.http.town import Town


@pytest.mark.parametrize("name", ["elsewhere", "manager_elsewhere"])
@pytest.mark.parametrize(
    "path", ["/tasks", "/notices", "/instances?of=units", "/instances?of=units&status=over"]
)
def test_lists_hold_nothing_of_another_unit(town: Town, name: str, path: str) -> None:
    run = town.at("kolla")
    town.house.passes(hours=3)
    town.people["manager"].post(f"{town.begun().path}/cancel", {"reason": "Prov."})
    found = town.people[name].get(path)
    assert found.status_code == 200
    assert town.unit not in {each["unit"] for each in found.json()}
    assert run.id not in found.text


def every_page(actor: Actor, path: str) -> str:
    page = actor.get(path)
    text = page.text
    while "next" in page.links:
        page = actor.get("/" + page.links["next"]["url"])
        text += page.text
    return text


def test_the_same_lists_do_hold_it_for_the_unit_itself(town: Town) -> None:
    run = town.at("kolla")
    town.house.passes(hours=3)
    for path in ("/tasks", "/notices", "/instances?of=units"):
        assert run.id in every_page(town.people["manager"], path)


def test_another_unit_cannot_be_started_in_by_naming_it(town: Town) -> None:
    response = town.people["elsewhere"].post(
        "/instances", {"routine": "besok", "facts": {"ref": "S-2"}, "unit": town.unit}
    )
    assert response.status_code == 403


def test_a_key_of_one_person_does_not_show_its_answer_to_another(town: Town) -> None:
    run = town.begun()
    taken = {"state": "forbered", "choice": "klart"}
    first = town.people["owner"].post(f"{run.path}/choices", taken, Idempotency_Key="shared-key")
    assert first.status_code == 200
    second = town.people["elsewhere"].post(f"{run.path}/choices", taken, Idempotency_Key="shared-key")
    assert second.status_code == 403


def test_a_token_that_was_revoked_opens_nothing() -> None:
    with house() as built:
        token = built.engine.tokens.add("anst-1", {("medarbetare", "norra")})
        built.engine.tokens.revoke(token)
        assert built.visitor(token).get("/me").status_code == 401
