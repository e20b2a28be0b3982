"""Temporal's development server on a file: a visit is a workflow that takes each choice as an update, and is answered when it is kept."""

from __future__ import annotations

import asyncio
import subprocess
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from shutil import which
from socket import socket
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from temporalio import workflow
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from benchmarks.others.clients import CLIENTS, by_tasks
from benchmarks.visit import VISIT

_QUEUE = "visits"
_STARTS_WITHIN = 120
"""Tries, a half second each."""


@workflow.defn
class Visit:
    """One visit, from where it is started to its end."""

    def __init__(self) -> None:
        self._facts: dict[str, Any] = {}
        self._left = [state for state, _, _ in VISIT]

    @workflow.run
    async def run(self, facts: dict[str, Any]) -> dict[str, Any]:
        """Until all choices are taken."""
        self._facts.update(facts)
        await workflow.wait_condition(lambda: not self._left)
        return self._facts

    @workflow.update
    async def choose(self, state: str, choice: str, facts: dict[str, Any]) -> dict[str, Any]:
        """Take a choice; what it led to."""
        if not self._left or self._left[0] != state:
            raise ValueError(state)
        self._facts.update(facts, choice=choice)
        self._left = [] if choice == "ingen_dar" else self._left[1:]
        return self._facts


def steps_a_second(number: int) -> list[tuple[int, float]]:
    """By the number of clients; each waits for what its choice led to."""
    program = which("temporal")
    if program is None:
        raise FileNotFoundError("temporal")
    with TemporaryDirectory() as folder, closing(socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        file = str(Path(folder) / "temporal.db")
        server = subprocess.Popen(
            [
                program,
                "server",
                "start-dev",
                "--headless",
                "--port",
                str(port),
                "--db-filename",
                file,
                "--log-level",
                "never",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            return asyncio.run(_measured(f"127.0.0.1:{port}", number))
        finally:
            server.terminate()
            server.wait()


async def _measured(address: str, number: int) -> list[tuple[int, float]]:
    client = await _connected(address)
    worker = Worker(client, task_queue=_QUEUE, workflows=[Visit], workflow_runner=UnsandboxedWorkflowRunner())

    async def visit() -> None:
        handle = await client.start_workflow(
            Visit.run,
            {"besok_ref": "S-1"},
            id=uuid4().hex,
            task_queue=_QUEUE,
            execution_timeout=timedelta(minutes=10),
        )
        for choice in VISIT:
            await handle.execute_update(Visit.choose, args=list(choice))

    async with worker:
        await visit()
        return [(clients, await by_tasks(visit, clients, number)) for clients in CLIENTS]


async def _connected(address: str) -> Client:
    for _ in range(_STARTS_WITHIN):
        try:
            return await Client.connect(address)
        except RuntimeError:
            await asyncio.sleep(0.5)
    return await Client.connect(address)
