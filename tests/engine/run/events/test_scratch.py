"""Moves on the working copy: asked, or made because they must succeed."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import pytest

from engine.model.routine import MAIN, Step
from engine.run.context import Context
from engine.run.events.scratch import Scratch, child_id
from engine.run.instance import KEPT_CHILDREN, Child, PendingTimer
from engine.run.outcome import Happened
from tests.engine.run.acting import Tale, routine

GUARDED = routine(
    """
    borja:
      role: medarbetare
      title: Börja
      choices:
        vidare: {label: Vidare, when: antal > 3, because: Det är för få., to: slut}
    slut: {end: klart}
    """,
    start="{by: medarbetare, ask: [antal]}",
    more="facts: {antal: {type: number, title: Antal}}",
)
(CHOICE,) = cast("Step", GUARDED.states["borja"]).choices


def scratch(antal: int) -> Scratch:
    """The working copy of an instance that rests in its first step."""
    tale = Tale(GUARDED, antal=antal)
    return Scratch(GUARDED, tale.root, tale.now, Context())


def test_a_move_that_must_succeed_is_made() -> None:
    working = scratch(4)
    working.move(CHOICE.move)
    assert working.tokens[MAIN].state == "slut"


def test_a_move_that_must_succeed_and_does_not_stops_the_step() -> None:
    working = scratch(3)
    with pytest.raises(RuntimeError, match="its guard is false"):
        working.move(CHOICE.move)
    assert working.tokens[MAIN].state == "borja"


def test_a_move_that_was_found_allowed_is_made_by_what_it_was_found_by() -> None:
    working = scratch(4)
    allowed = working.env()
    working.set_facts({"antal": 1})
    working.move(CHOICE.move, allowed)
    assert working.tokens[MAIN].state == "slut"


def test_a_move_that_is_asked_says_no_and_moves_nothing() -> None:
    working = scratch(3)
    assert not working.try_move(CHOICE.move, working.env())
    assert working.tokens[MAIN].state == "borja"


def test_what_happened_tells_with_which_outcome_it_ended() -> None:
    working = scratch(3)
    working.end("klart")
    ended = working.outcome()
    assert (ended.instance.status, ended.instance.outcome) == ("ended", "klart")
    assert ended.happened == (
        Happened(kind="ended", instance=ended.instance.id, detail={"outcome": "klart"}),
    )


def test_where_nothing_is_set_nothing_is_told() -> None:
    working = scratch(3)
    working.set_facts({})
    assert working.outcome().happened == ()


def test_timers_stand_in_the_order_they_are_due_and_at_one_time_in_that_of_their_places() -> None:
    working = scratch(3)
    early, late = working.now, working.now + timedelta(hours=1)
    armed = [
        PendingTimer(state="borja", visit=visit, index=index, due=due)
        for due, visit, index in [(late, 2, 1), (late, 2, 0), (late, 1, 1), (early, 3, 0)]
    ]
    working.timers = armed
    assert working.outcome().instance.timers == tuple(reversed(armed))


def test_what_runs_is_never_forgotten_however_much_there_is() -> None:
    working = scratch(3)
    many = KEPT_CHILDREN + 5
    working.children = [Child(id=f"c{number}", routine="annan") for number in range(many)]
    working.child_over("c3", "ended", "klart")
    assert [each.id for each in working.children] == [f"c{number}" for number in range(many)]


def test_the_ids_of_what_is_started_are_the_same_in_every_version_of_the_program() -> None:
    assert [child_id("i1", number) for number in (1, 2)] == [
        "73cc46b7b1ded85ac5d1",
        "4e114d449b203e94f20a",
    ]
