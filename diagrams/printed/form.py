"""What a printed form says, as frozen values without any format. All texts are in the form's language."""

from __future__ import annotations

from dataclasses import dataclass

from engine.model.facts import FactType


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is filled in. `options` are ticked; without them there is room to write, as much as the `type` needs."""

    title: str
    type: FactType
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way out of a line, to tick: «Klart», «gå till 2 Gör besöket». `needs`: what has to be so, as sentences."""

    label: str
    then: str
    needs: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A time, and what is done then by hand: on paper nobody is told by itself."""

    when: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A step, or what lies between steps. `key`: what it is registered by, None where nothing is (a question, an end).

    `questions` are filled in whichever way is taken. `law`: what sets the times, where that is a law.
    """

    title: str
    key: str | None = None
    number: str | None = None
    who: str | None = None
    caution: str | None = None
    text: str | None = None
    note: str | None = None
    checklist: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    ways: tuple[Way, ...] = ()
    limits: tuple[Limit, ...] = ()
    law: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Lines under a title; "" for none."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One routine that is followed: `about` it (name, value), which times the law sets, what always and never holds, its lines, what can
    happen at any time, and lines that are left free, for what `spare_title` says: their keys. Without a `title` it is the only one of its
    form.
    """

    title: str = ""
    about: tuple[tuple[str, str], ...] = ()
    by_law: tuple[str, ...] = ()
    rules: tuple[tuple[str, tuple[str, ...]], ...] = ()
    parts: tuple[Part, ...] = ()
    events: tuple[tuple[str, str], ...] = ()
    spare: tuple[str, ...] = ()
    spare_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form with its `number`. `under` stands below the title; `lead` tells how it is filled in and kept; `people`: whom to call."""

    language: str
    number: str
    title: str
    under: str
    lead: tuple[str, ...]
    emergencies: tuple[str, ...]
    people: tuple[str, ...]
    blocks: tuple[Block, ...]
