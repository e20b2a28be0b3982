"""Commands that nobody sensible gives: names that are not there, values of every kind, other people, other times."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from engine.model.routine import REASON, Step
from engine.run import commands
from engine.run.commands import Command
from engine.run.instance import SYSTEM, Person
from engine.said import Said
from engine.scenarios.player import UNIT
from tests.generated.driving import MANAGER, VALUES, WORKER, Drive
from tests.generated.limits import NUMBER
from tests.generated.routines import MESSAGE

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["1e400", "9" * 400, "2026-02-30", "9999-12-31T23:59:59Z", "{fx}", "", " ", "a", "yes"])
    | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)
PEOPLE = (WORKER, MANAGER, SYSTEM, Person("m9"), Person("m2", frozenset({("medarbetare", UNIT), ("", "")})))


@st.composite
def hostile(draw: st.DrawFn, drive: Drive) -> Command:
    """A command to the case as it is, of any kind, with what may be there and what is not."""
    instance = draw(st.sampled_from([*drive.case.instances, "okand", ""]))
    routines = [each.routine for each in drive.made.values()]
    states = [id for routine in routines for id in routine.states]
    choices = [
        each.id
        for routine in routines
        for state in routine.states.values()
        if isinstance(state, Step)
        for each in (*state.choices, *routine.anytime)
    ]
    name = st.text(max_size=8)
    said = st.sampled_from([*VALUES, NUMBER, REASON]) | name
    own: dict[str, st.SearchStrategy[Any]] = {
        "state": st.sampled_from(states) | name,
        "choice": st.sampled_from(choices) | name,
        "facts": st.dictionaries(said, JSON, max_size=3),
        "checked": st.frozensets(st.integers(-2, 5), max_size=3),
        "visit": st.integers(-1, 12),
        "index": st.integers(-1, 3),
        "message": st.just(MESSAGE) | name,
        "problem": st.none() | name,
        "sent": st.booleans(),
        "reason": name,
        "way": st.sampled_from(["again", "outcome", "step", "annat"]),
        "target": st.sampled_from([*states, "gick", "cancelled"]) | name,
        "release": st.booleans(),
        "to": name,
        "why": st.just(Said("Nej.", "No.")),
    }
    kind, fields = draw(st.sampled_from(KINDS))
    command: Command = kind(
        at=drive.now + timedelta(minutes=draw(st.sampled_from([-90, 0, 3, 10**6]))),
        by=draw(st.sampled_from(PEOPLE)),
        instance=instance,
        revision=draw(st.none() | st.integers(-1, 9)),
        **{field: draw(own[field]) for field in fields},
    )
    return command


KINDS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (commands.Choose, ("state", "choice", "facts", "checked")),
    (commands.FireTimer, ("visit", "index")),
    (commands.CannotFire, ("visit", "index", "why")),
    (commands.Receive, ("message", "facts")),
    (commands.Delivered, ("visit", "problem")),
    (commands.TakeBack, ("sent",)),
    (commands.Correct, ("facts", "reason")),
    (commands.Cancel, ("reason",)),
    (commands.Resolve, ("state", "way", "target", "reason")),
    (commands.Take, ("state", "release")),
    (commands.HandOver, ("to",)),
)
