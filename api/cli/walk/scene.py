"""What is on the screen: the step on top, what can be answered in it, and what else is open. Worked out of the API's view; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.model.numbering import letter
from engine.model.routine import Routine, Wait
from engine.run.explain import asked
from engine.run.instance import Case, Instance

View = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """One visit of a state in an instance."""

    instance: str
    state: str
    visit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """Take the choice (of a view) in the state."""

    instance: str
    state: str
    choice: View


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """Tell the instance a message, with what it asks for; `who` may: the titles of the roles, none where anybody may."""

    instance: str
    message: str
    ask: Sequence[View]
    who: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeTo:
    """See to what stands still, in one of the ways on of a view."""

    instance: str
    state: str
    way: View


@dataclass(frozen=True, slots=True, kw_only=True)
class GoTo:
    """Look at another open step; `of`: the title of its routine, where that is another instance's."""

    place: Place
    step: View
    of: str


Deed = Take | Tell | SeeTo


@dataclass(frozen=True, slots=True)
class Open:
    """An open step: where, and its part of the view of its instance."""

    place: Place
    step: View
    view: View


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The step on `top`; what can be done there by number, from 1; `beside`, the numbers after those, other open steps; `anytime`, what
    can be done whenever, by letter, each with the title of its routine where that is another.
    """

    top: Open
    deeds: tuple[Deed, ...]
    beside: tuple[GoTo, ...]
    anytime: tuple[tuple[str, Take, str], ...]


@dataclass(slots=True)
class Stage:
    """What is remembered from scene to scene, so that one is where one was: the places that one has been at, and those that were open."""

    language: str
    trail: list[Place] = field(default_factory=list)
    known: frozenset[Place] = frozenset()

    def scene(
        self, case: Case, views: Mapping[str, View], routine_of: Callable[[Instance], Routine]
    ) -> Scene:
        """The scene where the running instances look as `views` says, by id, the oldest first."""
        opened = [each for id, seen in views.items() for each in _open(case.instances[id], seen)]
        top = self._on_top(opened)
        instance = case.instances[top.place.instance]
        return Scene(
            top=top,
            deeds=tuple(_deeds(top, routine_of(instance), instance, self.language)),
            beside=tuple(
                GoTo(
                    place=each.place,
                    step=each.step,
                    of="" if each.view is top.view else each.view["title"],
                )
                for each in opened
                if each is not top and _stands_alone(each)
            ),
            anytime=tuple(_anytime(case, views, top)),
        )

    def go_to(self, place: Place) -> None:
        """Have that step on top."""
        self.trail.append(place)

    def _on_top(self, opened: Sequence[Open]) -> Open:
        """What just began, of what was started last; else where one last was of what is still open; else the first."""
        by_place = {each.place: each for each in opened}
        new = [each for each in opened if each.place not in self.known]
        self.known = frozenset(by_place)
        if new:
            began = next(each for each in new if each.place.instance == new[-1].place.instance)
        else:
            been = (by_place[place] for place in reversed(self.trail) if place in by_place)
            began = next(been, opened[0])
        self.trail = [place for place in self.trail if place in by_place and place != began.place]
        self.trail.append(began.place)
        return began


def _anytime(case: Case, views: Mapping[str, View], top: Open) -> Iterator[tuple[str, Take, str]]:
    """The choices of any time, by the picture's letters: of the instance on top, and before its own those of whoever has called it,
    who waits and has no step to go to.
    """
    index = 0
    for id in _called_by(case, top.place.instance):
        steps = [top.step] if id == top.place.instance else views[id]["steps"]
        found: dict[str, Take] = {}
        for step in steps:
            for choice in filter(lambda each: each["anytime"], step["choices"]):
                known = found.get(choice["choice"])
                if known is None or (choice["allowed"] and not known.choice["allowed"]):
                    found[choice["choice"]] = Take(instance=id, state=step["state"], choice=choice)
        for take in found.values():
            yield letter(index), take, "" if id == top.place.instance else views[id]["title"]
            index += 1


def _called_by(case: Case, instance: str) -> list[str]:
    """The instance after those that have called each other down to it."""
    line = [instance]
    while (here := case.instances[line[0]]).parent is not None and here.parent_visit is not None:
        line.insert(0, here.parent)
    return line


def _open(instance: Instance, view: View) -> Iterator[Open]:
    visits = {token.state: token.visit for token in instance.tokens.values()}
    for step in view["steps"]:
        yield Open(Place(instance.id, step["state"], visits[step["state"]]), step, view)


def _stands_alone(opened: Open) -> bool:
    """Whether there is something to do at the step itself: a called routine that goes on has its own steps for that."""
    return opened.step["kind"] != "call" or opened.step["incident"] is not None


def _deeds(top: Open, routine: Routine, instance: Instance, language: str) -> Iterator[Deed]:
    place, step = top.place, top.step
    for choice in step["choices"]:
        if not choice["anytime"]:
            yield Take(instance=place.instance, state=place.state, choice=choice)
    state = routine.states[place.state]
    if isinstance(state, Wait) and state.message:
        asks = [
            asked(routine.facts[each.fact], each.required, language, instance.facts) for each in state.ask
        ]
        who = [routine.roles[role].title.say(language) for role in state.roles]
        yield Tell(instance=place.instance, message=state.message, ask=asks, who=who)
    for way in step["ways_on"]:
        yield SeeTo(instance=place.instance, state=place.state, way=way)
