"""Which steps were left without being done: their time ran out, they were skipped, or something else took the routine away."""

from __future__ import annotations

from diagrams.storyboard.content.recording import Moment
from diagrams.telling.boxes import waits
from engine.model.routine import SKIP, Routine, Wait
from engine.run.commands import Choose, FireTimer
from engine.run.context import Library
from engine.run.events import choosing
from engine.run.instance import Token


def left_undone(moment: Moment, library: Library) -> frozenset[str]:
    """The states that the moment's instance left without doing them; those of a branch that another one put an end to are there too."""
    command = moment.command
    if not isinstance(command, Choose | FireTimer):
        return frozenset()
    before = moment.before.instances[command.instance]
    kept = {token.visit for token in moment.case.instances[command.instance].tokens.values()}
    routine = library.pinned(before.digest)
    gone = [token for token in before.tokens.values() if token.visit not in kept]
    return frozenset(token.state for token in gone if not _is_done(token, command, routine))


def _is_done(token: Token, command: Choose | FireTimer, routine: Routine) -> bool:
    """Whether the command is what the state is for: its own choice, or the time that it waits for."""
    state = routine.states[token.state]
    if isinstance(command, FireTimer):
        is_own = token.visit == command.visit
        return is_own and (state.message is None if isinstance(state, Wait) else waits(state))
    if state.id != command.state or command.choice == SKIP:
        return False
    choices = choosing.choices_of(routine, state)
    return not any(choice.anytime for choice in choices if choice.id == command.choice)
