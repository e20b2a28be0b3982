"""The database of a simulated world: what is committed is there whatever became of who did it, and nothing else is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.simulation.driver import LOST, Connection, Disk, Faults, File, connect
from tests.simulation.scheduler import World


class Machine:
    """A process that does something with a database of one table."""

    def __init__(self, folder: Path) -> None:
        self.world = World(1)
        self.disk = Disk(self.world, File())
        self.path = folder / "small.db"
        with sqlite3.connect(self.path) as raw:
            raw.execute("create table t (n)")
        raw.close()

    def does(self, work: Callable[[Connection], None], *, is_killed: bool = False) -> None:
        """Do it on a new connection; the process may be killed a second later."""

        def main() -> None:
            self.world.task(lambda: work(connect(str(self.path), isolation_level=None)), "work", self)
            self.world.pause(1.0)
            if is_killed:
                self.world.kill(self)
                self.disk.dies()

        self.world.run(main)
        self.disk.dies()

    def kept(self) -> int:
        """How many rows there are."""
        raw = sqlite3.connect(self.path)
        try:
            return int(raw.execute("select count(*) from t").fetchone()[0])
        finally:
            raw.close()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A process with a database."""
    return Machine(tmp_path)


def writes(connection: Connection) -> None:
    """One row in a transaction that is not committed."""
    cursor = connection.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    cursor.execute("insert into t values (1)")


def test_what_was_committed_is_kept(machine: Machine) -> None:
    def work(connection: Connection) -> None:
        writes(connection)
        connection.commit()

    machine.does(work, is_killed=True)
    assert machine.kept() == 1


def test_who_is_killed_before_the_commit_leaves_nothing_and_holds_nobody_up(machine: Machine) -> None:
    def work(connection: Connection) -> None:
        writes(connection)
        machine.world.pause(10.0)
        connection.commit()

    machine.does(work, is_killed=True)
    assert (machine.kept(), machine.disk.file.is_free()) == (0, True)


@pytest.mark.parametrize(
    ("faults", "said", "kept"),
    [
        (Faults(commit_refused=1.0), "disk I/O error", 0),
        (Faults(commit_unanswered=1.0), LOST, 1),
    ],
)
def test_a_commit_fails_before_it_is_done_or_after(
    machine: Machine, faults: Faults, said: str, kept: int
) -> None:
    def work(connection: Connection) -> None:
        writes(connection)
        machine.disk.faults = faults
        with pytest.raises(sqlite3.OperationalError, match=said):
            connection.commit()

    machine.does(work)
    assert machine.kept() == kept


@pytest.mark.parametrize(
    ("faults", "said"), [(Faults(statement=1.0), "disk I/O error"), (Faults(loss=1.0), LOST)]
)
def test_a_statement_fails(machine: Machine, faults: Faults, said: str) -> None:
    def work(connection: Connection) -> None:
        machine.disk.faults = faults
        with pytest.raises(sqlite3.OperationalError, match=said):
            writes(connection)

    machine.does(work)
    assert machine.kept() == 0
