"""A read file → a `Routine`: names resolved, conditions compiled, moves noted, machines built."""

from __future__ import annotations

from collections.abc import Mapping

from engine.language.build import declarations
from engine.language.build.attachments import Beside, attachments
from engine.language.build.choices import Choices, asks
from engine.language.build.scenarios import Scenarios
from engine.language.build.scope import THE_ROUTINE, Plan, Scope
from engine.language.build.standing_rules import standing_rules
from engine.language.build.states import States
from engine.language.build.ways import Ways
from engine.model.facts import NO, YES
from engine.model.routine import MAIN, Begin, End, Flow, Routine, State, Step
from engine.model.usual import Usual
from engine.said import UNSAID, Said
from engine.values.texts import Text

_LOSES_POINTERS = (
    "unknown-key",
    "unknown-state",
    "state-out-of-reach",
    "wrong-type",
    "empty-value",
    "missing-key",
    "exactly-one",
    "two-kinds",
    "key-not-here",
    "duplicate-id",
    "gateway-without-else",
)
"""Findings after which it is not known what leads where, so that nothing is said about states that nothing
leads to.
"""


def build(scope: Scope, beside: Beside | None = None) -> Routine | None:
    """The routine (its digest still empty), or None where the file has errors; they are in the scope's
    findings. `beside` is what lies beside the file; None leaves its documents unchecked.
    """
    document = scope.document
    ways = Ways(scope)
    states = _states(scope, ways)
    anytime = Choices(scope, ways).anytime(document.anytime)
    begin = _begin(scope, states)
    _check_flows(scope, ways, states)
    main = scope.plans[MAIN]
    outcomes = tuple(
        dict.fromkeys(state.outcome for id in main.order if isinstance(state := states.get(id), End))
    )
    roles, contacts, links = (
        declarations.roles(scope),
        declarations.contacts(scope),
        declarations.links(scope),
    )
    documents = attachments(scope, beside)
    head = declarations.head(scope)
    rules = standing_rules(scope)
    purpose, emergency = scope.text(document.purpose), _emergency(scope)
    scenarios = Scenarios(scope, states, anytime, outcomes).build(document.scenarios)
    scope.tell_of_not_drawn()
    if scope.findings.errors:
        return None
    return Routine(
        id=str(document.routine),
        version=document.version or 0,
        title=main.title,
        languages=scope.languages,
        digest="",
        purpose=purpose,
        head=head,
        roles=roles,
        contacts=contacts,
        links=links,
        documents=documents,
        facts=scope.facts,
        begin=begin,
        flows=_flows(scope, ways),
        states=states,
        anytime=anytime,
        emergency=emergency,
        retain=document.retain,
        rules=rules,
        scenarios=scenarios,
    )


def _emergency(scope: Scope) -> Text | None:
    """The sentence that stands on top of every step, which a yes or a no would be as well."""
    said = scope.document.emergency
    word = said.text.say(scope.languages[0]) if said else ""
    if said and word.lower() in (*YES, *NO):
        scope.findings.add(
            "wrong-value", said.place, found=word, key="emergency", hint=UNSAID, allowed=_WHAT_TO_DO
        )
    return scope.text(said)


_WHAT_TO_DO = Said(
    "en mening som står överst i varje steg, till exempel ”Vid fara för liv: ring 112”",
    "a sentence that stands on top of every step, for example “If life is in danger: call 112”",
)


def _states(scope: Scope, ways: Ways) -> dict[str, State]:
    """All states, in the file's order: those of branches right after their `together`."""
    builder = States(scope, ways)
    built: dict[str, State] = {}

    def add(plan: Plan) -> None:
        for id, part in plan.states.items():
            if id in built or scope.flow_of[id] != plan.id:
                continue
            state = builder.build(plan.id, id, part)
            if state is not None:
                built[str(id)] = state
            for branch in part.together:
                add(scope.plans[f"{id}.{branch}"])

    add(scope.plans[MAIN])
    return _with_skips(scope, builder.choices, built)


def _with_skips(scope: Scope, choices: Choices, states: dict[str, State]) -> dict[str, State]:
    """The states with the built-in choices to skip a step: what is usual is known when all of them are there."""
    usual = Usual(states)
    written = {id: part for plan in scope.plans.values() for id, part in plan.states.items()}
    for id, part in written.items():
        step = states.get(id)
        if isinstance(step, Step) and step.flow == scope.flow_of[id]:
            states[id] = choices.with_skip(id, part, step, usual)
    return states


def _flows(scope: Scope, ways: Ways) -> Mapping[str, Flow]:
    return {
        plan.id: Flow(
            id=plan.id,
            title=plan.title,
            states=tuple(plan.order),
            initial=plan.order[0],
            parent=plan.parent,
            machine=ways.moves.machine(plan.id, tuple(plan.order)),
        )
        for plan in scope.plans.values()
    }


def _begin(scope: Scope, states: Mapping[str, State]) -> Begin:
    part = scope.document.start
    asked = asks(scope, part.ask) if part else ()
    if part and part.by:
        return Begin(roles=scope.roles(part.by), ask=asked)
    found = dict.fromkeys(
        role for state in states.values() if isinstance(state, Step) for role in state.roles
    )
    if not found and scope.document.states and not scope.findings.errors:
        scope.findings.add("start-by-nobody", scope.document.at("start"))
    return Begin(roles=tuple(found), ask=asked)


def _check_flows(scope: Scope, ways: Ways, states: Mapping[str, State]) -> None:
    sure = not scope.findings.any_of(*_LOSES_POINTERS)
    for plan in scope.plans.values():
        where = _named(plan.id, plan.title)
        place = plan.place or scope.document.at("states")
        if not plan.states:
            continue
        ends = any("end" in state.given() for state in plan.states.values())
        endless = not ends and (plan.id == MAIN or plan.id not in ways.left)
        if sure and endless:
            scope.findings.add("flow-without-end", place, what=where)
        # What stands last leads nowhere because of that; and where a name stands twice, what is below it is not known.
        for id in plan.order if not endless and not scope.findings.any_of("duplicate-id") else ():
            if id in ways.nowhere:
                scope.findings.add("no-next-state", ways.nowhere[id], state=id)
        # Where there is a routine in spite of it, the proofs tell this, with all that else is wrong.
        for id in list(plan.states)[1:] if sure and scope.findings.errors else ():
            if id not in scope.named:
                scope.findings.add("state-not-reached", id.place, state=id)


def _named(flow: str, title: Text) -> Said:
    if flow == MAIN:
        return THE_ROUTINE
    return Said(f"Grenen ”{title.say('sv')}”", f"The branch “{title.say('en')}”")
