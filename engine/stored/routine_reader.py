"""A routine from its stored document. It is decoded, never judged: whatever was published once runs for as long as it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from engine.model.conditions import Condition, Expression
from engine.model.facts import Fact, Option
from engine.model.moves import Moves
from engine.model.routine import (
    CANCELLED,
    MAIN,
    SKIP,
    Ask,
    Begin,
    Branch,
    Call,
    Choice,
    Do,
    End,
    Flow,
    Gateway,
    Mail,
    Move,
    Routine,
    Source,
    Start,
    State,
    Step,
    Timer,
    Together,
    Wait,
    Webhook,
)
from engine.model.scenario import Scenario, ScenarioLine
from engine.stored.formula import condition_from_stored, expression_from_stored
from engine.stored.head import head_from_stored
from engine.stored.limits import limits_from_stored
from engine.stored.retention import retention_from_stored
from engine.stored.routine import FORMAT, digest
from engine.stored.texts import maybe as _maybe
from engine.stored.texts import text_from_stored as _text
from engine.stored.texts import texts_from_stored as _texts
from engine.values.texts import Text

Document = Mapping[str, Any]


def routine_from_stored(document: Document, expected: str) -> Routine:
    """The routine that `routine_to_stored` wrote, whatever form it was written in; its digest is the `expected` one.

    Raises:
        FromTheFuture: it was written by a later version of the program.
        ValueError, LookupError, TypeError: it is not what was published under that digest.
    """
    if digest(document) != expected:
        raise ValueError("the document is not the one that the digest names")
    document = FORMAT.current(document)
    states = _States(document)
    built = states.build()
    begin = document["start"]
    return Routine(
        id=document["routine"],
        version=document["version"],
        title=_text(document["title"]),
        languages=tuple(document["language"]),
        digest=expected,
        purpose=_maybe(document, "purpose", _text),
        **head_from_stored(document),
        facts={id: _fact(id, each) for id, each in document.get("facts", {}).items()},
        begin=Begin(roles=tuple(begin.get("by", ())), ask=_asks(begin.get("ask", ()))),
        anytime=tuple(states.anytime(id, each) for id, each in document.get("anytime", {}).items()),
        states=built,
        flows=states.flows(),
        emergency=_maybe(document, "emergency", _text),
        retain=_maybe(document, "retain", retention_from_stored),
        scenarios=tuple(map(scenario_from_stored, document.get("scenarios", ()))),
    )


class _States:
    """The states of a document and their moves. `flow_of` names the flow of each state, `parents` the `together` state of each branch."""

    def __init__(self, document: Document) -> None:
        self.title = _text(document["title"])
        self.moves = Moves()
        self.flow_of: dict[str, str] = {}
        self.parents: dict[str, str | None] = {}
        self.titles: dict[str, Text] = {}
        self.bodies: dict[str, Document] = {}
        self._plan(MAIN, self.title, document["states"], None)

    def build(self) -> dict[str, State]:
        """All states, those of branches right after their `together`."""
        return {id: self._state(id, body) for id, body in self.bodies.items()}

    def flows(self) -> dict[str, Flow]:
        """All flows with their machines. To be asked when every move is known."""
        return {id: self._flow(id, parent) for id, parent in self.parents.items()}

    def anytime(self, id: str, body: Document) -> Choice:
        """A choice that every state offers."""
        resting = [
            state
            for state, flow in self.flow_of.items()
            if flow == MAIN and not {"choose", "end"} & set(self.bodies[state])
        ]
        when = _maybe(body, "when", condition_from_stored)
        move = self.moves.add(f"*.{id}", MAIN, resting, body.get("to"), when)
        return _choice(id, body, move, when, anytime=True)

    def _plan(self, flow: str, title: Text, states: Document, parent: str | None) -> None:
        self.parents[flow], self.titles[flow] = parent, title
        for id, body in states.items():
            self.flow_of[id], self.bodies[id] = flow, body
            for branch, each in body.get("together", {}).items():
                self._plan(f"{id}.{branch}", _text(each["title"]), each["states"], id)

    def _flow(self, id: str, parent: str | None) -> Flow:
        states = tuple(state for state, flow in self.flow_of.items() if flow == id)
        return Flow(
            id=id,
            title=self.titles[id],
            states=states,
            initial=states[0],
            parent=parent,
            machine=self.moves.machine(id, states),
        )

    def _move(self, trigger: str, state: str, to: str | None, when: Condition | None = None) -> Move:
        """The move from `state`, put to the flow that its target lies in: seen from there, it begins in the state that encloses `state`."""
        flow, source = self.flow_of[to or state], state
        while self.flow_of[source] != flow:
            parent = self.parents[self.flow_of[source]]
            if parent is None:
                raise ValueError(f"{to} can't be reached from {state}")
            source = parent
        return self.moves.add(trigger, flow, [source], to, when)

    def _state(self, id: str, body: Document) -> State:
        common = {
            "id": id,
            "flow": self.flow_of[id],
            "title": _text(body["title"]),
            "source": _maybe(body, "source", _source),
            "section": _maybe(body, "section", _text),
            "timers": tuple(
                self._timer(id, index, each) for index, each in enumerate(body.get("timers", ()))
            ),
        }
        kind = next((key for key in self._kinds if key in body), "step")
        return self._kinds[kind](self, id, body, common)

    def _step(self, id: str, body: Document, common: Document) -> Step:
        choices = {**body.get("choices", {}), **({SKIP: body[SKIP]} if SKIP in body else {})}
        return Step(
            **common,
            roles=tuple(body.get("role", ())),
            not_by=tuple(body.get("not_by", ())),
            same_as=tuple(body.get("same_as", ())),
            caution=_maybe(body, "caution", _text),
            text=_maybe(body, "text", _text),
            note=_maybe(body, "note", _text),
            help=_maybe(body, "help", _text),
            checklist=_texts(body.get("checklist", ())),
            contacts=tuple(body.get("contacts", ())),
            links=tuple(body.get("links", ())),
            documents=tuple(body.get("documents", ())),
            choices=tuple(self._choice(id, choice, each) for choice, each in choices.items()),
        )

    def _choice(self, state: str, id: str, body: Document) -> Choice:
        when = _maybe(body, "when", condition_from_stored)
        return _choice(id, body, self._move(f"{state}.{id}", state, body.get("to"), when), when)

    def _gateway(self, id: str, body: Document, common: Document) -> Gateway:
        branches: list[Branch] = []
        moves: list[Move] = []
        for each in body["choose"]:
            when = _maybe(each, "when", condition_from_stored)
            branch = Branch(
                when=when,
                to=each["to"] if when else each["else"],
                label=_text(each["label"]),
                main=each.get("main", False),
            )
            # Ways beside each other into one flow share a trigger: its machine tries their conditions in order.
            if moves and moves[-1].flow == self.flow_of[branch.to]:
                trigger = moves[-1].trigger
            else:
                trigger = f"{id}.choose.{len(moves)}" if moves else f"{id}.choose"
            moves.append(self._move(trigger, id, branch.to, when))
            branches.append(branch)
        return Gateway(**common, branches=tuple(branches), moves=tuple(moves))

    def _call(self, id: str, body: Document, common: Document) -> Call:
        return Call(
            **common,
            routine=body["call"],
            hand_down=_formulas(body.get("with", {})),
            take=tuple(body.get("take", {}).items()),
            outcomes={
                outcome: self._move(f"{id}.outcome.{outcome}", id, to)
                for outcome, to in body.get("outcomes", {}).items()
            },
            otherwise=self._move(f"{id}.outcome", id, body["to"]) if "to" in body else None,
            cancelled=self._move(f"{id}.outcome.{CANCELLED}", id, body[CANCELLED])
            if CANCELLED in body
            else None,
        )

    def _together(self, id: str, body: Document, common: Document) -> Together:
        flows = tuple(f"{id}.{branch}" for branch in body["together"])
        return Together(**common, flows=flows, move=self._move(f"{id}.join", id, body["to"]))

    def _wait(self, id: str, body: Document, common: Document) -> Wait:
        if body["wait"] is True:
            return Wait(**common)
        return Wait(
            **common,
            message=body["wait"],
            move=self._move(f"{id}.message", id, body["to"]),
            roles=tuple(body.get("role", ())),
            ask=_asks(body.get("ask", ())),
            any_fact=body.get("any_fact", False),
        )

    def _do(self, id: str, body: Document, common: Document) -> Do:
        return Do(
            **common,
            work=_work(body["do"]),
            done=self._move(f"{id}.done", id, body["to"]),
            failed=self._move(f"{id}.failed", id, body["failed"]) if "failed" in body else None,
        )

    def _end(self, id: str, body: Document, common: Document) -> End:
        return End(**common, outcome=body["end"])

    def _timer(self, state: str, index: int, body: Document) -> Timer:
        return Timer(
            index=index,
            after=_maybe(body, "after", _duration),
            by=_maybe(body, "by", expression_from_stored),
            every=_maybe(body, "every", _duration),
            remind=_maybe(body, "remind", _text),
            notify=tuple(body.get("notify", ())),
            say=_maybe(body, "say", _text),
            move=self._move(f"{state}.timer.{index}", state, body["to"]) if "to" in body else None,
        )

    _kinds: Mapping[str, Callable[[_States, str, Document, Document], State]] = {
        "choose": _gateway,
        "call": _call,
        "together": _together,
        "wait": _wait,
        "do": _do,
        "end": _end,
        "step": _step,
    }


def _duration(stored: Document) -> timedelta:
    return timedelta(seconds=stored["seconds"])


def _formulas(stored: Document) -> tuple[tuple[str, Expression], ...]:
    return tuple((name, expression_from_stored(value)) for name, value in stored.items())


def _asks(stored: Sequence[Document]) -> tuple[Ask, ...]:
    return tuple(Ask(fact=each["fact"], required=each["required"]) for each in stored)


def _choice(id: str, body: Document, move: Move, when: Condition | None, *, anytime: bool = False) -> Choice:
    start = (
        Start(routine=body["start"], hand_down=_formulas(body.get("with", {}))) if "start" in body else None
    )
    return Choice(
        id=id,
        label=_text(body["label"]),
        move=move,
        roles=tuple(body.get("role", ())),
        not_by=tuple(body.get("not_by", ())),
        same_as=tuple(body.get("same_as", ())),
        ask=_asks(body.get("ask", ())),
        set=_formulas(body.get("set", {})),
        start=start,
        when=when,
        because=_maybe(body, "because", _text),
        confirm=_maybe(body, "confirm", _text),
        undo=_maybe(body, "undo", _duration),
        main=body.get("main", False),
        anytime=anytime,
    )


def _work(body: Document) -> Mail | Webhook:
    if "webhook" in body:
        return Webhook(url=body["webhook"], facts=tuple(body.get("facts", ())))
    return Mail(to=tuple(body["mail"]), subject=_text(body["subject"]), body=_text(body["body"]))


def _source(body: Document) -> Source:
    return Source(kind=body["kind"], ref=_maybe(body, "ref", _text))


def _fact(id: str, body: Document) -> Fact:
    return Fact(
        id=id,
        type=body["type"],
        title=_text(body["title"]),
        options=tuple(
            Option(id=option, title=_text(title)) for option, title in body.get("options", {}).items()
        ),
        **limits_from_stored(body),
    )


def scenario_from_stored(body: Document) -> Scenario:
    """The scenario that was stored."""
    return Scenario(
        title=_text(body["title"]),
        play=tuple(map(_line, body.get("play", ()))),
        ends=body.get("ends"),
        by=body.get("by"),
        facts=body.get("facts", {}),
    )


def _line(body: Document) -> ScenarioLine:
    return ScenarioLine(
        actor=body.get("by"),
        choice=body.get("choice"),
        state=body.get("in"),
        routine=body.get("routine"),
        facts=body.get("facts", {}),
        checked=body.get("checked", True),
        delivered=body.get("delivered", True),
        wait=_maybe(body, "wait", _duration),
        message=body.get("message"),
        cancel=body.get("cancel"),
        refused=body.get("refused", False),
        same=body.get("as"),
    )
