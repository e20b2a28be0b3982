"""What can be asked about a routine: every question with its right answer, and all answers that the routine makes wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from diagrams.handbook.content.by_role import roles_acting
from diagrams.handbook.content.reached import always_done, always_met, inside
from diagrams.handbook.document import anchor
from diagrams.words import timing
from diagrams.words.handbook import say
from diagrams.words.phrases import enumerated, inner
from diagrams.words.speech import Speech
from engine.model.numbering import letter, numbers
from engine.model.routine import MAIN, SKIP, State, Step, Timer
from engine.model.usual import moves_of

QuestionKind = Literal[
    "next", "choice", "who", "anytime", "told when", "told who", "before", "checklist", "contact"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A question before its options are chosen. `wrong` are answers that are wrong by the routine, `where` says where the right one stands.

    `cue` are the routine's own words that it is asked with: of the choice, else of the step. `state`, `choice` and `role` are the ids of
    what it is about; `entry` is the id of the entry where the answer stands.
    """

    kind: QuestionKind
    text: str
    cue: str
    right: str
    wrong: tuple[str, ...]
    where: str
    entry: str
    state: str | None = None
    choice: str | None = None
    role: str | None = None


class Asker:
    """Drafts the questions of one routine, kind by kind, each in the order of the file."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._routine = speech.routine
        self._language = speech.language
        self._numbers = numbers(speech.routine)
        self._steps = [state for state in self._routine.states.values() if isinstance(state, Step)]
        self._named = {step.id: speech.title(step.id) for step in self._steps}
        self._anywhere = {choice.move.to for choice in self._routine.anytime}

    def kinds(self) -> Iterator[Iterable[Draft]]:
        """The drafts of each kind."""
        yield self._next()
        yield self._choices()
        yield self._who()
        yield self._anytime()
        yield self._told_when()
        yield self._told_who()
        yield self._before()
        yield self._checklists()
        yield self._contacts()

    def _next(self) -> Iterator[Draft]:
        """What comes directly after a step that has only one way on."""
        for step in self._steps:
            targets = {move.to for move in moves_of(step) if move.to is not None}
            target = targets.pop() if len(targets) == 1 else None
            if target and target in self._numbers:
                wrong = self._titles({step.id, target, *self._anywhere, *self._besides(step.id, target)})
                yield self._about(step, "next", self._speech.title(target), wrong)

    def _choices(self) -> Iterator[Draft]:
        """Where a choice leads, in a step with several."""
        for step in self._steps:
            offered = [choice for choice in step.choices if choice.id != SKIP]
            labels = [self._speech.text(choice.label) for choice in offered]
            for choice, label in zip(offered, labels, strict=True):
                target = choice.move.to
                if not target or target not in self._numbers or choice.start:
                    continue
                if len(offered) > 1 and labels.count(label) == 1:
                    wrong = self._titles({step.id, target, *self._besides(step.id, target)})
                    right = self._speech.title(target)
                    yield self._about(step, "choice", right, wrong, choice=choice.id, label=inner(label))

    def _who(self) -> Iterator[Draft]:
        """Which role a step is, where it is one: several in an answer would show that it is the right one."""
        for step in self._steps:
            acting = roles_acting(step)
            if acting == step.roles and len(acting) == 1:
                wrong = self._roles(role for role in self._routine.roles if role not in acting)
                yield self._about(step, "who", self._speech.roles(acting), wrong)

    def _anytime(self) -> Iterator[Draft]:
        """What is done when something happens that can happen at any time."""
        begun = dict.fromkeys(self._routine.begins())
        labels = [self._speech.text(choice.label) for choice in self._routine.anytime]
        for index, (choice, label) in enumerate(zip(self._routine.anytime, labels, strict=True)):
            if not choice.start or choice.move.to or labels.count(label) > 1:
                continue
            others = [self._follow(each) for each in begun if each != choice.start.routine]
            yield Draft(
                kind="anytime",
                text=say("ask anytime", self._language, label=inner(label)),
                cue=label,
                right=self._follow(choice.start.routine),
                wrong=(*others, *self._titles(set())),
                where=f"{say('event', self._language)} {letter(index)}",
                entry=anchor(self._routine.id, f"anytime-{choice.id}"),
                choice=choice.id,
            )

    def _told_when(self) -> Iterator[Draft]:
        """When a role is told about a step, where that happens once."""
        every = {
            timer.after for state in self._routine.states.values() for timer in state.timers if timer.after
        }
        for state in self._numbered():
            for role in dict.fromkeys(role for timer in state.timers for role in timer.notify):
                telling = [timer for timer in state.timers if role in timer.notify]
                if len(telling) == 1 and telling[0].after and not telling[0].every:
                    right = telling[0].after
                    wrong = [self._after(time) for time in sorted(every - {right})]
                    who = self._speech.roles((role,))
                    yield self._about(state, "told when", self._after(right), wrong, role=role, who=who)

    def _told_who(self) -> Iterator[Draft]:
        """Which one role is told about a step at a time when nobody else is reminded."""
        for state in self._numbered():
            told = {role for timer in state.timers for role in timer.notify}
            for timer in state.timers:
                if len(timer.notify) != 1 or not timer.after or _is_shared(timer, state):
                    continue
                wrong = self._roles(role for role in self._routine.roles if role not in told)
                right = self._speech.roles(timer.notify)
                time = timing.spelled(timer.after, self._language)
                yield self._about(state, "told who", right, wrong, time=time)

    def _before(self) -> Iterator[Draft]:
        """What has always been done before a step of the main flow; the other answers are not even always met."""
        main = [step for step in self._steps if step.id in self._routine.flows[MAIN].states]
        for step in main:
            done = always_done(self._routine, step.id)
            if done:
                met = always_met(self._routine, step.id)
                known = {*met, step.id}
                wrong = [self._named[each.id] for each in main if each.id not in known]
                titles = {self._speech.title(each) for each in met}
                right = self._speech.title(done[len(done) // 2])
                yield self._about(step, "before", right, [each for each in wrong if each not in titles])

    def _checklists(self) -> Iterator[Draft]:
        """What is ticked off in a step; the other answers are ticked off in steps that have nothing of it in common."""
        for step in self._steps:
            if step.checklist:
                items = [self._speech.text(item) for item in step.checklist]
                wrong = [
                    self._speech.text(item)
                    for other in self._steps
                    if not set(other.checklist) & set(step.checklist)
                    for item in other.checklist
                ]
                yield self._about(step, "checklist", items[len(items) // 2], wrong)

    def _contacts(self) -> Iterator[Draft]:
        """Whom to contact in a step."""
        contacts = self._routine.contacts
        for step in self._steps:
            if step.contacts:
                right = [contacts[each].title.say(self._language) for each in step.contacts]
                others = [
                    contacts[each].title.say(self._language) for each in contacts if each not in step.contacts
                ]
                yield self._about(step, "contact", enumerated(right, self._language), others)

    def _about(
        self,
        state: State,
        kind: QuestionKind,
        right: str,
        wrong: Iterable[str],
        *,
        choice: str | None = None,
        role: str | None = None,
        **words: str,
    ) -> Draft:
        number, title = self._numbers[state.id], self._speech.title(state.id)
        return Draft(
            kind=kind,
            text=say(f"ask {kind}", self._language, number=number, title=inner(title), **words),
            cue=words.get("label", title),
            right=right,
            wrong=tuple(wrong),
            where=f"{say('step', self._language, number=number)} {title}",
            entry=anchor(self._routine.id, state.id),
            state=state.id,
            choice=choice,
            role=role,
        )

    def _numbered(self) -> Iterator[State]:
        return (state for state in self._routine.states.values() if state.id in self._numbers)

    def _titles(self, without: set[str | None]) -> tuple[str, ...]:
        """The titles of the steps that are none of these."""
        return tuple(title for step, title in self._named.items() if step not in without)

    def _besides(self, step: str, target: str) -> set[str]:
        """What is begun with the target, and what goes on side by side with the step: one may just as well come to that next."""
        found = set(inside(self._routine, target))
        flow = self._routine.flows[self._routine.states[step].flow]
        while flow.parent is not None:
            found |= {
                each for each in inside(self._routine, flow.parent) if not self._is_within(each, flow.id)
            }
            flow = self._routine.flows[self._routine.states[flow.parent].flow]
        return found

    def _is_within(self, state: str, flow: str) -> bool:
        """Whether the state is of the flow, or of a branch of something in it."""
        here = self._routine.flows[self._routine.states[state].flow]
        while here.id != flow and here.parent is not None:
            here = self._routine.flows[self._routine.states[here.parent].flow]
        return here.id == flow

    def _roles(self, roles: Iterable[str]) -> list[str]:
        return [self._speech.roles((role,)) for role in roles]

    def _follow(self, routine: str) -> str:
        return say("follow", self._language, title=inner(self._speech.other(routine))).rstrip(".")

    def _after(self, time: timedelta) -> str:
        said = say("after", self._language, time=timing.spelled(time, self._language))
        return said[:1].upper() + said[1:]


def _is_shared(timer: Timer, state: State) -> bool:
    """Whether something else happens in the state at the same time."""
    return any(other is not timer and other.after == timer.after for other in state.timers)
