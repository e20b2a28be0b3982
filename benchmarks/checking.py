"""Seconds for `check`: our own routines from a cold start, and many files of thirty states, beside PyYAML reading the same files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import yaml

from engine.check import check
from tests.engine.language.growing import SHAPES, as_large_as_may_be

ROUTINES = Path(__file__).parents[1] / "routines"
STATES = 30
ROUNDS = 3

_HEAD = """routine: {id}
version: 1
title: Rutin {number}
roles:
  medarbetare: {{title: Medarbetare, responsibility: Följer rutinen.}}
  chef: {{title: Chef, manager: yes}}
facts:
  bradskar: {{type: yes_no, title: "Är det bråttom?"}}
  orsak: {{type: choice, title: "Vad har hänt?", options: [borta, trasig, annat]}}
  antal: {{type: number, title: "Hur många?", min: 0, max: 20}}
start: {{by: medarbetare, ask: [bradskar]}}
states:
"""
_STEP = """  steg_{n}:
    title: Gör uppgift {n}
    role: medarbetare
    text: Gör det som uppgift {n} kräver. Skriv upp vad du har gjort.
    source: practice
    choices:
      gjort: {{label: Det är gjort, ask: [orsak]}}
      tillbaka: {{label: Något fattas, ask: [antal], to: steg_{back}}}
    timers:
      - {{after: 30 min, remind: Uppgift {n} väntar på dig.}}
      - {{after: 2 h, notify: chef, say: Uppgift {n} är inte gjord.}}
"""
_GATEWAY = """  val_{n}:
    title: Vad gäller efter uppgift {n}?
    choose:
      - {{when: orsak == borta, to: steg_{next}}}
      - {{else: steg_{after}}}
"""
_TOGETHER = """  samtidigt:
    title: Gör båda samtidigt
    together:
      ena:
        title: Meddela
        states:
          meddela: {{title: Meddela chefen, role: medarbetare}}
          meddelat: {{end: meddelat}}
      andra:
        title: Ordna
        states:
          ordna: {{title: Ordna en ersättning, role: medarbetare}}
          ordnat: {{end: ordnat}}
"""
_REST = """  hur:
    title: Hur slutade det?
    choose:
      - {{when: bradskar == yes, to: sist}}
      - {{else: klart}}
  sist: {{{last}}}
  klart: {{end: klart, title: Allt är klart}}
"""
_CALL = "call: {id}, with: {{bradskar: bradskar}}"
_LAST = "title: Ring chefen, role: medarbetare"


@dataclass(frozen=True, slots=True)
class Result:
    """Seconds for a number of files, and for PyYAML alone to read them."""

    files: int
    seconds: float
    plain: float


def cold() -> float:
    """Seconds for `rutin check routines` in a process of its own; the best of three."""
    command = [sys.executable, "-m", "api.cli", "check", str(ROUTINES)]
    return min(
        _timed(lambda: subprocess.run(command, check=False, capture_output=True)) for _ in range(ROUNDS)
    )


def many(count: int) -> Result:
    """Check `count` made-up files of thirty states as one set; each calls the next but for every tenth."""
    with TemporaryDirectory() as folder:
        paths = [_written(Path(folder), number, count) for number in range(count)]
        plain = _timed(lambda: [yaml.safe_load(path.read_bytes()) for path in paths])
        started = perf_counter()
        report = check([folder])
        seconds = perf_counter() - started
        assert not report.findings, report.findings[0]
        return Result(count, seconds, plain)


def largest() -> list[tuple[str, float]]:
    """Seconds of the processor to check a file as large as may be, for each shape in which something could grow with its square."""
    found = []
    for shape in SHAPES:
        with TemporaryDirectory() as folder:
            file = Path(folder) / "stor.yaml"
            file.write_text(as_large_as_may_be(shape), encoding="utf-8")
            started = process_time()
            check([folder])
            found.append((shape, process_time() - started))
    return sorted(found, key=lambda each: -each[1])


def routine(number: int, count: int) -> str:
    """A file of thirty states: steps, gateways, branches, a call of the next routine, ends."""
    head = _HEAD.format(id=_id(number), number=number)
    body = ""
    for n in range(18):
        body += _STEP.format(n=n, back=max(0, n - 3))
        if n % 6 == 2:
            body += _GATEWAY.format(n=n, next=n + 1, after=n + 2)
    calls = number % 10 != 9 and number + 1 < count
    last = _CALL.format(id=_id(number + 1)) if calls else _LAST
    return head + body + _TOGETHER.format() + _REST.format(last=last)


def _id(number: int) -> str:
    return f"rutin_{number}"


def _written(folder: Path, number: int, count: int) -> Path:
    path = folder / f"{_id(number)}.yaml"
    path.write_text(routine(number, count), encoding="utf-8")
    return path


def _timed(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started
