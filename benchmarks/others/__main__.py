"""Rutin beside other durable engines: steps a second of the same visit by 1, 8 and 32 clients, each step kept before it is answered."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Iterable

from benchmarks import stores
from benchmarks.machine import load, postgres, tells
from benchmarks.others.clients import CLIENTS


def _rutin_on_sqlite(url: str, visits: int) -> Iterable[tuple[int, float]]:
    return ((each.clients, each.steps) for each in stores.on_sqlite(visits))


def _rutin_on_postgres(url: str, visits: int) -> Iterable[tuple[int, float]]:
    return ((each.clients, each.steps) for each in stores.on_postgres(url, visits))


def _spiff(url: str, visits: int) -> Iterable[tuple[int, float]]:
    from benchmarks.others import spiff_sqlite

    return spiff_sqlite.steps_a_second(visits)


def _dbos(url: str, visits: int) -> Iterable[tuple[int, float]]:
    from benchmarks.others import dbos_postgres

    return dbos_postgres.steps_a_second(url, visits)


def _temporal(url: str, visits: int) -> Iterable[tuple[int, float]]:
    from benchmarks.others import temporal

    return temporal.steps_a_second(visits)


ENGINES: dict[str, Callable[[str, int], Iterable[tuple[int, float]]]] = {
    "Rutin, SQLite": _rutin_on_sqlite,
    "SpiffWorkflow, SQLite": _spiff,
    "Rutin, PostgreSQL": _rutin_on_postgres,
    "DBOS, PostgreSQL": _dbos,
    "Temporal's development server": _temporal,
}


def main() -> int:
    """Measure and print; an engine that can't be measured is told, and the others are."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.others", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer visits: a look, not a measurement")
    visits = 32 if parser.parse_args().quick else 320
    for each in ("transitions", "dbos"):
        logging.getLogger(each).setLevel(logging.ERROR)
    print(f"{tells()}; {load()}", flush=True)
    print(f"{'steps a second, by clients':32}" + "".join(f"{clients:9}" for clients in CLIENTS), flush=True)
    failed = 0
    with postgres() as url:
        for name, measured in ENGINES.items():
            try:
                told = "".join(f"{steps:9.0f}" for _, steps in measured(url, visits))
            except Exception as wrong:
                failed += 1
                told = f"  could not be measured: {type(wrong).__name__}: {wrong}"
            print(f"{name:32}{told}", flush=True)
    print(load(), flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
