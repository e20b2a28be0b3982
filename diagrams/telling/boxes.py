"""A state, or what stands in for one, as a box: what is written in it, its colour and icon, and its words for a screen reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from diagrams.kinds import kind_of
from diagrams.picture import Box, Icon, Line, Status
from diagrams.telling.heat import Heat
from diagrams.telling.roles import RoleMark
from diagrams.telling.taken import Taken
from diagrams.telling.ways_out import WayOut, ways_out
from diagrams.words import duties, timing
from diagrams.words.phrases import enumerated
from diagrams.words.pictures import go_to, say
from diagrams.words.speech import Speech
from engine.model.numbering import letter, numbers, questions
from engine.model.routine import SKIP, Call, Choice, Do, End, Gateway, Mail, State, Step, Together, Wait

START = "start."
"""Ids that are made have a dot or a space in them, which no state's id has."""


def waits(state: State) -> bool:
    """Whether all that happens here is that time passes: also a step that at a time goes by itself where a choice of it goes too,
    where there is nothing to tick or to answer and nobody is reminded of it: else it is work that is not waited for for ever.
    """
    if not isinstance(state, Step):
        return isinstance(state, Wait)
    is_work = state.checklist or any(choice.ask for choice in state.choices)
    if is_work or any(timer.move is None and not timer.notify for timer in state.timers):
        return False
    chosen = {choice.move.to for choice in state.choices}
    return any(timer.move is not None and timer.move.to in chosen for timer in state.timers)


