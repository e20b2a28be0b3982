"""A published routine as it is stored, and back: a document that says all that the routine is, in names of its own.

It is made from the routine itself, so that what does not change what the routine means can't change it: formatting, comments, short
forms, the order of keys. It is decoded without asking the language: formulas carry their checked trees, durations their seconds, and
what `check` would say today is no matter. `digest` names it; scenarios are stored too, but are no part of the digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from engine.model.conditions import Condition, Expression
from engine.model.facts import Fact
from engine.model.routine import (
    CANCELLED,
    MAIN,
    SKIP,
    Ask,
    Branch,
    Call,
    Choice,
    Do,
    End,
    Flow,
    Gateway,
    Mail,
    Routine,
    Source,
    State,
    Step,
    Timer,
    Together,
    Wait,
    Webhook,
)
from engine.model.scenario import Scenario, ScenarioLine
from engine.stored.formats import Format
from engine.stored.formula import formula_to_stored
from engine.stored.head import head_to_stored
from engine.stored.limits import limits_to_stored
from engine.stored.retention import retention_to_stored
from engine.stored.texts import text_to_stored as _text
from engine.stored.texts import without_empty as _without_empty
from engine.values import durations

Stored = dict[str, Any]


def _messages_bring_any_fact(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Form 2: a wait says which facts its message may bring. In form 1 none could say so, and a message might bring any."""
    return {**document, "states": _waits_open(document["states"])}


def _waits_open(states: Mapping[str, Any]) -> Stored:
    return {id: _wait_open(state) for id, state in states.items()}


def _wait_open(state: Mapping[str, Any]) -> Mapping[str, Any]:
    if "together" in state:
        branches = {
            id: {**branch, "states": _waits_open(branch["states"])}
            for id, branch in state["together"].items()
        }
        return {**state, "together": branches}
    return {**state, "any_fact": True} if isinstance(state.get("wait"), str) else state


FORMAT = Format([_messages_bring_any_fact])


def routine_to_stored(routine: Routine) -> Stored:
    """The routine as a document of JSON values. The order of states, choices, options, roles, facts, contacts,
    links and documents is kept and means something.
    """
    main = routine.flows[MAIN]
    return {
        "format": FORMAT.number,
        **_without_empty(
            {
                "routine": routine.id,
                "version": routine.version,
                "title": _text(routine.title),
                "language": list(routine.languages),
                "purpose": _text(routine.purpose),
                "emergency": _text(routine.emergency),
                "retain": retention_to_stored(routine.retain) if routine.retain else None,
                **head_to_stored(routine),
                "facts": {id: _fact(fact) for id, fact in routine.facts.items()},
                "start": _without_empty({"by": list(routine.begin.roles), "ask": _asks(routine.begin.ask)}),
                "states": _states(routine, main),
                "anytime": {choice.id: _choice(choice) for choice in routine.anytime},
                "scenarios": [scenario_to_stored(scenario) for scenario in routine.scenarios],
            }
        ),
    }


