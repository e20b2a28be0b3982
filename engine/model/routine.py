"""A compiled routine: frozen values, all names resolved. Everything after the compiler sees only this.

A routine is a set of flows: `main`, and one for each branch of a `together` state. Each flow has one flat
`transitions.Machine`, shared by all instances; every way of going from one state to another, whoever or
whatever causes it, is a `Move`, which is one trigger of one of those machines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from transitions import Machine

from engine.model.conditions import Condition, Expression
from engine.model.facts import Fact as Fact
from engine.model.facts import FactType as FactType
from engine.model.facts import Option as Option
from engine.model.head import Attachment, Contact, Head, Link, Role, StandingRule
from engine.model.scenario import Scenario
from engine.values.retention import Retention
from engine.values.texts import Text

MAIN = "main"
STARTER = "start"
"""What stands for whoever started the instance, where `not_by` or `same_as` name who has done something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who decided this state: the original document, a law, common practice or the organisation's own
    decision.
    """

    kind: Literal["seed", "law", "practice", "decision"]
    ref: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One trigger of the machine of `flow`, the flow that owns the target.

    `to` is None for a trigger that stays where it is. A move whose flow is an enclosing one leaves the whole
    `together` in between: it is put to that flow's machine, in the `together` state that the instance rests
    in there. The moves of `anytime` choices are all of `main`. Guards are part of the machine and read the
    `Env` given with the trigger: `machine.events[trigger].trigger(model, env)` is False where one is false,
    and raises `MachineError` where the state has no such trigger.
    """

    trigger: str
    flow: str
    to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A fact that a person fills in with a choice."""

    fact: str
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A routine started beside this one, with facts handed down: (the started routine's fact, expression
    here).
    """

    routine: str
    hand_down: tuple[tuple[str, Expression], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something a person may do in a state. `roles` is filled in from the state where the choice has none of
    its own; an `anytime` choice without roles keeps () and is for the roles of the state it is offered in, or
    where that has none, of `start`. `not_by` and `same_as`, as of a step, are the choice's own alone.

    The built-in choice `skip` (of a state with `skip: ask`) asks for the pseudo-fact `reason`, which goes to
    the history only.
    """

    id: str
    label: Text
    move: Move
    roles: tuple[str, ...]
    ask: tuple[Ask, ...] = ()
    set: tuple[tuple[str, Expression], ...] = ()
    start: Start | None = None
    when: Condition | None = None
    because: Text | None = None
    confirm: Text | None = None
    undo: timedelta | None = None
    main: bool = False
    anytime: bool = False
    not_by: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()


CANCELLED = "cancelled"
"""What `outcomes` calls that the called routine is cancelled."""

SKIP = "skip"
REASON = "reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """What happens by itself at a time: exactly one of `remind` (the person), `notify` (roles, with `say`),
    `move`.

    Due `after` entering the state, or `by` the moment of an expression over facts (armed when its facts are
    set). What reminds or notifies may come again `every` so often after that, for as long as the state lasts.
    """

    index: int
    after: timedelta | None = None
    by: Expression | None = None
    every: timedelta | None = None
    remind: Text | None = None
    notify: tuple[str, ...] = ()
    say: Text | None = None
    move: Move | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What all kinds of states have. `title` is always there: the owner's, or made from the id."""

    id: str
    flow: str
    title: Text
    source: Source | None = None
    section: Text | None = None
    timers: tuple[Timer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(State):
    """Somebody in one of `roles` does this and takes one of `choices` [user task].

    `not_by` and `same_as` name steps, or STARTER: who has done one of them may not do this one; it is for whoever did one of them last.
    """

    roles: tuple[str, ...]
    caution: Text | None = None
    text: Text | None = None
    note: Text | None = None
    help: Text | None = None
    checklist: tuple[Text, ...] = ()
    contacts: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    not_by: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One exit of a gateway; `when` is None for the `else`. `label` is what pictures write on the arrow; `main`: it is the usual way."""

    when: Condition | None
    to: str
    label: Text
    main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway(State):
    """Goes on by itself to the first true branch [exclusive gateway]. `moves[i]` belongs to `branches[i]`,
    with its target.

    Branches beside each other whose targets lie in one flow share a trigger, whose machine tries their
    conditions in order; in most gateways that is all of them. Where a branch leaves to an enclosing flow
    there are several triggers: try them in order until one is accepted.
    """

    branches: tuple[Branch, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(State):
    """Starts `routine`, waits for it, and goes on by its outcome [call activity].

    `hand_down`: (the called routine's fact, expression here). `take`: (fact here, the called routine's fact).
    `outcomes`: called outcome → move; `otherwise` for those not named there. `cancelled`: where it goes when the called routine is
    cancelled; without it the state then stands still until somebody sees to it.
    """

    routine: str
    hand_down: tuple[tuple[str, Expression], ...] = ()
    take: tuple[tuple[str, str], ...] = ()
    outcomes: Mapping[str, Move] = field(default_factory=dict)
    otherwise: Move | None = None
    cancelled: Move | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Together(State):
    """Runs `flows` side by side and goes on when all have ended [parallel gateway]."""

    flows: tuple[str, ...]
    move: Move


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait(State):
    """Rests until the named message arrives, or one of its timers moves on [intermediate catch event].

    The message brings the facts of `ask` and no others; `roles` may tell it, () for anybody of the unit. `any_fact`: the routine was
    published before a wait could name its facts, and its message may bring any.
    """

    message: str | None = None
    move: Move | None = None
    roles: tuple[str, ...] = ()
    ask: tuple[Ask, ...] = ()
    any_fact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail to contacts (their address) with texts that may name facts and settings."""

    to: tuple[str, ...]
    subject: Text
    body: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A POST of the named facts as JSON to an address that the organisation's list of allowed addresses
    holds.
    """

    url: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Do(State):
    """Automatic work through the outbox [service task]: `done` when it has been delivered, `failed` (if
    given) when it finally could not; without `failed` the instance keeps the incident and delivery is tried
    again.
    """

    work: Mail | Webhook
    done: Move
    failed: Move | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class End(State):
    """Ends the routine with `outcome`, or, inside `together`, its branch [end event]."""

    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A sequence of states: `main`, or a branch `together_state.branch`. `parent` is the `together` state a
    branch belongs to; None for `main`.

    `machine` has one trigger per move whose target (or, for a staying move, whose state) lies in this flow.
    """

    id: str
    title: Text
    states: tuple[str, ...]
    initial: str
    parent: str | None
    machine: Machine = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """Who may start the routine, and what is asked then."""

    roles: tuple[str, ...]
    ask: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """A whole compiled routine. `digest` is the SHA-256 of its canonical form, in hex."""

    id: str
    version: int
    title: Text
    languages: tuple[str, ...]
    digest: str
    purpose: Text | None
    head: Head
    roles: Mapping[str, Role]
    contacts: Mapping[str, Contact]
    links: Mapping[str, Link]
    facts: Mapping[str, Fact]
    begin: Begin
    flows: Mapping[str, Flow]
    states: Mapping[str, State]
    anytime: tuple[Choice, ...]
    documents: Mapping[str, Attachment] = field(default_factory=dict)
    emergency: Text | None = None
    retain: Retention | None = None
    rules: tuple[StandingRule, ...] = ()
    scenarios: tuple[Scenario, ...] = ()

    def __hash__(self) -> int:
        return hash(self.digest)

    def choices(self) -> Iterator[Choice]:
        """Every choice of its steps, in the order of the file, then those of any time."""
        for state in self.states.values():
            if isinstance(state, Step):
                yield from state.choices
        yield from self.anytime

    def begins(self) -> Iterator[str]:
        """The ids of the routines that it calls or starts, in the order of the file."""
        return (place.routine for place in self.places())

    def places(self) -> Iterator[Call | Start]:
        """Where it calls or starts other routines, in the order of the file."""
        for state in self.states.values():
            if isinstance(state, Call):
                yield state
            if isinstance(state, Step):
                yield from (choice.start for choice in state.choices if choice.start)
        yield from (choice.start for choice in self.anytime if choice.start)

    def lineage(self, flow: str) -> Iterator[str]:
        """The flow and all that enclose it, innermost first."""
        yield flow
        while (parent := self.flows[flow].parent) is not None:
            flow = self.states[parent].flow
            yield flow

    def managers(self) -> tuple[str, ...]:
        """Its roles that are a manager's."""
        return tuple(role.id for role in self.roles.values() if role.manager)

    def read_by_gateways(self) -> frozenset[str]:
        """The facts that some gateway chooses a way by."""
        gateways = (state for state in self.states.values() if isinstance(state, Gateway))
        whens = (branch.when for gateway in gateways for branch in gateway.branches)
        return frozenset(fact for when in whens if when is not None for fact in when.facts)

    def messages_with_any_fact(self) -> tuple[str, ...]:
        """The messages that may bring any fact, each once: there are some only in what was published before waits named theirs."""
        waits = (state for state in self.states.values() if isinstance(state, Wait))
        return tuple(dict.fromkeys(wait.message for wait in waits if wait.message and wait.any_fact))

    def ends(self) -> tuple[End, ...]:
        """The ends of the routine as a whole, in order: not those of its branches, whose outcomes may be called the same."""
        main = (self.states[state] for state in self.flows[MAIN].states)
        return tuple(state for state in main if isinstance(state, End))

    def outcomes(self) -> tuple[str, ...]:
        """The outcomes that the routine as a whole can end with, in order, each once."""
        return tuple(dict.fromkeys(end.outcome for end in self.ends()))
