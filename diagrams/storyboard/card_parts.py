"""What every card is made of: the time, the place, who is where, whose phone, and what was filled in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from diagrams.storyboard.content import screen
from diagrams.storyboard.content.events import led_to
from diagrams.storyboard.content.narrator import Narrator
from diagrams.storyboard.content.recording import Moment, Recording
from diagrams.storyboard.content.trail import trail
from diagrams.storyboard.story import Answer, Card, Phone, Trail
from diagrams.words.storyboard import time
from engine.model.numbering import numbers
from engine.model.routine import REASON, SKIP, Choice, State, Step
from engine.run.commands import Choose, StartCase
from engine.run.events import choosing
from engine.run.instance import Instance, Person
from engine.scenarios.player import person_in


class CardParts:
    """The parts of the cards of one recording, as far as it has come. `been`: instance → the states it has entered so far; `undone`: those
    that it left without doing them.
    """

    def __init__(self, recording: Recording, narrator: Narrator) -> None:
        self.recording, self.narrator = recording, narrator
        self.start = self.latest = recording.moments[0].command.at
        self.been: dict[str, list[str]] = defaultdict(list)
        self.undone: dict[str, set[str]] = defaultdict(set)

    def card(
        self,
        moment: Moment,
        instance: Instance,
        *,
        step: str | None = None,
        at: datetime | None = None,
        **card: Any,
    ) -> Card:
        """The card with its time and place; the number is given when all are there."""
        narrator, here = self.narrator, at or moment.command.at
        waited, self.latest = here - self.latest, here
        root = narrator.routine(self.recording.player.root)
        routine = narrator.routine(instance)
        return Card(
            number=0,
            step=numbers(routine).get(step) if step else None,
            clock=narrator.clock(here, self.start),
            passed=narrator.say("passed", time=time(here - self.start, narrator.language))
            if here > self.start
            else narrator.say("at once"),
            waited=narrator.say("waited", time=time(waited, narrator.language)) if waited else None,
            elsewhere=None if routine.id == root.id else routine.title.say(narrator.language),
            **card,
        )

    def trail(
        self,
        instance: Instance,
        state: State | None,
        moment: Moment | None = None,
        event: Choice | None = None,
    ) -> Trail:
        """The trail before the `moment`, and where that leads to: the same as the card's text says."""
        been, undone = self.been[instance.id], self.undone[instance.id]
        then = led_to(self.narrator, moment, moment.case.instances[instance.id]) if moment else ()
        focus = state.id if state else None
        return trail(
            self.narrator, instance, been, undone, focus=focus, event=event, then=[each.id for each in then]
        )

    def clock(self, moment: Moment) -> str:
        """What the clock is."""
        return self.narrator.clock(moment.command.at, self.start)

    def doer(self, instance: Instance, state: State) -> str:
        """The roles of whoever does it."""
        routine = self.narrator.routine(instance)
        return self.narrator.roles(routine, state.roles if isinstance(state, Step) else routine.begin.roles)

    def last_person(self) -> Person:
        """Who did something last, and so sees how it ended."""
        commands = (moment.command for moment in reversed(self.recording.moments))
        return next(each.by for each in commands if isinstance(each, Choose | StartCase))

    def afterwards(
        self, moment: Moment, instance: Instance, at: datetime | None = None, *, by: Person | None = None
    ) -> Phone:
        """The phone of who goes on when the moment is over, or of `by`, with nothing pressed."""
        narrator, after = self.narrator, moment.case.instances[instance.id]
        routine, here = narrator.routine(after), at or moment.command.at
        entered = {each.visit for each in moment.outcome.happened if each.kind == "entered"}
        resting = sorted(choosing.resting(routine, after), key=lambda each: each[0].visit not in entered)
        state = next((state for _, state in resting), None)
        roles = state.roles if isinstance(state, Step) else routine.begin.roles
        return screen.at_step(
            narrator,
            moment.case,
            after,
            by or person_in(roles[0], after.unit),
            here,
            owner=narrator.person(by, moment.case) if by else narrator.roles(routine, roles),
            clock=narrator.clock(here, self.start),
            state=state.id if state else None,
        )

    def given(self, moment: Moment, command: Choose) -> tuple[Answer, ...]:
        """What was filled in with a choice; with a step that was skipped, why."""
        if command.choice == SKIP:
            return (Answer(title=self.narrator.say("reason"), value=str(command.facts.get(REASON, ""))),)
        return self.answers(moment.case.instances[command.instance], command.facts)

    def answers(self, instance: Instance, facts: Iterable[str]) -> tuple[Answer, ...]:
        """The facts as people read them; those without a value are left out."""
        found = (self.narrator.answer(instance, fact) for fact in facts)
        return tuple(each for each in found if each)