def digest(document: Mapping[str, Any]) -> str:
    """The SHA-256 of the stored document without its scenarios, in hex."""
    meant = {key: value for key, value in document.items() if key != "scenarios"}
    return hashlib.sha256(json.dumps(meant, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _duration(duration: timedelta | None) -> Stored | None:
    if not duration:
        return None
    return {"text": durations.canonical(duration), "seconds": duration // timedelta(seconds=1)}


def _formula(formula: Condition | Expression | None) -> Stored | None:
    return formula_to_stored(formula) if formula else None


def _formulas(pairs: Iterable[tuple[str, Expression]]) -> Stored:
    return {name: formula_to_stored(value) for name, value in pairs}


def _fact(fact: Fact) -> Stored:
    return _without_empty(
        {
            "type": fact.type,
            "title": _text(fact.title),
            "options": {option.id: _text(option.title) for option in fact.options},
            **limits_to_stored(fact),
        }
    )


def _asks(asks: tuple[Ask, ...]) -> list[Stored]:
    return [{"fact": ask.fact, "required": ask.required} for ask in asks]


def _states(routine: Routine, flow: Flow) -> Stored:
    return {id: _state(routine, routine.states[id]) for id in flow.states}


def _state(routine: Routine, state: State) -> Stored:
    common = {
        "title": _text(state.title),
        "section": _text(state.section),
        "source": _source(state.source),
        "timers": [_timer(timer) for timer in state.timers],
    }
    return _without_empty(common | _of_kind(routine, state))


def _of_kind(routine: Routine, state: State) -> Stored:
    match state:
        case Step():
            return _step(state)
        case Gateway():
            return {"choose": [_exit(branch) for branch in state.branches]}
        case Call():
            return {
                "call": state.routine,
                "with": _formulas(state.hand_down),
                "take": dict(state.take),
                "outcomes": {outcome: move.to for outcome, move in sorted(state.outcomes.items())},
                "to": state.otherwise.to if state.otherwise else None,
                CANCELLED: state.cancelled.to if state.cancelled else None,
            }
        case Together():
            flows = [routine.flows[flow] for flow in state.flows]
            branches = {
                flow.id.rpartition(".")[2]: {"title": _text(flow.title), "states": _states(routine, flow)}
                for flow in flows
            }
            return {"together": branches, "to": state.move.to}
        case Wait():
            return {
                "wait": state.message or True,
                "role": list(state.roles),
                "ask": _asks(state.ask),
                "any_fact": True if state.any_fact else None,
                "to": state.move.to if state.move else None,
            }
        case Do():
            return {
                "do": _work(state.work),
                "to": state.done.to,
                "failed": state.failed.to if state.failed else None,
            }
        case End():
            return {"end": state.outcome}
    raise TypeError(f"a state of an unknown kind: {type(state).__name__}")


def _step(step: Step) -> Stored:
    return {
        "role": list(step.roles),
        "not_by": list(step.not_by),
        "same_as": list(step.same_as),
        "caution": _text(step.caution),
        "text": _text(step.text),
        "note": _text(step.note),
        "help": _text(step.help),
        "checklist": [_text(item) for item in step.checklist],
        "contacts": list(step.contacts),
        "links": list(step.links),
        "documents": list(step.documents),
        "choices": {choice.id: _choice(choice) for choice in step.choices if choice.id != SKIP},
        "skip": next((_choice(choice) for choice in step.choices if choice.id == SKIP), None),
    }


def _choice(choice: Choice) -> Stored:
    return _without_empty(
        {
            "label": _text(choice.label),
            "role": list(choice.roles),
            "not_by": list(choice.not_by),
            "same_as": list(choice.same_as),
            "to": choice.move.to,
            "start": choice.start.routine if choice.start else None,
            "with": _formulas(choice.start.hand_down) if choice.start else None,
            "ask": _asks(choice.ask),
            "set": _formulas(choice.set),
            "when": _formula(choice.when),
            "because": _text(choice.because),
            "confirm": _text(choice.confirm),
            "undo": _duration(choice.undo),
            "main": True if choice.main else None,
        }
    )


def _exit(branch: Branch) -> Stored:
    marked = {"main": True} if branch.main else {}
    if branch.when is None:
        return {"else": branch.to, "label": _text(branch.label), **marked}
    return {"when": formula_to_stored(branch.when), "to": branch.to, "label": _text(branch.label), **marked}


def _work(work: Mail | Webhook) -> Stored:
    if isinstance(work, Mail):
        return {"mail": list(work.to), "subject": _text(work.subject), "body": _text(work.body)}
    return _without_empty({"webhook": work.url, "facts": list(work.facts)})


def _source(source: Source | None) -> Stored | None:
    return _without_empty({"kind": source.kind, "ref": _text(source.ref)}) if source else None


def _timer(timer: Timer) -> Stored:
    return _without_empty(
        {
            "after": _duration(timer.after),
            "by": _formula(timer.by),
            "every": _duration(timer.every),
            "remind": _text(timer.remind),
            "notify": list(timer.notify),
            "say": _text(timer.say),
            "to": timer.move.to if timer.move else None,
        }
    )


def scenario_to_stored(scenario: Scenario) -> Stored:
    """A scenario as JSON values."""
    return _without_empty(
        {
            "title": _text(scenario.title),
            "by": scenario.by,
            "facts": dict(scenario.facts),
            "play": [_line(line) for line in scenario.play],
            "ends": scenario.ends,
        }
    )


def _line(line: ScenarioLine) -> Stored:
    return _without_empty(
        {
            "by": line.actor,
            "choice": line.choice,
            "in": line.state,
            "routine": line.routine,
            "facts": dict(line.facts),
            "checked": None if line.checked else False,
            "delivered": None if line.delivered else False,
            "wait": _duration(line.wait),
            "message": line.message,
            "cancel": line.cancel,
            "refused": True if line.refused else None,
            "as": line.same,
        }
    )
