"""Whoever taps the wrong thing can take it back."""

from __future__ import annotations

import pytest

from engine.model.routine import Choice, Do, Routine, Step
from tests.routines.library import ROUTINES, load

SKIP = "skip"
NOT_TO_BE_HAD_BACK = {("lmo_fungerar_inte", "forstorda")}
"""What has been destroyed when it is said; it is asked about before it counts."""


def sends(routine: Routine, choice: Choice) -> bool:
    """Whether it leads to a mail or a webhook, which has left the house."""
    return isinstance(routine.states.get(choice.move.to or ""), Do)


@pytest.mark.parametrize("id", ROUTINES)
def test_every_choice_can_be_taken_back_but_for_what_leaves_the_house(id: str) -> None:
    routine = load(id)
    choices = [
        *routine.anytime,
        *(choice for state in routine.states.values() if isinstance(state, Step) for choice in state.choices),
    ]

    lasting = {(id, choice.id) for choice in choices if choice.undo is None and choice.id != SKIP}

    assert lasting == {(id, each.id) for each in choices if sends(routine, each)} | {
        each for each in NOT_TO_BE_HAD_BACK if each[0] == id
    }
