"""SpiffWorkflow on the same visit: five user tasks and the gateway before the missed visit; saved and restored at every step."""

from __future__ import annotations

import json
from io import BytesIO
from statistics import median
from time import perf_counter
from typing import Any

from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from benchmarks.visit import STEPS_A_VISIT, VISIT

_TASKS = [state for state, _, _ in VISIT]


def microseconds_a_step(visits: int) -> float:
    """The median of five rounds, each step with a save to JSON text and a restore from it."""
    parser = BpmnParser()
    parser.add_bpmn_io(BytesIO(bpmn().encode()))
    spec, subprocesses = parser.get_spec("visit"), parser.get_subprocess_specs("visit")
    serializer = BpmnWorkflowSerializer()
    return median(_round(spec, subprocesses, serializer, visits) for _ in range(5))


def _round(spec: Any, subprocesses: Any, serializer: Any, visits: int) -> float:
    started = perf_counter()
    for _ in range(visits):
        workflow = BpmnWorkflow(spec, subprocesses)
        workflow.do_engine_steps()
        saved = serializer.serialize_json(workflow)
        for _, choice, facts in VISIT:
            workflow = serializer.deserialize_json(saved)
            task = workflow.get_next_task(state=TaskState.READY)
            task.data.update({"choice": choice, **json.loads(json.dumps(facts))})
            task.run()
            workflow.do_engine_steps()
            saved = serializer.serialize_json(workflow)
        assert workflow.is_completed()
    return (perf_counter() - started) / visits / STEPS_A_VISIT * 1e6


def bpmn() -> str:
    """The visit as BPMN."""
    nodes = [
        '<startEvent id="start"/>',
        '<exclusiveGateway id="gateway" default="to_utfor"/>',
        '<endEvent id="end"/>',
    ]
    nodes += [f'<userTask id="{task}" name="{task}"/>' for task in (*_TASKS, "dokumentera_uteblivet")]
    flows = [
        ("f1", "start", _TASKS[0], ""),
        ("f2", _TASKS[0], _TASKS[1], ""),
        ("f3", _TASKS[1], "gateway", ""),
        ("to_utfor", "gateway", _TASKS[2], ""),
        ("to_missed", "gateway", "dokumentera_uteblivet", "choice == 'ingen_dar'"),
        ("f5", _TASKS[2], _TASKS[3], ""),
        ("f6", _TASKS[3], _TASKS[4], ""),
        ("f7", _TASKS[4], "end", ""),
        ("f8", "dokumentera_uteblivet", "end", ""),
    ]
    for id, source, target, when in flows:
        condition = f"<conditionExpression>{when}</conditionExpression>" if when else ""
        nodes.append(
            f'<sequenceFlow id="{id}" sourceRef="{source}" targetRef="{target}">{condition}</sequenceFlow>'
        )
    body = "".join(nodes)
    space = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    return (
        f'<definitions xmlns="{space}" targetNamespace="rutin"><process id="visit" isExecutable="true">'
        f"{body}</process></definitions>"
    )
