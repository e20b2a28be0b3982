"""What a step or a whole command leads to: new values, effects and the history entry. Data only; nothing is executed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from engine.model.routine import Call, Start
from engine.run.instance import Case, FactValue, Instance


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One thing that happened in one instance, in order, as the history keeps it.

    `kind`: entered, chosen, skipped, asked (facts set), timer, message, delivered, failed, child_started,
    child_ended, not_started, cannot_fire, resolved, ended, cancelled, undone, corrected, taken, released,
    handed_over. `state`, `choice` and `detail`
    (JSON values) as the kind needs.
    """

    kind: str
    instance: str
    state: str | None = None
    visit: int | None = None
    choice: str | None = None
    detail: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StartChild:
    """Start what `place` names as instance `child`; `visit` of the calling state, or None when it goes beside."""

    child: str
    place: Call | Start
    facts: Mapping[str, FactValue]
    visit: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelChild:
    """The calling state was left: the called child ends as cancelled."""

    child: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A sentence for people inside: to the person (`remind`), to holders of roles (`notify`), or to who sees to it (`incident`).

    `timer`: the index of the one that tells it. It is over when what it says is so no more, at the latest with the `visit`; without a
    visit it is about the instance, for as long as that goes on.
    """

    kind: Literal["remind", "notify", "incident"]
    instance: str
    state: str
    visit: int | None
    text: str
    timer: int | None = None
    subject: str | None = None
    roles: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """Work of a `do` state for the outbox: a mail or a webhook, already filled in."""

    kind: Literal["mail", "webhook"]
    instance: str
    state: str
    visit: int
    to: tuple[str, ...]
    subject: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassOn:
    """The caller was handed over by `owner`: a called child that is theirs follows, to `to`."""

    child: str
    owner: str
    to: str


Effect = StartChild | CancelChild | PassOn | Notice | Send


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One instance after one event, come to rest."""

    instance: Instance
    effects: tuple[Effect, ...]
    happened: tuple[Happened, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOutcome:
    """A whole command's result: one history entry, the instances that changed, and what is to leave the house.

    `changed` pairs each instance before (None: new) and after. Worklist and timer rows follow from those. `undo_stays`: what could be
    taken back before the command still can.
    """

    case: Case
    changed: tuple[tuple[Instance | None, Instance], ...]
    effects: tuple[Notice | Send, ...]
    happened: tuple[Happened, ...]
    at: datetime
    undo_stays: bool = False
