"""The way through the routine on a card is never higher than there is room for, however long its sections' titles are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diagrams.storyboard.forms.trail_drawing import MOST, trail_drawing
from diagrams.storyboard.story import Trail
from diagrams.type.palette import LIGHT
from tests.diagrams.storyboard.library import all_boards

LONG = "Det som görs när någon inte kommer till dörren och ingen av de närmaste vet var personen är"
BESIDE = 60.0
"""What is above and below the boxes: how many are left out, the legend, and the room around."""


@pytest.mark.parametrize("title", ["Genast", LONG])
def test_a_trail_stays_within_its_room_whatever_its_sections_are_called(title: str) -> None:
    longest = max(
        (card.trail for each in all_boards() for card in each.cards), key=lambda trail: len(trail.stops)
    )
    stops = tuple(replace(each, section=f"{title} {number}") for number, each in enumerate(longest.stops))
    drawn = trail_drawing(Trail(stops=stops, words=longest.words), LIGHT, "sv", "a")
    assert drawn.height <= MOST + BESIDE
