"""Steps a second through `Engine` with 1, 8 and 32 clients, and the bare driver writing the same rows in the same batches."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import psycopg

from benchmarks.bare import Tape, postgres_seconds, sqlite_seconds
from benchmarks.visit import person, publish, visit
from engine.service.engine import Engine
from engine.store.sql.store import SqlStore

CLIENTS = (1, 8, 32)
ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Medians of the rounds. `batch`: commands a commit."""

    clients: int
    steps: float
    bare: float
    batch: float


def on_sqlite(visits: int) -> list[Result]:
    """Each round in a new file."""
    return [_median([_sqlite_round(clients, visits) for _ in range(ROUNDS)]) for clients in CLIENTS]


def on_postgres(url: str, visits: int) -> list[Result]:
    """Each round in a new schema of the server at `url`."""
    return [_median([_postgres_round(url, clients, visits) for _ in range(ROUNDS)]) for clients in CLIENTS]


def _sqlite_round(clients: int, visits: int) -> Result:
    with TemporaryDirectory() as folder:
        tape = Tape(SqlStore(f"sqlite:///{Path(folder) / 'engine.db'}"))
        steps = _drive(tape, clients, visits)
        SqlStore(f"sqlite:///{Path(folder) / 'bare.db'}").close()
        seconds = sqlite_seconds(str(Path(folder) / "bare.db"), tape)
    return _result(clients, steps, seconds, tape)


def _postgres_round(url: str, clients: int, visits: int) -> Result:
    tape = Tape(SqlStore(new_schema(url, "engine")))
    steps = _drive(tape, clients, visits)
    bare = new_schema(url, "bare")
    SqlStore(bare).close()
    return _result(clients, steps, postgres_seconds(bare, tape), tape)


def _drive(tape: Tape, clients: int, visits: int) -> float:
    """Steps a second of `clients` threads that each make visits until all are made."""
    with Engine(tape) as engine:
        publish(engine)
        visit(engine, person())  # compiles the routine and the statements
        tape.batches.clear()
        share = max(1, visits // clients)
        done: list[int] = []

        def client(number: int) -> None:
            done.append(sum(visit(engine, person(number)) for _ in range(share)))

        return _steps_a_second([lambda number=number: client(number) for number in range(clients)], done)  # type: ignore[misc]


def _steps_a_second(clients: list[Callable[[], None]], done: list[int]) -> float:
    threads = [threading.Thread(target=client) for client in clients]
    started = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (perf_counter() - started)


def _result(clients: int, steps: float, bare_seconds: float, tape: Tape) -> Result:
    commands = tape.commands()
    return Result(
        clients=clients, steps=steps, bare=commands / bare_seconds, batch=commands / len(tape.batches)
    )


def _median(results: list[Result]) -> Result:
    return Result(
        clients=results[0].clients,
        steps=median(each.steps for each in results),
        bare=median(each.bare for each in results),
        batch=median(each.batch for each in results),
    )


def new_schema(url: str, name: str) -> str:
    """A new schema of that name on the server at `url`, as the address of a database of its own."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'drop schema if exists "{name}" cascade')
        connection.execute(f'create schema "{name}"')
    return f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{name}"
