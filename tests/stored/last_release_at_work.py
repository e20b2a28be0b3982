"""The program of the last release at work, in a process of its own: `python last_release_at_work.py FOLDER URL`.

FOLDER holds its unpacked wheel. Some people start and go on with cases of their own until standard input ends, and a worker does what is
due. Writes a line when they have begun; in the end what was acknowledged of each case, what was refused and what the worker sent, as JSON.
"""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter
from typing import Any

sys.path.insert(0, sys.argv[1])

from engine.worker import Worker  # type: ignore[import-not-found, import-untyped, unused-ignore]  # as well

from engine.errors import RutinError  # type: ignore[attr-defined]  # where the last release has it
from engine.run.instance import Person
from engine.service import Engine  # type: ignore[attr-defined]  # as well

BOTH = Person("m1", frozenset({("medarbetare", "norra"), ("administrator", "norra")}))
PEOPLE, TURNS = 3, 6
PAUSE = 0.1
"""Seconds between two cases of one person."""


class Post:
    """Takes every mail."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def send(self, message: Any) -> None:
        """Keep whose it is."""
        self.sent.append(message.id)


class Work:
    """What people do until they are told to stop."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self.over = threading.Event()
        self.told: Counter[str] = Counter()
        self.refused: list[str] = []

    def person(self) -> None:
        """One case after the other, to and fro between two steps."""
        while not self.over.wait(PAUSE):
            try:
                case = self._engine.start("prov", BOTH, "norra", {"ref": "R-1"}).instance
                self.told[case] += 1
                for _ in range(TURNS):
                    for state, choice in (("borja", "granskas"), ("granska", "om")):
                        self._engine.choose(case, state, choice, BOTH)
                        self.told[case] += 1
                self._engine.choose(case, "borja", "sluta", BOTH)
                self.told[case] += 1
            except RutinError as refused:
                self.refused.append(str(refused.say("sv")))


def main(url: str) -> dict[str, Any]:
    """Work until standard input ends."""
    post = Post()
    with Engine.open(url) as engine:
        work, worker = Work(engine), Worker(engine, {"mail": post})
        people = [threading.Thread(target=work.person) for _ in range(PEOPLE)]
        for each in people:
            each.start()
        worker.start()
        print("at work", flush=True)
        sys.stdin.read()
        work.over.set()
        for each in people:
            each.join()
        worker.stop()
    return {"told": work.told, "refused": work.refused, "sent": post.sent}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[2])))
