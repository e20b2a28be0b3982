"""What waits for people, and what has been."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field, JsonValue


class Task(BaseModel):
    """An open step in a worklist, or one that stands still. `scope`: it is yours, free for your role, or another's in your unit."""

    instance: str
    case: str
    routine: str
    title: str = Field(description="The routine's title.")
    state: str
    step: str = Field(description="The step's title.")
    number: str | None
    roles: list[str]
    unit: str
    owner: str = Field(description="Whose the instance is: who began it, or who it was handed over to.")
    started_at: datetime = Field(description="When the instance began.")
    holder: str | None = Field(description="Whose it is, if it is somebody's.")
    since: datetime
    due: datetime | None = Field(description="The first of the two below.")
    remind_at: datetime | None = Field(description="When whoever has the step is next reminded of it.")
    limit: datetime | None = Field(
        description="When somebody else is told that it is not done, or the routine goes on by itself."
    )
    incident: str | None = Field(
        description="What keeps it from going on by itself, if something does: for the unit's managers."
    )
    scope: Literal["mine", "role", "unit"] = Field(
        description="mine: yours. role: free for one of your roles. unit: somebody else's, or not for you by what you have done before."
    )


class Notice(BaseModel):
    """A reminder to you, or a notice to one of your roles; `incident`: something can't go on by itself."""

    at: datetime
    kind: Literal["remind", "notify", "incident"]
    text: str
    instance: str
    state: str
    role: str | None
    unit: str


class Happened(BaseModel):
    """One thing that happened. `kind`: entered, left, chosen, skipped, timer, child_started, corrected …"""

    kind: str
    state: str | None = None
    title: str | None = None
    choice: str | None = None
    label: str | None = None
    detail: dict[str, JsonValue] | None = None


class Draft(BaseModel):
    """What is filled in of a step that is half done: kept for whoever goes on with it, and gone with the step."""

    state: str
    number: int = Field(description="Grows by one each time that it is saved.")
    by: str = Field(description="Who saved it last.")
    at: datetime
    checked: list[int] = Field(description="The ticked items of the step's checklist, by `item`.")
    typed: dict[str, list[str]] = Field(
        description="Fact → the texts as they were typed, right or wrong; of a moment two, as `<fact>-day` and `<fact>-clock`."
    )


class Suggestion(BaseModel):
    """What somebody suggests be changed in a routine, and what was answered."""

    id: str
    routine: str
    version: int
    state: str | None = Field(description="The step that it is about; `null`: the routine.")
    by: str
    at: datetime
    text: str
    answer: str | None
    answered_by: str | None
    answered_at: datetime | None


class HistoryEntry(BaseModel):
    """One accepted command, and what it led to in this instance. An erased entry says only when."""

    sequence: int
    at: datetime = Field(description="When it came.")
    done_at: datetime | None = Field(
        description="When it was done: earlier than `at` where it was registered afterwards."
    )
    paper: str | None = Field(description="The line on paper that it was registered from.")
    by: str | None
    command: str | None
    happened: list[Happened]


class Reading(BaseModel):
    """That somebody looked at an instance, on one day."""

    at: datetime = Field(description="The first time that day.")
    by: str
    what: Literal["view", "history", "picture"]
