"""The table of kinds: complete, so that a kind of state that is added is drawn and told, or missed here first."""

from __future__ import annotations

from typing import get_args

from diagrams.kinds import KINDS
from diagrams.picture import Kind
from engine.model import kinds


def test_every_kind_of_box_has_its_row() -> None:
    assert set(KINDS) == set(get_args(Kind))


def test_every_kind_of_state_has_one_kind_of_box_and_is_told_in_the_handbook() -> None:
    boxes = [each for each in KINDS.values() if each.state]
    states = [each.state.__name__ for each in boxes if each.state]
    assert sorted(states) == sorted(each.type.__name__ for each in kinds.KINDS.values())
    assert all(each.entry for each in boxes)


def test_a_legend_entry_of_two_kinds_is_one() -> None:
    assert KINDS["call"].legend is KINDS["started"].legend
