"""What the trainer says to a card, made from the routine: why, what if not, which other ways there are, and what to ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagrams.storyboard.content.narrator import Narrator
from diagrams.storyboard.story import CardKind, Note
from diagrams.words import timing
from diagrams.words.phrases import inner, lowered
from engine.model.routine import Choice, Routine, State, Step, Timer
from engine.run.events.choosing import choices_of
from engine.run.instance import Instance

MOST_QUESTIONS = 3


def start_notes(narrator: Narrator, routine: Routine) -> tuple[Note, ...]:
    """What is said when the routine begins."""
    why = (narrator.set(routine.purpose),) if routine.purpose else ()
    return _filled(
        Note(title=narrator.say("purpose"), lines=why),
        Note(title=narrator.say("ask"), lines=(narrator.say("ask start"),)),
    )


def other_notes(
    narrator: Narrator, kind: CardKind, state: State | None, instance: Instance
) -> tuple[Note, ...]:
    """What is said to a card on which nobody chooses."""
    question = {"timer": "ask timer", "message": "ask message"}.get(kind, "ask end")
    why = tuple(_why(narrator, instance, state)) if state else ()
    return _filled(
        Note(title=narrator.say("purpose"), lines=why),
        Note(title=narrator.say("ask"), lines=(narrator.say(question),)),
    )


def step_notes(narrator: Narrator, instance: Instance, state: State, taken: Choice) -> tuple[Note, ...]:
    """What is said to a step where `taken` is chosen."""
    others = [choice for choice in choices_of(narrator.routine(instance), state) if choice.id != taken.id]
    own = [choice for choice in others if not choice.anytime]
    return _filled(
        Note(title=narrator.say("purpose"), lines=tuple(_why(narrator, instance, state))),
        Note(title=narrator.say("if not"), lines=tuple(_if_not(narrator, instance, state))),
        Note(title=narrator.say("if wrong"), lines=tuple(_if_wrong(narrator, taken))),
        Note(title=narrator.say("ways"), lines=tuple(_way(narrator, instance, choice) for choice in others)),
        Note(
            title=narrator.say("ask"),
            lines=tuple(_questions(narrator, instance, state, own))[:MOST_QUESTIONS],
        ),
    )


def _filled(*notes: Note) -> tuple[Note, ...]:
    return tuple(note for note in notes if note.lines)


def _why(narrator: Narrator, instance: Instance, state: State) -> Iterator[str]:
    if state.source and state.source.ref:
        yield narrator.say(state.source.kind, ref=narrator.text(instance, state.source.ref))
    if isinstance(state, Step) and state.help:
        yield narrator.text(instance, state.help)


def _if_not(narrator: Narrator, instance: Instance, state: State) -> Iterator[str]:
    routine = narrator.routine(instance)
    for timer in state.timers:
        due = narrator.time(timer, routine)
        if timer.move and timer.move.to:
            place = narrator.place(instance, routine.states[timer.move.to])
            yield narrator.say("if moved", time=due, place=place)
        elif timer.remind:
            yield narrator.say("if reminder", time=due, text=inner(narrator.text(instance, timer.remind)))
        elif timer.say:
            who, text = narrator.receivers(routine, timer.notify), inner(narrator.text(instance, timer.say))
            yield narrator.say("if notice", time=due, who=who, text=text)


def _if_wrong(narrator: Narrator, taken: Choice) -> Iterator[str]:
    if taken.undo:
        yield narrator.say("undo", time=timing.spelled(taken.undo, narrator.language))


def _way(narrator: Narrator, instance: Instance, choice: Choice) -> str:
    routine, label = narrator.routine(instance), inner(narrator.text(instance, choice.label))
    if choice.start:
        place = narrator.say("place routine", title=narrator.routine_title(choice.start.routine))
    elif choice.move.to:
        place = narrator.place(instance, routine.states[choice.move.to])
    else:
        place = narrator.say("place here")
    if len(choice.ask) > 1:
        return narrator.say("way with questions", label=label, count=len(choice.ask), place=place)
    if choice.ask:
        fact = inner(routine.facts[choice.ask[0].fact].title.say(narrator.language))
        return narrator.say("way with question", label=label, fact=fact, place=place)
    return narrator.say("way", label=label, place=place)


def _questions(
    narrator: Narrator, instance: Instance, state: State, others: Sequence[Choice]
) -> Iterator[str]:
    if others:
        yield narrator.say("ask before")
        yield narrator.say("ask other", label=inner(narrator.text(instance, others[0].label)))
    if isinstance(state, Step) and state.caution:
        yield narrator.say("ask caution", text=inner(narrator.text(instance, state.caution)))
    if isinstance(state, Step) and state.contacts:
        yield narrator.say("ask contact")
    if state.timers:
        yield _time_question(narrator, narrator.routine(instance), state.timers[0])


def _time_question(narrator: Narrator, routine: Routine, timer: Timer) -> str:
    if timer.after is not None:
        return narrator.say("ask time", time=timing.spelled(timer.after, narrator.language))
    return narrator.say("ask point", time=lowered(narrator.time(timer, routine)))
