"""Days and moments as requests write them: `2026-03-01`, `2026-03-01T08:30:00+01:00`, and nothing else that could be read as one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from engine.model.facts import YEARS
from engine.values import days
from engine.values.moments import ZONED, read_moment

FIRST, LAST = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)


def _written_as_a_day(value: Any) -> Any:
    # Else a number would be read as seconds since 1970, and a moment as its day.
    try:
        return days.read(value)
    except (ValueError, TypeError) as wrong:
        raise PydanticCustomError("date_parsing", "not a day") from wrong


Day = Annotated[
    date,
    Field(ge=FIRST, le=LAST, json_schema_extra={"pattern": f"^{days.PATTERN}$"}),
    BeforeValidator(_written_as_a_day),
]
"""A day of the years that facts may hold."""


def _written_as_a_moment(value: Any) -> Any:
    moment = read_moment(value) if isinstance(value, str) else None
    if moment is None:
        raise PydanticCustomError("datetime_parsing", "not a moment")
    return moment


Moment = Annotated[
    datetime, Field(json_schema_extra={"pattern": f"^{ZONED}$"}), BeforeValidator(_written_as_a_moment)
]
"""A moment with its zone; in UTC."""
