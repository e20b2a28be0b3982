"""Which way of each gateway was taken: read off what has happened, where something is rehearsed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from engine.model.routine import Gateway
from engine.run.context import Library, env_of
from engine.run.instance import Case, Instance
from engine.run.outcome import Happened


def with_exits(
    happened: Sequence[Happened], case: Case, now: datetime, library: Library
) -> Iterator[Happened]:
    """What has happened, where a gateway was entered with the number of the way that was taken on: `{"exit": 1}`.

    `case` is as it was afterwards. Ways that lead to the same state are told apart by their conditions.
    """
    for at, each in enumerate(happened):
        found = None
        if each.kind == "entered" and each.state is not None and each.instance in case.instances:
            instance = case.instances[each.instance]
            gateway = library.pinned(instance.digest).states[each.state]
            if isinstance(gateway, Gateway):
                found = _exit(gateway, instance, happened[at + 1 :], now, library)
        yield each if found is None else replace(each, detail={"exit": found})


def _exit(
    gateway: Gateway,
    instance: Instance,
    after: Sequence[Happened],
    now: datetime,
    library: Library,
) -> int | None:
    targets = {branch.to for branch in gateway.branches}
    entered = (each.state for each in after if each.instance == instance.id and each.kind == "entered")
    target = next((state for state in entered if state in targets), None)  # other branches go on in between
    leading = [number for number, branch in enumerate(gateway.branches) if branch.to == target]
    if len(leading) < 2:
        return leading[0] if leading else None
    env = env_of(instance.facts, instance.children, now, library.context)
    for number in leading:
        when = gateway.branches[number].when
        if when is None or when.holds(env):
            return number
    return leading[0]
