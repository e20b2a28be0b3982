"""What can I do now, and why not: the view of one instance for one person, in their language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from engine.errors.person import NotYours
from engine.errors.root import RutinError
from engine.model.conditions import Env
from engine.model.duty_words import by_whom
from engine.model.facts import Fact, FactValue, option_title, wire
from engine.model.head import Attachment, Contact, Link, RuleKind
from engine.model.numbering import numbers, place
from engine.model.routine import MAIN, REASON, SKIP, Choice, End, Routine, State, Step, Together, Wait
from engine.model.standing_rules import HEADINGS, rules_of
from engine.model.usual import main_choice
from engine.run import who
from engine.run.context import Context, Library, env_of, in_both, words_of
from engine.run.events import choosing
from engine.run.events.incidents import sentence
from engine.run.events.resolving import label, ways_on
from engine.run.instance import Case, Instance, Person, Token, Undo
from engine.run.trial import hindrance
from engine.said import Said
from engine.values import from_now
from engine.values.decimals import Number
from engine.values.moments import iso
from engine.values.texts import Text

_KIND = {"Step": "step", "Wait": "wait", "Call": "call", "Do": "do", "Together": "together"}
_REASON_ASK = {
    "fact": REASON,
    "type": "text",
    "options": [],
    "required": True,
    "min": None,
    "max": choosing.LONGEST_REASON,
    "value": None,
}
_NO_FACTS: Mapping[str, FactValue] = MappingProxyType({})
_REASON_TITLE = Said("Varför gäller inte steget?", "Why does the step not apply?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks, when, in which language, and with which routines and settings."""

    person: Person
    now: datetime
    language: str
    library: Library

    @property
    def context(self) -> Context:
        """The settings and the zone."""
        return self.library.context


def view(routine: Routine, instance: Instance, case: Case, viewer: Viewer) -> dict[str, Any]:
    """The view as JSON values: where the instance is, and for each choice whether the person may take it, or why not."""
    explained = _Explained(routine, instance, viewer)
    return {
        "id": instance.id,
        "case": instance.case,
        "routine": routine.id,
        "title": routine.title.say(viewer.language),
        "version": routine.version,
        "status": instance.status,
        "outcome": instance.outcome,
        "outcome_title": explained.outcome(),
        "parent": instance.parent,
        "revision": instance.revision,
        "unit": instance.unit,
        "owner": instance.owner,
        "started_at": iso(instance.started_at),
        "ended_at": iso(instance.ended_at) if instance.ended_at else None,
        "emergency": explained.text(routine.emergency),
        "steps": [explained.step(token, state) for token, state in choosing.seen(routine, instance)],
        "children": [
            {
                "id": child.id,
                "routine": child.routine,
                "title": viewer.library.title_of(child.routine, viewer.language),
                "status": child.status,
                "outcome": child.outcome,
                "called": child.visit is not None,
            }
            for child in instance.children
        ],
        "timers": [explained.timer(index) for index in range(len(instance.timers))],
        "undo": explained.undo(case.undo),
        "may_hand_over": explained.may_manage(owner_too=True),
        "may_cancel": explained.may_manage(owner_too=False),
    }


def known_facts(routine: Routine, instance: Instance, viewer: Viewer) -> list[dict[str, Any]]:
    """The facts that have a value in the instance, as somebody is asked for them, and whether the viewer may correct each, or why not."""
    told = []
    for fact in routine.facts.values():
        if fact.id in instance.facts:
            leave = who.may_correct(routine, instance, fact.id, viewer.person)
            because = leave.say(viewer.language) if isinstance(leave, NotYours) else None
            asks = asked(fact, False, viewer.language, instance.facts)
            told.append({**asks, "allowed": because is None, "because": because})
    return told


