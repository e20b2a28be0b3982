"""What administrators are told."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field


class Delivery(BaseModel):
    """A mail, SMS or webhook that has not left, without its text."""

    id: str = Field(description="The same that its receiver is told.")
    kind: str = Field(description="`mail`, `sms`, `webhook`; `notification`: there is nobody to send it to.")
    attempts: int
    next_try: datetime
    problem: str | None = Field(description="What stood against it the last time.")
    given_up: bool = Field(
        description="Its case, or the unit's managers, have been told that it could not be sent. It is tried again all the same, "
        "once an hour."
    )


class ServerSetting(BaseModel):
    """A setting of the server."""

    name: str
    set: bool = Field(description="Whether it has another value than what it has by itself.")
    value: str | None = Field(description="Its value, as text; `null` where it has none, or is secret.")


class SettingsTold(BaseModel):
    """What is set."""

    server: list[ServerSetting]
    routines: dict[str, str] = Field(
        description="The organisation's own, that routines' texts fetch; those without a value are left out."
    )


class Done(BaseModel):
    """It is done."""

    done: bool
