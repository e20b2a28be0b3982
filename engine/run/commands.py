"""What can be asked of a case. Commands are imperative and may be refused; time and ids come in as arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.run.instance import Person
from engine.said import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`at` is the time in UTC when it came; `by` who asks (SYSTEM for timers and deliveries). `facts` everywhere are wire values (JSON).

    `done_at`: when it was done, where it was done without the system and is registered afterwards: a start, a choice or a message.
    `paper`: the key of the line on paper that it is registered from.
    """

    at: datetime
    by: Person
    done_at: datetime | None = None
    paper: str | None = None

    @property
    def when(self) -> datetime:
        """When it was done."""
        return self.done_at or self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCase(Command):
    """Start `routine` as a case of its own. `instance` is the new instance's id, and the case's. `digest` pins the published version."""

    instance: str
    routine: str
    digest: str
    unit: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceCommand(Command):
    """A command to one instance of a case. `revision`: refuse with MovedOn unless the instance is at it; None: do not compare."""

    instance: str
    revision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(InstanceCommand):
    """Take `choice` in the named state. `checked` are the ticked checklist items, numbered from 1."""

    state: str
    choice: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    checked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class FireTimer(InstanceCommand):
    """A timer is due. Refused as stale when its visit is over, it has fired, or its due time was moved past `at`."""

    visit: int
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CannotFire(InstanceCommand):
    """A timer was due and could not fire, by what `why` says: an incident, once. The timer stays, to be tried again."""

    visit: int
    index: int
    why: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive(InstanceCommand):
    """A named message for a `wait` state, with facts it brings."""

    message: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered(InstanceCommand):
    """The outbox has delivered the work of one visit of a `do` state, or (`problem`) finally could not."""

    visit: int
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack(InstanceCommand):
    """Undo the last choice of the case. `sent`: something of it has already left the outbox (the store knows)."""

    sent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(InstanceCommand):
    """Change facts afterwards, with a reason. Never moves anything; the old values stay in the history. None unsets a fact.

    `deciders`: those who have decided something by the values as they were (the store knows).
    """

    facts: Mapping[str, Any]
    reason: str
    deciders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel(InstanceCommand):
    """A manager ends the instance early, with a reason. Called children are cancelled too; those started beside go on."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve(InstanceCommand):
    """A manager sees to what stands still in `state`, with a reason: `again`, as after an `outcome`, or from another `step` of the flow.

    `target` is the outcome or the step, see `resolving.WayOn`.
    """

    state: str
    way: str
    target: str = ""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Take(InstanceCommand):
    """Take (or, with `release`, give back) a step that stands in a role's worklist."""

    state: str
    release: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(InstanceCommand):
    """Make `to` the owner of the instance, and of what it has called that was the owner's (by its owner or a manager of the unit)."""

    to: str
