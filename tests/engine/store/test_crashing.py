"""What was acknowledged survives `kill -9`."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from engine.store import tables
from tests.engine.database.office import Office, office
from tests.heavy import rounds

ROOT = Path(__file__).parents[3]


def killed(url: str, after: int) -> dict[str, int]:
    """Let a program work until it has acknowledged so many steps, and kill it; how far it said that each case had come."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.engine.store.crashing", url],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        lines = [program.stdout.readline() for _ in range(after)]
        program.kill()
        lines += program.stdout.readlines()
    told: dict[str, int] = {}
    for line in lines:
        if line.endswith("\n"):
            case, sequence = line.split()
            told[case] = max(told.get(case, 0), int(sequence))
    return told


def lost(desk: Office, told: dict[str, int]) -> list[str]:
    """The cases that have not come as far as was said."""
    stored = {row["id"]: row["sequence"] for row in desk.rows(tables.cases)}
    return [case for case, sequence in told.items() if stored.get(case, 0) < sequence]


def test_every_acknowledged_step_survives_a_kill(database_url: str) -> None:
    with office(database_url) as desk:
        told = killed(database_url, after=60)
        assert len(told) >= 30
        assert lost(desk, told) == []
        assert desk.engine.audit().findings == ()


@pytest.mark.soak
def test_every_acknowledged_step_survives_many_kills(database_url: str) -> None:
    seeded = random.Random(7)
    told: dict[str, int] = {}
    for _ in rounds():
        with office(database_url) as desk:
            told |= killed(database_url, after=seeded.randrange(1, 400))
            assert lost(desk, told) == []
    with office(database_url) as desk:
        assert desk.engine.audit().findings == ()
