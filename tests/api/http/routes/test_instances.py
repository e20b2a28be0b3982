"""Facts about following a routine over HTTP."""

from __future__ import annotations

import json
from typing import Any

import pytest

from api.http.openapi.schemas import instance as schemas
from api.http.openapi.schemas.instance import View
from tests.api.acting import Actor, Run
from tests.api.house import House
from tests.engine.run.acting import compiled
from tests.engine.service.test_engine import CHEFS


@pytest.fixture
def employee(shared: House) -> Actor:
    return shared.person("anst-1", ("medarbetare", "norra"))


@pytest.fixture
def manager(shared: House) -> Actor:
    return shared.person("chef-1", ("chef", "norra"))


CHOICE = {"state": "forbered", "choice": "klart"}
EVERYTHING: dict[str, Any] = {
    "antal": 3,
    "ja": True,
    "orsak": "avbokat",
    "insatser": ["samtal"],
    "ankomst": "2026-03-02T08:30:00+01:00",
    "dag": "2026-03-02",
}


def start(actor: Actor) -> Run:
    return actor.starts("besok", ref="S-1")


# Starting


def test_starting_answers_created_with_an_address_that_leads_to_the_instance(employee: Actor) -> None:
    response = employee.post("/instances", {"routine": "besok", "facts": {"ref": "S-1"}})
    assert response.status_code == 201
    assert employee.get("/" + response.headers["location"]).json()["id"] == response.json()["id"]
    assert response.headers["etag"] == '"1"'
    assert (response.json()["status"], response.json()["revision"]) == ("running", 1)


def test_starting_an_unknown_routine_tells_the_nearest(employee: Actor) -> None:
    response = employee.post("/instances", {"routine": "besoek"})
    assert response.status_code == 404
    assert response.json()["near"] == "besok"


def test_starting_without_the_facts_that_it_asks_for_names_each(employee: Actor) -> None:
    response = employee.post("/instances", {"routine": "besok"})
    assert response.status_code == 422
    assert response.json()["facts"] == {"ref": "”Referens” saknas. Fyll i det."}


def test_who_may_start_in_several_units_names_one(shared: House) -> None:
    wide = shared.person("anst-2", ("medarbetare", "norra"), ("medarbetare", "sodra"))
    content = {"routine": "besok", "facts": {"ref": "S-1"}}
    assert wide.post("/instances", content).json()["fields"]["unit"].endswith("norra, sodra.")
    assert wide.post("/instances", {**content, "unit": "sodra"}).json()["unit"] == "sodra"


def test_who_may_not_start_is_told_who_may(manager: Actor) -> None:
    response = manager.post("/instances", {"routine": "besok", "facts": {"ref": "S-1"}})
    assert response.status_code == 403
    assert response.json()["who"] == ["Medarbetare"]


# Taking choices


def test_a_choice_answers_with_the_next_view(employee: Actor) -> None:
    run = start(employee)
    assert run.doing == ["Läs om S-1"]
    assert run.takes("Jag har läst").doing == ["Kontrollera väskan"]


def test_facts_of_every_type_are_taken(employee: Actor) -> None:
    assert start(employee).takes("Fyll i allt", **EVERYTHING).doing == ["Kontrollera väskan"]


@pytest.mark.parametrize(
    ("fact", "wrong"),
    [
        ("antal", "tre"),
        ("antal", 0),
        ("antal", True),
        ("antal", None),
        ("antal", 1e400),
        ("ja", "ja"),
        ("orsak", "sjuk"),
        ("orsak", ["avbokat"]),
        ("insatser", "samtal"),
        ("insatser", [["samtal"]]),
        ("ankomst", "2026-03-02T08:30:00"),
        ("ankomst", "igår"),
        ("dag", "2026-02-30"),
        ("dag", {"$date": 1}),
    ],
)
def test_a_fact_that_is_wrong_is_named_with_what_it_should_be(employee: Actor, fact: str, wrong: Any) -> None:
    run = start(employee)
    content = {"state": "forbered", "choice": "allt", "facts": {**EVERYTHING, fact: wrong}}
    response = employee.http.post(
        f"/api/v1{run.path}/choices",
        content=json.dumps(content).encode(),
        headers={"Content-Type": "application/json"},
    )
    assert response.status_code == 422, response.text
    assert list(response.json()["facts"]) == [fact]
    assert run.look().view["revision"] == 1


def test_a_fact_that_is_not_asked_for_is_refused_with_the_nearest(employee: Actor) -> None:
    response = start(employee).tries("Fyll i allt", **EVERYTHING, antall=3)
    assert "Menade du ”antal”?" in response.json()["facts"]["antall"]


