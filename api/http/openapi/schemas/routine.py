"""Routines as they are published, and figures of how they are followed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from api.http.openapi.schemas.instance import Ask, Contact, Document, Link, RoleTitle, Source


class RoutineSummary(BaseModel):
    """A published routine, its newest version."""

    id: str
    version: int
    title: str
    purpose: str | None
    languages: list[str]
    start_roles: list[RoleTitle] = Field(description="The roles that may start it.")
    start_units: list[str] = Field(description="The units where you may start it.")
    start_ask: list[Ask] = Field(description="The facts that starting it asks for.")
    messages_with_any_fact: list[str] = Field(
        description="Messages that may bring any fact, since it was published before a wait could name its facts. Publish a new version."
    )


class RoleDuty(BaseModel):
    """A role and what it is responsible for. A manager may act on behalf of others."""

    role: str
    title: str
    responsibility: str | None
    manager: bool


class StandingRule(BaseModel):
    """What always or never holds while the routine is followed."""

    text: str
    section: str | None = Field(description="The section that it holds in. None: the whole routine.")


class Law(BaseModel):
    """An act that the routine rests on."""

    title: str
    url: str | None


class Definition(BaseModel):
    """What a word means in the routine."""

    word: str
    means: str


class DocumentHead(BaseModel):
    """The head of the decided document."""

    applies_to: str | None
    type: str | None
    approved_by: str | None
    approved_on: date | None
    revised_on: date | None
    responsible: str | None
    valid_until: str | None
    review_every: str | None
    area: list[str]
    changes: str | None
    reference: str | None = Field(
        description="What the document is filed as, for example a registration number."
    )
    valid_from: date | None
    replaces: str | None
    background: str | None
    definitions: list[Definition]
    laws: list[Law]


class RoutineState(BaseModel):
    """One state of a routine. `flow` is `main`, or the parallel branch that it belongs to."""

    state: str
    kind: Literal["step", "choose", "call", "together", "wait", "do", "end"]
    flow: str
    number: str | None
    title: str
    section: str | None
    roles: list[str]
    source: Source | None
    choices: list[str]


class StateFigures(BaseModel):
    """How often a step was left again, by at least how many people, and the median time that it took."""

    state: str
    title: str
    visits: int
    people: int = Field(description="At least so many: 5, 10, 15 …")
    median_minutes: float | None = Field(description="None where the step takes no time.")


class WayCount(BaseModel):
    """How often a choice, a timer (by its place among the step's, from 0) or an end was taken. `state` is None where any offers it."""

    kind: Literal["choice", "timer", "outcome"]
    state: str | None
    id: str
    count: int


class RoutineStatistics(BaseModel):
    """How a routine has been followed from `since` until just before `until`.

    These are the whole calendar months that are over within what was asked for.
    What fewer than five people did in a unit in a month is in no figure.
    """

    routine: str
    title: str
    since: datetime
    until: datetime
    states: list[StateFigures]
    ways: list[WayCount]


class RoutineDetail(RoutineSummary):
    """A published routine with all that belongs to it."""

    digest: str = Field(description="The SHA-256 of its content: the same version always has the same.")
    document: DocumentHead
    emergency: str | None
    always: list[StandingRule]
    never: list[StandingRule]
    retain: str | None = Field(
        description="How long its cases are kept after their end, in words. None: as the organisation has set."
    )
    roles: list[RoleDuty]
    contacts: list[Contact]
    links: list[Link]
    documents: list[Document]
    facts: list[Ask]
    states: list[RoutineState]
    outcomes: list[str]
