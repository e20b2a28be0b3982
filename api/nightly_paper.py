"""What every unit has open, printed to a folder each night, so that it lies there when nothing else works."""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from api.unit_paper import unit_paper
from diagrams.words.file_names import named
from engine.errors.root import RutinError
from engine.service.engine import Engine

AT = time(3, 0)
"""When, by the clock of the organisation's zone: when least is done."""

_log = logging.getLogger(__name__)


class NightlyPaper:
    """Prints when it is begun, and each night from then on: a file for each unit, instead of that of the night before.

    A unit where nothing is open any more gets a sheet that says so. A printout that fails is told in the log, and hinders no other.
    """

    def __init__(self, engine: Engine, folder: Path, language: str) -> None:
        self._engine, self._folder, self._language = engine, folder, language
        self._due: datetime | None = None
        self._units: set[str] = set()

    def next_time(self) -> datetime | None:
        """When it prints next; the moment that is asked at, where it has not yet."""
        return self._due or self._engine.now()

    def work(self) -> int:
        """Print what is due; returns for how many units."""
        now = self._engine.now()
        if self._due is not None and now < self._due:
            return 0
        self._units |= self._engine.units_open.units()
        self._due = _next_night(now.astimezone(self._engine.context.zone))
        return sum(self._print(unit) for unit in sorted(self._units))

    def _print(self, unit: str) -> bool:
        try:
            content = unit_paper(self._engine, unit, None, self._language)
            self._folder.mkdir(parents=True, exist_ok=True)
            target = self._folder / f"{self._name(unit)}.pdf"
            beside = target.with_suffix(".part")
            # Nobody but whoever runs it reads what is in the cases, and nobody finds half a sheet.
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(content)
            beside.replace(target)
        except (OSError, RutinError) as trouble:
            _log.error("the paper of %s was not printed: %s", unit, trouble)
            return False
        return True

    def _name(self, unit: str) -> str:
        """The file's name; those of units whose names differ only in what a file's name can't have are numbered."""
        same = sorted(each for each in self._units if named("", each) == named("", unit))
        number = same.index(unit) + 1
        word = "oppet" if self._language == "sv" else "open"
        return named(word, unit) + (f"-{number}" if number > 1 else "")


def _next_night(now: datetime) -> datetime:
    """The first time after `now` that it is that o'clock, in UTC."""
    day = now.date() if now.time() < AT else now.date() + timedelta(days=1)
    return datetime.combine(day, AT, now.tzinfo).astimezone(UTC)
