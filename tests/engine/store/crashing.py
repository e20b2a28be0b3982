"""A program that works until it is killed, and says on stdout what was acknowledged: `python -m tests.engine.store.crashing URL`."""

from __future__ import annotations

import sys
import threading

from engine.service.engine import Engine
from tests.engine.database.office import UNIT, WORKER

CLIENTS = 4


def main(url: str) -> None:
    """Start and finish routines, one after another, with a few clients; never stop."""
    lock = threading.Lock()

    def say(words: str) -> None:
        with lock:
            print(words, flush=True)

    with Engine.open(url) as engine:

        def client() -> None:
            while True:
                instance = engine.start("prov", WORKER, UNIT).instance
                say(f"{instance} 1")
                engine.choose(instance, "borja", "granskas", WORKER)
                say(f"{instance} 2")

        threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    main(sys.argv[1])
