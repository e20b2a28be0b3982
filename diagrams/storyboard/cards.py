"""A scenario becomes a storyboard: it is played by the engine, and each thing that somebody does, or that comes of itself, is a card."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice

from diagrams.storyboard.card_parts import CardParts
from diagrams.storyboard.content import screen, trainer
from diagrams.storyboard.content.events import events, still_running
from diagrams.storyboard.content.narrator import Narrator
from diagrams.storyboard.content.recording import Moment, record
from diagrams.storyboard.content.repeats import fired_at, told_once
from diagrams.storyboard.content.trail import trail
from diagrams.storyboard.content.undone import left_undone
from diagrams.storyboard.story import Card, CardKind, Event, Phone, Storyboard
from diagrams.words.phrases import inner
from diagrams.words.speech import spoken
from diagrams.words.storyboard import time
from engine.errors.root import RutinError
from engine.model.routine import SKIP, Choice, Routine, State, Step, Wait
from engine.model.scenario import Scenario
from engine.model.usual import main_choice
from engine.run.commands import Cancel, Choose, FireTimer, Receive, StartCase
from engine.run.context import Context
from engine.run.events import choosing
from engine.run.instance import Instance
from engine.said import Said
from engine.scenarios.play import Failed
from engine.scenarios.player import ROOT, person_in

MOST_CARDS = 200


class TooLong(RutinError):
    """A scenario that would be more cards than anybody looks at."""

    sentence = Said(
        "Scenariot ”{title}” ger fler än {most} kort, som är det mesta en bildserie har. Dela det i flera scenarier.",
        "The scenario “{title}” gives more than {most} cards, the most that a storyboard has. Part it into several scenarios.",
    )

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title, self.most = title, MOST_CARDS


def storyboard(
    routine: Routine,
    scenario: Scenario,
    routines: Mapping[str, Routine],
    *,
    language: str = "sv",
    settings: Mapping[str, str] | None = None,
) -> Storyboard | Failed:
    """The scenario's cards, or why it does not play. `routines` are those that it may call and start, by id.

    It is played on the same clock as `rutin test` plays it, so that the times are those that the owner wrote.

    The scenario is one of the routine's own. A routine that is not written in `language` is told in its own.

    Raises:
        TooLong: there would be more cards than `MOST_CARDS`.
    """
    language = spoken(routine, language)
    recording = record(routine, scenario, routines, Context(settings=settings or {}))
    if isinstance(recording, Failed):
        return recording
    narrator = Narrator(recording.library, language)
    cards = list(islice(_Cards(recording, narrator).all(), MOST_CARDS + 1))
    if len(cards) > MOST_CARDS:
        raise TooLong(scenario.title.say(language))
    return Storyboard(
        routine=routine.id,
        version=routine.version,
        number=routine.scenarios.index(scenario) + 1,
        language=language,
        title=routine.title.say(language),
        scenario=scenario.title.say(language),
        purpose=narrator.set(routine.purpose) if routine.purpose else None,
        # A card of several roles names them all: «Enhetschef, Verksamhetschef».
        roles=tuple(dict.fromkeys(role for card in cards for role in card.who.split(", "))),
        cards=tuple(replace(card, number=number) for number, card in enumerate(cards, 1)),
    )


class _Cards(CardParts):
    """The cards of one recording, one after the other."""

    def all(self) -> Iterator[Card]:
        told = told_once(self.recording.moments)
        for place, moment in enumerate(self.recording.moments):
            if place in told:
                for card in self._made(moment):
                    yield self._with_again(card, told[place])
            self._go(moment)
        yield self._end()

    def _go(self, moment: Moment) -> None:
        """Remember where the moment led, and what was left there."""
        if isinstance(moment.command, Choose | FireTimer):
            self.undone[moment.command.instance] |= left_undone(moment, self.recording.library)
        for outcome in moment.outcomes:
            for each in outcome.happened:
                if each.kind == "entered" and each.state:
                    self.been[each.instance].append(each.state)
                    self.undone[each.instance].discard(each.state)

    def _made(self, moment: Moment) -> Iterator[Card]:
        match moment.command:
            case StartCase():
                yield self._start(moment)
            case Choose() as command:
                yield self._choice(moment, command)
            case FireTimer() as command:
                yield from self._timer(moment, command)
            case Receive() as command:
                yield self._message(moment, command)
            case Cancel() as command:
                yield self._cancel(moment, command)

    def _with_again(self, card: Card, times: Sequence[datetime]) -> Card:
        if not times:
            return card
        key, last = "once again" if len(times) == 1 else "again", self.narrator.clock(times[-1], self.start)
        text = self.narrator.say(key, count=len(times), clock=last)
        return replace(card, events=(*card.events, Event(icon="clock", text=text)))

    def _start(self, moment: Moment) -> Card:
        narrator, instance = self.narrator, moment.case.instances[ROOT]
        routine, person = narrator.routine(instance), narrator.person(moment.command.by, moment.case)
        answers = self.answers(instance, [ask.fact for ask in routine.begin.ask])
        title = routine.title.say(narrator.language)
        return self.card(
            moment,
            instance,
            kind="start",
            title=narrator.say("begins", title=title),
            caption=narrator.say("starts it", who=person),
            who=person,
            trail=trail(narrator, replace(instance, tokens={})),
            phone=screen.starting(narrator, routine, owner=person, clock=self.clock(moment), answers=answers),
            filled_in=answers,
            events=events(narrator, moment, ROOT, given=[ask.fact for ask in routine.begin.ask]),
            notes=trainer.start_notes(narrator, routine),
        )

    def _choice(self, moment: Moment, command: Choose) -> Card:
        narrator, before = self.narrator, moment.before.instances[command.instance]
        routine = narrator.routine(before)
        state = routine.states[command.state]
        choice = next(each for each in choosing.choices_of(routine, state) if each.id == command.choice)
        person = narrator.person(command.by, moment.before)
        answers = self.given(moment, command)
        return self.card(
            moment,
            before,
            kind="choice",
            title=narrator.title(before, state.id),
            caption=self._taken(person, before, choice),
            who=person,
            step=state.id,
            usual=isinstance(state, Step) and choice is main_choice(routine, state),
            trail=self.trail(before, state, moment, choice if choice.anytime else None),
            phone=screen.at_step(
                narrator,
                moment.before,
                before,
                command.by,
                command.at,
                owner=person,
                clock=self.clock(moment),
                state=state.id,
                choice=choice.id,
                checked=command.checked,
                answers=answers,
            ),
            filled_in=answers,
            events=events(narrator, moment, before.id, given=command.facts),
            notes=trainer.step_notes(narrator, before, state, choice),
        )

    def _taken(self, person: str, instance: Instance, choice: Choice) -> str:
        if choice.id == SKIP:
            return self.narrator.say("skips", who=person)
        return self.narrator.say(
            "takes", who=person, label=inner(self.narrator.text(instance, choice.label).rstrip("."))
        )

    def _timer(self, moment: Moment, command: FireTimer) -> Iterator[Card]:
        """A timer that did something; one whose way was barred did not."""
        narrator, before = self.narrator, moment.before.instances[command.instance]
        routine = narrator.routine(before)
        state = routine.states[fired_at(moment, command).state]
        timer = next(each for each in state.timers if each.index == command.index)
        if timer.move:
            if any(each.kind == "entered" for each in moment.outcome.happened):
                title = narrator.say("moves title", time=narrator.time(timer, routine))
                yield self._unchosen(
                    moment, before, state, "timer", title=title, caption=narrator.say("moved")
                )
            return
        own = state.roles if isinstance(state, Step) else routine.begin.roles
        receivers = timer.notify or own
        person, who = narrator.roles(routine, receivers), narrator.receivers(routine, receivers)
        due, text = narrator.time(timer, routine), timer.remind or timer.say
        assert text is not None
        notice, clock = narrator.text(before, text), self.clock(moment)
        title = (
            narrator.say("reminder title", time=due)
            if timer.remind
            else narrator.say("notice title", time=due, who=who)
        )
        caption = narrator.say(
            "reminded" if timer.remind else "noticed", who=who[:1].upper() + who[1:], text=inner(notice)
        )
        # Who does the step sees it; others are told whose it is.
        holder = next((role for role in receivers if role in own), None) if isinstance(state, Step) else None
        if timer.remind or holder:
            phone = screen.at_step(
                narrator, moment.before, before, person_in(holder or next(iter(own)), before.unit), command.at,
                owner=person, clock=clock, state=state.id, notice=notice,
            )  # fmt: skip
        else:
            phone = screen.noticed(narrator, before, state, owner=person, clock=clock, notice=notice)
        yield self._unchosen(
            moment, before, state, "timer", title=title, caption=caption, who=person, phone=phone
        )

    def _message(self, moment: Moment, command: Receive) -> Card:
        narrator, before = self.narrator, moment.before.instances[command.instance]
        routine = narrator.routine(before)
        waiting = (routine.states[token.state] for token in before.tokens.values())
        state = next(each for each in waiting if isinstance(each, Wait) and each.message == command.message)
        # Where anybody may tell it, whoever did says nothing of who is to.
        person = narrator.person(command.by, moment.case) if state.roles else ""
        caption = narrator.say("message from", who=person) if person else narrator.say("message")
        return self._unchosen(
            moment, before, state, "message", caption=caption, who=person, given=command.facts
        )

    def _cancel(self, moment: Moment, command: Cancel) -> Card:
        """Somebody cancels a routine: the card is about the one that called it, where one did."""
        narrator, cancelled = self.narrator, moment.before.instances[command.instance]
        before = moment.before.instances.get(cancelled.parent or "", cancelled)
        states = {token.visit: token.state for token in before.tokens.values()}
        stood = states.get(cancelled.parent_visit or 0) or next(iter(states.values()))
        state, person = narrator.routine(before).states[stood], narrator.person(command.by, moment.case)
        caption = narrator.say("cancels", who=person, title=narrator.routine_title(cancelled.routine))
        return self._unchosen(moment, before, state, "cancel", caption=caption, who=person)

    def _unchosen(
        self,
        moment: Moment,
        before: Instance,
        state: State,
        kind: CardKind,
        *,
        caption: str,
        title: str = "",
        who: str = "",
        phone: Phone | None = None,
        given: Collection[str] = (),
    ) -> Card:
        """A card of a state where nobody chooses; `given` are the facts that were told."""
        return self.card(
            moment,
            before,
            kind=kind,
            title=title or self.narrator.title(before, state.id),
            caption=caption,
            who=who or self.doer(before, state),
            step=state.id,
            trail=self.trail(before, state, moment),
            phone=phone or self.afterwards(moment, before),
            filled_in=self.answers(moment.case.instances[before.id], given),
            events=events(self.narrator, moment, before.id, given=given),
            notes=trainer.other_notes(self.narrator, kind, state, before),
        )

    def _end(self) -> Card:
        narrator, case = self.narrator, self.recording.player.case
        instance = case.instances[ROOT]
        at = instance.ended_at or self.recording.player.now
        last = self.recording.moments[-1]
        open_state = next(
            (state for _, state in choosing.resting(narrator.routine(instance), instance)), None
        )
        phone = self.afterwards(last, instance, at, by=None if open_state else self.last_person())
        took = time(at - self.start, narrator.language)
        over = narrator.say("ended", time=took) if at > self.start else narrator.say("ended at once")
        return self.card(
            last,
            instance,
            kind="end",
            title=phone.title,
            caption=narrator.say("stops") if open_state else over,
            who=phone.owner,
            step=open_state.id if open_state else None,
            trail=self.trail(instance, open_state),
            phone=phone,
            events=still_running(narrator, case),
            notes=trainer.other_notes(narrator, "end", open_state, instance),
            at=at,
        )
