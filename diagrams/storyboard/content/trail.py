"""Where a routine is, as a trail: what is done or left, what is now, and what comes if all goes as it should."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from diagrams.picture import Box, Status
from diagrams.storyboard.content.narrator import Narrator
from diagrams.storyboard.story import Trail, Waypoint
from diagrams.telling.boxes import Boxes
from diagrams.telling.roles import marks
from engine.model.numbering import happy_path
from engine.model.routine import MAIN, Choice, End, Gateway, Routine, State, Together
from engine.model.usual import ways
from engine.run.instance import Instance


def trail(
    narrator: Narrator,
    instance: Instance,
    been: Sequence[str] = (),
    undone: Collection[str] = (),
    *,
    focus: str | None = None,
    event: Choice | None = None,
    then: Sequence[str] = (),
) -> Trail:
    """The trail of the instance; `been` are the states it has entered, in order, `undone` those that it left without doing them.

    `focus` is the step that the card is about; `event` is what happens there at any time; `then` are the states that it leads to in this
    story, which come next. After them, or where it leads nowhere, comes what comes if all goes as it should.
    """
    routine = narrator.routine(instance)
    speech = narrator.speech(routine)
    made = Boxes(speech, marks(speech), frozenset(), frozenset())
    active = {token.state for token in instance.tokens.values()} if instance.status == "running" else set()
    now = [state for state in active if not isinstance(routine.states[state], End | Together)]
    now.sort(key=lambda state: (state != focus, list(routine.states).index(state)))
    done = [state for state in dict.fromkeys(reversed(been)) if state not in active]
    found = [] if been else [Waypoint(box=replace(made.start(), status="now"))]

    def stop(state: str, status: Status) -> Waypoint:
        box = _boxed(narrator, instance, made, routine.states[state], status)
        section = routine.states[state].section
        return Waypoint(box=box, section=narrator.text(instance, section) if section else None)

    behind = [state for state in reversed(done) if _is_passed(routine.states[state])]
    found += [stop(state, "left" if state in undone else "done") for state in behind]
    found += [stop(state, "now") for state in now[:1]]
    if event:
        found.append(Waypoint(box=made.event(event)))
    found += [stop(state, "now") for state in now[1:]]
    begun = () if been else (routine.flows[MAIN].initial,)
    coming = tuple(state for state in then or begun if state not in active)
    start = next(iter(coming), now[0] if now else None)
    if start:
        ahead = dict.fromkeys((*coming, *_ahead(routine, start)))
        found += [stop(state, "") for state in ahead if state not in active]
    return Trail(stops=tuple(found), words=_words(narrator, found))


def _boxed(narrator: Narrator, instance: Instance, made: Boxes, state: State, status: Status) -> Box:
    """The state's box as the picture draws it, with only its title in it."""
    return replace(made.of(state, ()), title=narrator.text(instance, state.title), lines=(), status=status)


def _ahead(routine: Routine, start: str) -> Iterator[str]:
    """What comes after `start` if all goes as it should: the nearest way to the happy path, and that to its end."""
    seen: set[str] = set()
    here: str | None = start
    while here is not None and here not in seen:
        seen.add(here)
        flow = routine.flows[routine.states[here].flow]
        path = happy_path(routine, flow.id)
        if here in path:
            onward = path[path.index(here) + 1 :]
            yield from (state for state in onward if _is_stop(routine.states[state]))
            here = flow.parent
        else:
            here = next((move.to for move in ways(routine, routine.states[here])), None)
            if here is not None and here not in seen and _is_stop(routine.states[here]):
                yield here


def _is_passed(state: State) -> bool:
    """Whether the state is drawn when it is done: what was done inside a `together` stands for it."""
    return _is_stop(state) and not isinstance(state, Together)


def _is_stop(state: State) -> bool:
    """Whether the state is drawn on the trail: no question, and no end of a branch."""
    return not isinstance(state, Gateway) and not (isinstance(state, End) and state.flow != MAIN)


def _words(narrator: Narrator, stops: Sequence[Waypoint]) -> str:
    said = []
    boxes = [stop.box for stop in stops]
    events = [box for box in boxes if box.kind == "event"]
    for key, of in (
        ("done", [box for box in boxes if box.status == "done"]),
        ("left", [box for box in boxes if box.status == "left"]),
        ("now", [box for box in boxes if box.status == "now"]),
        ("any time", events),
        ("later", [box for box in boxes if box.status == "" and box not in events]),
    ):
        places = ", ".join(f"{box.number} {box.title}" if box.number else box.title for box in of)
        if places:
            said.append(narrator.say("way in words", status=narrator.say(key), places=places))
    return " ".join(said)
