"""Completion steps: what each kind of state does when it has been entered, until the instance has come to rest."""

from __future__ import annotations

import json
from collections.abc import Callable

from engine.errors.step import Incident
from engine.model.facts import wire
from engine.model.routine import MAIN, Call, Do, End, Gateway, Mail, State, Together
from engine.run.events.scratch import Scratch
from engine.run.outcome import Send
from engine.said import Said


def settle(scratch: Scratch) -> None:
    """Go on by itself until every token rests in a state that waits for somebody or something."""
    while scratch.entered:
        token = scratch.entered.popleft()
        if scratch.tokens.get(token.flow) is not token:
            continue  # left again before its turn came
        state = scratch.routine.states[token.state]
        complete = _KINDS.get(type(state))
        if complete is not None:
            complete(scratch, token.flow, state)


def _gateway(scratch: Scratch, flow: str, state: State) -> None:
    assert isinstance(state, Gateway)
    env = scratch.env()
    for move in {
        each.trigger: each for each in state.moves
    }.values():  # those of one trigger are tried as one
        if scratch.try_move(move, env):
            return
    title = state.title
    raise Incident(
        Said(f"ingen väg gäller vid ”{title.say('sv')}”.", f"no branch is true at “{title.say('en')}”.")
    )


def _call(scratch: Scratch, flow: str, state: State) -> None:
    assert isinstance(state, Call)
    scratch.start_child(state, scratch.tokens[flow].visit)


def _together(scratch: Scratch, flow: str, state: State) -> None:
    assert isinstance(state, Together)
    for branch in state.flows:
        scratch.enter(branch, scratch.routine.flows[branch].initial)


def _do(scratch: Scratch, flow: str, state: State) -> None:
    assert isinstance(state, Do)
    work, visit = state.work, scratch.tokens[flow].visit
    if isinstance(work, Mail):
        addresses = (scratch.routine.contacts[contact].email for contact in work.to)
        send = Send(
            kind="mail",
            instance=scratch.before.id,
            state=state.id,
            visit=visit,
            to=tuple(address for address in addresses if address),
            subject=" ".join(scratch.fill(work.subject).split()),
            body=scratch.fill(work.body),
        )
    else:
        facts = {name: wire(scratch.facts[name]) for name in work.facts if name in scratch.facts}
        body = {"instance": scratch.before.id, "state": state.id, "facts": facts}
        send = Send(
            kind="webhook",
            instance=scratch.before.id,
            state=state.id,
            visit=visit,
            to=(work.url,),
            body=json.dumps(body, ensure_ascii=False, sort_keys=True),
        )
    scratch.effects.append(send)


def _end(scratch: Scratch, flow: str, state: State) -> None:
    assert isinstance(state, End)
    if flow == MAIN:
        scratch.end(state.outcome)
        return
    parent = scratch.routine.flows[flow].parent
    assert parent is not None
    together = scratch.routine.states[parent]
    assert isinstance(together, Together)
    if all(isinstance(scratch.state(branch), End) for branch in together.flows):
        scratch.move(together.move)


_KINDS: dict[type[State], Callable[[Scratch, str, State], None]] = {
    Gateway: _gateway,
    Call: _call,
    Together: _together,
    Do: _do,
    End: _end,
}
