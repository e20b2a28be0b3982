"""The rows that follow from where an instance is: what waits in worklists, for timers, and which notices still stand. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from engine.model.routine import Routine, Step
from engine.run import duties, who
from engine.run.events import timers
from engine.run.instance import Instance
from engine.run.outcome import Notice
from engine.store.staged.changes import Row

_INCIDENT = "incident"

_Thing = tuple[int, str]
"""A visit, and what in it a notice is about."""


def about(notice: Notice) -> str | None:
    """What of its visit a notice is about; None where it is about the whole instance."""
    if notice.timer is not None:
        return _of_timer(notice.timer)
    return _INCIDENT if notice.kind == "incident" else None


def _of_timer(index: int) -> str:
    return f"timer {index}"


def step_rows(
    routine: Routine, instance: Instance, number: Callable[[str], int]
) -> dict[tuple[int, str], Row]:
    """The worklist rows of a running instance by visit and role. `number` gives a person's."""
    rows: dict[tuple[int, str], Row] = {}
    for token in instance.tokens.values():
        state = routine.states[token.state]
        roles = state.roles if isinstance(state, Step) else ()
        if token.incident is not None:
            roles = (*roles, *who.sees_to(routine))
        kept = _between_commas(number(each) for each in duties.kept_away(instance, state))
        remind_at, limit_at = timers.reminder_and_limit(routine, instance, token)
        for role in roles:
            holder = who.holder(instance, token, state, role)
            rows[token.visit, role] = {
                "instance_id": instance.id,
                "visit": token.visit,
                "role": role,
                "case_id": instance.case,
                "routine": instance.routine,
                "digest": instance.digest,
                "state": token.state,
                "unit": instance.unit,
                "holder": None if holder is None else number(holder),
                "since": token.since,
                "due": min(filter(None, (remind_at, limit_at)), default=None),
                "remind_at": remind_at,
                "limit_at": limit_at,
                "incident": token.incident is not None,
                "kept_from": kept,
            }
    return rows


def _between_commas(numbers: Iterable[int]) -> str | None:
    """People as a row has them who are not to do its step: `,3,17,`, so that each is found between two commas."""
    joined = "".join(f"{each}," for each in numbers)
    return f",{joined}" if joined else None


def timer_rows(instance: Instance | None) -> dict[tuple[int, int], Row]:
    """The rows of the timers that are armed, by visit and index."""
    if instance is None:
        return {}
    return {
        (timer.visit, timer.index): {
            "instance_id": instance.id,
            "visit": timer.visit,
            "number": timer.index,
            "case_id": instance.case,
            "due": timer.fires_at,
        }
        for timer in instance.timers
    }


def notices_turned(old: Instance | None, after: Instance, sequence: int, *, back: bool) -> Iterator[Row]:
    """Which of the instance's notices are over with the command `sequence` of its case that were not before, and, where something is
    taken `back`, the other way round. What a timer has told is over for good when it tells it again.

    Each as what `Changes.turn_notices` takes. An instance where nothing has been told is asked for nothing, until it is over.
    """
    if old is None:
        return
    if after.status != "running":
        if old.status == "running":
            yield _turned(after, sequence, is_over=True, all_of_it=True)
        return
    before, now = _standing(old), _standing(after)
    here = {token.visit for token in after.tokens.values()}
    for visit in sorted({visit for visit, _ in before} - here):
        yield _turned(after, sequence, is_over=True, visit=visit, all_of_visit=True)
    for visit, about in sorted(before - now):
        if visit in here:
            yield _turned(after, sequence, is_over=True, visit=visit, about=about)
    for visit, about in sorted(now - before) if back else ():
        yield _turned(after, sequence, is_over=False, visit=visit, about=about)
    for timer in () if back else sorted(_told_again(old, after)):
        yield _turned(
            after, sequence - 1, is_over=True, visit=timer[0], about=_of_timer(timer[1]), for_good=True
        )


def _told_again(old: Instance, after: Instance) -> Iterator[tuple[int, int]]:
    """The timers, as visit and index, that have fired before and now."""
    due = {(timer.visit, timer.index): timer.due for timer in old.timers}
    for timer in after.timers:
        key = timer.visit, timer.index
        if key in old.fired and key in after.fired and due.get(key, timer.due) != timer.due:
            yield key


def _standing(instance: Instance) -> set[_Thing]:
    """What the instance is known to have given notice of that still is so."""
    return {(visit, _of_timer(index)) for visit, index in instance.fired} | {
        (token.visit, _INCIDENT) for token in instance.tokens.values() if token.incident is not None
    }


def _turned(instance: Instance, until: int, **how: Any) -> Row:
    return {
        "case_id": instance.case,
        "instance_id": instance.id,
        "until": until,
        "visit": None,
        "about": None,
        "all_of_it": False,
        "all_of_visit": False,
        "for_good": False,
        **how,
    }
