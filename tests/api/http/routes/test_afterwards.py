"""Facts about registering over HTTP what was done on paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from engine.values.moments import iso
from engine.values.paper_key import PaperKey
from tests.api.acting import Actor
from tests.api.house import House, house

LINE, NEXT_LINE = (str(PaperKey("KTMRPX", line)) for line in (1, 2))


@pytest.fixture
def built() -> Iterator[House]:
    with house() as own:
        yield own


@pytest.fixture
def employee(built: House) -> Actor:
    return built.person("anst-1", ("medarbetare", "norra"))


def begun(house: House) -> datetime:
    return house.engine.now() - timedelta(hours=3)


def chooses(actor: Actor, path: str, **rest: Any) -> Any:
    return actor.post(f"{path}/choices", {"state": "forbered", "choice": "klart", **rest})


def test_a_choice_is_registered_with_when_it_was_done(built: House, employee: Actor) -> None:
    case = employee.starts("besok", ref="S-1")
    built.waits(hours=3)
    done_at = begun(built) + timedelta(minutes=40)
    answer = chooses(employee, case.path, done_at=done_at.isoformat(), paper=LINE.lower())

    assert answer.status_code == 200, answer.text
    assert answer.json()["steps"][0]["since"] == iso(done_at)
    entry = employee.get(f"{case.path}/history").json()[-1]
    assert (entry["done_at"], entry["at"], entry["paper"]) == (iso(done_at), iso(built.engine.now()), LINE)


def test_a_line_that_is_registered_twice_is_told_with_where(built: House, employee: Actor) -> None:
    first, second = (employee.starts("besok", ref=f"S-{number}") for number in (1, 2))
    built.waits(hours=3)
    done_at = iso(built.engine.now())
    assert chooses(employee, first.path, done_at=done_at, paper=LINE).status_code == 200
    told = chooses(employee, second.path, done_at=done_at, paper=LINE)

    assert (told.status_code, told.json()["type"]) == (409, "/problems/already-registered")
    assert told.json()["instance"] == first.id
    assert LINE in told.json()["detail"]


def test_a_time_that_can_not_be_is_told_in_words(built: House, employee: Actor) -> None:
    case = employee.starts("besok", ref="S-1")
    for done_at in (begun(built), built.engine.now() + timedelta(minutes=1)):
        told = chooses(employee, case.path, done_at=iso(done_at))
        assert (told.status_code, list(told.json()["facts"])) == (422, ["done_at"])


@pytest.mark.parametrize("done_at", ["2026-03-02", "2026-03-02T08:30:00", "i går", 1, "2026-W10-1T08:00Z"])
def test_a_time_without_its_zone_is_no_moment(employee: Actor, done_at: Any) -> None:
    told = chooses(employee, employee.starts("besok", ref="S-1").path, done_at=done_at)
    assert (told.status_code, list(told.json()["fields"])) == (422, ["done_at"])


def test_a_misread_line_is_told(employee: Actor) -> None:
    told = chooses(employee, employee.starts("besok", ref="S-1").path, paper="KTMRPX-1Z")
    assert "KTMRPX-4R" in told.json()["fields"]["paper"]


def test_a_routine_that_began_on_paper_is_started_then(built: House, employee: Actor) -> None:
    start = {
        "routine": "besok",
        "facts": {"ref": "S-1"},
        "done_at": iso(begun(built)),
        "paper": LINE,
        "version": 1,
    }
    answer = employee.post("/instances", start)
    assert (answer.status_code, answer.json()["started_at"]) == (201, iso(begun(built)))
    assert employee.post("/instances", start).status_code == 409
    assert employee.post("/instances", {**start, "paper": NEXT_LINE, "version": 99}).status_code == 404


def test_only_what_is_registered_afterwards_says_its_version(employee: Actor) -> None:
    told = employee.post("/instances", {"routine": "besok", "facts": {"ref": "S-1"}, "version": 1})
    assert (told.status_code, list(told.json()["fields"])) == (422, ["version"])
