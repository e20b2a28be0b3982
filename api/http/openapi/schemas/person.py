"""Who somebody is, and their tokens."""

from __future__ import annotations

from datetime import datetime

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


class EndedCount(BaseModel):
    """How many tokens were ended."""

    ended: int
