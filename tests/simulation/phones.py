"""Those who use a simulated world: they start routines, choose, take back, and ask again with the same key until they are answered."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from engine.errors.root import Refusal
from engine.errors.store import StoreTrouble
from engine.run import commands
from engine.run.commands import Command
from engine.run.instance import Person
from engine.service.batch import Answer
from engine.service.engine import Engine
from engine.store.sql.troubles import Uncertain
from tests.engine.database.office import UNIT
from tests.engine.database.routines import barn, prov
from tests.simulation.ledger import Asked, Ledger, Promise
from tests.simulation.process import Process, Reply
from tests.simulation.scheduler import World

ROLES = frozenset({("medarbetare", UNIT), ("chef", UNIT), ("administrator", UNIT)})

MOST_TRIES = 40

Making = Callable[[Engine], Command]


class Phones:
    """Phones that all do something, over and over, at the processes that are up; all that they are told is in the ledger."""

    def __init__(
        self, world: World, database: str, processes: Callable[[], Sequence[Process]], ledger: Ledger
    ) -> None:
        self._world, self._processes, self._ledger = world, processes, ledger
        self._pace = world.random.choice((0.5, 2.0, 20.0))
        self._starts = world.random.choice((0.15, 0.4))
        self._looks = sqlite3.connect(database, check_same_thread=False)

    def close(self) -> None:
        """Look no more."""
        self._looks.close()

    def use(self, number: int, operations: int) -> None:
        """One phone's day."""
        drawn, by = self._world.random, Person(f"m{number}", ROLES)
        for turn in range(operations):
            self._world.pause(drawn.expovariate(self._pace))
            making = self._drawn(by)
            key = None if drawn.random() < 0.2 else f"{number}-{turn}"
            self._asks(by, making, key)

    def _drawn(self, by: Person) -> Making:
        drawn = self._world.random
        running = [row[0] for row in self._looks.execute("select id from instances where status = 'running'")]
        if not running or drawn.random() < self._starts:
            return lambda engine: engine.starting("prov", by, UNIT, {"ref": "R-1"})
        instance = drawn.choice(sorted(running))
        chances: list[tuple[type[commands.InstanceCommand], dict[str, Any]]] = [
            (commands.TakeBack, {}),
            (commands.Correct, {"facts": {"ref": f"R-{drawn.randrange(9)}"}, "reason": "fel"}),
            (commands.HandOver, {"to": f"m{drawn.randrange(1, 5)}"}),
            (commands.Cancel, {"reason": "slut"}),
        ]
        kind, rest = drawn.choices(chances, (4, 2, 1, 1))[0]
        if drawn.random() < 0.75:
            kind, rest = commands.Choose, self._choice(instance)
        return lambda engine: kind(at=engine.now(), by=by, instance=instance, **rest)

    def _choice(self, instance: str) -> dict[str, Any]:
        """What somebody who sees where it is, or where it has been just now, may choose."""
        drawn = self._world.random
        [(text,)] = self._looks.execute("select body from instances where id = ?", (instance,))
        body = json.loads(text)
        routine = (prov if body["routine"] == "prov" else barn)()
        state = drawn.choice([each["state"] for each in body["tokens"]] or ["borja"])
        choices = [each.id for each in getattr(routine.states.get(state), "choices", ())] or ["granskas"]
        choice = "hjalp" if drawn.random() < 0.05 else drawn.choice(choices)
        facts = {"antal": drawn.randrange(9)} if choice == "rakna" else {}
        return {"state": state, "choice": choice, "facts": facts}

    def _asks(self, by: Person, making: Making, key: str | None) -> None:
        """Send it until it is answered, where it has a key; else once."""
        promise = Promise(by.subject, key)
        command: list[Command] = []

        def asked(engine: Engine) -> Answer:
            if not command:
                command.append(making(engine))
            given = replace(command[0], at=engine.now())
            promise.instance = getattr(given, "instance", "")
            return engine.submit(given, key=key).result()

        replies: list[Reply] = []
        for _ in range(MOST_TRIES):
            replies += self._sends(promise, asked)
            if self._settles(promise, replies) or key is None:
                break
        else:
            self._ledger.breaks(f"{by.subject} was never answered about {key}")
        self._ledger.keeps(promise)

    def _sends(self, promise: Promise, asked: Callable[[Engine], Answer]) -> list[Reply]:
        """Send it to a process that is up, and wait for a while; some who have a key press twice, and another one gets it too.

        The reply that was waited for is the last.
        """
        drawn, world = self._world.random, self._world
        while not (up := self._processes()):
            world.pause(1.0)
        twice = promise.key is not None and drawn.random() < 0.1
        sent_to = drawn.choices(up, k=2 if twice else 1)
        promise.asked += [Asked(world.time, each.name) for each in sent_to]
        replies = [each.asks(asked) for each in sent_to]
        world.pause(drawn.uniform(2, 40), lambda: replies[-1].is_over())
        return replies

    def _settles(self, promise: Promise, replies: Sequence[Reply]) -> bool:
        """Note what is known after the last reply; whether that is final."""
        reply = replies[-1]
        if not reply.done:
            return False
        if reply.wrong is None:
            promise.outcome, promise.instance = "accepted", reply.value.instance
            promise.revision = reply.value.revision
            return True
        if isinstance(reply.wrong, Uncertain):
            return False
        if isinstance(reply.wrong, StoreTrouble):
            # It is said that nothing was kept, which is final where nobody asks again.
            if promise.key is None:
                promise.outcome = "refused"
            return False
        if isinstance(reply.wrong, Refusal):
            # One that was sent before, and still is on its way, may yet be carried out.
            promise.outcome = "refused" if all(each.is_over() for each in replies) else "unknown"
            return True
        self._ledger.breaks(f"an unexpected {type(reply.wrong).__name__}: {reply.wrong}")
        return True
