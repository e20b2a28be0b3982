"""Timers that are due within ten seconds, with several workers of which one is killed in the middle: how late each fires, and how often.

On SQLite one worker alone, and nobody is killed: a file has one writer, and who comes after a killed one has first to start.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep, time

import psycopg

from benchmarks.scale.copies import PERSON, Copied, moments, write
from benchmarks.visit import UNIT
from engine.run.instance import Person
from engine.service.engine import Engine
from engine.store.microseconds import to_micros
from tests.engine.database.routines import frist

TIMERS = 10_000
WITHIN = timedelta(seconds=10)
WORKERS = 3
_BEFORE = timedelta(hours=1)
"""The timer is due so long after the fact that it counts from."""
_GIVEN_UP = 300
"""Seconds after which nothing more is waited for."""
_WRITING = timedelta(seconds=5)
"""So long, and a millisecond for each, until the first is due: it takes a while to write them."""

_WHO = Person("anst-1", frozenset({("medarbetare", UNIT)}))
_FAR = datetime(2091, 7, 1, 12, 34, 56, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """How late half and 99 of 100 fired at most (milliseconds after they were due, until they were committed), how many fired once,
    how many not or oftener, and what the audit finds.
    """

    workers: int
    killed: int
    timers: int
    median: float
    slowest: float
    once: int
    otherwise: int
    findings: int


def on_sqlite(timers: int = TIMERS) -> Fired:
    """One worker, on a file. When something is committed is seen by who looks every 5 ms."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'rutin.db'}"
        form = _form(url)
        with _workers(url, 1):
            due = _written(url, form, timers)
            seen = _watched(Path(folder) / "rutin.db", due)
        return _result(url, due, seen, workers=1, killed=0)


def on_postgres(url: str, timers: int = TIMERS, workers: int = WORKERS) -> Fired:
    """Several workers, one of them killed when half is due. The server tells when it committed what (`track_commit_timestamp`)."""
    form = _form(url)
    with _workers(url, workers) as at_work:
        due = _written(url, form, timers)
        sleep(max(0.0, sorted(due.values())[len(due) // 2] - time()))
        at_work[0].kill()
        until = time() + _GIVEN_UP
        with psycopg.connect(url, autocommit=True) as connection:
            left = "select 1 from timers where due < %s limit 1"
            while time() < until and connection.execute(left, [to_micros(_FAR)]).fetchone():
                sleep(0.5)
            rows = connection.execute(
                "select case_id, extract(epoch from pg_xact_commit_timestamp(xmin))::float from history where sequence > 1"
            )
            seen = [(str(case), float(at)) for case, at in rows]
    return _result(url, due, seen, workers=workers, killed=1)


def _form(url: str) -> Copied:
    """A case whose timer counts from a fact; and the database has the routine and the person."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "one.db"
        for each in (url, f"sqlite:///{file}"):
            with Engine.open(each) as engine:
                engine.publish([frist()])
                case = engine.start("frist", _WHO, UNIT, {"frist": moments(_FAR)[0]}).instance
        counted, (due, column) = moments(_FAR)[0], moments(_FAR + _BEFORE)
        return Copied(
            file,
            case,
            {
                "case": case,
                "fact": counted,
                "said": _said(counted),
                "due": due,
                "column": column,
                "person": PERSON,
            },
        )


def _written(url: str, form: Copied, timers: int) -> dict[str, float]:
    """Cases whose timers will be due: when (seconds since 1970) by the case's id. The workers are told."""
    start = datetime.now(UTC) + _WRITING + timedelta(milliseconds=timers)
    found: dict[str, float] = {}

    def values() -> Iterator[Mapping[str, str]]:
        for number in range(timers):
            at = start + WITHIN * number / timers
            found[id := f"{number:020x}"] = at.timestamp()
            (fact, _), (due, column) = moments(at - _BEFORE), moments(at)
            yield {"case": id, "fact": fact, "said": _said(fact), "due": due, "column": column, "person": "1"}

    write(url, map(form.filled, values()))
    with Engine.open(url) as engine:
        engine.start("frist", _WHO, UNIT, {"frist": moments(start - _BEFORE)[0]})
    if datetime.now(UTC) > start:
        raise RuntimeError(
            "The timers were due before all of them were written: the machine is too busy to tell anything."
        )
    return found


@contextmanager
def _workers(url: str, number: int) -> Iterator[Sequence[subprocess.Popen[str]]]:
    """So many that are up."""
    at_work = [
        subprocess.Popen(
            [sys.executable, "-m", "api.cli", "worker"],
            env={**os.environ, "RUTIN_DATABASE_URL": url},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for _ in range(number)
    ]
    try:
        for each in at_work:
            assert each.stdout is not None
            each.stdout.readline()
        yield at_work
    finally:
        for each in at_work:
            each.terminate()
        for each in at_work:
            with each:
                each.wait()


def _said(moment: str) -> str:
    """The moment as what happened tells it."""
    return moment.replace("+00:00", "Z")


def _watched(file: Path, due: Mapping[str, float]) -> list[tuple[str, float]]:
    """(case, seconds since 1970) of each row of the history that has come since the cases began, when it was seen; until all have one."""
    left = set(due)
    seen: list[tuple[str, float]] = []
    connection = sqlite3.connect(file)
    last = connection.execute("select max(rowid) from history").fetchone()[0]
    until = time() + _GIVEN_UP
    while left and time() < until:
        new = connection.execute("select rowid, case_id from history where rowid > ?", [last]).fetchall()
        now = time()
        seen += [(case, now) for _, case in new]
        left -= {case for _, case in new}
        last = max([last, *(number for number, _ in new)])
        sleep(0.005)
    connection.close()
    return seen


def _result(url: str, due: Mapping[str, float], seen: Sequence[tuple[str, float]], **rest: int) -> Fired:
    late = sorted((at - due[case]) * 1e3 for case, at in seen if case in due) or [0.0]
    with Engine.open(url) as engine:
        findings = engine.audit().findings
    times = _times(url)
    once = sum(times[case] == 1 for case in due)
    return Fired(
        timers=len(due),
        median=late[len(late) // 2],
        slowest=late[len(late) * 99 // 100],
        once=once,
        otherwise=len(due) - once,
        findings=len(findings),
        **rest,
    )


def _times(url: str) -> Counter[str]:
    """How many timers of each case have fired, by what the histories say."""
    asked = "select case_id, content from history where sequence > 1"
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        rows = connection.execute(asked).fetchall()
        connection.close()
    else:
        with psycopg.connect(url) as other:
            rows = other.execute(asked).fetchall()
    fired = Counter[str]()
    for case, content in rows:
        fired[case] += sum(each["kind"] == "timer" for each in json.loads(content)["happened"])
    return fired
