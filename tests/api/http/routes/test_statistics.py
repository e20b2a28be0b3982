"""Figures over HTTP: for managers, of five people or more."""

from __future__ import annotations

import pytest

from tests.api.acting import Actor
from tests.api.house import House

ADDRESS = "/routines/besok/statistics"


def followed(house: House, people: int) -> Actor:
    """That many have read on in a visit, ten minutes after they began it; the unit's manager."""
    runs = [
        house.person(f"p{number}", ("medarbetare", "norra")).starts("besok", ref="S-1")
        for number in range(people)
    ]
    house.waits(minutes=10)
    for run in runs:
        run.takes("Jag har läst")
    house.waits(days=40)
    return house.person("c1", ("chef", "norra"))


def test_the_manager_is_told_counts_and_times(own: House) -> None:
    told = followed(own, 5).get(ADDRESS).json()

    assert told["states"] == [
        {"state": "forbered", "title": "Läs om {ref}", "visits": 5, "people": 5, "median_minutes": 10.0}
    ]
    assert told["ways"] == [{"kind": "choice", "state": "forbered", "id": "klart", "count": 5}]


def test_of_four_people_nothing_is_told(own: House) -> None:
    told = followed(own, 4).get(ADDRESS).json()

    assert (told["states"], told["ways"]) == ([], [])


def test_the_period_is_told_in_days(own: House) -> None:
    manager = followed(own, 5)
    today = f"{own.engine.now():%Y-%m-%d}"

    assert manager.get(f"{ADDRESS}?until={today}").json()["ways"]
    assert manager.get(f"{ADDRESS}?since={today}&until={today}").json()["ways"] == []
    assert manager.get(f"{ADDRESS}?since=2199-01-01").json()["ways"] == []
    for day in ("i-dag", "0001-01-01", "9999-12-31"):
        assert manager.get(f"{ADDRESS}?until={day}").status_code == 422


def test_another_unit_than_ones_own_is_refused(own: House) -> None:
    answer = followed(own, 5).get(f"{ADDRESS}?unit=sodra")

    assert answer.status_code == 403
    assert "sodra" in answer.json()["detail"]


@pytest.mark.parametrize("day", ["igar", "2026-13-01", "2026-01-01T08:00:00Z"])
def test_a_day_that_is_none_is_told_how_to_write(shared: House, day: str) -> None:
    fields = shared.person("c1", ("chef", "norra")).get(f"{ADDRESS}?since={day}").json()["fields"]
    assert fields == {"since": "”since” ska vara en dag, till exempel 2026-01-31."}


@pytest.mark.parametrize("day", ["0", "1", "2026-03-01T00:00:00", "2026-W10-1", "20260301", "2026-02-30"])
def test_a_day_is_written_as_a_day_and_no_other_way(shared: House, day: str) -> None:
    manager = shared.person("c1", ("chef", "norra"))
    for name in ("since", "until"):
        answer = manager.get(f"{ADDRESS}?{name}={day}")
        assert (answer.status_code, list(answer.json()["fields"])) == (422, [name])


def test_a_period_that_ends_before_it_begins_is_told(shared: House) -> None:
    answer = shared.person("c1", ("chef", "norra")).get(f"{ADDRESS}?since=2026-03-02&until=2026-03-01")
    assert (answer.status_code, "Byt plats" in answer.json()["fields"]["since"]) == (422, True)
