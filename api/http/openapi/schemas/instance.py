"""An instance as somebody sees it: where it is, and what can be done."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

Status = Literal["running", "ended", "cancelled"]


class Option(BaseModel):
    """One value that may be chosen."""

    value: str
    title: str


class Ask(BaseModel):
    """A fact to fill in with a choice. `min` and `max` are characters for a text, the value for a number; of a moment or a date they are
    counted from when it is filled in, and written as the routine has them: `now`, `now + 12 h`, `now - 30 d`.
    """

    fact: str
    type: Literal["text", "number", "yes_no", "choice", "choices", "moment", "date"]
    title: str
    options: list[Option]
    required: bool
    min: float | str | None
    max: float | str | None
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
    by_whom: str | None = Field(
        description="Who is to do it, by what somebody has done before: in words, where the choice has such a rule of its own."
    )
    on_behalf: str | None = Field(description="Whose step it is, where you would act as the unit's manager.")
    needs_checklist: bool = Field(description="Whether all of the checklist has to be ticked.")
    ask: list[Ask]
    confirm: str | None = Field(description="A question to ask before it is done.")
    undo_minutes: int | None = Field(description="For how long it can be taken back.")
    starts: str | None = Field(description="The routine that it starts beside this one.")
    anytime: bool = Field(description="Whether it is offered in every step.")
    usual: bool = Field(description="Whether it is the usual way on from the step.")


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


class Link(BaseModel):
    """A place where more is to be read."""

    id: str
    title: str
    url: str | None


class Document(BaseModel):
    """A file that belongs to the routine's version: `/routines/{routine}/documents/{id}?version=` gives it."""

    id: str
    title: str
    file: str = Field(description="What the file is called.")
    media_type: str
    size: int = Field(description="In bytes.")


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


class WaitsFor(BaseModel):
    """A message that is waited for."""

    message: str = Field(description="What `messages` calls it.")
    who: list[str] = Field(description="The roles that may tell it; empty: anybody of the unit.")
    allowed: bool = Field(description="Whether you may tell it.")
    because: str | None = Field(description="Why not.")
    ask: list[Ask] = Field(description="What it may bring.")


class Step(BaseModel):
    """Where the instance is: something to do, or something that is waited for."""

    state: str
    kind: Literal["step", "wait", "call", "do", "together"] = Field(
        description="`together`: its branches go on, but it itself stands still."
    )
    title: str
    section: str | None
    caution: str | None = Field(description="What can go wrong. Show it before the text.")
    always: list[str] = Field(
        description="What always holds in the step. Show it before the text, under a heading of its own."
    )
    never: list[str] = Field(description="What must never be, in the same way.")
    text: str | None = Field(description="What to do.")
    note: str | None
    help: str | None = Field(description="More, for those who are new.")
    role: str | None = Field(description="The (first) role that does it.")
    roles: list[RoleTitle]
    by_whom: str | None = Field(
        description="Who is to do it, by what somebody has done before: in words, where the step has such a rule."
    )
    number: str | None = Field(description="Its number along the way, the same as in pictures: `3`, `4a`.")
    of: int | None = Field(description="How many steps the way has.")
    contacts: list[Contact]
    links: list[Link]
    documents: list[Document]
    checklist: list[ChecklistItem]
    choices: list[Choice]
    waits_for: WaitsFor | None = Field(
        description="The message that ends a wait; `null`: it is no wait, or only time ends it."
    )
    since: datetime
    due: datetime | None
    mine: bool = Field(description="Whether it is yours to do. On behalf of others is not.")
    taken_by: str | None
    may_take: bool = Field(description="Whether you may make it yours, at `take`.")
    may_give_back: bool = Field(description="Whether you may give it back to its role, at `release`.")
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
    """What will happen by itself, and when: a reminder, a notice to roles (`who`, by their titles), or a move."""

    state: str
    due: datetime
    kind: Literal["remind", "notify", "move"]
    text: str | None
    who: list[str]


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
    outcome_title: str | None = Field(description="What the end that it came to is called.")
    parent: str | None = Field(description="The instance that called this one, or started it.")
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
    may_hand_over: bool = Field(description="Whether you may give it another owner, at `hand-over`.")
    may_cancel: bool = Field(description="Whether you may end it early, at `cancel`.")


class KnownFact(Ask):
    """A fact that has a value in the instance."""

    allowed: bool = Field(description="Whether you may correct it, at `corrections`.")
    because: str | None = Field(description="Why not, in words.")


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
