"""Facts about what waits and what somebody has, over HTTP: in pages."""

from __future__ import annotations

from engine.run.instance import Person
from tests.api.house import House


def test_more_than_two_hundred_are_handed_over_by_the_link(own: House) -> None:
    employee = own.person("anst-1", ("medarbetare", "norra"))
    own.person("anst-2", ("medarbetare", "norra"))
    by = Person("anst-1", frozenset({("medarbetare", "norra")}))
    begun = [own.engine.submit(own.engine.starting("besok", by, "norra", {"ref": "S-1"})) for _ in range(203)]
    for each in begun:
        each.result()
    everything = {"to": "anst-2", "unit": "norra"}
    first = employee.post("/me/hand-over", everything)
    assert len(first.json()) == 200
    rest = employee.post("/" + first.links["next"]["url"], everything)
    assert (len(rest.json()), "link" in rest.headers) == (3, False)
    assert employee.get("/instances").json() == []


def test_a_worklist_goes_on_by_its_link(own: House) -> None:
    employee = own.person("anst-1", ("medarbetare", "norra"))
    runs = [employee.starts("besok", ref="S-1") for _ in range(3)]
    first = employee.get("/tasks?limit=2")
    rest = employee.get("/" + first.links["next"]["url"])
    assert [each["instance"] for each in (*first.json(), *rest.json())] == [run.id for run in runs]
    assert "link" not in rest.headers
