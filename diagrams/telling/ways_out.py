"""The ways out of a state as a picture draws them: those that lead to the same place are one, with all their labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from diagrams.words import timing
from diagrams.words.answers import answers
from diagrams.words.pictures import say
from diagrams.words.speech import Speech
from engine.model.routine import CANCELLED, SKIP, Call, Choice, Do, Gateway, State, Step, Together, Wait
from engine.model.usual import main_choice


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """Where a state leads: to the state `to`, or, staying where one is (None), to the routine `starts` that is started beside.

    `id` is unique among the state's ways. The last of the labels, so many as `times`, are when it goes by itself.
    """

    id: str
    labels: tuple[str, ...]
    to: str | None
    starts: str | None = None
    times: int = 0

    @property
    def timed(self) -> bool:
        """Whether it only goes by itself."""
        return 0 < self.times == len(self.labels)

    @property
    def choices(self) -> tuple[str, ...]:
        """The labels that are not times."""
        return self.labels[: len(self.labels) - self.times]


def ways_out(state: State, speech: Speech) -> tuple[WayOut, ...]:
    """The ways in the order of the file, the main one first, timers last. A lone way needs no label and has none."""
    found: dict[str, WayOut] = {}
    for each in _all(state, speech):
        # Two routines that are started are two things to do, and each has its own box.
        key = f"to {each.to}" if each.to else each.id
        same = found.get(key, each)
        labels = each.labels if same is each else (*same.labels, *each.labels)
        found[key] = replace(same, labels=labels, times=same.times + (0 if same is each else each.times))
    merged = tuple(found.values())
    if len(merged) == 1 and merged[0].to and len(merged[0].labels) == 1 and not merged[0].timed:
        return (replace(merged[0], labels=()),)
    return merged


def _all(state: State, speech: Speech) -> Iterator[WayOut]:
    match state:
        case Step():
            yield from _choices(state, speech)
        case Gateway():
            for index, (branch, label) in enumerate(zip(state.branches, answers(state, speech), strict=True)):
                yield WayOut(id=f"{index}", labels=(label,), to=branch.to)
        case Call():
            for outcome, move in state.outcomes.items():
                yield WayOut(id=outcome, labels=(speech.outcome(state.routine, outcome),), to=move.to)
            if state.otherwise:
                rest = say("else" if state.outcomes else "when ended", speech.language)
                labels = (speech.other_outcomes(state) if state.outcomes else ()) or (rest,)
                yield WayOut(id="otherwise", labels=labels, to=state.otherwise.to)
            if state.cancelled:
                labels = (say("if cancelled", speech.language),)
                yield WayOut(id=CANCELLED, labels=labels, to=state.cancelled.to)
        case Together():
            yield WayOut(id="to", labels=(say("when all done", speech.language),), to=state.move.to)
        case Wait():
            if state.move:
                yield WayOut(id="to", labels=(say("arrived", speech.language),), to=state.move.to)
        case Do():
            yield WayOut(id="to", labels=(say("sent", speech.language),), to=state.done.to)
            if state.failed:
                yield WayOut(id="failed", labels=(say("not sent", speech.language),), to=state.failed.to)
        case _:
            pass
    for timer in state.timers:
        if timer.move:
            due = timing.label(timer, speech.routine, speech.language)
            yield WayOut(id=f"timer{timer.index}", labels=(due,), to=timer.move.to, times=1)


def _choices(step: Step, speech: Speech) -> Iterator[WayOut]:
    main = main_choice(speech.routine, step)
    choices = [choice for choice in step.choices if choice.id != SKIP]
    for choice in sorted(choices, key=lambda choice: choice is not main):
        yield _choice(choice, speech)


def _choice(choice: Choice, speech: Speech) -> WayOut:
    words, to = speech.text(choice.label), choice.move.to
    starts = choice.start.routine if choice.start else None
    if starts and to and speech.other(starts).casefold() not in words.casefold():
        words = say("starts", speech.language, label=words, title=speech.other(starts))
    return WayOut(id=choice.id, labels=(words,), to=to, starts=None if to else starts)
