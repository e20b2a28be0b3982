"""What every release has stored is read, continued and audited by the program of today."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.run.behaviour import BEHAVIOUR
from engine.run.context import Library
from engine.service.engine import Engine
from engine.stored.history import entry_from_stored
from engine.stored.instance import instance_from_stored
from engine.stored.replay import replay
from engine.stored.routine_reader import routine_from_stored
from engine.stored.undo import undo_from_stored
from tests.engine.database.office import MANAGER, UNIT, WORKER
from tests.engine.stored.everybody import Everybody
from tests.stored.released import RELEASES, database_of


@pytest.fixture(params=RELEASES, ids=lambda folder: folder.name)
def release(request: pytest.FixtureRequest) -> Path:
    """The golden files of each release."""
    folder: Path = request.param
    return folder


@pytest.fixture
def told(release: Path) -> dict[str, Any]:
    """The scenarios of the release as it stored them."""
    found: dict[str, Any] = json.loads((release / "scenarios.json").read_text("utf-8"))
    return found


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, release: Path, tmp_path: Path) -> Iterator[str]:
    """The release's database: a copy of the file, or a server with what was dumped."""
    with database_of(release, request.param, tmp_path) as url:
        yield url


def test_there_is_a_release() -> None:
    assert [folder.name for folder in RELEASES][:1] == ["v1"]


def test_a_database_is_read_continued_and_audited(database: str) -> None:
    with Engine.open(database) as engine:
        before = engine.audit()
        assert before.findings == ()
        assert before.cases == 11
        open_now = {each["id"]: each for each in engine.records.instances(MANAGER, whole_unit=True)}
        assert {step["state"] for each in open_now.values() for step in each["steps"]} == {
            "borja",
            "granska",
            "skicka",
            "fraga",
            "svara",
        }
        for id, each in open_now.items():
            assert engine.records.view(id, WORKER)["title"] == each["title"]
            assert engine.records.history(id, WORKER)
            if each["steps"][0]["state"] == "borja" and each["owner"] == "m1":
                engine.choose(id, "borja", "sluta", WORKER)
        engine.tick()
        started = engine.start("prov", WORKER, UNIT).instance
        engine.choose(started, "borja", "granskas", WORKER)

        after = engine.audit()

        assert after.findings == ()
        assert after.cases == 12
        assert after.rows > before.rows


def test_every_routine_is_decoded_with_its_digest(told: dict[str, Any]) -> None:
    assert len(told["routines"]) == 11
    for digest, document in told["routines"].items():
        assert routine_from_stored(document, digest).digest == digest


def test_every_history_leads_to_the_instances_that_were_stored(told: dict[str, Any]) -> None:
    """An engine that answers otherwise than the one that wrote them has another number of its behaviour."""
    people = Everybody(told["people"])
    library = Library.of(routine_from_stored(each, digest) for digest, each in told["routines"].items())
    assert len(told["cases"]) >= 80
    for each in told["cases"]:
        entries = [entry_from_stored(entry, told["history_format"], people) for entry in each["history"]]
        found = replay(each["case"], entries, library, people)
        stored = {kept["id"]: instance_from_stored(kept, people) for kept in each["instances"]}
        undo = undo_from_stored(each["undo"], people) if each["undo"] else None
        assert (found.case.instances, found.case.undo) == (stored, undo), each["title"]
        assert found.not_replayed == sum(entry.behaviour != BEHAVIOUR for entry in entries)
