"""Facts about taps that come twice, late, or at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.api.acting import Actor, Run
from tests.api.house import House


@pytest.fixture
def employee(shared: House) -> Actor:
    return shared.person("anst-1", ("medarbetare", "norra"))


CHOICE = {"state": "forbered", "choice": "klart"}


def start(actor: Actor) -> Run:
    return actor.starts("besok", ref="S-1")


# If-Match


def test_a_choice_at_the_revision_that_was_seen_is_taken(employee: Actor) -> None:
    run = start(employee)
    assert employee.post(f"{run.path}/choices", CHOICE, If_Match='"1"').headers["etag"] == '"2"'


@pytest.mark.parametrize("tag", ["*", 'W/"1"'])
def test_a_choice_at_any_revision_or_at_a_weakened_tag_is_taken(employee: Actor, tag: str) -> None:
    run = start(employee)
    assert employee.post(f"{run.path}/choices", CHOICE, If_Match=tag).status_code == 200


def test_a_choice_at_an_older_revision_is_refused_with_the_newer(employee: Actor) -> None:
    run = start(employee).takes("Jag har läst")
    response = employee.post(f"{run.path}/choices", {"state": "kolla", "choice": "hjalp"}, If_Match='"1"')
    assert response.status_code == 412
    assert response.json()["revision"] == 2


def test_a_tag_of_another_form_is_refused(employee: Actor) -> None:
    run = start(employee)
    assert employee.post(f"{run.path}/choices", CHOICE, If_Match="1").status_code == 400
    assert run.look().view["revision"] == 1


# Idempotency-Key


def test_the_same_request_with_the_same_key_is_answered_the_same_and_done_once(employee: Actor) -> None:
    run = start(employee)
    first, again = (
        employee.post(f"{run.path}/choices", CHOICE, Idempotency_Key=f"a-{run.id}") for _ in range(2)
    )
    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    assert first.headers["etag"] == again.headers["etag"]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert run.look().view["revision"] == 2


def test_starting_again_with_the_same_key_starts_nothing_more(employee: Actor) -> None:
    content = {"routine": "besok", "facts": {"ref": "S-1"}}
    first, again = (employee.post("/instances", content, Idempotency_Key="start-once") for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content) == (201, first.content)
    assert first.headers["location"] == again.headers["location"]


def test_a_key_with_another_content_is_refused(employee: Actor) -> None:
    run = start(employee)
    employee.post(f"{run.path}/choices", CHOICE, Idempotency_Key=f"b-{run.id}")
    response = employee.post(
        f"{run.path}/choices", {"state": "kolla", "choice": "hjalp"}, Idempotency_Key=f"b-{run.id}"
    )
    assert (response.status_code, response.json()["type"]) == (422, "/problems/key-reused")


def test_a_refused_request_does_not_use_up_its_key(employee: Actor) -> None:
    run = start(employee)
    wrong = employee.post(
        f"{run.path}/choices", {"state": "kolla", "choice": "packat"}, Idempotency_Key=f"c-{run.id}"
    )
    assert wrong.status_code == 409
    assert employee.post(f"{run.path}/choices", CHOICE, Idempotency_Key=f"c-{run.id}").status_code == 200


def test_a_key_of_another_form_is_refused(employee: Actor) -> None:
    assert employee.post("/instances", {"routine": "besok"}, Idempotency_Key="a b").status_code == 400


# At the same time


def test_of_many_taps_at_once_one_is_taken_and_the_others_are_told_why_not(employee: Actor) -> None:
    run = start(employee)
    with ThreadPoolExecutor(16) as taps:
        answers = list(
            taps.map(lambda _: employee.post(f"{run.path}/choices", CHOICE, If_Match='"1"'), range(16))
        )
    assert sorted(each.status_code for each in answers) == [200] + [412] * 15
    assert run.look().view["revision"] == 2


def test_of_many_taps_with_one_key_all_get_the_same_answer(employee: Actor) -> None:
    run = start(employee)
    with ThreadPoolExecutor(16) as taps:
        answers = list(
            taps.map(
                lambda _: employee.post(f"{run.path}/choices", CHOICE, Idempotency_Key=f"d-{run.id}"),
                range(16),
            )
        )
    assert {each.status_code for each in answers} == {200}
    assert len({each.content for each in answers}) == 1
    assert sum("idempotency-replayed" not in each.headers for each in answers) == 1
    assert run.look().view["revision"] == 2
