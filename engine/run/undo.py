"""What a choice can be taken back to, and how that follows what happens meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from engine.run.commands import Choose, Command, Delivered
from engine.run.instance import Instance, PendingTimer, Token, Undo

Pairs = Iterable[tuple[Instance | None, Instance]]
"""Instances before (None: new) and after a command."""


def undo_of(choice: Choose, until: datetime, changed: Pairs) -> Undo:
    """What taking back the choice would bring back, by what it changed."""
    pairs = tuple(changed)
    known = tuple((before, now) for before, now in pairs if before is not None)
    return Undo(
        instance=choice.instance,
        state=choice.state,
        choice=choice.choice,
        by=choice.by.subject,
        until=until,
        before=tuple(before for before, _ in known),
        counters=tuple(_counters(now) for _, now in known),
        started=tuple(now.id for before, now in pairs if before is None),
        paper=choice.paper,
    )


def takes_away(undo: Undo, command: Command, changed: Pairs) -> bool:
    """Whether what the command did leaves nothing to take back.

    It does where it is a delivery to where the choice led, or a change of facts or places (as every choice is) in what the choice changed
    or started. What goes on elsewhere in the case does not, nor what leaves facts and places as they are: a reminder, a step that is taken
    or given back, another owner.
    """
    if isinstance(command, Delivered) and would_take_back(undo, command.instance, command.visit):
        return True
    concerned = {*undo.started, *(each.id for each in undo.before)}
    return any(
        now.id in concerned and (before is None or not _is_quiet(before, now)) for before, now in changed
    )


def followed(undo: Undo, changed: Pairs) -> Undo:
    """The undo after a command that did not take it away: what happened stands also when the choice is taken back."""
    since = {now.id: (was, now) for was, now in changed if was is not None}
    pairs = [
        (_followed(before, *since[before.id]), _counters(since[before.id][1]))
        if before.id in since
        else (before, counters)
        for before, counters in zip(undo.before, undo.counters, strict=True)
    ]
    return replace(undo, before=tuple(each for each, _ in pairs), counters=tuple(each for _, each in pairs))


def would_take_back(undo: Undo, instance: str, visit: int) -> bool:
    """Whether the visit is one that the choice led to."""
    return instance in undo.started or any(
        each.id == instance and visit > each.visits for each in undo.before
    )


def _counters(now: Instance) -> tuple[int, int, int]:
    return now.revision, now.visits, now.born


def _is_quiet(before: Instance, now: Instance) -> bool:
    """Whether facts and places are the same: only who has a step or the instance, incidents and timers may be others."""
    same = replace(
        now,
        revision=before.revision,
        tokens=before.tokens,
        timers=before.timers,
        fired=before.fired,
        owner=before.owner,
        starters=before.starters,
    )
    return same == before  # also `visits`, which grows wherever a place is entered


def _followed(back: Instance, was: Instance, now: Instance) -> Instance:
    """What would come back, with what a quiet command did to it: only that, since the rest is what the choice did."""
    before, after = _by_visit(was), _by_visit(now)
    tokens = {
        flow: replace(token, **_new(before[token.visit], after[token.visit], "taken_by", "incident", "freed"))
        if token.visit in after
        else token
        for flow, token in back.tokens.items()
    }
    fired = now.fired - was.fired
    visits = {each.visit for each in tokens.values()}
    # Nothing quiet moves a timer but that it has fired and comes again.
    before_it = {_of(each): each for each in was.timers}
    again = {_of(each): each for each in now.timers if before_it.get(_of(each), each) != each}
    return replace(
        back,
        **_new(was, now, "owner", "starters"),
        tokens=tokens,
        timers=tuple(
            again.get(_of(each), each) for each in back.timers if _of(each) not in fired or _of(each) in again
        ),
        fired=back.fired | {each for each in fired if each[0] in visits},
    )


def _of(timer: PendingTimer) -> tuple[int, int]:
    return timer.visit, timer.index


def _by_visit(instance: Instance) -> dict[int, Token]:
    return {token.visit: token for token in instance.tokens.values()}


def _new(was: object, now: object, *names: str) -> dict[str, Any]:
    """Those of the named values that are others than they were."""
    values = {name: getattr(now, name) for name in names}
    return {name: value for name, value in values.items() if value != getattr(was, name)}