@dataclass(frozen=True, slots=True)
class Boxes:
    """Makes the boxes of one picture. `done` and `now` are the ids of the states that are passed and active.

    `is_history` when `done` holds every state that was passed, and not only those that there is no way around; `taken` is the way
    itself where it is known. `heat` are the figures of a period.
    """

    speech: Speech
    marks: Mapping[str, RoleMark]
    done: frozenset[str]
    now: frozenset[str]
    is_history: bool = False
    taken: Taken | None = None
    heat: Heat | None = None

    def of(self, state: State, who: tuple[str, ...]) -> Box:
        """The state's box in a section whose title already names the roles `who`."""
        roles = state.roles if isinstance(state, Step) else ()
        mark = self.marks[roles[0]] if roles else None
        shade = self.heat.shade(state.id) if self.heat else None
        return Box(
            id=state.id,
            kind="wait" if waits(state) else kind_of(state),
            title=self.speech.text(state.title),
            number=self._number(state),
            lines=tuple(self._lines(state, who)),
            roles=roles,
            paint=mark.paint if mark else None,
            icon=self._icon(state, mark),
            status=self.status(state.id),
            words=self._words(state),
            shade=shade,
            hatched=self.heat is not None and shade is None and not isinstance(state, Gateway | End),
        )

    def status(self, state: str) -> Status:
        """Whether the state is active, passed, or neither as far as is known."""
        return "now" if state in self.now else "done" if state in self.done else ""

    def start(self) -> Box:
        """Where the routine begins."""
        title = say("start", self._language)
        who = self.speech.roles(self.speech.routine.begin.roles)
        return Box(
            id=START,
            kind="start",
            title=title,
            status="done" if self.now or self.done else "",
            words=f"{title}. {say('responsible', self._language, who=who)}",
        )

    def started(self, state: State, way: WayOut) -> Box:
        """The routine that a choice of `state` starts beside this one, where one stays."""
        number = numbers(self.speech.routine).get(state.id)
        stays = say("stays", self._language, number=number) if number else say("stays here", self._language)
        return self._routine(f"{state.id}.{way.id}", way.starts or "", None, Line(text=stays, icon="back"))

    def link(self, state: State, way: WayOut, *, back: bool) -> Box:
        """The link that stands for the arrow of `way`."""
        target = way.to or state.id
        return self._link(
            f"{state.id}.{way.id}", self.reference(target), "back" if back else "forward", target
        )

    def origin(self, target: str, sources: tuple[str, ...]) -> Box:
        """From where a panel is entered whose first state is `target`."""
        number = numbers(self.speech.routine)
        asked = questions(self.speech.routine)
        named = [
            say(key, self._language, number=enumerated(found, self._language))
            for key, numbered in (("the step", number), ("the question", asked))
            if (found := [numbered[source] for source in sources if source in numbered])
        ]
        title = say("from", self._language, places=enumerated(named, self._language))
        return Box(
            id=f"origin.{target}",
            kind="origin",
            title=title,
            icon="forward",
            words=f"{title}.",
            leads_to=sources[0] if sources else None,
            others=sources[1:],
        )

    def event(self, choice: Choice) -> Box:
        """What can happen at any time."""
        title = self.speech.text(choice.label)
        words = f"{say('at any time', self._language, title=title)}."
        return Box(
            id=f"anytime.{choice.id}",
            kind="event",
            title=title,
            icon="alert",
            words=words,
            roles=choice.roles,
        )

    def answer(self, choice: Choice, index: int) -> Iterator[Box]:
        """What follows when it happens: the routine that is started, or where this one goes."""
        if choice.start:
            yield self._routine(f"anytime.{choice.id}.start", choice.start.routine, f"{letter(index)}1")
        if choice.move.to:
            title = self.reference(choice.move.to)
            yield self._link(f"anytime.{choice.id}.to", title, "forward", choice.move.to)
        else:
            yield self._link(f"anytime.{choice.id}.to", say("back", self._language), "back", None)

    def reference(self, state: str) -> str:
        """How a link names the state: «Gå till steg 3»."""
        question = questions(self.speech.routine).get(state)
        return go_to(
            self._language,
            number=question or numbers(self.speech.routine).get(state),
            title=self.speech.title(state),
            is_question=question is not None,
        )

    @property
    def _language(self) -> str:
        return self.speech.language

    def _number(self, state: State) -> str | None:
        """«3», «Fråga 1»."""
        question = questions(self.speech.routine).get(state.id)
        return (
            say("numbered question", self._language, number=question)
            if question
            else numbers(self.speech.routine).get(state.id)
        )

    def _routine(self, id: str, routine: str, number: str | None, *more: Line) -> Box:
        title = self.speech.other(routine)
        note = say("own routine", self._language)
        return Box(
            id=id,
            kind="started",
            title=title,
            number=number,
            lines=(Line(text=note), *more),
            icon="document",
            words=" ".join(f"{said}." for said in (title, note, *(line.text for line in more))),
        )

    def _link(self, id: str, title: str, icon: Icon, target: str | None) -> Box:
        return Box(id=id, kind="link", title=title, icon=icon, words=f"{title}.", leads_to=target)

    def _icon(self, state: State, mark: RoleMark | None) -> Icon | None:
        if waits(state):
            return "clock"
        match state:
            case Step():
                return mark.icon if mark else None
            case Do():
                return "mail" if isinstance(state.work, Mail) else "send"
            case Call():
                return "document"
            case Together():
                return "fork"
        return None

    def _lines(self, state: State, who: tuple[str, ...]) -> Iterator[Line]:
        language = self._language
        match state:
            case Step():
                if state.roles != who or len(state.roles) > 1:
                    yield Line(text=self.speech.roles(state.roles))
                if not self.heat:
                    yield from (Line(text=text) for text in duties.told(state, self.speech))
                    yield from self._contacts(state)
                    yield from self._materials(state)
                if state.checklist and not self.heat:
                    count = len(state.checklist)
                    key = "checklist" if count > 1 else "one item"
                    yield Line(text=say(key, language, count=count), icon="check")
                if any(choice.id == SKIP for choice in state.choices) and not self.heat:
                    yield Line(text=say("skip", language))
            case Wait(roles=tellers) if tellers:
                yield Line(text=say("told by", language, who=self.speech.roles(tellers)))
            case Call():
                yield Line(text=say("own routine", language))
            case Do():
                yield Line(text=say("by mail" if isinstance(state.work, Mail) else "by itself", language))
            case Together():
                number = numbers(self.speech.routine).get(state.id, "")
                for index, flow in enumerate(state.flows):
                    title = self.speech.text(self.speech.routine.flows[flow].title)
                    yield Line(text=f"{number}{letter(index)} {title}")
            case Gateway() | End():
                return
        yield from self._times(state)

    def _contacts(self, step: Step) -> Iterator[Line]:
        """Whom to call or write to: «IT-avdelningen, 08-530 610 10»."""
        for contact in (self.speech.routine.contacts[each] for each in step.contacts):
            reached = contact.phone or contact.email
            said = ", ".join(filter(None, (self.speech.text(contact.title), reached)))
            yield Line(text=said, icon="phone" if contact.phone or not reached else "mail")

    def _materials(self, step: Step) -> Iterator[Line]:
        """What the step needs to have at hand."""
        routine = self.speech.routine
        for document in (routine.documents[each] for each in step.documents):
            yield Line(text=self.speech.text(document.title), icon="document")
        for link in (routine.links[each] for each in step.links):
            yield Line(text=self.speech.text(link.title), icon="link")

    def _times(self, state: State) -> Iterator[Line]:
        """How long it takes, when it was done, or what happens by itself at which times."""
        if self.heat:
            yield from self.heat.lines(state.id)
            return
        language = self._language
        if self.taken:
            yield from self.taken.lines(state.id, language)
            if self.status(state.id) == "done":
                return
        for times, receiver in timing.told(state, self.speech.routine, language):
            yield Line(text=f"{times} → {receiver}", icon="clock")

    def _words(self, state: State) -> str:
        """«Steg 5: Dokumentera. Ansvarig: Medarbetare. Leder till: 6 Lämna tillbaka telefonen.»"""
        language = self._language
        number, title = numbers(self.speech.routine).get(state.id), self.speech.text(state.title)
        if number:
            title = f"{say('step', language, number=number)}: {title}"
        elif isinstance(state, Gateway):
            title = f"{self._number(state)}: {title}"
        status, roles = self.status(state.id), state.roles if isinstance(state, Step) else ()
        said = [f"{say(status, language)}."] if status else []
        said.append(_sentence(title))
        if roles:
            said.append(say("responsible", language, who=self.speech.roles(roles)))
        said += [_sentence(line.text) for line in self._lines(state, roles)]
        ways = "; ".join(self._way(way) for way in ways_out(state, self.speech))
        if ways:
            said.append(say("leads", language, ways=ways))
        return " ".join(said)

    def _way(self, way: WayOut) -> str:
        target = self.speech.other(way.starts or "")
        if way.to:
            number = numbers(self.speech.routine).get(way.to)
            target = f"{number} {self.speech.title(way.to)}" if number else self.speech.title(way.to)
        return f"{' / '.join(way.labels)} → {target}" if way.labels else target


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."
