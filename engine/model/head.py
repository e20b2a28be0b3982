"""What stands at the head of a routine: its roles and contacts, its standing rules, where more is to be read, and the head of the
official document.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from engine.values.texts import Text

RuleKind = Literal["always", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Who does something. A `manager` role may act on behalf of others in the same unit."""

    id: str
    title: Text
    responsibility: Text | None = None
    manager: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody to call or write to."""

    id: str
    title: Text
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place where more is to be read."""

    id: str
    title: Text
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A document of the routine: a form or a sheet that lies as a file beside it. `file` is its name, `size` in bytes, `digest` the
    SHA-256 of its content in hex; the content itself is kept by that digest.
    """

    id: str
    title: Text
    file: str
    media_type: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRule:
    """A sentence that always, or never, holds: in every step, or in those of `section`, its title in the routine's own language."""

    kind: RuleKind
    text: Text
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """An act, or a section of one, that the routine rests on."""

    title: Text
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a word means in the routine."""

    word: Text
    means: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of the official document. Everything is optional but is printed where it stands."""

    applies_to: Text | None = None
    type: Text | None = None
    reference: Text | None = None
    approved_by: Text | None = None
    approved_on: date | None = None
    revised_on: date | None = None
    responsible: Text | None = None
    valid_from: date | None = None
    valid_until: Text | None = None
    review_every: Text | None = None
    area: tuple[Text, ...] = ()
    changes: Text | None = None
    replaces: Text | None = None
    background: Text | None = None
    definitions: tuple[Definition, ...] = ()
    laws: tuple[Law, ...] = ()
