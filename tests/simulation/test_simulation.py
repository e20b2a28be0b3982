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
    "a worker is not woken by what another process has written": (8, 15),
    "a submission in the queue is passed by": (8, 25),
    "an answer is given whatever becomes of the commit": (1, 15),
    "a transaction whose commit nobody answered is done again": (4, 60),
    "a timer's row is left behind": (8, 15),
    "a worklist's row is left behind": (4, 15),
    "a key is forgotten": (4, 15),
    "a command is carried out without its key": (4, 15),
    "what is claimed to be sent is not marked": (4, 15),
    "what another worker has claimed is taken all the same": (1, 15),
    "what is claimed is never given free": (6, 25),
    "a row of the history is written without its hash": (8, 15),
    "a case is remembered although another process has changed it": (4, 15),
    "whoever publishes goes on with the older version": (2, 60),
}
"""A short run by which each fault is found: its seed and its operations."""

FEW = 60
"""Operations in which a planted fault is found by some seed."""

MOST_SEEDS = 40
"""How many others are tried where the engine has changed so that the seed plays another run."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all runs are played: the routines are published in it once."""
    return tmp_path_factory.mktemp("worlds")


@pytest.mark.parametrize("seed", range(1, 4))
def test_all_that_must_hold_holds(seed: int, folder: Path) -> None:
    print(run(seed, folder, FEW))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_is_planted_is_found(fault: str, folder: Path) -> None:
    operations = 0
    with planted(fault):
        for seed, many in (FOUND_BY[fault], *((each, FEW) for each in range(1, MOST_SEEDS))):
            operations += many
            try:
                run(seed, folder, many)
            except Broken:
                print(f"seed {seed}, operations: {operations}")
                return
    pytest.fail(f"not found in {operations} operations")


def test_a_seed_plays_the_same_run_each_time_in_every_process(folder: Path) -> None:
    program = (
        "import sys, pathlib; from tests.simulation.simulation import run;"
        "print(run(4, pathlib.Path(sys.argv[1]), operations=15).digest)"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", program, folder],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert [run(4, folder, operations=15).digest for _ in range(2)] == [elsewhere] * 2


def test_another_seed_plays_another_run(folder: Path) -> None:
    assert run(4, folder, operations=15).digest != run(8, folder, operations=15).digest


@pytest.mark.soak
def test_all_that_must_hold_holds_by_any_seed(folder: Path) -> None:
    operations = steps = 0
    for _ in rounds():
        ran = run(random.SystemRandom().randrange(10**9), folder)
        operations, steps = operations + ran.operations, steps + ran.steps
    print(f"operations: {operations}, steps: {steps}")
