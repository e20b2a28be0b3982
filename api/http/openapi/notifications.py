"""What requests about notifications may hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from api.http.openapi.contents import Content

_CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"

Ways = Annotated[list[Literal["mail", "sms"]], Field(max_length=2)]
Clock = Annotated[str, Field(pattern=_CLOCK, description="On the organisation's clock.", examples=["07:30"])]


class WaysChosen(Content):
    """By what you hear of each thing; an empty list: not at all."""

    task: Ways = Field(description="A step waits for you or for a role of yours.")
    remind: Ways = Field(description="You are reminded.")
    notice: Ways = Field(description="Something that you decided by is corrected.")
    escalation: Ways = Field(
        description="A time is out, something stands still, or nobody has a role. At least one; it is told at any time."
    )


class HoursChosen(Content):
    """Within which hours you hear of what is no escalation; over midnight where they close earlier than they open."""

    opens: Clock
    closes: Clock


class NotificationsChosen(Content):
    """What you choose to hear of, by what, when, and in which language."""

    ways: WaysChosen
    hours: HoursChosen | None = Field(default=None, description="`null`: at any time.")
    language: Literal["sv", "en"] | None = Field(default=None, description="`null`: the organisation's.")


class UndeliveredName(Content):
    """Something undelivered by its id."""

    id: str = Field(pattern="^[0-9a-f]{24}$", description="Its `id`, as the list has it.")