class _Explained:
    """One instance's texts and reasons for one viewer."""

    def __init__(self, routine: Routine, instance: Instance, viewer: Viewer) -> None:
        self.routine, self.instance, self.viewer = routine, instance, viewer
        self.language = viewer.language
        self.words: Mapping[str, str] = words_of(
            routine, instance.facts, viewer.context, viewer.language, viewer.now
        )
        self.numbers = numbers(routine)
        self._envs = {
            done: env_of(instance.facts, instance.children, viewer.now, viewer.context, checklist_done=done)
            for done in (False, True)
        }

    def text(self, text: Text | None) -> str | None:
        return text.fill(self.words, self.language) if text else None

    def outcome(self) -> str | None:
        """The title of the end that the instance came to."""
        token = self.instance.tokens.get(MAIN)
        state = self.routine.states[token.state] if token else None
        return self.text(state.title) if isinstance(state, End) else None

    def may_manage(self, *, owner_too: bool) -> bool:
        """Whether the viewer may cancel the instance, or hand it over (`owner_too`), while it runs."""
        leave = who.may_manage(self.routine, self.instance, self.viewer.person, owner_too=owner_too)
        return self.instance.status == "running" and isinstance(leave, who.Leave)

    def may_take(self, token: Token, *, release: bool) -> bool:
        """Whether the viewer may take the step from the worklist, or give it back."""
        to_give = bool(who.holders_of(self.routine, self.instance, token))
        if (release and not to_give) or (not release and token.taken_by == self.viewer.person.subject):
            return False
        may = who.may_give_back if release else who.may_take
        return isinstance(may(self.routine, self.instance, token, self.viewer.person), who.Leave)

    def env(self, *, checklist_done: bool) -> Env:
        return self._envs[checklist_done]

    def step(self, token: Token, state: State) -> dict[str, Any]:
        shown = state if isinstance(state, Step) else None
        roles = shown.roles if shown else ()
        due = min((timer.due for timer in self.instance.timers if timer.visit == token.visit), default=None)
        of = place(self.routine, state.id)
        leave = who.may(self.routine, self.instance, token, self.viewer.person)
        mine = isinstance(leave, who.Leave) and leave.on_behalf is None
        return {
            "state": state.id,
            "kind": _KIND[type(state).__name__],
            "title": self.text(state.title),
            "section": self.text(state.section),
            "caution": self.text(shown.caution) if shown else None,
            **{kind: self.rules(shown, kind) for kind in HEADINGS},
            "text": self.text(shown.text) if shown else None,
            "note": self.text(shown.note) if shown else None,
            "help": self.text(shown.help) if shown else None,
            "role": roles[0] if roles else None,
            "roles": [
                {"role": role, "title": self.routine.roles[role].title.say(self.language)} for role in roles
            ],
            "by_whom": self.by_whom(shown) if shown else None,
            "number": self.numbers.get(state.id),
            "of": of[1] if of else None,
            "contacts": [contact_told(self.routine.contacts[each], self.language) for each in shown.contacts]
            if shown
            else [],
            "links": [link_told(self.routine.links[each], self.language) for each in shown.links]
            if shown
            else [],
            "documents": [
                document_told(self.routine.documents[each], self.language) for each in shown.documents
            ]
            if shown
            else [],
            "checklist": [
                {"item": number, "text": self.text(item)}
                for number, item in enumerate(shown.checklist if shown else (), 1)
            ],
            "choices": [
                self.choice(token, state, choice)
                for choice in choosing.choices_of(self.routine, state)
                if not isinstance(state, Together)
            ],
            "waits_for": self.waits_for(state) if isinstance(state, Wait) else None,
            "since": iso(token.since),
            "due": iso(due) if due else None,
            "mine": mine and shown is not None,
            "taken_by": token.taken_by,
            "may_take": shown is not None and self.may_take(token, release=False),
            "may_give_back": shown is not None and self.may_take(token, release=True),
            "incident": sentence(self.routine, token, self.language, self.viewer.library.title_of),
            "ways_on": self.ways_on(token),
            "source": self.source(state),
            "child": next((child.id for child in self.instance.children if child.visit == token.visit), None),
        }

    def rules(self, step: Step | None, kind: RuleKind) -> list[str]:
        """What always, or never, holds in the step; the built-in kinds of state have no rules to show."""
        rules = rules_of(self.routine, step) if step else ()
        return [rule.text.fill(self.words, self.language) for rule in rules if rule.kind == kind]

    def by_whom(self, of: Step | Choice) -> str | None:
        """Who is to do it, by what somebody has done before."""
        said = by_whom(of.not_by, of.same_as, self.title_of)
        return said.say(self.language) if said else None

    def title_of(self, state: str) -> Said:
        """The state's title in both languages."""
        say = in_both(self.routine, self.instance.facts, self.viewer.context, self.viewer.now)
        return say(self.routine.states[state].title)

    def waits_for(self, wait: Wait) -> dict[str, Any] | None:
        """The message that is waited for, who may tell it and what it may bring; None where only time is waited for."""
        if wait.message is None:
            return None
        leave = who.may_tell(self.routine, self.instance, wait, self.viewer.person)
        return {
            "message": wait.message,
            "who": [self.routine.roles[role].title.say(self.language) for role in wait.roles],
            "allowed": not isinstance(leave, NotYours),
            "because": leave.say(self.language) if isinstance(leave, NotYours) else None,
            "ask": [
                asked(self.routine.facts[ask.fact], ask.required, self.language, self.instance.facts)
                for ask in wait.ask
            ],
        }

    def ways_on(self, token: Token) -> list[dict[str, Any]]:
        """What the viewer can do about what stands still here."""
        if isinstance(who.may_see_to(self.routine, self.instance, self.viewer.person), NotYours):
            return []
        say = in_both(self.routine, self.instance.facts, self.viewer.context, self.viewer.now)
        return [
            {
                "way": each.way,
                "target": each.target,
                "label": label(self.routine, token, each, say).say(self.language),
            }
            for each in ways_on(self.routine, token)
        ]

    def choice(self, token: Token, state: State, choice: Choice) -> dict[str, Any]:
        roles = who.roles_of(self.routine, state, choice)
        leave = who.may(self.routine, self.instance, token, self.viewer.person, choice)
        # A checklist that is ticked with the choice is no reason to hide it: it is judged when the ticks come.
        env = self.env(checklist_done=True)
        not_met = choosing.because(self.routine, choice, env, self.viewer.context) or choosing.cannot_set(
            self.routine, choice, env
        )
        refusal: RutinError | None = leave if isinstance(leave, NotYours) else not_met
        reason: str | None = "who" if isinstance(leave, NotYours) else "condition"
        if refusal is None:
            refusal = hindrance(self.routine, self.instance, choice, self.viewer.now, self.viewer.library)
            reason = "stuck" if refusal else None
        needs_ticks = choice.when is not None and not choice.when.holds(self.env(checklist_done=False))
        return {
            "choice": choice.id,
            "label": self.text(choice.label),
            "allowed": reason is None,
            "because": refusal.say(self.language) if refusal else None,
            "reason": reason,
            "who": [self.routine.roles[role].title.say(self.language) for role in roles],
            "by_whom": self.by_whom(choice),
            "on_behalf": leave.on_behalf if isinstance(leave, who.Leave) else None,
            "needs_checklist": needs_ticks and not_met is None,
            "ask": [_REASON_ASK | {"title": _REASON_TITLE.say(self.language)}]
            if choice.id == SKIP
            else [
                asked(self.routine.facts[ask.fact], ask.required, self.language, self.instance.facts)
                for ask in choice.ask
            ],
            "confirm": self.text(choice.confirm),
            "undo_minutes": int(choice.undo.total_seconds() // 60) if choice.undo else None,
            "starts": choice.start.routine if choice.start else None,
            "anytime": choice.anytime,
            "usual": isinstance(state, Step) and choice is main_choice(self.routine, state),
        }

    def timer(self, index: int) -> dict[str, Any]:
        pending = self.instance.timers[index]
        timer = next(
            each for each in self.routine.states[pending.state].timers if each.index == pending.index
        )
        kind = "move" if timer.move else "remind" if timer.remind else "notify"
        return {
            "state": pending.state,
            "due": iso(pending.due),
            "kind": kind,
            "text": self.text(timer.remind or timer.say),
            "who": [self.routine.roles[role].title.say(self.language) for role in timer.notify],
        }

    def source(self, state: State) -> dict[str, Any] | None:
        return {"kind": state.source.kind, "ref": self.text(state.source.ref)} if state.source else None

    def undo(self, undo: Undo | None) -> dict[str, Any] | None:
        if undo is None or undo.instance != self.instance.id or self.viewer.now > undo.until:
            return None
        state = self.routine.states[undo.state]
        choice = next(each for each in choosing.choices_of(self.routine, state) if each.id == undo.choice)
        may = who.may_take_back(self.routine, self.instance, state, choice, undo.by, self.viewer.person)
        if isinstance(may, NotYours):
            return None
        return {
            "state": undo.state,
            "choice": undo.choice,
            "label": self.text(choice.label),
            "until": iso(undo.until),
        }


def contact_told(contact: Contact, language: str) -> dict[str, Any]:
    """Somebody to call or write to, as JSON values."""
    return {
        "id": contact.id,
        "title": contact.title.say(language),
        "phone": contact.phone,
        "email": contact.email,
    }


def link_told(link: Link, language: str) -> dict[str, Any]:
    """A place where more is to be read, as JSON values."""
    return {"id": link.id, "title": link.title.say(language), "url": link.url}


def document_told(document: Attachment, language: str) -> dict[str, Any]:
    """A document of the routine, as JSON values."""
    return {
        "id": document.id,
        "title": document.title.say(language),
        "file": document.file,
        "media_type": document.media_type,
        "size": document.size,
    }


def asked(
    fact: Fact, required: bool, language: str, facts: Mapping[str, FactValue] = _NO_FACTS
) -> dict[str, Any]:
    """A fact as somebody is asked for it, with the value that it has now among `facts`: whoever leaves it empty takes that away."""
    return {
        "fact": fact.id,
        "type": fact.type,
        "title": fact.title.say(language),
        "options": [
            {"value": option.id, "title": option_title(fact, option.id, language)} for option in fact.options
        ],
        "required": required,
        "min": _limit(fact.at_least, fact.earliest),
        "max": _limit(fact.at_most, fact.latest),
        "value": wire(facts.get(fact.id)),
    }


def _limit(number: Number | None, away: timedelta | None) -> Any:
    """A limit as a number; of a moment or a date as it is written, since it is counted from when that is filled in."""
    return wire(number) if away is None else from_now.canonical(away)
