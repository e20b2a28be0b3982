"""What each role does and is told about: the ground of «rutinen fördelad på roller» and of the role cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from diagrams.handbook.content.instructions import destination, due
from diagrams.handbook.content.order import in_order
from diagrams.words import duties, timing
from diagrams.words.handbook import say
from diagrams.words.phrases import enumerated, lowered, quoted
from diagrams.words.speech import Speech
from engine.model.numbering import numbers
from engine.model.routine import MAIN, State, Step, Together, Wait
from engine.model.usual import main_choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """What happens if a step is not done: when, and the roles that are told; `then` says what else, as «påminnelse»."""

    when: str
    roles: tuple[str, ...]
    then: str

    def words(self, speech: Speech, me: str | None = None) -> str:
        """As in the picture: «30 min → påminnelse», «1 h → Enhetschef»; on a card of the role `me`, «1 h → jag»."""
        who = (say("me", speech.language) if role == me else speech.roles((role,)) for role in self.roles)
        return f"{self.when} → {', '.join(who) or self.then}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A step of a role, or a wait that the role tells when it is over (`tells`). `others` are the roles that may do it as well,
    `times` what happens if it is not done, `whose` who is to do it by what has been done before,
    `materials` the documents and links that it needs.

    Where the role can't leave the step as most often, `choices` are the labels of those that it has there, and that is all that it does.
    """

    state: str
    number: str
    title: str
    others: tuple[str, ...]
    times: tuple[Time, ...]
    contacts: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    tells: bool = False
    whose: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether nobody else does the step."""
        return not self.others and not self.choices

    def words(self, speech: Speech, *, is_brief: bool = False) -> str:
        """The step's title; with the choices where those alone are the role's: «Ta emot rapporten: kan välja ”Jag avbryter”».
        Brief words leave out what the step needs to have read.
        """
        if self.tells:
            return say("tells", speech.language, title=self.title)
        if not self.choices:
            more = [lowered("; ".join(self.whose))] if self.whose else []
            if self.materials and not is_brief:
                names = enumerated(self.materials, speech.language)
                more.append(say("with materials", speech.language, names=names))
            return f"{self.title} ({'; '.join(more)})" if more else self.title
        labels = enumerated([quoted(label, speech.language) for label in self.choices], speech.language, "or")
        return say("may choose", speech.language, title=self.title, labels=labels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a role is told: when, in full and short as in the picture, in which state, and the words."""

    state: str
    number: str
    title: str
    when: str
    short: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One role's part of a routine."""

    role: str
    tasks: tuple[Task, ...]
    notices: tuple[Notice, ...]


def shares(speech: Speech) -> tuple[Share, ...]:
    """Every role of the routine with its part, in the order of the file; a role that does and hears nothing has an empty part."""
    states = tuple(_all_states(speech, MAIN))
    return tuple(
        Share(
            role=role,
            tasks=tuple(_tasks(role, states, speech)),
            notices=tuple(_notices(role, states, speech)),
        )
        for role in speech.routine.roles
    )


def roles_acting(step: Step) -> tuple[str, ...]:
    """The roles that have something to do in the step: its own, and those of choices that are another role's."""
    return tuple(dict.fromkeys((*step.roles, *(role for choice in step.choices for role in choice.roles))))


def _all_states(speech: Speech, flow: str) -> Iterator[str]:
    """Every state in reading order, those of branches after the `together` that they belong to."""
    for state in in_order(speech.routine, flow):
        yield state
        here = speech.routine.states[state]
        if isinstance(here, Together):
            for branch in here.flows:
                yield from _all_states(speech, branch)


def _tasks(role: str, states: tuple[str, ...], speech: Speech) -> Iterator[Task]:
    for id in states:
        state = speech.routine.states[id]
        if isinstance(state, Wait) and role in state.roles:
            yield _task(role, state, state.roles, speech, tells=True)
        if not isinstance(state, Step) or role not in roles_acting(state):
            continue
        whose = tuple(duties.told(state, speech))
        task = _task(
            role,
            state,
            state.roles,
            speech,
            contacts=state.contacts,
            whose=whose,
            materials=tuple(_materials(state, speech)),
        )
        if _does(role, state, speech):
            yield task
        elif labels := tuple(speech.text(each.label) for each in state.choices if role in each.roles):
            yield replace(task, others=(), times=(), choices=labels)


def _materials(step: Step, speech: Speech) -> Iterator[str]:
    """The titles of what the step needs to have at hand."""
    routine = speech.routine
    yield from (speech.text(routine.documents[each].title) for each in step.documents)
    yield from (speech.text(routine.links[each].title) for each in step.links)


def _task(role: str, state: State, roles: tuple[str, ...], speech: Speech, **more: Any) -> Task:
    return Task(
        state=state.id,
        number=numbers(speech.routine)[state.id],
        title=speech.title(state.id),
        others=tuple(each for each in roles if each != role),
        times=tuple(_times(state, speech)),
        **more,
    )


def _does(role: str, step: Step, speech: Speech) -> bool:
    """Whether the role can leave the step as most often."""
    usual = main_choice(speech.routine, step)
    return role in (usual.roles if usual else step.roles)


def _times(state: State, speech: Speech) -> Iterator[Time]:
    """Who is reminded or told, and when; then where it goes by itself."""
    for when, roles in timing.receivers(state, speech.routine, speech.language):
        yield Time(when=when, roles=roles, then=say("reminder", speech.language))
    for timer in state.timers:
        if timer.move and timer.move.to:
            when = timing.when(timer, speech.routine, speech.language)
            yield Time(when=when, roles=(), then=destination(timer.move.to, speech))


def _notices(role: str, states: tuple[str, ...], speech: Speech) -> Iterator[Notice]:
    for id in states:
        for timer in speech.routine.states[id].timers:
            if role in timer.notify:
                yield Notice(
                    state=id,
                    number=numbers(speech.routine)[id],
                    title=speech.title(id),
                    when=due(timer, speech),
                    short=timing.label(timer, speech.routine, speech.language),
                    text=speech.text(timer.say) if timer.say else "",
                )
