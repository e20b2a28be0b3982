"""What the API answers, as OpenAPI shows it. The engine writes the answers; tests hold them to these."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

Status = Literal["running", "ended", "cancelled"]


class Option(BaseModel):
    """One value that may be chosen."""

    value: str
    title: str


class Ask(BaseModel):
    """A fact to fill in with a choice. `min` and `max` are characters for a text, the value for a number."""

    fact: str
    type: Literal["text", "number", "yes_no", "choice", "choices", "moment", "date"]
    title: str
    options: list[Option]
    required: bool
    min: float | None
    max: float | None
    value: str | float | bool | list[str] | None = Field(
        description="The value that it has now, as it is sent; null where it has none. What is left out or null when the choice is "
        "taken has no value after it."
    )


class Choice(BaseModel):
    """Something that may be done in a step, or the reason why not."""

    choice: str
    label: str
    allowed: bool = Field(description="Whether you may take it now, by role and condition; facts come later.")
    because: str | None = Field(description="Why not, in words.")
    reason: Literal["condition", "who", "stuck"] | None = Field(
        description="Why not, for programs. stuck: the routine that it would start beside can't start."
    )
    who: list[str] = Field(description="The titles of the roles that may.")
    on_behalf: str | None = Field(description="Whose step it is, where you would act as the unit's manager.")
    needs_checklist: bool = Field(description="Whether all of the checklist has to be ticked.")
    ask: list[Ask]
    confirm: str | None = Field(description="A question to ask before it is done.")
    undo_minutes: int | None = Field(description="For how long it can be taken back.")
    starts: str | None = Field(description="The routine that it starts beside this one.")
    anytime: bool = Field(description="Whether it is offered in every step.")


class RoleTitle(BaseModel):
    """A role by id and title."""

    role: str
    title: str


class Contact(BaseModel):
    """Somebody to call or write to."""

    id: str
    title: str
    phone: str | None
    email: str | None


class ChecklistItem(BaseModel):
    """Something to tick; `item` is its number."""

    item: int
    text: str


class Source(BaseModel):
    """Who decided the step: the original document (`seed`), a law, common practice, or a decision."""

    kind: Literal["seed", "law", "practice", "decision"]
    ref: str | None


class WayOn(BaseModel):
    """What can be done about what stands still."""

    way: Literal["again", "outcome", "step"]
    target: str = Field(description="The outcome or the step, where the way has one.")
    label: str


class Step(BaseModel):
    """Where the instance is: something to do, or something that is waited for."""

    state: str
    kind: Literal["step", "wait", "call", "do"]
    title: str
    section: str | None
    caution: str | None = Field(description="What can go wrong. Show it before the text.")
    text: str | None = Field(description="What to do.")
    note: str | None
    help: str | None = Field(description="More, for those who are new.")
    role: str | None = Field(description="The (first) role that does it.")
    roles: list[RoleTitle]
    number: str | None = Field(description="Its number along the way, the same as in pictures: `3`, `4a`.")
    of: int | None = Field(description="How many steps the way has.")
    contacts: list[Contact]
    checklist: list[ChecklistItem]
    choices: list[Choice]
    since: datetime
    due: datetime | None
    mine: bool = Field(description="Whether it is yours to do. On behalf of others is not.")
    taken_by: str | None
    incident: str | None = Field(description="What keeps it from going on by itself, if something does.")
    ways_on: list[WayOn] = Field(
        description="What you can do about the incident, at `incidents`: for those who see to it."
    )
    source: Source | None
    child: str | None = Field(description="The instance that it waits for.")


class Child(BaseModel):
    """An instance that this one called, or started beside itself."""

    id: str
    routine: str
    title: str
    status: Status
    outcome: str | None
    called: bool


class Timer(BaseModel):
    """What will happen by itself, and when: a reminder, a notice to a role, or a move."""

    state: str
    due: datetime
    kind: Literal["remind", "notify", "move"]
    text: str | None


class Undo(BaseModel):
    """The choice that can be taken back, and until when."""

    state: str
    choice: str
    label: str
    until: datetime


class View(BaseModel):
    """An instance as you see it: where it is, and for each choice whether you may take it, or why not."""

    id: str
    case: str = Field(description="The instance that it all began with.")
    routine: str
    title: str
    version: int
    status: Status
    outcome: str | None
    revision: int
    unit: str
    owner: str
    started_at: datetime
    ended_at: datetime | None
    emergency: str | None = Field(description="A sentence to show on top of every step.")
    steps: list[Step]
    children: list[Child]
    timers: list[Timer]
    undo: Undo | None


class OpenStep(BaseModel):
    """A step in short."""

    state: str
    title: str
    number: str | None


class InstanceSummary(BaseModel):
    """An instance in a list."""

    id: str
    case: str
    routine: str
    title: str
    status: Status
    outcome: str | None
    unit: str
    owner: str
    started_at: datetime
    steps: list[OpenStep]


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
    scope: Literal["mine", "role", "unit"]


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


class HistoryEntry(BaseModel):
    """One accepted command, and what it led to in this instance. An erased entry says only when."""

    sequence: int
    at: datetime
    by: str | None
    command: str | None
    happened: list[Happened]


class Grant(BaseModel):
    """A role in a unit."""

    role: str
    unit: str


class Me(BaseModel):
    """Who you are to the server."""

    subject: str
    grants: list[Grant]


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


class Link(BaseModel):
    """A place where more is to be read."""

    id: str
    title: str
    url: str | None


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
    roles: list[RoleDuty]
    contacts: list[Contact]
    links: list[Link]
    facts: list[Ask]
    states: list[RoutineState]
    outcomes: list[str]


class Reading(BaseModel):
    """That somebody looked at an instance, on one day."""

    at: datetime = Field(description="The first time that day.")
    by: str
    what: Literal["view", "history", "picture"]


class Token(BaseModel):
    """What may be told of a token; the token itself is nowhere kept."""

    id: str = Field(description="By which it can be named.")
    subject: str
    grants: list[Grant]
    administrator: bool = Field(
        description="It is for people, tokens, settings and deliveries, and for no instance."
    )
    created_at: datetime
    until: datetime | None = Field(description="When it ends by itself; `null`: it does not.")
    ended_at: datetime | None = Field(description="When somebody ended it.")
    works: bool


class EndedCount(BaseModel):
    """How many tokens were ended."""

    ended: int


class Possible(BaseModel):
    """Something that can be done now."""

    state: str
    title: str
    number: str | None = Field(description="The step's number: two open steps may have the same title.")
    choice: str
    label: str


class Problem(BaseModel):
    """Why something was not done (RFC 9457), and what to do instead. Nothing has changed."""

    model_config = ConfigDict(title="Problem")

    type: str = Field(description="Which kind of problem; an address on this server that describes it.")
    title: str
    status: int
    detail: str = Field(description="What happened and what to do next, in your language.")
    possible: list[Possible] | None = Field(default=None, description="What can be done now.")
    because: str | None = Field(default=None, description="The routine's own reason.")
    who: list[str] | None = Field(default=None, description="Who may.")
    reason: str | None = None
    unit: str | None = None
    facts: dict[str, str] | None = Field(default=None, description="Fact → what is wrong with it.")
    fields: dict[str, str] | None = Field(default=None, description="Field → what is wrong with it.")
    revision: int | None = Field(default=None, description="Where the instance is now.")
    outcome: str | None = None
    why: str | None = None
    near: str | None = Field(default=None, description="The nearest that exists.")
    error_id: str | None = None
