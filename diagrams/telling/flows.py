"""A flow of the routine as chains: what stands below what, what stands beside, and what is only linked to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from diagrams.picture import Arrow, Box, Branch, Chain, Join, LinkedBox, Row, Section
from diagrams.telling.boxes import Boxes
from diagrams.telling.ways_out import WayOut, ways_out
from diagrams.words.pictures import say
from engine.model.numbering import after_events, beside, happy_path
from engine.model.routine import MAIN, End, Gateway, Routine, Step, Together

BEFORE_ALL = -1
"""The place of what an event leads to: all of the path lies ahead of it."""


@dataclass(frozen=True, slots=True)
class Aside:
    """States beside the path that have a section of their own: `root` is the first of them."""

    root: str
    section: str | None


class FlowChains:
    """The sections of one flow of `routine`: `main` is its happy path, `asides` are what hangs beside it in other sections."""

    def __init__(self, routine: Routine, flow: str, boxes: Boxes) -> None:
        self.flow = flow
        self._routine = routine
        self._boxes = boxes
        self._path = happy_path(routine, flow)
        self._tree = beside(routine, flow)
        self._ways = {
            state: ways_out(routine.states[state], boxes.speech) for state in routine.flows[flow].states
        }
        self._section: dict[str, str | None] = {}
        self._hangs_from: dict[str, int] = {}
        self._events = tuple(after_events(routine).values()) if flow == MAIN else ()
        self._enter_sections()
        self._who: tuple[str, ...] = ()
        self.asides = tuple(
            Aside(child, self._section[child])
            for state in self._section
            for child in self._tree[state]
            if self._section[child] != self._section[state]
        )
        self.lost = tuple(state for state in self._ways if state not in self._section)

    @property
    def inline(self) -> tuple[str, ...]:
        """The states of the path with branches, which stand right after the section that such a state ends."""
        return tuple(state for state in self._path if isinstance(self._routine.states[state], Together))

    def main(self, first: Row | None) -> list[Section]:
        """The happy path in its sections, with what hangs beside it. `first` stands before everything."""
        found: list[Section] = []
        arrow = Arrow(visited=bool(self._boxes.status(self._path[0])))
        for (title, part), run in groupby(self._path, self._part):
            states = tuple(run)
            self._who = self._majority(each for state in states for each in self._within(state))
            entry, rows = (arrow, []) if found else (None, [first] if first else [])
            for state in states:
                onward = self._onward(state)
                is_first = not rows
                branches = tuple(self._beside(state, onward, states))
                rows.append(Row(box=self._box(state), arrow=None if is_first else arrow, beside=branches))
                arrow = self._joining(state, onward) if onward else Arrow()
            below = [] if self._onward(states[-1]) else self._linked(states[-1])
            links = tuple(self._link(states[-1], way) for way in below)
            chain = Chain(rows=_led_down(rows), links=links)
            if title and part and found and found[-1].title == title:
                title = say("continued", self._boxes.speech.language, title=title)
            found.append(Section(title=title, who=self._who_said(title), chain=chain, entry=entry))
        return found

    def _part(self, state: str) -> tuple[str | None, int]:
        """The section of a state of the path, and how many of those with branches stand before it."""
        before = self._path[: self._path.index(state)]
        return self._section[state], sum(each in before for each in self.inline)

    def _joining(self, state: str, onward: WayOut) -> Arrow:
        """The arrow to the next state of the path; from branches it says when it is gone."""
        arrow = self._arrow(state, onward)
        if isinstance(self._routine.states[state], Together) and not arrow.labels:
            return replace(arrow, labels=(say("when all done", self._boxes.speech.language),))
        return arrow

    def aside(self, aside: Aside) -> Section:
        """One aside as a section by itself, entered from an origin."""
        self._who = self._majority(self._within(aside.root))
        entering = [
            (state, way)
            for state in self._routine.states.values()
            for way in ways_out(state, self._boxes.speech)
            if way.to == aside.root
        ]
        sources = tuple(dict.fromkeys(state.id for state, _ in entering))
        choices = tuple(dict.fromkeys(label for _, way in entering for label in way.choices))
        labels = tuple(dict.fromkeys((*choices, *(label for _, way in entering for label in way.labels))))
        origin = Row(box=self._boxes.origin(aside.root, sources))
        arrow = Arrow(
            labels=labels,
            times=len(labels) - len(choices),
            visited=self._is_entered(aside.root, sources),
        )
        chain = self._chain(aside.root, arrow)
        rows = (origin, *chain.rows)
        return Section(
            title=aside.section,
            who=self._who_said(aside.section),
            chain=Chain(rows=rows, links=chain.links),
        )

    def after_event(self, root: str, who: tuple[str, ...]) -> Chain:
        """What only an event leads to, below the event; `who` are the roles that its section names."""
        self._who = who
        return self._chain(root, Arrow())

    def stray(self) -> Section:
        """The states that nothing leads to, one below the other."""
        self._who = self._majority(self.lost)
        rows = tuple(Row(box=self._box(state)) for state in self.lost)
        return Section(
            title=say("not reached", self._boxes.speech.language),
            who=self._who_said(None),
            chain=Chain(rows=rows),
        )

    def _enter_sections(self) -> None:
        """Each reached state's section, its own or that of the state above it; and from which place of the path it hangs."""
        inherited: str | None = None
        for place, state in enumerate(self._path):
            self._enter(state, inherited, place)
            inherited = self._section[state]
        for root in self._events:
            self._enter(root, None, BEFORE_ALL)

    def _enter(self, root: str, inherited: str | None, place: int) -> None:
        waiting = [(root, inherited)]
        while waiting:
            here, above = waiting.pop()
            state = self._routine.states[here]
            # An end beside the path stands where one comes from: a frame with nothing but an end in it tells nothing.
            own = None if isinstance(state, End) and here not in self._path else state.section
            self._section[here] = self._boxes.speech.text(own) if own else above
            self._hangs_from[here] = place
            waiting += [(child, self._section[here]) for child in reversed(self._tree[here])]

    def _within(self, state: str) -> Iterator[str]:
        """The state and what hangs from it in the same section."""
        waiting = [state]
        while waiting:
            here = waiting.pop()
            yield here
            waiting += [child for child in self._tree[here] if self._section[child] == self._section[state]]

    def _majority(self, states: Iterable[str]) -> tuple[str, ...]:
        """The roles that most of the steps have; the first met where several are as common."""
        found = [self._routine.states[state] for state in states]
        roles = [state.roles for state in found if isinstance(state, Step)]
        return max(roles, key=roles.count, default=())

    def _who_said(self, title: str | None) -> str | None:
        """Who does most of the section, where its title does not say so: «Jour» needs no «Jour» beside it."""
        said = self._boxes.speech.roles(self._who)
        return said if said and said != title else None

    def _box(self, state: str) -> Box:
        return self._boxes.of(self._routine.states[state], self._who)

    def _onward(self, state: str) -> WayOut | None:
        """The way from a state of the path to the next one; None where the path ends, and for a state beside it."""
        place = self._path.index(state) if state in self._path else len(self._path)
        following = self._path[place + 1 : place + 2]
        return next((way for way in self._ways[state] if way.to in following), None)

    def _beside(self, state: str, onward: WayOut | None, run: Sequence[str]) -> Iterator[Branch]:
        """The branches of a state of the path: every way but the one that leads on."""
        others = [way for way in self._ways[state] if way is not onward]
        if onward is None:
            below = self._linked(state)
            others = [way for way in others if way not in below]
        for way in others:
            branch = self._branch(state, way)
            yield self._joined(branch, state, run) if way is others[-1] else branch

    def _branch(self, state: str, way: WayOut) -> Branch:
        if way.to is not None and self._hangs(state, way):
            return Branch(arrow=self._arrow(state, way), chain=self._chain(way.to, None))
        return Branch(arrow=self._arrow(state, way), chain=Chain(rows=(Row(box=self._stand_in(state, way)),)))

    def _chain(self, root: str, entry: Arrow | None) -> Chain:
        """What hangs from `root` in its section: down by the main way where that leads further, else by the first that does."""
        rows: list[Row] = []
        here, arrow = root, entry
        while True:
            down = next((way for way in self._ways[here] if self._hangs(here, way)), None)
            linked = self._linked(here) if down is None else []
            others = [way for way in self._ways[here] if way is not down and way not in linked]
            branches = tuple(self._branch(here, way) for way in others)
            rows.append(Row(box=self._box(here), arrow=arrow, beside=branches))
            if down is None or down.to is None:
                return Chain(rows=_led_down(rows), links=tuple(self._link(here, way) for way in linked))
            here, arrow = down.to, self._arrow(here, down)

    def _joined(self, branch: Branch, state: str, run: Sequence[str]) -> Branch:
        """The branch with its only link drawn as an arrow back into the path, where that arrow crosses nothing."""
        chain, place = branch.chain, run.index(state)
        target = chain.links[0].box.leads_to if len(chain.links) == 1 else None
        if target is None or target not in run[place + 1 :]:
            return branch
        if any(len(self._ways[each]) > 1 for each in run[place + 1 : run.index(target)]):
            return branch
        join = Join(target=target, arrow=chain.links[0].arrow)
        return Branch(arrow=branch.arrow, chain=Chain(rows=chain.rows, join=join))

    def _linked(self, state: str) -> list[WayOut]:
        """The ways of the last state of a chain that stand as links below it; of a gateway only one, since it has no lower side."""
        found = [way for way in self._ways[state] if not self._is_drawn(state, way)]
        return found[:1] if isinstance(self._routine.states[state], Gateway) else found

    def _link(self, state: str, way: WayOut) -> LinkedBox:
        return LinkedBox(arrow=self._arrow(state, way), box=self._stand_in(state, way))

    def _stand_in(self, state: str, way: WayOut) -> Box:
        """The box for what is no state drawn here: a routine that is started, or a link."""
        source = self._routine.states[state]
        if way.to is None:
            return self._boxes.started(source, way)
        return self._boxes.link(source, way, back=self._is_back(state, way.to))

    def _is_back(self, state: str, target: str) -> bool:
        """Whether the way leads back: to the path at or before where the state hangs, or up its own tree. An end is never behind."""
        hangs_from, order = self._hangs_from, list(self._section)
        if isinstance(self._routine.states[target], End):
            return False
        if target in self._path:
            return self._path.index(target) <= hangs_from[state]
        return hangs_from.get(target) == hangs_from[state] and order.index(target) <= order.index(state)

    def _is_drawn(self, state: str, way: WayOut) -> bool:
        """Whether the way leads to a box of its own: a state that hangs here, or a routine that is started."""
        return way.to is None or self._hangs(state, way)

    def _hangs(self, state: str, way: WayOut) -> bool:
        """Whether the state that the way leads to hangs from this one, in the same section."""
        return way.to in self._tree.get(state, ()) and self._section[way.to] == self._section[state]

    def _is_entered(self, root: str, sources: Iterable[str]) -> bool:
        """Whether it is known that one came to `root` from one of the sources, and not by what can happen at any time."""
        if self._boxes.taken:
            return any((source, root) in self._boxes.taken.moves for source in sources)
        by_event = any(choice.move.to == root for choice in self._routine.anytime)
        return bool(self._boxes.status(root)) and not by_event

    def _arrow(self, state: str, way: WayOut) -> Arrow:
        return Arrow(labels=way.labels, times=way.times, visited=self._is_taken(state, way))

    def _is_taken(self, state: str, way: WayOut) -> bool:
        """Whether the way is known to have been gone: both its ends were passed, and it is the path's or the only one there."""
        if self._boxes.taken:
            return (state, way.to) in self._boxes.taken.moves
        status = self._boxes.status
        if way.to is None or status(state) != "done" or not status(way.to):
            return False
        if way is self._onward(state):
            return True
        others = [
            other
            for other, ways in self._ways.items()
            if other != state and any(each.to == way.to for each in ways)
        ]
        if self._boxes.is_history:
            others = [other for other in others if status(other) == "done"]
        return way.to in self._tree.get(state, ()) and not others


def _led_down(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, with an arrow in place of each link at the end of a branch that leads to the box right below it, where the next begins."""
    branches = [branch for row in rows for branch in row.beside]
    following = dict(zip(map(_first, branches), map(_first, branches[1:]), strict=False))

    def led(branch: Branch) -> Branch:
        chain, below = branch.chain, following.get(_first(branch))
        if below is None or [link.box.leads_to for link in chain.links] != [below]:
            return branch
        join = Join(target=below, arrow=chain.links[0].arrow, is_below=True)
        return replace(branch, chain=replace(chain, links=(), join=join))

    return tuple(replace(row, beside=tuple(map(led, row.beside))) for row in rows)


def _first(branch: Branch) -> str:
    return branch.chain.rows[0].box.id
