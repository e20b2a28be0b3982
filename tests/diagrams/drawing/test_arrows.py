"""Where the words of an arrow stand, and which arrows the eye follows."""

from __future__ import annotations

from itertools import pairwise

import pytest

from diagrams.drawing.arrows import Label, Stroke, down, lines
from diagrams.layout.place import place
from diagrams.picture import Arrow
from diagrams.telling.routine_picture import picture_of
from diagrams.type.sizes import BESIDE_LINE, CLOCK
from engine.model.routine import Routine
from tests.diagrams.samples import load, routine
from tests.routines.library import ROUTINES
from tests.routines.library import load as load_real

ALL = [*map(load_real, ROUTINES), load("arbetstelefon"), load("telefonfel")]
LONG = "Personuppgiftsincidentrapporteringsskyldighetsbedömningsmall"


def drawn(of: Routine) -> list[Stroke]:
    sections = [section for panel in picture_of(of).panels for section in panel.sections]
    return [
        line
        for section, placed in zip(sections, place(sections), strict=True)
        for line in lines(section, placed)
    ]


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)
def test_the_words_of_every_arrow_downwards_stand_at_its_right(of: Routine) -> None:
    for line in drawn(of):
        if line.label and not line.from_left and len(line.points) == 2:
            assert line.label.place.left >= line.points[0][0] + BESIDE_LINE
            assert not line.label.centred


def test_so_do_those_with_a_very_long_word() -> None:
    label = down(Arrow(labels=(LONG,)), 100, 0)
    assert label is not None
    assert label.place.left == 100 + BESIDE_LINE
    assert label.place.width <= 160


def test_an_arrow_downwards_that_goes_by_itself_has_its_clock_before_the_words() -> None:
    label = down(Arrow(labels=("efter 5 min",), times=1), 100, 0)
    assert isinstance(label, Label)
    assert label.clock == 0
    assert label.begins(0) == 100 + BESIDE_LINE + CLOCK
    assert label.place.left == 100 + BESIDE_LINE


def test_an_arrow_that_is_chosen_or_goes_by_itself_has_the_clock_before_the_time_alone() -> None:
    of = routine(
        "  a: {title: A, role: personal, choices: {x: {label: Klar, to: b}}, timers: [{after: 2 h, to: b}]}\n"
        "  b: {end: slut}"
    )
    label = next(line.label for line in drawn(of) if line.source == "a")
    assert label is not None
    assert label.lines == ("Klar /", "efter 2 h")
    assert label.clock == 1
    assert label.begins(1) - label.begins(0) == CLOCK


def test_the_arrows_of_the_path_are_told_from_those_to_the_side() -> None:
    of = routine(
        "  a: {title: A, role: personal, choices: {ja: {label: Ja, to: b}, nej: {label: Nej, to: c}}}\n"
        "  b: {title: B, role: personal, choices: {klar: {label: Klar, to: slut}}}\n"
        "  c: {title: C, role: personal}\n  d: {title: D, role: personal, choices: {klar: {label: Klar, to: slut}}}\n"
        "  slut: {end: slut}"
    )
    on_path = [(line.source, line.target) for line in drawn(of) if line.on_path]
    assert on_path == list(pairwise(["start.", "a", "b", "slut"]))
