"""DBOS on PostgreSQL: a visit is a workflow that waits for each choice, takes it in a step, and tells that it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dbos import DBOS, DBOSConfig

from benchmarks.others.clients import CLIENTS, by_threads
from benchmarks.visit import VISIT

_LONG = 60.0
"""Seconds that are waited for what comes at once."""


@DBOS.step()
def taken(state: str, choice: str, facts: dict[str, Any]) -> dict[str, Any]:
    """What a choice leads to, which DBOS keeps."""
    return {"state": state, "choice": choice, **facts}


@DBOS.workflow()
def visits(facts: dict[str, Any]) -> dict[str, Any]:
    """One visit, from where it is started to its end."""
    DBOS.set_event("begun", facts)
    for state, _, _ in VISIT:
        said = DBOS.recv(state, timeout_seconds=_LONG)
        facts = {**facts, **taken(state, said["choice"], said["facts"])}
        DBOS.set_event(state, facts)
        if facts["choice"] == "ingen_dar":
            break
    return facts


def _visit() -> None:
    handle = DBOS.start_workflow(visits, {"besok_ref": "S-1"})
    id = handle.get_workflow_id()
    _told(id, "begun")
    for state, choice, facts in VISIT:
        DBOS.send(id, {"choice": choice, "facts": facts}, topic=state)
        _told(id, state)


def _told(id: str, key: str) -> None:
    if DBOS.get_event(id, key, timeout_seconds=_LONG) is None:
        raise RuntimeError(f"{key} was not answered")


def steps_a_second(url: str, number: int) -> Iterator[tuple[int, float]]:
    """By the number of clients; each waits for what its choice led to. `url` is a server's."""
    config: DBOSConfig = {"name": "visits", "system_database_url": url, "log_level": "ERROR"}
    DBOS(config=config)
    DBOS.launch()
    try:
        _visit()
        for clients in CLIENTS:
            yield clients, by_threads(_visit, clients, number)
    finally:
        DBOS.destroy()
