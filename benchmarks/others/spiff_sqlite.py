"""SpiffWorkflow with what it saves in an SQLite file: each step is read, taken, saved and committed to the disk."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from benchmarks.bare import opened
from benchmarks.others.clients import CLIENTS, by_threads
from benchmarks.spiff import bpmn
from benchmarks.visit import VISIT


def steps_a_second(visits: int) -> Iterator[tuple[int, float]]:
    """By the number of clients."""
    parser = BpmnParser()
    parser.add_bpmn_io(BytesIO(bpmn().encode()))
    spec, subprocesses = parser.get_spec("visit"), parser.get_subprocess_specs("visit")
    serializer = BpmnWorkflowSerializer()
    own = threading.local()
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "spiff.db")
        connection = opened(path)
        connection.execute("create table instances (id text primary key, saved text not null)")
        connection.close()

        def visit() -> None:
            if not hasattr(own, "connection"):
                own.connection = opened(path)
                own.connection.execute("pragma busy_timeout = 60000")
            id = uuid4().hex
            workflow = BpmnWorkflow(spec, subprocesses)
            workflow.do_engine_steps()
            saved = serializer.serialize_json(workflow)
            own.connection.execute("insert into instances values (?, ?)", [id, saved])
            for _, choice, facts in VISIT:
                own.connection.execute("begin immediate")
                (saved,) = own.connection.execute("select saved from instances where id = ?", [id]).fetchone()
                workflow = serializer.deserialize_json(saved)
                task = workflow.get_next_task(state=TaskState.READY)
                task.data.update({"choice": choice, **facts})
                task.run()
                workflow.do_engine_steps()
                saved = serializer.serialize_json(workflow)
                own.connection.execute("update instances set saved = ? where id = ?", [saved, id])
                own.connection.execute("commit")

        for clients in CLIENTS:
            yield clients, by_threads(visit, clients, visits)
