"""Facts about a command that is kept while its answer can't be made: the caller is told that it is saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

import pytest

from engine.errors.store import StoreTrouble
from engine.said import Said
from engine.service.batch import Answer
from tests.api.acting import Actor
from tests.api.house import House


def fault() -> Mapping[str, Any]:
    raise KeyError("a fault of ours")


def no_database() -> Mapping[str, Any]:
    raise StoreTrouble(Said("Databasen svarar inte.", "The database does not answer."))


def no_text() -> Mapping[str, Any]:
    return {"revision": 1, "title": "\udcff"}


@pytest.fixture(params=[fault, no_database, no_text], ids=lambda each: each.__name__)
def unanswered(
    own: House, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[House]:
    """A house that keeps commands and can make no view of what they led to."""
    real = own.engine.submit

    def submit(*given: Any, **rest: Any) -> Future[Answer]:
        future: Future[Answer] = Future()
        kept = real(*given, **rest).result()
        future.set_result(replace(kept, view=request.param))
        return future

    with monkeypatch.context() as patched:
        patched.setattr(own.engine, "submit", submit)
        yield own


def running(actor: Actor) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = actor.get("/instances").json()
    return found


def test_a_routine_that_was_started_is_said_to_be_and_not_started_again(unanswered: House) -> None:
    employee = unanswered.person("anst-1", ("medarbetare", "norra"))
    content = {"routine": "besok", "facts": {"ref": "S-1"}}
    first, again = (employee.post("/instances", content, Idempotency_Key="k") for _ in range(2))
    (instance,) = running(employee)
    for response in (first, again):
        told = response.json()
        assert (response.status_code, told["type"]) == (500, "/problems/saved")
        assert (told["instance"], told["revision"]) == (instance["id"], 1)
        assert told["detail"].startswith("Det du gjorde är sparat")


def test_a_choice_that_was_taken_is_said_to_be(unanswered: House) -> None:
    employee = unanswered.person("anst-1", ("medarbetare", "norra"))
    employee.post("/instances", {"routine": "besok", "facts": {"ref": "S-1"}})
    run = employee.follows(running(employee)[0]["id"])
    before = run.doing
    response = run.tries("Jag har läst")
    assert (response.status_code, response.json()["type"]) == (500, "/problems/saved")
    assert run.look().doing != before


def test_all_that_was_handed_over_is_said_to_be(unanswered: House) -> None:
    employee = unanswered.person("anst-1", ("medarbetare", "norra"))
    unanswered.person("anst-2", ("medarbetare", "norra"))
    employee.post("/instances", {"routine": "besok", "facts": {"ref": "S-1"}})
    response = employee.post("/me/hand-over", {"to": "anst-2", "unit": "norra"})
    assert (response.status_code, response.json()["type"]) == (500, "/problems/saved")
    assert running(employee) == []
