"""The server's one thread answers all: what may read the store or compile a routine is done in others.

The view that a command led to is made in it: all that it takes is in memory.
"""

from __future__ import annotations

import asyncio
import inspect
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from engine.store.memory.store import MemoryStore
from engine.store.published import Published
from tests.api.house import REAL_ROUTINES, house
from tests.api.http.examples import record

READ_BY = (MemoryStore, Published)
"""All that the engine reads goes through these: the store, and the compiled routines made of it."""

IN_MEMORY = "pinned"
"""A routine that was used just now is looked up anywhere: one that has to be read is read from the store, which is watched."""

PAGES = (
    "/",
    "/routines/stodpass",
    "/routines/stodpass/diagram.svg",
    "/routines/stodpass/handbook.html",
    "/pictures.css",
    "/problems",
    "/problems/stale",
    "/docs",
    "/openapi.json",
    "/metrics",
    "/nowhere",
)
"""What the recorded examples do not ask for, and whoever opens the pages does."""


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where the engine was read in a thread that runs an event loop, as the lines of our code that asked."""
    lines: list[str] = []

    def watched(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **rest: Any) -> Any:
            try:
                asyncio.get_running_loop()
            except RuntimeError:
                return real(*given, **rest)
            ours = [each for each in traceback.extract_stack() if "/api/" in each.filename]
            lines.append(f"{ours[-1].filename}:{ours[-1].lineno}")
            return real(*given, **rest)

        return call

    for kind in READ_BY:
        for name, real in inspect.getmembers(kind, inspect.isfunction):
            if not name.startswith("_") and name != IN_MEMORY:
                monkeypatch.setattr(kind, name, watched(real))
        for name, shown in inspect.getmembers(kind, lambda member: isinstance(member, property)):
            monkeypatch.setattr(kind, name, property(watched(shown.fget)))
    return lines


def test_no_endpoint_of_the_api_reads_in_the_servers_own_thread(found: list[str]) -> None:
    assert record()["operations"]
    assert found == []


def test_no_page_and_no_picture_is_read_in_the_servers_own_thread(found: list[str]) -> None:
    with house(REAL_ROUTINES, demo=True) as built:
        anybody = built.visitor(None)
        for path in PAGES:
            assert anybody.get(f"/{path}").status_code in (200, 404), path
        employee = built.visitor("demo-medarbetare")
        run = employee.starts("stodpass", besok_ref="S-1")
        for path in (
            f"{run.path}/diagram.svg",
            "/routines/stodpass/diagram.png",
            "/routines/stodpass/handbook.pdf",
        ):
            assert employee.get(path).status_code == 200
    assert found == []


def test_what_came_again_is_not_read_in_the_servers_own_thread(found: list[str]) -> None:
    with house(REAL_ROUTINES, demo=True) as built:
        employee = built.visitor("demo-medarbetare")
        content = {"routine": "stodpass", "facts": {"besok_ref": "S-1"}}
        first, again = (employee.post("/instances", content, Idempotency_Key="k") for _ in range(2))
        assert (first.status_code, again.status_code) == (201, 201)
        assert again.headers["Idempotency-Replayed"] == "true"
    assert found == []
