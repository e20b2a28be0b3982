"""How long a picture takes: a real sheet cold and as it was drawn before, a routine of 200 steps, and beside them bare Graphviz."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import mkdtemp
from time import perf_counter

from graphviz.backend import dot_command

from benchmarks.visit import routines
from diagrams.layout import program
from diagrams.layout.dot import dot
from diagrams.material.cache import Cache
from diagrams.output import Look, drawn
from diagrams.telling.routine_picture import picture_of
from engine.language.compile import compile_text
from engine.model.routine import Routine

STEPS = 200


def milliseconds(rounds: int) -> list[tuple[str, float]]:
    """(what, milliseconds, the median of `rounds`) of everything that is measured."""
    program.use_dot(None)
    real = next(routine for routine in routines() if routine.id == "forlorad_telefon")
    long = _long()
    kept = Cache(Path(mkdtemp()))
    return [
        ("a sheet as SVG, cold", _timed(rounds, lambda: _cold(real, Look()))),
        ("  bare dot on the same DOT", _timed(rounds, lambda: _bare(real))),
        ("a sheet as SVG, its places known", _timed(rounds, lambda: drawn(real, Look()))),
        (
            "a sheet as SVG, from the disk",
            _timed(rounds, lambda: kept.once(real.digest, lambda: drawn(real, Look()))),
        ),
        ("a sheet as PNG", _timed(rounds, lambda: drawn(real, Look(format="png")))),
        ("a sheet as PDF on A4", _timed(rounds, lambda: drawn(real, Look(format="pdf")))),
        ("the statechart as SVG", _timed(rounds, lambda: drawn(real, Look(view="technical")))),
        (f"{STEPS} steps as SVG, cold", _timed(rounds, lambda: _cold(long, Look()))),
        ("  bare dot on the same DOT", _timed(rounds, lambda: _bare(long))),
        (f"{STEPS} steps as PDF on A4, cold", _timed(1, lambda: _cold(long, Look(format="pdf")))),
    ]


def _timed(rounds: int, work: Callable[[], object]) -> float:
    times = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return 1000 * median(times)


def _cold(routine: Routine, look: Look) -> object:
    program.forget()
    return drawn(routine, look)


def _bare(routine: Routine) -> object:
    """The layout program alone, on what it is given for the sheet."""
    sections = [section for panel in picture_of(routine).panels for section in panel.sections]
    text = "\n".join(dot(section) for section in sections)
    return subprocess.run(
        [str(dot_command.DOT_BINARY), "-Kdot", "-Tjson0"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )


def _long() -> Routine:
    states = "\n".join(
        f"  s{number}: {{title: Steg nummer {number}, role: personal, section: Del {number // 20}, choices: {{"
        f"ja: {{label: Gå vidare, to: {f's{number + 1}' if number + 1 < STEPS else 'slut'}}}, "
        f"nej: {{label: Hoppa till slutet, to: slut}}}}}}"
        for number in range(STEPS)
    )
    found = compile_text(
        "routine: prov\nversion: 1\ntitle: Prov\nlanguage: sv\nroles: {personal: {title: Personal}}\nstart: personal\n"
        f"states:\n{states}\n  slut: {{end: slut}}\n",
        "prov.yaml",
    )
    assert found.routine is not None
    return found.routine
