"""A state, or what can happen at any time, as an entry of the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from diagrams.handbook.content.instructions import (
    anytime_instruction,
    asked,
    deadlines_of,
    instructions_of,
    whose_words,
)
from diagrams.handbook.document import Entry, Remark, anchor
from diagrams.kinds import entry_kind_of
from diagrams.telling.roles import RoleMark
from diagrams.words.handbook import say
from diagrams.words.phrases import enumerated, inner
from diagrams.words.speech import Speech
from engine.model.head import Attachment, Contact
from engine.model.numbering import letter, numbers, questions
from engine.model.routine import SKIP, Call, Choice, Do, Mail, Source, State, Step, Together, Wait, Webhook
from engine.values.media import file_in_words
from engine.values.texts import Text


@dataclass(frozen=True, slots=True)
class Teller:
    """Makes the entries of one routine. `marks` are the roles' colours, as in the picture."""

    speech: Speech
    marks: Mapping[str, RoleMark]

    def _number(self, state: str) -> str | None:
        question = questions(self.speech.routine).get(state)
        return (
            say("numbered question", self.speech.language, number=question)
            if question
            else numbers(self.speech.routine).get(state)
        )

    def of(self, state: State) -> Entry:
        """The state with everything that the routine says about it."""
        speech = self.speech
        step = state if isinstance(state, Step) else None
        mark = self.marks[step.roles[0]] if step and step.roles else None
        return Entry(
            id=anchor(speech.routine.id, state.id),
            kind=entry_kind_of(state),
            title=speech.text(state.title),
            number=self._number(state.id),
            who=self._roles(step.roles) if step else None,
            paint=mark.paint if mark else None,
            caution=self._maybe(step.caution) if step else None,
            text=self._maybe(step.text) if step else self._own_text(state),
            note=self._maybe(step.note) if step else None,
            help=self._maybe(step.help) if step else None,
            checklist=tuple(speech.text(item) for item in step.checklist) if step else (),
            ways=instructions_of(state, speech),
            deadlines=deadlines_of(state, speech),
            remarks=tuple(self._remarks(state)),
        )

    def event(self, choice: Choice, index: int) -> Entry:
        """What can happen at any time, the `index`th of the routine."""
        who = self._roles(choice.roles) if choice.roles else None
        way = anytime_instruction(choice, self.speech)
        return Entry(
            id=anchor(self.speech.routine.id, f"anytime-{choice.id}"),
            kind="event",
            title=self.speech.text(choice.label),
            number=letter(index),
            who=who,
            ways=(replace(way, then=way.then[:1].upper() + way.then[1:]),),
        )

    def _maybe(self, text: Text | None) -> str | None:
        return self.speech.text(text) if text else None

    def _roles(self, roles: tuple[str, ...]) -> str:
        titles = [self.speech.roles((role,)) for role in roles]
        return enumerated(titles, self.speech.language, "or")

    def _own_text(self, state: State) -> str | None:
        """What is done in a state that is no step."""
        language = self.speech.language
        match state:
            case Call():
                return say("follow", language, title=inner(self.speech.other(state.routine)))
            case Together():
                return say("together text", language, branches=enumerated(self._branches(state), language))
            case Wait():
                return say("wait text", language)
        return None

    def _branches(self, together: Together) -> list[str]:
        """«4A Spärra», «4B Polisanmäl»."""
        number, flows = numbers(self.speech.routine)[together.id], self.speech.routine.flows
        return [
            f"{number}{letter(index)} {self.speech.text(flows[flow].title)}"
            for index, flow in enumerate(together.flows)
        ]

    def _remarks(self, state: State) -> Iterator[Remark]:
        language = self.speech.language
        if isinstance(state, Step):
            for contact in state.contacts:
                told = contact_words(self.speech.routine.contacts[contact], language)
                yield Remark(name=say("call", language), text=told)
            yield from self._materials(state)
            whose = whose_words(state, self.speech)
            if whose:
                yield Remark(name=say("whose", language), text=whose)
            if any(choice.id == SKIP for choice in state.choices):
                yield Remark(name=say("skip", language), text=say("skip text", language))
        if isinstance(state, Wait) and state.roles:
            yield Remark(name=say("told by", language), text=self._roles(state.roles))
        if isinstance(state, Wait) and state.ask:
            yield Remark(name=say("told with", language), text=asked(state.ask, self.speech))
        if isinstance(state, Do):
            yield self._work(state.work)
        if state.source:
            yield Remark(name=say("source", language), text=self._source(state.source))

    def _materials(self, step: Step) -> Iterator[Remark]:
        """What the step needs to have at hand."""
        language, routine = self.speech.language, self.speech.routine
        for id in step.documents:
            told = document_words(routine.documents[id], self.speech)
            yield Remark(name=say("document", language), text=told)
        for id in step.links:
            link = routine.links[id]
            told = ", ".join(filter(None, (self.speech.text(link.title), link.url)))
            yield Remark(name=say("link", language), text=told)

    def _source(self, source: Source) -> str:
        """«lag: Lagen 3 §»; what begins as the kind does, as «Vanligt i …», says the kind itself."""
        kind = say(source.kind, self.speech.language)
        if not source.ref:
            return kind
        ref = self.speech.text(source.ref)
        return ref if ref.casefold().startswith(kind.split()[0]) else f"{kind}: {ref}"

    def _work(self, work: Mail | Webhook) -> Remark:
        language, routine = self.speech.language, self.speech.routine
        if isinstance(work, Webhook):
            facts = enumerated([routine.facts[fact].title.say(language) for fact in work.facts], language)
            text = say("webhook text", language, url=work.url, facts=facts or "–")
            return Remark(name=say("webhook", language), text=text)
        receivers = [contact_words(routine.contacts[contact], language) for contact in work.to]
        text = say(
            "mail text",
            language,
            to=enumerated(receivers, language),
            subject=self.speech.text(work.subject),
            body=self.speech.text(work.body),
        )
        return Remark(name=say("mail", language), text=text)


def document_words(document: Attachment, speech: Speech) -> str:
    """«Kvittens på nyckeln (PDF, 120 kB)»."""
    file = file_in_words(document.file, document.size).say(speech.language)
    return f"{speech.text(document.title)} ({file})"


def contact_words(contact: Contact, language: str) -> str:
    """«IT-avdelningen, telefon 08-530 610 10, it-support@botkyrka.se»."""
    phone = say("phone", language, phone=contact.phone) if contact.phone else None
    return ", ".join(filter(None, (contact.title.say(language), phone, contact.email)))
