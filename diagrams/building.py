"""Routine, and where an instance is → Picture: which boxes, which arrows, what is told. Nothing is placed by hand.

Each flow has a spine (its happy path). What a way leads to is drawn once: as the next box of the spine, as a box to the right, or, where it
is drawn already and lies too far for an arrow, as a link («Gå till steg 3»).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from diagrams.sketch import Arrow, Box, Icon, Kind, Panel, Picture, Role, Section, Status
from diagrams.telling import Teller
from engine.numbering import happy_path, main_choice, numbers
from engine.routine import (
    MAIN,
    SKIP,
    Call,
    Choice,
    Do,
    End,
    Gateway,
    Mail,
    Move,
    Routine,
    State,
    Step,
    Together,
    Wait,
)
from engine.run.instance import Instance

NEAR = 2
"""How many boxes of the spine an arrow from the side may pass before a link is clearer."""

START = "start"

_KINDS: dict[type[State], Kind] = {
    Step: "step",
    Gateway: "gateway",
    Call: "call",
    Together: "together",
    Wait: "wait",
    Do: "work",
    End: "end",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Where an instance is: active states, and those it has been in."""

    active: frozenset[str] = frozenset()
    visited: frozenset[str] = frozenset()

    def status(self, state: str | None) -> Status:
        """How a state's box looks."""
        if state in self.active:
            return "now"
        return "done" if state in self.visited else "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """One way out of a state: its move (None for what only starts a routine beside), its words, and whether the engine takes it by time."""

    move: Move | None
    label: str
    by_time: bool = False
    choice: Choice | None = None


def picture(
    routine: Routine,
    *,
    instance: Instance | None = None,
    visited: Iterable[str] = (),
    language: str = "sv",
    routines: Mapping[str, Routine] | None = None,
) -> Picture:
    """The routine's picture; with `instance` and the states it has `visited`, the same with the place marked."""
    active = frozenset(token.state for token in instance.tokens.values()) if instance else frozenset()
    if instance and instance.status != "running":
        visited, active = {*visited, *active}, frozenset()
    here = Here(active=active, visited=frozenset(visited) - active)
    teller = Teller(routine, language, routines or {})
    roles = teller.acting_roles()
    panels = [_FlowPanel(routine, MAIN, teller, here, roles).panel()]
    panels += [
        _FlowPanel(routine, flow, teller, here, roles).panel() for flow in routine.flows if flow != MAIN
    ]
    panels += [_anytime(choice, teller) for choice in routine.anytime]
    kinds = tuple(dict.fromkeys(box.kind for panel in panels for box in panel.boxes))
    return Picture(
        title=teller.text(routine.title),
        sub_title=teller.sub_title(),
        description=teller.say("description", title=teller.text(routine.title)),
        language=language,
        panels=tuple(panels),
        roles=tuple(Role(id=role, title=teller.role(role)) for role in roles),
        kinds=kinds,
    )


