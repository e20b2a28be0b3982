"""A manager sees to who works in the unit over the API, as on its page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from engine.service.people.entry import entry
from engine.values.moments import iso
from tests.api.acting import Actor
from tests.api.house import House, house
from tests.diagrams.page_texts import page_texts

ROLE = {"role": "medarbetare", "unit": "norra"}


@pytest.fixture
def built() -> Iterator[House]:
    with house() as opened:
        yield opened


@pytest.fixture
def manager(built: House) -> Actor:
    return built.person("c1", ("chef", "norra"))


def people(manager: Actor) -> dict[str, list[dict[str, Any]]]:
    return {each["subject"]: each["grants"] for each in manager.get("/unit/people?unit=norra").json()}


def test_a_role_is_given_seen_and_taken_away(built: House, manager: Actor) -> None:
    built.engine.people.write([entry("m7", "Åäö", "m7@kommun.example", grants=[("stadare", "sodra")])])
    answer = manager.post("/unit/people", {"subject": "m7", "name": "Annat", **ROLE}).json()
    held = {**ROLE, "given_by": "register", "until": None, "written_by": "c1"}
    assert answer == {"subject": "m7", "name": "Åäö", "grants": [held]}
    assert people(manager)["m7"] == [held]
    assert manager.post("/unit/people/take", {"subject": "m7", **ROLE}).json() == {"done": True}
    assert "m7" not in people(manager)
    assert manager.post("/unit/people/take", {"subject": "m7", **ROLE}).status_code == 404


def test_who_leads_a_unit_is_no_manager_s_to_say(manager: Actor) -> None:
    answer = manager.post("/unit/people", {"subject": "m7", "role": "chef", "unit": "norra"})
    assert (answer.status_code, list(answer.json()["facts"])) == (422, ["role"])
    assert manager.post("/unit/people", {"subject": "m7", **ROLE, "unit": "sodra"}).status_code == 403


def test_a_code_lets_in_for_the_shift_until_the_manager_ends_it(built: House, manager: Actor) -> None:
    until = iso(built.engine.now() + timedelta(hours=8))
    told = manager.post("/unit/shifts", {"name": "Vikarie Ett", **ROLE, "until": until}).json()
    came = built.engine.shifts.use(told["code"])
    assert came is not None
    (shift,) = manager.get("/unit/shifts?unit=norra").json()
    assert (shift["subject"], shift["by"], shift["until"]) == (came.subject, "c1", told["until"])
    assert told["code"].replace(" ", "") not in str(shift)
    assert manager.post("/unit/shifts/end", {"shift": shift["shift"]}).status_code == 200
    assert came.subject not in people(manager)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"role": "chef"}, "role"),
        ({"until": "2026-03-03T07:00:00Z"}, "until"),
    ],
)
def test_what_is_wrong_is_said_of_its_field(manager: Actor, wrong: dict[str, str], field: str) -> None:
    shift = {"name": "Vikarie Ett", **ROLE, "until": "2026-03-02T15:00:00Z", **wrong}
    answer = manager.post("/unit/shifts", shift)
    assert (answer.status_code, list(answer.json()["facts"])) == (422, [field])


@pytest.mark.parametrize("until", ["2026-03-02T15:00:00", "15.00", 15])
def test_a_moment_without_its_zone_is_refused(manager: Actor, until: object) -> None:
    answer = manager.post("/unit/shifts", {"name": "Vikarie Ett", **ROLE, "until": until})
    assert answer.status_code == 422
    assert "until" in answer.text


def test_an_administrator_sees_who_gave_a_role_and_who_took_it_away(built: House, manager: Actor) -> None:
    manager.post("/unit/people", {"subject": "m7", **ROLE})
    manager.post("/unit/people/take", {"subject": "m7", **ROLE})
    administrator = built.visitor(built.engine.tokens.add("it", (), administers=True))
    number = built.engine.people.one("m7").number
    told = administrator.get(f"/people/{number}/changes").json()
    assert sorted((each["is_given"], each["by"], each["role"]) for each in told) == [
        (False, "c1", "medarbetare"),
        (True, "c1", "medarbetare"),
    ]


def test_all_that_is_open_is_printed_for_the_manager_and_for_nobody_else(
    built: House, manager: Actor
) -> None:
    worker = built.person("m1", ("medarbetare", "norra"))
    worker.starts("besok", ref="S-17")
    answer = manager.get("/unit/open.pdf?unit=norra")
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == (
        "application/pdf",
        "no-store",
    )
    assert "S-17" in " ".join(page_texts(answer.content))
    assert worker.get("/unit/open.pdf?unit=norra").status_code == 403
    assert manager.get("/unit/open.pdf?unit=sodra").status_code == 403
