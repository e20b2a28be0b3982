"""While the last release's program is still at work beside today's: it leaves what it can't read, and goes on with the rest."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from engine.service.engine import Engine
from engine.service.worker.worker import Worker
from engine.store import tables
from tests.engine.database.office import MORNING, Office, Post
from tests.stored.released import LAST, postgres_of, program_of, sqlite_of

HERE = Path(__file__).parent
NOW = MORNING + timedelta(hours=1)
LATER = NOW + timedelta(hours=5)
WRITTEN = (tables.cases, tables.instances, tables.history, tables.open_steps)


class Beside(NamedTuple):
    """What today's program wrote before and found after the last release's was at work, and what that one said."""

    new: list[str]
    before: dict[str, Any]
    after: dict[str, Any]
    findings: tuple[Any, ...]
    sent: list[str]
    overdue: int
    said: dict[str, Any]


def written(desk: Office, new: list[str]) -> dict[str, Any]:
    """Every row of the new cases."""
    of = {table.name: "id" if table is tables.cases else "case_id" for table in WRITTEN}
    return {table.name: [row for row in desk.rows(table) if row[of[table.name]] in new] for table in WRITTEN}


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def beside(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Beside]:
    """Both programs on the last release's database: today's, then the last one, then today's again."""
    folder = tmp_path_factory.mktemp("beside")
    wheel = program_of(LAST, folder)
    if request.param == "sqlite":
        yield _both(sqlite_of(LAST, folder), wheel)
        return
    with postgres_of(LAST) as url:
        yield _both(url, wheel)


def _both(url: str, wheel: Path) -> Beside:
    clock = [NOW]
    with Engine.open(url, clock=lambda: clock[0]) as engine:
        desk = Office(engine, clock)
        new = [desk.starts() for _ in range(4)]
        for instance, choice in zip(new[1:], ("granskas", "mejla", "fraga"), strict=True):
            desk.takes(instance, "borja", choice)
        before = written(desk, new)
    program = HERE / "last_release_beside.py"
    command = [sys.executable, "-P", str(program), str(wheel), url, LATER.isoformat(), *new]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=wheel)
    assert ran.returncode == 0, ran.stderr
    post, clock[0] = Post(), LATER + timedelta(hours=1)
    with Engine.open(url, clock=lambda: clock[0]) as engine:
        desk = Office(engine, clock)
        after = written(desk, new)
        worker = Worker(engine, {"mail": post})
        while worker.once():
            pass
        findings = engine.audit().findings
        overdue = sum(row["due"] <= clock[0] for row in desk.rows(tables.timers))
    sent = [each.id for each in post.sent]
    return Beside(new, before, after, findings, sent, overdue, json.loads(ran.stdout))


def test_what_it_can_not_read_is_refused_in_a_sentence(beside: Beside) -> None:
    for asked in ("read", "changed"):
        assert set(beside.said[asked]) == set(beside.new)
        assert all(
            "nyare version av Rutin. Inget har ändrats" in said for said in beside.said[asked].values()
        )


def test_what_it_can_not_read_is_left_as_it_was(beside: Beside) -> None:
    assert beside.after == beside.before


def test_the_rest_goes_on(beside: Beside) -> None:
    assert beside.said["started"] == ""
    assert set(beside.new) < set(beside.said["listed"])
    assert beside.said["tasks"] > len(beside.new)


def test_its_audit_says_of_the_new_that_it_is_newer_and_of_nothing_else(beside: Beside) -> None:
    assert beside.said["findings"] == dict.fromkeys(beside.new, "newer")


def test_the_program_of_today_finds_all_whole_and_sends_nothing_again(beside: Beside) -> None:
    assert beside.findings == ()
    sent = [*beside.said["sent"], *beside.sent]
    assert len(sent) == len(set(sent))
    assert any(each.startswith(beside.new[2]) for each in sent)


def test_a_timer_that_it_could_not_fire_is_fired_by_today_s_within_an_hour(beside: Beside) -> None:
    assert beside.overdue == 0