@dataclass(slots=True)
class _FlowPanel:
    """Builds one flow's panel."""

    routine: Routine
    flow: str
    teller: Teller
    here: Here
    roles: tuple[str, ...]
    boxes: dict[str, Box] = field(default_factory=dict)
    arrows: list[Arrow] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)

    def panel(self) -> Panel:
        spine = happy_path(self.routine, self.flow)
        self.anchors = {state: index for index, state in enumerate(spine)}
        main = self.flow == MAIN
        if main:
            self._start(spine[0])
        for state in spine:
            self._place(state, spine=True)
        waiting = list(spine)
        while waiting:
            waiting += self._ways_out(waiting.pop(0), spine)
        for state in self.routine.flows[self.flow].states:
            if state not in self.boxes:  # nothing leads here: `check` says so, and the picture shows it alone
                self.anchors[state] = len(spine)
                self._place(state, spine=False)
                self._ways_out(state, spine)
        sections, boxes = self._in_sections()
        title = self.teller.text(self.routine.flows[self.flow].title)
        number = None if main else self._branch_number()
        return Panel(
            id=self.flow,
            title=title if main else self.teller.say("beside", number=number, title=title),
            sub_title="" if sections else self.teller.shared_role(boxes, self.roles),
            tone="main" if main else "branch",
            boxes=tuple(boxes),
            arrows=tuple(self.arrows),
            sections=sections,
        )

    def _start(self, first: str) -> None:
        who = " / ".join(self.teller.role(role) for role in self.routine.begin.roles)
        told = self.teller.say("starts_with", role=who)
        begun: Status = "done" if self.here.active or self.here.visited else "plain"
        title = self.teller.say("start")
        self.boxes[START] = Box(id=START, kind="start", title=title, told=told, spine=True, status=begun)
        self.anchors[START] = -1
        self.arrows.append(Arrow(tail=START, head=first, spine=True, taken=begun == "done"))

    def _place(self, id: str, *, spine: bool) -> None:
        state = self.routine.states[id]
        roles = state.roles if isinstance(state, Step) else ()
        acting = next((role for role in roles if role in self.roles), None)
        self.boxes[id] = Box(
            id=id,
            kind=_KINDS[type(state)],
            title=self.teller.title_of(state),
            told=self.teller.told(state, self.here.status(id)),
            state=id,
            number=numbers(self.routine).get(id),
            sub_lines=self.teller.sub_lines(state),
            role=self.roles.index(acting) if acting else None,
            icon=_icon(state),
            status=self.here.status(id),
            spine=spine,
        )

    def _ways_out(self, id: str, spine: tuple[str, ...]) -> list[str]:
        """Draw the ways out of a state; returns the states that this placed."""
        state = self.routine.states[id]
        anchor = self.anchors[id]
        following = spine[anchor + 1] if id in spine and anchor + 1 < len(spine) else None
        drawn: dict[str, int] = {}
        placed: list[str] = []
        asides = 0
        for way in self._ways(state):
            if way.move is None or way.move.to is None:
                head, aside = self._beside(id, way), asides == 0
            elif way.move.flow != self.flow:
                head, aside = self._link(id, way.move.to, len(self.arrows)), asides == 0
            elif way.move.to == following:
                head, aside = way.move.to, False
            elif way.move.to not in self.boxes:
                head, aside = way.move.to, asides == 0
                self.anchors[head] = anchor
                self._place(head, spine=False)
                placed.append(head)
            elif way.move.to in drawn or self._is_near(id, way.move.to, spine):
                head, aside = way.move.to, False
            else:
                head, aside = self._link(id, way.move.to, len(self.arrows)), asides == 0
            if head in drawn:
                earlier = self.arrows[drawn[head]]
                labels = dict.fromkeys(filter(None, (*earlier.label.split("\n"), way.label)))
                self.arrows[drawn[head]] = replace(earlier, label="\n".join(labels))
                continue
            asides += aside
            drawn[head] = len(self.arrows)
            self.arrows.append(
                Arrow(
                    tail=id,
                    head=head,
                    label=way.label,
                    spine=head == following,
                    aside=aside,
                    dashed=way.by_time or way.move is None or way.move.to is None,
                    taken=self._taken(id, head),
                )
            )
        return placed

    def _taken(self, tail: str, head: str) -> bool:
        return self.here.status(tail) == "done" and self.boxes[head].status != "plain"

    def _is_near(self, id: str, target: str, spine: tuple[str, ...]) -> bool:
        """Whether an arrow to a box that stands already is short and goes down."""
        if id in spine or target in (id, START):
            return False
        ahead = self.anchors[target] - self.anchors[id]
        return (
            0 < ahead <= NEAR
            if target in spine
            else ahead == 0 and list(self.boxes).index(target) > list(self.boxes).index(id)
        )

    def _ways(self, state: State) -> list[_Way]:
        """The ways out of a state with their words, the main one first."""
        ways: list[_Way] = []
        match state:
            case Step():
                main = main_choice(state)
                choices = [choice for choice in state.choices if choice.id != SKIP]
                moving = [choice for choice in choices if choice.move.to is not None]
                for choice in sorted(choices, key=lambda each: each is not main):
                    alone = len(moving) == 1 and choice.start is None
                    ways.append(
                        _Way(
                            move=choice.move,
                            label="" if alone else self.teller.text(choice.label),
                            choice=choice,
                        )
                    )
            case Gateway():
                ways = [
                    _Way(move=move, label=self.teller.text(branch.label))
                    for branch, move in zip(state.branches, state.moves, strict=True)
                ]
            case Call():
                ways = [
                    _Way(move=move, label=self.teller.outcome(state, name))
                    for name, move in state.outcomes.items()
                ]
                if state.otherwise:
                    ways.append(_Way(move=state.otherwise, label=""))
            case Together():
                ways = [_Way(move=state.move, label="")]
            case Wait() if state.move:
                ways = [_Way(move=state.move, label=self.teller.words(state.message or ""))]
            case Do():
                ways = [_Way(move=state.done, label="")]
                if state.failed:
                    ways.append(_Way(move=state.failed, label=self.teller.say("failed")))
        timed = [
            _Way(move=timer.move, label=self.teller.when(timer), by_time=True)
            for timer in state.timers
            if timer.move
        ]
        return ways + timed

    def _beside(self, id: str, way: _Way) -> str:
        """The box of a routine that a choice starts beside this one."""
        assert way.choice is not None
        assert way.choice.start is not None
        box = f"{id}.{way.choice.id}"
        title = self.teller.routine_title(way.choice.start.routine)
        told = f"{self.teller.text(way.choice.label)}. {self.teller.say('starts', title=title)}."
        self.boxes[box] = Box(
            id=box,
            kind="call",
            title=title,
            told=told,
            sub_lines=(self.teller.say("own_routine"),),
            icon="document",
        )
        self.anchors[box] = self.anchors[id]
        return box

    def _link(self, id: str, target: str, count: int) -> str:
        box = f"{id}.link{count}"
        words = self.teller.go_to(target)
        self.boxes[box] = Box(id=box, kind="link", title=words, told=f"{words}.", icon="back")
        self.anchors[box] = self.anchors[id]
        return box

    def _branch_number(self) -> str:
        first = happy_path(self.routine, self.flow)
        known = numbers(self.routine)
        number = next((known[state] for state in first if state in known), "")
        return number.rstrip("0123456789")

    def _in_sections(self) -> tuple[tuple[Section, ...], list[Box]]:
        """Group the boxes by the sections of the spine; what stands aside belongs with the step it is reached from."""
        titles: dict[str, int] = {}
        of_anchor: dict[int, int] = {}
        current: int | None = None
        for id, box in self.boxes.items():
            if not box.spine or id == START:
                continue
            section = self.routine.states[id].section
            if section is not None:
                current = titles.setdefault(self.teller.text(section), len(titles))
            if current is not None:
                of_anchor[self.anchors[id]] = current
        if not titles:
            return (), self.teller.with_roles(list(self.boxes.values()), self.roles)
        boxes = [
            replace(box, section=of_anchor.get(max(self.anchors[id], 0), 0)) for id, box in self.boxes.items()
        ]
        grouped = [[box for box in boxes if box.section == number] for number in range(len(titles))]
        sections = tuple(
            Section(title=title, sub_title=self.teller.shared_role(grouped[number], self.roles))
            for title, number in titles.items()
        )
        by_id = {box.id: box for group in grouped for box in self.teller.with_roles(group, self.roles)}
        return sections, [by_id[box.id] for box in boxes]


