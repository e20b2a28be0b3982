"""What the program of the last release does beside today's, in a process of its own: `python last_release_beside.py FOLDER URL NOW NEW…`.

FOLDER holds its unpacked wheel, NEW are instances that today's program has written. It tries to read them and to change them, does all
that is due at NOW, and goes on with a case of its own; what it was answered it says as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

sys.path.insert(0, sys.argv[1])

from engine.worker import Worker  # type: ignore[import-not-found, import-untyped, unused-ignore]  # as well

from engine.errors import RutinError  # type: ignore[attr-defined]  # where the last release has it
from engine.run.instance import Person
from engine.service import Engine  # type: ignore[attr-defined]  # as well

WORKER = Person("m1", frozenset({("medarbetare", "norra"), ("administrator", "norra")}))


class Post:
    """Takes every mail."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, message: Any) -> None:
        """Keep whose it is."""
        self.sent.append(message.id)


def answered(ask: Callable[[], Any]) -> str:
    """What is said no with; "" where it is not."""
    try:
        ask()
    except RutinError as refused:
        return str(refused.say("sv"))
    return ""


def main(url: str, now: datetime, new: list[str]) -> dict[str, Any]:
    """Read, change, start, fire, send, audit."""
    post = Post()
    with Engine.open(url, clock=lambda: now) as engine:
        read = {id: answered(partial(engine.records.view, id, WORKER)) for id in new}
        changed = {id: answered(partial(engine.choose, id, "granska", "godkant", WORKER)) for id in new}
        started = answered(lambda: engine.start("prov", WORKER, "norra"))
        worker = Worker(engine, {"mail": post})
        done = [answered(worker.once) for _ in range(3)]
        listed = [each["id"] for each in engine.records.instances(WORKER)]
        audit = engine.audit()
        return {
            "read": read,
            "changed": changed,
            "started": started,
            "done": done,
            "sent": post.sent,
            "listed": listed,
            "tasks": len(engine.records.tasks(WORKER)),
            "findings": {each.case: each.kind for each in audit.findings},
        }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[2], datetime.fromisoformat(sys.argv[3]), sys.argv[4:])))