def test_a_choice_in_a_step_that_was_left_tells_what_is_possible(employee: Actor) -> None:
    run = start(employee).takes("Jag har läst")
    response = employee.post(f"{run.path}/choices", CHOICE)
    assert response.status_code == 409
    assert response.json()["type"] == "/problems/not-possible-here"
    assert [each["choice"] for each in response.json()["possible"]] == ["packat", "bara_ja", "hjalp"]


def test_a_condition_that_does_not_hold_gives_the_routines_own_reason(employee: Actor) -> None:
    run = start(employee).takes("Jag har läst")
    response = run.tries("Väskan är packad", checked=[1])
    assert response.status_code == 409
    assert response.json()["because"] == "Bocka av allt först."
    assert run.takes("Väskan är packad").doing == ["Vänta på leverans"]


def test_somebody_elses_step_is_refused_with_who_it_belongs_to(shared: House, employee: Actor) -> None:
    run = start(employee)
    colleague = shared.person("anst-9", ("medarbetare", "norra"))
    response = colleague.post(f"{run.path}/choices", CHOICE)
    assert response.status_code == 403
    assert (response.json()["reason"], response.json()["who"]) == ("owner", ["Medarbetare"])


def test_an_instance_that_has_ended_takes_nothing_more(employee: Actor, manager: Actor) -> None:
    run = start(employee)
    assert manager.post(f"{run.path}/cancel", {"reason": "Prov."}).json()["status"] == "cancelled"
    response = employee.post(f"{run.path}/choices", CHOICE)
    assert (response.status_code, response.json()["type"]) == (409, "/problems/not-running")


@pytest.mark.parametrize("id", ["nej", "0" * 20, "x" * 5000, "%00", "..%2f..%2fetc", "'", "å", "1;drop"])
def test_an_instance_that_does_not_exist_is_not_found(employee: Actor, id: str) -> None:
    assert employee.get(f"/instances/{id}").status_code == 404
    assert employee.post(f"/instances/{id}/choices", CHOICE).status_code == 404


# Undo, corrections, and the rest


def test_the_last_choice_is_taken_back_while_the_routine_allows_it(own: House) -> None:
    employee = own.person("anst-1", ("medarbetare", "norra"))
    run = start(employee).takes("Jag har läst")
    assert run.view["undo"]["label"] == "Jag har läst"
    assert employee.post(f"{run.path}/undo").json()["steps"][0]["state"] == "forbered"


def test_after_its_time_the_choice_stays_and_a_correction_is_proposed(own: House) -> None:
    employee = own.person("anst-1", ("medarbetare", "norra"))
    run = start(employee).takes("Jag har läst")
    own.passes(minutes=11)
    response = employee.post(f"{run.path}/undo")
    assert (response.status_code, response.json()["why"]) == (409, "late")
    assert "rättelse" in response.json()["detail"]


def test_a_correction_changes_the_fact_and_keeps_the_old_value_with_the_reason(employee: Actor) -> None:
    run = start(employee)
    content = {"facts": {"ref": "S-2"}, "reason": "Fel referens."}
    assert employee.post(f"{run.path}/corrections", content).json()["steps"][0]["title"] == "Läs om S-2"
    told = employee.get(f"{run.path}/history").json()[-1]
    assert told["happened"][0]["detail"] == {"reason": "Fel referens.", "old": {"ref": "S-1"}}


@pytest.mark.parametrize("reason", [None, "", "   ", 7, "x" * 501, "a\x00b"])
def test_a_correction_needs_a_reason(employee: Actor, reason: Any) -> None:
    run = start(employee)
    response = employee.post(f"{run.path}/corrections", {"facts": {"ref": "S-2"}, "reason": reason})
    assert response.status_code == 422
    assert list(response.json()["fields"]) == ["reason"]


def test_a_step_is_taken_from_the_worklist_and_given_back(shared: House, employee: Actor) -> None:
    it = shared.person("it-1", ("it", "norra"))
    case = start(employee).takes("Jag behöver hjälp").child("arende")
    assert [task["scope"] for task in it.tasks() if task["instance"] == case.id] == ["role"]
    assert it.post(f"{case.path}/take", {"state": "los"}).json()["steps"][0]["taken_by"] == "it-1"
    assert [task["scope"] for task in it.tasks() if task["instance"] == case.id] == ["mine"]
    other = shared.person("it-2", ("it", "norra"))
    assert other.post(f"{case.path}/choices", {"state": "los", "choice": "lost"}).status_code == 403
    assert it.post(f"{case.path}/release", {"state": "los"}).json()["steps"][0]["taken_by"] is None
    assert other.post(f"{case.path}/choices", {"state": "los", "choice": "lost"}).status_code == 200


