"""What the trainer says to a card, made from the routine: why, what if not, which other ways there are, and what to ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagrams.storyboard.content.narrator import Telling
from diagrams.storyboard.story import CardKind, Note
from diagrams.words.phrases import inner, lowered
from engine import durations
from engine.routine import Choice, Routine, State, Step, Timer
from engine.run.choosing import choices_of
from engine.run.instance import Instance

MOST_QUESTIONS = 3


def start_notes(telling: Telling, routine: Routine) -> tuple[Note, ...]:
    """What is said when the routine begins."""
    why = (telling.set(routine.purpose),) if routine.purpose else ()
    return _filled(
        Note(title=telling.say("purpose"), lines=why),
        Note(title=telling.say("ask"), lines=(telling.say("ask start"),)),
    )


def other_notes(
    telling: Telling, kind: CardKind, state: State | None, instance: Instance
) -> tuple[Note, ...]:
    """What is said to a card on which nobody chooses."""
    question = {"timer": "ask timer", "message": "ask message"}.get(kind, "ask end")
    why = tuple(_why(telling, instance, state)) if state else ()
    return _filled(
        Note(title=telling.say("purpose"), lines=why),
        Note(title=telling.say("ask"), lines=(telling.say(question),)),
    )


def step_notes(telling: Telling, instance: Instance, state: State, taken: Choice) -> tuple[Note, ...]:
    """What is said to a step where `taken` is chosen."""
    others = [choice for choice in choices_of(telling.routine(instance), state) if choice.id != taken.id]
    own = [choice for choice in others if not choice.anytime]
    return _filled(
        Note(title=telling.say("purpose"), lines=tuple(_why(telling, instance, state))),
        Note(title=telling.say("if not"), lines=tuple(_if_not(telling, instance, state))),
        Note(title=telling.say("if wrong"), lines=tuple(_if_wrong(telling, taken))),
        Note(title=telling.say("ways"), lines=tuple(_way(telling, instance, choice) for choice in others)),
        Note(
            title=telling.say("ask"),
            lines=tuple(_questions(telling, instance, state, own))[:MOST_QUESTIONS],
        ),
    )


def _filled(*notes: Note) -> tuple[Note, ...]:
    return tuple(note for note in notes if note.lines)


def _why(telling: Telling, instance: Instance, state: State) -> Iterator[str]:
    if state.source and state.source.ref:
        yield telling.say(state.source.kind, ref=telling.text(instance, state.source.ref))
    if isinstance(state, Step) and state.help:
        yield telling.text(instance, state.help)


def _if_not(telling: Telling, instance: Instance, state: State) -> Iterator[str]:
    routine = telling.routine(instance)
    for timer in state.timers:
        due = telling.time(timer, routine)
        if timer.move and timer.move.to:
            place = telling.place(instance, routine.states[timer.move.to])
            yield telling.say("if moved", time=due, place=place)
        elif timer.remind:
            yield telling.say("if reminder", time=due, text=inner(telling.text(instance, timer.remind)))
        elif timer.say:
            who, text = telling.receivers(routine, timer.notify), inner(telling.text(instance, timer.say))
            yield telling.say("if notice", time=due, who=who, text=text)


def _if_wrong(telling: Telling, taken: Choice) -> Iterator[str]:
    if taken.undo:
        yield telling.say("undo", time=durations.words(taken.undo, telling.language))


def _way(telling: Telling, instance: Instance, choice: Choice) -> str:
    routine, label = telling.routine(instance), inner(telling.text(instance, choice.label))
    if choice.start:
        place = telling.say("place routine", title=telling.routine_title(choice.start.routine))
    elif choice.move.to:
        place = telling.place(instance, routine.states[choice.move.to])
    else:
        place = telling.say("place here")
    if len(choice.ask) > 1:
        return telling.say("way with questions", label=label, count=len(choice.ask), place=place)
    if choice.ask:
        fact = inner(routine.facts[choice.ask[0].fact].title.say(telling.language))
        return telling.say("way with question", label=label, fact=fact, place=place)
    return telling.say("way", label=label, place=place)


def _questions(telling: Telling, instance: Instance, state: State, others: Sequence[Choice]) -> Iterator[str]:
    if others:
        yield telling.say("ask before")
        yield telling.say("ask other", label=inner(telling.text(instance, others[0].label)))
    if isinstance(state, Step) and state.caution:
        yield telling.say("ask caution", text=inner(telling.text(instance, state.caution)))
    if isinstance(state, Step) and state.contacts:
        yield telling.say("ask contact")
    if state.timers:
        yield _time_question(telling, telling.routine(instance), state.timers[0])


def _time_question(telling: Telling, routine: Routine, timer: Timer) -> str:
    if timer.after is not None:
        return telling.say("ask time", time=durations.words(timer.after, telling.language))
    return telling.say("ask point", time=lowered(telling.time(timer, routine)))
