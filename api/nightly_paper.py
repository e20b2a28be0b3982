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

LEFT_ALONE = timedelta(minutes=10)
"""How long a sheet that another worker has begun in the folder is left to it, and one that it has just printed is new enough."""

_log = logging.getLogger(__name__)


class NightlyPaper:
    """Prints when it is begun, and each night from then on: a file for each unit, instead of that of the night before.

    Of several workers with the same folder one prints a sheet: whoever makes its unfinished file first. The others look again when they
    have left it alone for a while, so that it is printed too where that one has died. A unit where nothing is open any more gets a sheet
    that says so. A printout that fails is told in the log, and hinders no other.
    """

    def __init__(self, engine: Engine, folder: Path, language: str) -> None:
        self._engine, self._folder, self._language = engine, folder, language
        self._due: datetime | None = None
        self._since: datetime | None = None
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
        since = self._since or now - LEFT_ALONE
        printed = [self._print(unit, now, since) for unit in sorted(self._units)]
        night = _next_night(now.astimezone(self._engine.context.zone))
        if None in printed and now + LEFT_ALONE < night:
            self._due, self._since = now + LEFT_ALONE, since
        else:
            self._due = self._since = night
        return printed.count(True)

    def _print(self, unit: str, now: datetime, since: datetime) -> bool | None:
        """Whether it was printed here; None where another one is at it."""
        target = self._folder / f"{self._name(unit)}.pdf"
        unfinished = target.with_suffix(".part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if target.exists() and _written(target) >= since:
                return False
            if unfinished.exists() and now - _written(unfinished) >= LEFT_ALONE:
                unfinished.unlink(missing_ok=True)
            try:
                # Nobody but whoever runs it reads what is in the cases, and nobody finds half a sheet.
                opened = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                return None
            try:
                with os.fdopen(opened, "wb") as file:
                    _date(unfinished, now)
                    file.write(unit_paper(self._engine, unit, None, self._language))
                _date(unfinished, now)
                unfinished.replace(target)
            finally:
                unfinished.unlink(missing_ok=True)
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


def _written(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _date(file: Path, at: datetime) -> None:
    """Files are dated by the engine's clock, which they are compared with."""
    os.utime(file, (at.timestamp(), at.timestamp()))
