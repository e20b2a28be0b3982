"""When something was done, as it is written on paper: a day and a clock on the wall, read as a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from api.pages.staff.visitor import Form, Visitor
from engine.said import Said
from engine.values.moments import moment_typed, unread
from engine.values.paper_key import read_key

DAY, CLOCK, PAPER = "_done-day", "_done-clock", "_paper"
"""The controls; no fact is called so."""

DONE = "_done"
"""What is wrong with the time stands under this."""

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
    said = moment_typed(day, clock, now.astimezone(zone))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """When it was done and the key of its line, as they were typed; `errors` says what is wrong with them."""

    done_at: datetime | None
    paper: str | None
    errors: Mapping[str, str]


def read_written(visitor: Visitor, form: Form, opened: datetime) -> Written:
    """What the form says, of something that could not be done before `opened`."""
    engine = visitor.engine
    done_at = read_done_at(form.text(DAY), form.text(CLOCK), engine.now(), engine.context.zone, opened)
    paper = read_paper(form.text(PAPER))
    wrong = {name: each for name, each in ((DONE, done_at), (PAPER, paper)) if isinstance(each, Said)}
    return Written(
        done_at=None if isinstance(done_at, Said) else done_at,
        paper=None if isinstance(paper, Said) else paper,
        errors={name: each.say(visitor.language) for name, each in wrong.items()},
    )


def typed(form: Form | None, visitor: Visitor) -> dict[str, Any]:
    """What stands in the controls, and in which `parts` of the time a fault in it lies."""
    is_sent, language = form is not None and form.has(CLOCK), visitor.language
    return {
        "day": form.text(DAY) if form and is_sent else Said("i dag", "today").say(language),
        "clock": form.text(CLOCK) if form else "",
        "paper": form.text(PAPER) if form else "",
        "parts": _wrong_parts(form, visitor) if form else (),
    }


def _wrong_parts(form: Form, visitor: Visitor) -> tuple[str, ...]:
    now = visitor.engine.now().astimezone(visitor.engine.context.zone)
    return unread(form.text(DAY), form.text(CLOCK), now) or ("day", "clock")
