"""A published routine as JSON values, in one language: what `/routines` answers."""

from __future__ import annotations

from typing import Any

from engine.model.head import RuleKind
from engine.model.kinds import kind_of
from engine.model.numbering import numbers
from engine.model.routine import Routine, State, Step
from engine.model.standing_rules import HEADINGS, section_title
from engine.run.explain import asked, contact_told, document_told, link_told
from engine.run.instance import Person
from engine.values.texts import Text


def summary(routine: Routine, person: Person, language: str) -> dict[str, Any]:
    """What a list shows: which routine it is, and whether and how `person` may start it."""
    may = {unit for role, unit in person.grants if role in routine.begin.roles}
    return {
        "id": routine.id,
        "version": routine.version,
        "title": routine.title.say(language),
        "purpose": _say(routine.purpose, language),
        "languages": list(routine.languages),
        "start_roles": [
            {"role": role, "title": routine.roles[role].title.say(language)} for role in routine.begin.roles
        ],
        "start_units": sorted(may),
        "messages_with_any_fact": list(routine.messages_with_any_fact()),
        "start_ask": [asked(routine.facts[ask.fact], ask.required, language) for ask in routine.begin.ask],
    }


def detail(routine: Routine, person: Person, language: str) -> dict[str, Any]:
    """Everything that belongs to the routine."""
    number = numbers(routine)
    return {
        **summary(routine, person, language),
        "digest": routine.digest,
        "document": _head(routine, language),
        "emergency": _say(routine.emergency, language),
        **{kind: _rules(routine, kind, language) for kind in HEADINGS},
        "retain": routine.retain.said.say(language) if routine.retain else None,
        "roles": [
            {
                "role": role.id,
                "title": role.title.say(language),
                "responsibility": _say(role.responsibility, language),
                "manager": role.manager,
            }
            for role in routine.roles.values()
        ],
        "contacts": [contact_told(each, language) for each in routine.contacts.values()],
        "links": [link_told(each, language) for each in routine.links.values()],
        "documents": [document_told(each, language) for each in routine.documents.values()],
        "facts": [asked(fact, False, language) for fact in routine.facts.values()],
        "states": [_state(state, number.get(state.id), language) for state in routine.states.values()],
        "outcomes": list(routine.outcomes()),
    }


def _state(state: State, number: str | None, language: str) -> dict[str, Any]:
    step = state if isinstance(state, Step) else None
    return {
        "state": state.id,
        "kind": kind_of(state).key,
        "flow": state.flow,
        "number": number,
        "title": state.title.say(language),
        "section": _say(state.section, language),
        "roles": list(step.roles) if step else [],
        "source": {"kind": state.source.kind, "ref": _say(state.source.ref, language)}
        if state.source
        else None,
        "choices": [choice.id for choice in step.choices] if step else [],
    }


def _head(routine: Routine, language: str) -> dict[str, Any]:
    head = routine.head
    return {
        "applies_to": _say(head.applies_to, language),
        "type": _say(head.type, language),
        "approved_by": _say(head.approved_by, language),
        "approved_on": head.approved_on,
        "revised_on": head.revised_on,
        "responsible": _say(head.responsible, language),
        "valid_until": _say(head.valid_until, language),
        "review_every": _say(head.review_every, language),
        "area": [each.say(language) for each in head.area],
        "changes": _say(head.changes, language),
        "reference": _say(head.reference, language),
        "valid_from": head.valid_from,
        "replaces": _say(head.replaces, language),
        "background": _say(head.background, language),
        "definitions": [
            {"word": each.word.say(language), "means": each.means.say(language)} for each in head.definitions
        ],
        "laws": [{"title": each.title.say(language), "url": each.url} for each in head.laws],
    }


def _rules(routine: Routine, kind: RuleKind, language: str) -> list[dict[str, Any]]:
    return [
        {"text": rule.text.say(language), "section": _say(section_title(routine, rule), language)}
        for rule in routine.rules
        if rule.kind == kind
    ]


def _say(text: Text | None, language: str) -> str | None:
    return text.say(language) if text else None
