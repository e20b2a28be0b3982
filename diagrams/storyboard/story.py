"""A storyboard as frozen values: what every card says and shows, without sizes or colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from diagrams.picture import Box, Icon
from diagrams.words.file_names import named

CardKind = Literal["start", "choice", "timer", "message", "cancel", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A fact that is filled in, as people read it."""

    title: str
    value: str

    @property
    def said(self) -> str:
        """Both on one line: «Ankomst: 07.45», «Vem meddelade det? Ingen»."""
        return f"{self.title} {self.value}" if self.title.endswith("?") else f"{self.title}: {self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """An item of a checklist; `done` when it is ticked."""

    text: str
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A choice on the phone. `hindered` says why it can't be taken now; `confirm` is what is asked before the taken one goes through."""

    label: str
    taken: bool = False
    hindered: str | None = None
    confirm: str | None = None
    anytime: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """What a phone shows: what the API gives the person who has it at that moment, and what they fill in and press.

    `place` is «Steg 2 av 6»; `contacts` are lines like «IT-support, 010-…», `materials` the titles of
    documents and links; `beside` are the other steps that are open at the same time.
    """

    owner: str
    routine: str
    clock: str
    title: str
    place: str | None = None
    notice: str | None = None
    emergency: str | None = None
    caution: str | None = None
    always: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    text: str | None = None
    note: str | None = None
    checklist: tuple[Tick, ...] = ()
    contacts: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    buttons: tuple[Button, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waypoint:
    """A box on the way through the routine, done, left, now or later by its status. `section` is the title it stands under."""

    box: Box
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """Where the routine is: what is done, in order, what is now, and what comes if all goes as it should. `words` says the same."""

    stops: tuple[Waypoint, ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that a step leads to."""

    icon: Icon
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A part of what the trainer says: a heading and its sentences."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card. `number` counts the cards from 1; `step` is the number that the picture gives the step.

    `clock` is the time of day; `passed` what has passed since the start, in words; `waited` since the card before, None when nothing.
    `elsewhere` is the title of the routine where this happens, None in the one that the storyboard is of. `usual` where a step is
    left by its main choice, as most often.
    """

    number: int
    kind: CardKind
    title: str
    caption: str
    who: str
    clock: str
    passed: str
    waited: str | None
    trail: Trail
    phone: Phone
    step: str | None = None
    elsewhere: str | None = None
    usual: bool = False
    filled_in: tuple[Answer, ...] = ()
    events: tuple[Event, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Storyboard:
    """A whole scenario of a routine in one language. `number` is the scenario's place in the file, from 1."""

    routine: str
    version: int
    number: int
    language: str
    title: str
    scenario: str
    purpose: str | None
    roles: tuple[str, ...]
    cards: tuple[Card, ...]

    @property
    def name(self) -> str:
        """What its files are called, without their endings."""
        return named(f"{self.routine}-{self.number}", self.scenario)
