"""What whoever runs Rutin is given as files: they name what there is, and the processes of the compose file work together."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
import pytest
import yaml

from api.http.metrics import HELP
from api.settings import Settings
from engine.service.engine import Engine
from tests.engine.database import server
from tests.engine.database.office import PATIENCE, UNIT, WORKER
from tests.engine.database.routines import prov

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE: Mapping[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
OURS = {name: each for name, each in COMPOSE["services"].items() if each["image"] == "rutin"}


def test_the_compose_file_starts_several_servers_and_a_worker() -> None:
    commands = [each["command"] for each in OURS.values()]
    assert commands.count(["rutin", "serve", "--no-worker"]) == 2
    assert commands.count(["rutin", "worker"]) == 1


def test_every_setting_that_the_files_and_the_guide_name_is_one() -> None:
    known = {told.name for told in Settings().told()} | {"RUTIN_NAME"}
    for file in [*DEPLOY.rglob("*"), ROOT / "docs" / "operations.md"]:
        if file.is_file():
            assert set(re.findall(r"\bRUTIN_[A-Z_]+\b", file.read_text("utf-8"))) <= known, file


def test_every_number_that_the_alerts_and_the_dashboard_ask_for_is_counted() -> None:
    counted = {f"rutin_{name}" for name in HELP} | {
        "rutin_requests_total",
        "rutin_changes_total",
        "rutin_request_seconds_bucket",
    }
    asked = "".join(
        (DEPLOY / "monitoring" / name).read_text("utf-8") for name in ("alerts.yaml", "dashboard.json")
    )
    named = set(re.findall(r"\brutin_[a-z_]+\b", asked))
    assert named <= counted
    assert {"rutin_incidents", "rutin_timer_lag_seconds"} <= named


def test_every_alert_is_explained_in_the_guide() -> None:
    guide = (ROOT / "docs" / "operations.md").read_text("utf-8")
    rules = yaml.safe_load((DEPLOY / "monitoring" / "alerts.yaml").read_text("utf-8"))["groups"][0]["rules"]
    assert [each["alert"] for each in rules if each["alert"] not in guide] == []


def test_the_dashboard_is_whole() -> None:
    board = json.loads((DEPLOY / "monitoring" / "dashboard.json").read_text("utf-8"))
    assert len({each["id"] for each in board["panels"]}) == len(board["panels"])


@contextmanager
def started(name: str, url: str, drain: int) -> Iterator[subprocess.Popen[str]]:
    """The process of that service on the test's database, which says a line when it is up."""
    command = OURS[name]["command"]
    settings = {"RUTIN_DATABASE_URL": url, "RUTIN_PORT": "0", "RUTIN_DRAIN_SECONDS": str(drain)}
    with subprocess.Popen(
        [sys.executable, "-m", "api.cli", *command[1:]],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str]) -> str:
    """The line of one that is up."""
    assert process.stdout is not None
    return process.stdout.readline()


def comes(it_has: Callable[[], bool]) -> bool:
    """Whether it comes, within what a busy machine may take."""
    until = monotonic() + PATIENCE
    while not (found := it_has()) and monotonic() < until:
        sleep(0.05)
    return found


def ended(process: subprocess.Popen[str]) -> int:
    """The exit code after SIGTERM."""
    process.send_signal(signal.SIGTERM)
    return process.wait(60)


@pytest.mark.postgres
def test_the_same_processes_work_together_and_leave_in_order() -> None:
    """What one server starts goes on at the other; the worker fires a timer that is due; each is told to stop, and does."""
    with server.running() as url, ExitStack() as stack:
        yesterday = datetime.now(UTC) - timedelta(days=2)
        with Engine.open(url, clock=lambda: yesterday) as engine:
            engine.publish([prov()])
            token = engine.tokens.add(WORKER.subject, WORKER.grants)
            waits = engine.start("prov", WORKER, UNIT).instance
            engine.choose(waits, "borja", "granskas", WORKER)
        # Only of one of them it is looked at what it does while it leaves.
        up = {
            name: stack.enter_context(started(name, url, drain=2 if name == "server-1" else 0))
            for name in OURS
        }
        lines = {name: said(process) for name, process in up.items()}
        first, second = (
            stack.enter_context(
                httpx.Client(
                    base_url=lines[name].split()[1], headers={"Authorization": f"Bearer {token}"}, timeout=60
                )
            )
            for name in up
            if name != "worker"
        )
        there = first.post("/api/v1/instances", json={"routine": "prov", "unit": UNIT}).json()
        at = f"/api/v1/instances/{there['id']}"
        taken = second.post(f"{at}/choices", json={"state": "borja", "choice": "sluta", "facts": {}})
        assert taken.json()["status"] == first.get(at).json()["status"] == "ended"
        assert comes(lambda: second.get(f"/api/v1/instances/{waits}").json()["status"] == "ended")

        leaving = up.pop("server-1")
        leaving.send_signal(signal.SIGTERM)
        assert comes(lambda: first.get("/readyz").json().get("type") == "/problems/leaving")
        assert first.get(at).status_code == 200
        assert leaving.wait(60) == 0
        assert second.get("/readyz").status_code == 200
        assert [ended(process) for process in up.values()] == [0, 0]
