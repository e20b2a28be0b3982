"""What a picture shows, before anybody decides where things stand: panels of boxes and arrows. Frozen data, made from a routine alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["start", "step", "wait", "call", "work", "together", "gateway", "event", "end", "link"]
Status = Literal["plain", "done", "now"]
Icon = Literal["person", "clock", "document", "mail", "fork", "alert", "back", "check", "call"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One thing to look at. `state` is the state it stands for (None for starts, links and events); `role` indexes the picture's roles.

    `told` is the box in one sentence, for those who do not see it.
    """

    id: str
    kind: Kind
    title: str
    told: str
    state: str | None = None
    number: str | None = None
    sub_lines: tuple[str, ...] = ()
    role: int | None = None
    icon: Icon | None = None
    status: Status = "plain"
    spine: bool = False
    section: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """From one box to another. `spine`: on the happy path; `aside`: the target stands to the right, level with its source."""

    tail: str
    head: str
    label: str = ""
    spine: bool = False
    aside: bool = False
    dashed: bool = False
    taken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A titled group of boxes within a panel."""

    title: str
    sub_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One flow. `tone`: the main flow, a branch that runs beside others, or what can happen at any time."""

    id: str
    title: str
    sub_title: str
    tone: Literal["main", "branch", "event"]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role that acts in the picture, for the legend."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A whole sheet."""

    title: str
    sub_title: str
    description: str
    language: str
    panels: tuple[Panel, ...]
    roles: tuple[Role, ...]
    kinds: tuple[Kind, ...]
