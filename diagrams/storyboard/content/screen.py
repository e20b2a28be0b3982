"""What a phone shows, made from what the API answers the person who holds it: `view`, and what they fill in and press."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from diagrams.storyboard.content.narrator import Narrator
from diagrams.storyboard.story import Answer, Button, Phone, Tick
from engine.model.numbering import numbers, place
from engine.model.routine import MAIN, Routine, State, Step
from engine.run.explain import Viewer, view
from engine.run.instance import Case, Instance, Person


def at_step(
    narrator: Narrator,
    case: Case,
    instance: Instance,
    person: Person,
    at: datetime,
    *,
    owner: str,
    clock: str,
    state: str | None = None,
    choice: str | None = None,
    checked: Collection[int] = (),
    answers: Sequence[Answer] = (),
    notice: str | None = None,
) -> Phone:
    """The phone at the step `state` (else the first that is open), where `choice` is being pressed."""
    shown = _view(narrator, case, instance, person, at)
    steps = shown["steps"]
    step = next((each for each in steps if each["state"] == state), steps[0] if steps else None)
    if step is None:
        return ended(narrator, instance, owner=owner, clock=clock, notice=notice)
    return Phone(
        owner=owner,
        routine=shown["title"],
        clock=clock,
        notice=notice,
        emergency=shown["emergency"],
        place=_place(narrator, step["number"], step["of"]),
        title=step["title"],
        caution=step["caution"],
        always=tuple(step["always"]),
        never=tuple(step["never"]),
        text=step["text"],
        note=" ".join(filter(None, (step["by_whom"], step["note"]))) or None,
        checklist=tuple(Tick(text=each["text"], done=each["item"] in checked) for each in step["checklist"]),
        contacts=tuple(_contact(each) for each in step["contacts"]),
        materials=tuple(each["title"] for each in (*step["documents"], *step["links"])),
        answers=tuple(answers),
        buttons=tuple(_button(narrator, each, taken=each["choice"] == choice) for each in step["choices"]),
        beside=tuple(each["title"] for each in steps if each is not step),
    )


def noticed(
    narrator: Narrator, instance: Instance, state: State, *, owner: str, clock: str, notice: str
) -> Phone:
    """The phone of somebody who is told about a state that others do, or that is waited in."""
    routine = narrator.routine(instance)
    of = place(routine, state.id)
    return Phone(
        owner=owner,
        routine=routine.title.say(narrator.language),
        clock=clock,
        notice=notice,
        title=narrator.title(instance, state.id),
        place=_place(narrator, numbers(routine).get(state.id), of[1] if of else None),
        text=narrator.say("done by", who=narrator.receivers(routine, state.roles))
        if isinstance(state, Step)
        else None,
    )


def starting(
    narrator: Narrator, routine: Routine, *, owner: str, clock: str, answers: Sequence[Answer]
) -> Phone:
    """The phone where the routine is being started."""
    language = narrator.language
    return Phone(
        owner=owner,
        routine=routine.title.say(language),
        clock=clock,
        title=routine.title.say(language),
        text=narrator.set(routine.purpose) if routine.purpose else None,
        answers=tuple(answers),
        buttons=(Button(label=narrator.say("start button"), taken=True),),
    )


def ended(
    narrator: Narrator, instance: Instance, *, owner: str, clock: str, notice: str | None = None
) -> Phone:
    """The phone when the routine is over."""
    end = instance.tokens.get(MAIN)
    title = narrator.routine(instance).title.say(narrator.language)
    return Phone(
        owner=owner,
        routine=title,
        clock=clock,
        notice=notice,
        title=narrator.title(instance, end.state) if end else title,
        text=narrator.say("closed"),
    )


def _view(narrator: Narrator, case: Case, instance: Instance, person: Person, at: datetime) -> dict[str, Any]:
    viewer = Viewer(person=person, now=at, language=narrator.language, library=narrator.library)
    return view(narrator.routine(instance), instance, case, viewer)


def _place(narrator: Narrator, number: str | None, of: int | None) -> str | None:
    if not number:
        return None
    return narrator.say("step of", number=number, of=of) if of else narrator.say("step", number=number)


def _contact(contact: Mapping[str, Any]) -> str:
    return ", ".join(filter(None, (contact["title"], contact["phone"], contact["email"])))


def _button(narrator: Narrator, choice: Mapping[str, Any], *, taken: bool) -> Button:
    hindered = choice["because"]
    if choice["reason"] == "who":
        hindered = narrator.say("done by", who=narrator.enumerated(choice["who"]))
    return Button(
        label=choice["label"],
        taken=taken,
        hindered=None if taken else hindered,
        confirm=choice["confirm"] if taken else None,
        anytime=choice["anytime"],
    )
