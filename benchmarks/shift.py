"""Does a step cost the same at the two hundredth visit of a shift as at the first?"""

from __future__ import annotations

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.visit import person, publish, shift, visit_in_shift
from engine.service.engine import Engine

VISITS = 200
WINDOW = 10
"""Visits whose median is taken at either end: one alone is noise on a shared machine."""


def first_and_last(url: str | None = None) -> tuple[float, float]:
    """Microseconds a step in the first and in the last visits of one shift; on SQLite unless a url is given."""
    with (
        TemporaryDirectory() as folder,
        Engine.open(url or f"sqlite:///{Path(folder) / 'shift.db'}") as engine,
    ):
        publish(engine)
        who = person()
        visit_in_shift(engine, who, shift(engine, who), 0)  # compiles what is compiled once
        instance = shift(engine, who)
        times = []
        for number in range(VISITS):
            started = perf_counter()
            steps = visit_in_shift(engine, who, instance, number)
            times.append((perf_counter() - started) / steps * 1e6)
        return median(times[:WINDOW]), median(times[-WINDOW:])
