"""When something was done, as it is written on paper: a day and a clock on the wall, read as a moment."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from engine.said import Said
from engine.values.moments import moment_said
from engine.values.paper_key import read_key

_MISSING = Said(
    "Skriv dagen och klockan när det gjordes, till exempel i dag 06:40.",
    "Write the day and the time when it was done, for example today 06:40.",
)
_SKIPPED = Said(
    "Den tiden fanns inte: klockan ställdes fram den natten. Skriv en tid före eller efter.",
    "There was no such time: clocks were put forward that night. Write a time before or after.",
)
_NO_KEY = Said(
    "Det är ingen rad på en blankett. Skriv koden som den står, till exempel KTMRPX-4R, eller lämna tomt.",
    "That is no line of a form. Write the code as it stands there, for example KTMRPX-4R, or leave it empty.",
)


def read_done_at(day: str, clock: str, now: datetime, zone: tzinfo, opened: datetime) -> datetime | Said:
    """The moment in UTC, or what is wrong with it. What came twice, when clocks were put back, is the first that is not before `opened`."""
    said = moment_said(f"{day} {clock}", now.astimezone(zone)) if clock.strip() else None
    if said is None:
        return _MISSING
    first, second = (said.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if first.astimezone(zone).replace(tzinfo=None) != said.replace(tzinfo=None):
        return _SKIPPED
    return first if first >= opened.replace(second=0, microsecond=0) else second


def read_paper(typed: str) -> str | Said | None:
    """The key of the line as it is stored, None where none is typed, or what is wrong with it."""
    if not typed.strip():
        return None
    key = read_key(typed)
    return _NO_KEY if key is None else str(key)
