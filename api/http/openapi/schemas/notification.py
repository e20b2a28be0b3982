"""What people hear of, by what and when, and what they have not got."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from api.http.openapi.notifications import HoursChosen, WaysChosen

LANGUAGE = "`null`: the organisation's."


class MyNotifications(BaseModel):
    """What you have chosen, and where it goes."""

    ways: WaysChosen
    hours: HoursChosen | None = Field(description="`null`: at any time.")
    language: Literal["sv", "en"] | None = Field(description=LANGUAGE)
    mail: str | None = Field(
        description="Where mail goes; `null`: nothing is known. An administrator writes it down."
    )
    phone: str | None = Field(description="Where SMS go.")


class Undelivered(BaseModel):
    """What somebody has not got, or what nobody could be told. It is tried again all the same, once an hour, for as long as it is so."""

    id: str
    kind: Literal["task", "remind", "notice", "limit", "incident", "unheld"] = Field(
        description="A step that waits, a reminder, a correction, a time that is out, what stands still, a role that nobody has."
    )
    instance: str
    routine: str = Field(description="The routine's title.")
    step: str = Field(description="The step's title, without facts.")
    unit: str
    receiver: str | None = Field(description="Who; `null`: a role that nobody has.")
    way: Literal["mail", "sms"] | None = Field(description="`null`: there is none.")
    since: datetime
    problem: str = Field(description="Why not, and what to do.")