def _anytime(choice: Choice, teller: Teller) -> Panel:
    """The panel of something that can happen at any time."""
    label = teller.text(choice.label)
    event = Box(id="event", kind="event", title=label, told=f"{label}.", icon="alert", spine=True)
    if choice.start is not None:
        title = teller.routine_title(choice.start.routine)
        told = f"{teller.say('starts', title=title)}."
        sub = (teller.say("own_routine"),)
        target = Box(
            id="target", kind="call", title=title, told=told, sub_lines=sub, icon="document", spine=True
        )
    else:
        assert choice.move.to is not None
        words = teller.go_to(choice.move.to)
        target = Box(id="target", kind="link", title=words, told=f"{words}.", icon="back", spine=True)
    who = " / ".join(teller.role(role) for role in choice.roles)
    return Panel(
        id=f"anytime.{choice.id}",
        title=teller.say("anytime", title=label[:1].lower() + label[1:]),
        sub_title=who,
        tone="event",
        boxes=(event, target),
        arrows=(Arrow(tail="event", head="target", spine=True),),
    )


def _icon(state: State) -> Icon | None:
    match state:
        case Step():
            return "call" if state.contacts else "person"
        case Wait():
            return "clock"
        case Call():
            return "document"
        case Together():
            return "fork"
        case Do():
            return "mail" if isinstance(state.work, Mail) else "document"
    return None
