"""A routine as an exact statechart (UML), for engineers: every state, guard, effect and timer, by the ids that the file has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from diagrams.kinds import KINDS, NodeShape, kind_of
from diagrams.words.speech import spoken
from engine.model.numbering import happy_path, numbers
from engine.model.routine import (
    CANCELLED,
    MAIN,
    Ask,
    Call,
    Choice,
    Do,
    End,
    Gateway,
    Mail,
    Move,
    Routine,
    Start,
    State,
    Step,
    Timer,
    Together,
    Wait,
)
from engine.values import durations


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A state: `name` is its id, `title` what people call it, `inside` what happens without leaving it."""

    id: str
    shape: NodeShape
    name: str = ""
    title: str = ""
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """From one state to another; `words` are `event(facts) [guard] / effect`, empty for one that goes by itself.

    `is_usual` on the way that is numbered 1, 2, 3 …
    """

    source: str
    target: str
    words: str = ""
    is_usual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The states of one flow, and those composite states in it that have regions of their own."""

    flow: str
    title: str
    nodes: tuple[Node, ...]
    composites: tuple[Composite, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Composite:
    """A `together` state: its regions run side by side."""

    node: Node
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The whole machine. `anywhere` is what can happen in every state."""

    id: str
    title: str
    language: str
    main: Region
    transitions: tuple[Transition, ...]
    anywhere: tuple[str, ...] = field(default=())


def initial_of(flow: str) -> str:
    """The pseudostate in which the flow begins. A state's id never has a space."""
    return f"initial {flow}"


def chart_of(routine: Routine, language: str = "sv") -> Chart:
    """The statechart of the routine, with titles in `language`, or else in its own."""
    language = spoken(routine, language)
    transitions = [
        Transition(source=initial_of(flow.id), target=flow.initial, is_usual=True)
        for flow in routine.flows.values()
    ]
    for state in routine.states.values():
        transitions += _transitions(state)
    usual = {move for flow in routine.flows for move in pairwise(happy_path(routine, flow))}
    for index, each in enumerate(transitions):
        if (each.source, each.target) in usual:
            usual.discard((each.source, each.target))
            transitions[index] = replace(each, is_usual=True)
    return Chart(
        id=routine.id,
        title=routine.title.say(language),
        language=language,
        main=_region(routine, MAIN, language),
        transitions=tuple(transitions),
        anywhere=tuple(_anywhere(choice) for choice in routine.anytime),
    )


def _region(routine: Routine, flow: str, language: str) -> Region:
    states = [routine.states[id] for id in routine.flows[flow].states]
    composites = [
        Composite(
            node=_node(state, routine, language),
            regions=tuple(_region(routine, branch, language) for branch in state.flows),
        )
        for state in states
        if isinstance(state, Together)
    ]
    nodes = [_node(state, routine, language) for state in states if not isinstance(state, Together)]
    return Region(
        flow=flow,
        title=routine.flows[flow].title.say(language),
        nodes=(Node(id=initial_of(flow), shape="initial"), *nodes),
        composites=tuple(composites),
    )


def _node(state: State, routine: Routine, language: str) -> Node:
    number = numbers(routine).get(state.id)
    title = state.title.say(language)
    return Node(
        id=state.id,
        shape=KINDS[kind_of(state)].node,
        name=f"{state.id} : {state.routine}" if isinstance(state, Call) else state.id,
        title=f"{number} {title}" if number else title,
        inside=tuple(_inside(state)),
    )


def _inside(state: State) -> Iterator[str]:
    match state:
        case Step():
            yield f"role {', '.join(state.roles)}"
            if state.checklist:
                yield f"checklist: {len(state.checklist)}"
            yield from (_chosen(choice) for choice in state.choices if choice.move.to is None)
        case Do(work=Mail(to=to)):
            yield f"do / mail {', '.join(to)}"
        case Do():
            yield "do / webhook"
        case Call(hand_down=down, take=take):
            yield from (f"entry / {fact} := {value.text}" for fact, value in down)
            yield from (f"exit / {here} := {state.routine}.{there}" for here, there in take)
        case End():
            yield f"outcome {state.outcome}"
    yield from (_timed(timer) for timer in state.timers if timer.move is None)


def _transitions(state: State) -> Iterator[Transition]:
    for words, move in _moves(state):
        if move.to is not None:
            yield Transition(source=state.id, target=move.to, words=words)


def _moves(state: State) -> Iterator[tuple[str, Move]]:
    match state:
        case Step():
            yield from ((_chosen(choice), choice.move) for choice in state.choices)
        case Gateway():
            for branch, move in zip(state.branches, state.moves, strict=True):
                yield f"[{branch.when.text if branch.when else 'else'}]", move
        case Call():
            yield from state.outcomes.items()
            if state.otherwise:
                yield "else", state.otherwise
            if state.cancelled:
                yield CANCELLED, state.cancelled
        case Together():
            yield "", state.move
        case Wait():
            if state.move:
                yield state.message or "", state.move
        case Do():
            yield "done", state.done
            if state.failed:
                yield "failed", state.failed
    yield from ((_timed(timer), timer.move) for timer in state.timers if timer.move)


def _chosen(choice: Choice) -> str:
    """`choice(fact, fact?) [guard] / start routine, fact := value`."""
    guard = f" [{choice.when.text}]" if choice.when else ""
    effects = [f"start {_started(choice.start)}"] if choice.start else []
    effects += [f"{fact} := {value.text}" for fact, value in choice.set]
    return f"{choice.id}{_asked(choice.ask)}{guard}" + (f" / {', '.join(effects)}" if effects else "")


def _asked(ask: Sequence[Ask]) -> str:
    return f"({', '.join(each.fact + ('' if each.required else '?') for each in ask)})" if ask else ""


def _started(start: Start) -> str:
    handed = ", ".join(f"{fact} := {value.text}" for fact, value in start.hand_down)
    return f"{start.routine}({handed})" if handed else start.routine


def _anywhere(choice: Choice) -> str:
    return _chosen(choice) + (f" → {choice.move.to}" if choice.move.to else "")


def _timed(timer: Timer) -> str:
    when = (
        f"after {durations.canonical(timer.after)}"
        if timer.after is not None
        else f"at {timer.by.text}"
        if timer.by
        else ""
    )
    if timer.every is not None:
        when += f", every {durations.canonical(timer.every)}"
    if timer.notify:
        return f"{when} / notify {', '.join(timer.notify)}"
    return f"{when} / remind" if timer.remind else when