def test_an_instance_is_handed_over_to_somebody_of_the_unit_only(shared: House, employee: Actor) -> None:
    shared.person("anst-5", ("medarbetare", "norra"))
    run = start(employee)
    response = employee.post(f"{run.path}/hand-over", {"to": "finns-inte"})
    assert (response.status_code, list(response.json()["facts"])) == (422, ["to"])
    assert employee.post(f"{run.path}/hand-over", {"to": "anst-5"}).json()["owner"] == "anst-5"


def test_everything_open_is_handed_over_at_once(own: House) -> None:
    employee = own.person("anst-1", ("medarbetare", "norra"))
    colleague = own.person("anst-2", ("medarbetare", "norra"))
    runs = [start(employee) for _ in range(3)]
    response = employee.post("/me/hand-over", {"to": "anst-2", "unit": "norra"})
    assert {view["id"] for view in response.json()} == {run.id for run in runs}
    assert employee.get("/instances").json() == []
    assert len(colleague.get("/instances").json()) == 3


def test_what_could_not_be_handed_over_is_told_and_the_rest_is(own: House) -> None:
    both = own.person("anst-1", ("medarbetare", "norra"), ("chef", "norra"))
    own.person("anst-2", ("medarbetare", "norra"))
    own.engine.publish([compiled(CHEFS, "chefens")])
    mine, chefs = start(both), both.starts("chefens")
    response = both.post("/me/hand-over", {"to": "anst-2", "unit": "norra"})
    problem = response.json()
    assert (response.status_code, problem["type"]) == (409, "/problems/not-all-handed-over")
    assert (problem["handed_over"], [each["instance"] for each in problem["refused"]]) == (
        [mine.id],
        [chefs.id],
    )
    assert problem["refused"][0]["detail"]
    assert [each["id"] for each in both.get("/instances").json()] == [chefs.id]


def test_a_message_that_is_waited_for_moves_the_instance_on(employee: Actor) -> None:
    run = start(employee).takes("Jag har läst").takes("Väskan är packad")
    wrong = employee.post(f"{run.path}/messages", {"message": "annat"})
    assert wrong.status_code in (404, 409)
    assert (
        employee.post(f"{run.path}/messages", {"message": "leverans"}).json()["steps"][0]["state"]
        == "granska"
    )


def test_lists_of_instances_hold_the_running_and_the_over(employee: Actor, manager: Actor) -> None:
    run = start(employee)
    assert run.id in [each["id"] for each in employee.get("/instances").json()]
    assert run.id not in [each["id"] for each in employee.get("/instances?status=over").json()]
    manager.post(f"{run.path}/cancel", {"reason": "Prov."})
    assert run.id not in [each["id"] for each in employee.get("/instances").json()]
    assert run.id in [each["id"] for each in employee.get("/instances?status=over").json()]


def test_answers_come_in_english_where_that_is_asked_for(shared: House) -> None:
    english = shared.person("anst-1", ("medarbetare", "norra"), language="en-GB")
    run = start(english)
    assert run.doing == ["Read about S-1"]
    assert english.get(run.path).headers["content-language"] == "en"
    response = run.takes("I have read").tries("The bag is packed", checked=[])
    assert response.json()["detail"] == "Not possible yet: Tick everything first."


# Shape


def test_every_field_of_a_view_is_in_the_description_in_every_state(employee: Actor, manager: Actor) -> None:
    names = {
        name: set(model.model_fields)
        for name, model in vars(schemas).items()
        if hasattr(model, "model_fields")
    }
    run = start(employee)
    views = [run.view]
    for label in ("Jag behöver hjälp", "Jag har läst", "Väskan är packad"):
        views.append(run.look().takes(label).view)
    views.append(employee.post(f"{run.path}/messages", {"message": "leverans"}).json())
    views.append(manager.follows(run.id).takes("Godkänt").view)
    for view in views:
        View.model_validate(view)
        assert set(view) == names["View"]
        for step in view["steps"]:
            assert set(step) == names["Step"]
            for choice in step["choices"]:
                assert set(choice) == names["Choice"]
                assert all(set(ask) == names["Ask"] for ask in choice["ask"])
        assert all(set(child) == names["Child"] for child in view["children"])
        assert all(set(timer) == names["Timer"] for timer in view["timers"])
    assert views[-1]["status"] == "ended"


def test_a_long_list_of_instances_goes_on_by_its_link(own: House) -> None:
    worker = own.person("anst-1", ("medarbetare", "norra"))
    started = {worker.starts("besok", ref=f"S-{number}").id for number in range(5)}
    found, path = set(), "/instances?of=units&limit=2"
    for _ in range(3):
        answer = worker.get(path)
        found |= {each["id"] for each in answer.json()}
        path = "/" + answer.links.get("next", {"url": ""})["url"]
    assert (found, path) == (started, "/")
    assert worker.get("/instances?limit=201").status_code == 422
    assert worker.get("/notices?limit=0").status_code == 422
