"""Whatever happens to processes, statements, commits, mail and clocks: nothing that was promised is lost, and nothing happens twice.

What fails prints its seed. `make soak` plays seeds that nobody has seen before, for as long as its minutes allow.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.heavy import rounds
from tests.simulation.planted import FAULTS, planted
from tests.simulation.simulation import Broken, run

ROOT = Path(__file__).parents[2]

FOUND_BY = {
    "a worker is not woken by what another process has written": 1,
    "a submission in the queue is passed by": 2,
    "an answer is given whatever becomes of the commit": 1,
    "a transaction whose commit nobody answered is done again": 4,
    "a timer's row is left behind": 1,
    "a worklist's row is left behind": 1,
    "a key is forgotten": 1,
    "a command is carried out without its key": 1,
    "what is claimed to be sent is not marked": 3,
    "what another worker has claimed is taken all the same": 1,
    "what is claimed is never given free": 1,
    "a row of the history is written without its hash": 1,
    "a case is remembered although another process has changed it": 1,
    "whoever publishes goes on with the older version": 2,
}
"""A seed by which each fault is found."""

FEW = 60
"""Operations in which a planted fault is found."""

MOST_SEEDS = 40
"""How many others are tried where the engine has changed so that the seed plays another run."""


@pytest.mark.parametrize("seed", range(1, 6))
def test_all_that_must_hold_holds(seed: int, tmp_path: Path) -> None:
    print(run(seed, tmp_path))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_is_planted_is_found(fault: str, tmp_path: Path) -> None:
    operations = 0
    with planted(fault):
        for seed in (FOUND_BY[fault], *range(1, MOST_SEEDS)):
            operations += FEW
            try:
                run(seed, tmp_path, FEW)
            except Broken:
                print(f"seed {seed}, operations: {operations}")
                return
    pytest.fail(f"not found in {operations} operations")


def test_a_seed_plays_the_same_run_each_time_in_every_process(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from tests.simulation.simulation import run;"
        "print(run(2, pathlib.Path(sys.argv[1]), operations=40).digest)"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", program, tmp_path],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert [run(2, tmp_path, operations=40).digest for _ in range(2)] == [elsewhere] * 2


def test_another_seed_plays_another_run(tmp_path: Path) -> None:
    assert run(2, tmp_path, operations=20).digest != run(3, tmp_path, operations=20).digest


@pytest.mark.soak
def test_all_that_must_hold_holds_by_any_seed(tmp_path: Path) -> None:
    operations = steps = 0
    for _ in rounds():
        ran = run(random.SystemRandom().randrange(10**9), tmp_path)
        operations, steps = operations + ran.operations, steps + ran.steps
    print(f"operations: {operations}, steps: {steps}")
