"""What the program of the last release is asked to do, in a process of its own: `python last_release.py FOLDER URL`.

FOLDER holds its unpacked wheel. It reads, continues and audits the database, and says what it found as JSON.
"""

from __future__ import annotations

import json
import sys

sys.path.insert(0, sys.argv[1])

from engine.errors import RutinError  # type: ignore[attr-defined]  # where the last release has it
from engine.run.instance import Person
from engine.service import Engine  # type: ignore[attr-defined]  # as well

WORKER = Person("m1", frozenset({("medarbetare", "norra")}))


def main(url: str) -> dict[str, object]:
    """Start, choose, look, fire what is due, audit."""
    try:
        with Engine.open(url) as engine:
            started = engine.start("prov", WORKER, "norra").instance
            engine.choose(started, "borja", "granskas", WORKER)
            engine.tick()
            unreadable = [
                each["id"]
                for each in engine.records.instances(WORKER)
                if "nyare version" in str(each["title"])
            ]
            audit = engine.audit()
            return {"findings": len(audit.findings), "cases": audit.cases, "unreadable": unreadable}
    except RutinError as refused:
        return {"refused": refused.say("sv")}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[2])))
