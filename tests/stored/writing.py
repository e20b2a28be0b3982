"""Writes the golden files of a release: what its program stores, kept for every later version to read. Once, and never again.

    python -m tests.stored.writing tests/stored/v1

A SQLite file and a PostgreSQL dump of cases in every state, the histories of all scenarios of the routines, and the release's wheel.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import create_engine
from sqlalchemy.schema import CreateIndex, CreateTable

from engine.check import check
from engine.model.routine import Routine
from engine.run import commands
from engine.run.commands import Command
from engine.run.context import Context, Library
from engine.run.outcome import CaseOutcome
from engine.scenarios.play import play
from engine.scenarios.player import Player
from engine.store import tables
from engine.stored.history import FORMAT, entry_of, entry_to_stored
from engine.stored.instance import instance_to_stored
from engine.stored.routine import routine_to_stored
from engine.stored.undo import undo_to_stored
from tests.engine.database import server
from tests.engine.database.office import COLLEAGUE, MANAGER, OFFICE, UNIT, WORKER, Office, office
from tests.engine.stored.everybody import Everybody

ROOT = Path(__file__).parents[2]


class _Recorder(Player):
    """Plays, and keeps what a store would."""

    def __init__(self, library: Library, people: Everybody) -> None:
        super().__init__(library)
        self.people = people
        self.entries: list[dict[str, Any]] = []

    def accepted(self, command: Command, outcome: CaseOutcome) -> None:
        """As the player does, and the entry kept."""
        super().accepted(command, outcome)
        entry = entry_of(command, outcome, self.library.context.zone, self.people)
        self.entries.append(entry_to_stored(entry, self.people))


def write(folder: Path) -> None:
    """Write all golden files into a folder that is not there yet."""
    folder.mkdir(parents=True)
    routines = {each.id: each for each in check([ROOT / "routines"]).routines}
    (folder / "scenarios.json").write_text(
        json.dumps(_scenarios(routines), ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8"
    )
    with office(f"sqlite:///{folder / 'sqlite.db'}") as desk:
        _story(desk)
    with server.running() as url:
        with office(url) as desk:
            _story(desk)
        (folder / "postgres.sql").write_text(_dumped(url), "utf-8")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True)


def _dumped(url: str) -> str:
    """The database as statements that make it again: the tables as the code has them, and every row."""
    dialect = create_engine("postgresql+psycopg://").dialect
    lines = ["create table alembic_version (version_num varchar(32) primary key)"]
    for table in tables.metadata.sorted_tables:
        lines.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        lines += [
            str(CreateIndex(index).compile(dialect=dialect)) for index in sorted(table.indexes, key=str)
        ]
    with psycopg.connect(url) as connection:
        for name in ("alembic_version", *(table.name for table in tables.metadata.sorted_tables)):
            found = connection.execute(sql.SQL("select * from {}").format(sql.Identifier(name)))
            columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in found.description or ())
            for row in found:
                values = sql.SQL(", ").join(map(sql.Literal, row))
                insert = sql.SQL("insert into {} ({}) values ({})")
                lines.append(insert.format(sql.Identifier(name), columns, values).as_string(connection))
    return ";\n".join(lines) + ";\n"


def _scenarios(routines: dict[str, Routine]) -> dict[str, Any]:
    people = Everybody()
    cases = []
    for routine in routines.values():
        for scenario in routine.scenarios:
            library = Library.of({**routines, routine.id: routine}.values(), Context())
            player = _Recorder(library, people)
            play(routine, scenario, routines, player=player)
            undo = player.case.undo
            cases.append(
                {
                    "title": scenario.title.say(),
                    "case": player.case.id,
                    "history": player.entries,
                    "instances": [
                        instance_to_stored(each, people) for each in player.case.instances.values()
                    ],
                    "undo": undo_to_stored(undo, people) if undo else None,
                }
            )
    return {
        "history_format": FORMAT.number,
        "people": people.everybody(),
        "routines": {each.digest: routine_to_stored(each) for each in routines.values()},
        "cases": cases,
    }


def _story(desk: Office) -> None:
    """Cases in every state: begun, taken, handed over, waiting for mail, undone, undoable, with a child, cancelled, ended."""
    desk.engine.tokens.add("m1", WORKER.grants)
    desk.engine.tokens.add("m2", COLLEAGUE.grants)
    desk.starts(ref="R-1")
    desk.takes(desk.starts(), "borja", "granskas", key="en-nyckel")
    taken = desk.starts()
    desk.takes(taken, "borja", "granskas")
    desk.asks(commands.Take, taken, OFFICE, state="granska")
    undone = desk.starts()
    desk.takes(undone, "borja", "rakna", facts={"antal": 3})
    desk.undoes(undone)
    desk.takes(desk.starts(), "borja", "mejla")
    calling = desk.starts()
    desk.takes(calling, "borja", "fraga")
    desk.takes(desk.starts(), "borja", "hjalp")
    corrected = desk.starts(ref="R-8")
    desk.asks(commands.Correct, corrected, WORKER, facts={"ref": "R-9"}, reason="Fel nummer")
    desk.asks(commands.Cancel, desk.starts(), MANAGER, reason="Dubbelt")
    desk.takes(desk.starts(), "borja", "sluta")
    desk.engine.start("prov", COLLEAGUE, UNIT)
    desk.engine.handing_over.all_of(COLLEAGUE, "m2", "m1", UNIT)
    desk.engine.records.view(taken, MANAGER)
    desk.waits(minutes=45)
    desk.engine.tick()
    desk.finishes_writing()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
