"""Who somebody is, and their tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field


class Grant(BaseModel):
    """A role in a unit."""

    role: str
    unit: str


class Me(BaseModel):
    """Who you are to the server."""

    subject: str
    grants: list[Grant]


class Token(BaseModel):
    """What may be told of a token; the token itself is nowhere kept."""

    id: str = Field(description="By which it can be named.")
    subject: str
    grants: list[Grant]
    administrator: bool = Field(description="It is for tokens, and for no instance.")
    created_at: datetime
    until: datetime | None = Field(description="When it ends by itself; `null`: it does not.")
    ended_at: datetime | None = Field(description="When somebody ended it.")
    works: bool


class HeldGrant(Grant):
    """A role that somebody holds in a unit."""

    given_by: Literal["register", "shift", "sign_in", "token"] = Field(
        description="What it rests on: it is written down, a manager has let them in for a shift, their sign-in says so, or a token."
    )
    until: datetime | None = Field(description="When it ends by itself; `null`: it does not.")
    written_by: str | None = Field(
        description="Who wrote it down; `null`: nobody did, or it is not known who."
    )


class RoleChanged(Grant):
    """A role of somebody's that was written down, or taken away."""

    is_given: bool = Field(description="It was written down; `false`: it was taken away.")
    by: str = Field(description="Who did it; `system`: the command line.")
    at: datetime


class KnownPerson(BaseModel):
    """Somebody who is known. What is `null` is not known."""

    number: int = Field(description="What stands for them in what is stored.")
    subject: str
    since: datetime
    name: str | None
    mail: str | None = Field(description="Where notices go by mail.")
    phone: str | None = Field(description="Where notices go by SMS.")
    grants: list[HeldGrant]


class UnitPerson(BaseModel):
    """Somebody who works in a unit, with the roles that they hold there."""

    subject: str
    name: str | None = Field(description="What they are called; `null`: that is not known.")
    grants: list[HeldGrant]


class ShiftCode(BaseModel):
    """A code that lets somebody in, told this once."""

    code: str
    works_until: datetime = Field(description="Until when it may be used, once.")
    until: datetime = Field(description="When the shift ends.")


class LetInForShift(Grant):
    """Somebody who was let in for a shift, or still may come."""

    shift: str = Field(description="By which it is ended.")
    subject: str
    by: str = Field(description="Who let them in.")
    made_at: datetime
    works_until: datetime = Field(description="Until when the code may be used.")
    used_at: datetime | None = Field(description="When they came; `null`: not yet, or never.")
    until: datetime = Field(description="When the shift ends.")


class SuccessorToBe(BaseModel):
    """Somebody who could take over."""

    subject: str
    name: str | None = Field(description="What they are called; `null`: that is not known.")


class WrittenDown(BaseModel):
    """How many people were written down, or would be."""

    added: int
    changed: int
    unchanged: int


class EndedCount(BaseModel):
    """How many tokens were ended."""

    ended: int
