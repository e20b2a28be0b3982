"""How long steps take: fixed classes, the number always written, nothing told of few people."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from diagrams.picture import Box, boxes
from diagrams.telling.heat import LIMITS, Heat, shade
from diagrams.telling.routine_picture import picture_of
from diagrams.type.palette import LIGHT, THEMES, Theme
from engine.figures.statistics import FEWEST_PEOPLE, Figures, Statistics
from tests.diagrams.samples import in_both, load
from tests.diagrams.sheets import svg

OF = load("arbetstelefon")


def statistics(**states: Figures) -> Statistics:
    return Statistics(
        routine=OF.id,
        since=datetime(2026, 10, 1, tzinfo=UTC),
        until=datetime(2026, 11, 1, tzinfo=UTC),
        states=states,
    )


def figures(minutes: float | None = 12, visits: int = 1630, people: int = 40) -> Figures:
    return Figures(
        visits=visits, people=people, median=None if minutes is None else timedelta(minutes=minutes)
    )


def box(of: Statistics, state: str = "insatser", language: str = "sv") -> Box:
    found = boxes(picture_of(in_both(OF), statistics=of, language=language).panels)
    return next(each for each in found if each.id == state)


@pytest.mark.parametrize(
    ("minutes", "number"), [(0, 0), (2, 0), (2.1, 1), (5, 1), (15, 2), (30, 3), (60, 4), (60.1, 5), (9999, 5)]
)
def test_the_classes_are_six_and_fixed(minutes: float, number: int) -> None:
    assert shade(timedelta(minutes=minutes)) == number
    assert len(LIMITS) + 1 == len(LIGHT.shades) == 6


@pytest.mark.parametrize(
    ("given", "language", "said"),
    [
        (figures(), "sv", "12 min i median · 1\N{NO-BREAK SPACE}630 gånger"),
        (figures(), "en", "12 min median · 1,630 times"),
        (figures(0.4, 1), "sv", "under 1 min i median · 1 gång"),
        (figures(95, 23), "sv", "95 min i median · 23 gånger"),
        (figures(210, 23), "sv", "3,5 h i median · 23 gånger"),
        (figures(60 * 100.8, 23), "en", "4.2 days median · 23 times"),
        (figures(None, 23), "sv", "23 gånger"),
    ],
)
def test_the_number_is_written(given: Figures, language: str, said: str) -> None:
    shown = box(statistics(insatser=given), language=language)
    assert [line.text for line in shown.lines] == [said]
    assert said in shown.words


def test_figures_of_few_people_are_not_shown_but_said_so() -> None:
    shown = box(statistics(insatser=figures(people=FEWEST_PEOPLE - 1)))
    assert ([line.text for line in shown.lines], shown.shade) == (["färre än 5 personer, visas inte"], None)


def test_no_figure_of_few_people_is_anywhere_in_the_document() -> None:
    drawing = svg(OF, statistics=statistics(insatser=figures(37, 777, people=4)))
    assert not re.search(r"\b(37|777)\b(?!\.)", " ".join(re.findall(r">([^<]+)<", drawing)))


def test_enough_people_are_shown() -> None:
    assert box(statistics(insatser=figures(people=FEWEST_PEOPLE))).shade == 2


def test_nobody_is_not_told_apart_from_a_few() -> None:
    assert box(statistics()) == box(statistics(insatser=figures(visits=3, people=1)))


def test_the_period_and_all_classes_stand_on_the_sheet() -> None:
    picture = picture_of(OF, statistics=statistics(insatser=figures()))
    assert picture.notes == (
        "Tid per steg, 2026-10-01 – 2026-10-31. Siffror visas bara där minst 5 personer i enheten ligger bakom en månad.",
    )
    assert [mark.title for mark in picture.legend if mark.shade is not None] == [
        "högst 2 min",
        "2–5 min",
        "5–15 min",
        "15–30 min",
        "30–60 min",
        "över 60 min",
    ]


@pytest.mark.parametrize("theme", ["light", "dark", "mono"])
def test_the_box_has_the_ground_of_its_class(theme: str) -> None:
    drawing = svg(OF, statistics=statistics(insatser=figures(95)), theme=theme)  # type: ignore[arg-type]
    assert drawing.count(THEMES[theme].shades[5]) >= 2, "the box and the legend"


@pytest.mark.parametrize("theme", THEMES)
def test_a_box_without_a_time_is_hatched_and_not_one_of_the_shortest_class(theme: Theme) -> None:
    few = statistics(insatser=figures(people=FEWEST_PEOPLE - 1), aka=figures(1))
    assert box(few).hatched
    assert box(statistics(insatser=figures(1))).hatched is False
    assert box(statistics(insatser=figures(None))).hatched, "counted, but no time known"
    drawing, line = svg(OF, statistics=few, theme=theme), THEMES[theme].section_line
    assert drawing.count(f'stroke="{line}" stroke-width="1" stroke-opacity="0.7"') > 1


def test_questions_and_ends_take_no_time_and_are_never_hatched() -> None:
    shown = picture_of(OF, statistics=statistics())
    assert {each.kind for each in boxes(shown.panels) if each.hatched} <= {
        "step",
        "wait",
        "do",
        "call",
        "together",
    }
    assert [mark.title for mark in shown.legend if mark.hatched] == ["Ingen tid visas"]
    assert not any(each.hatched for each in boxes(picture_of(OF).panels))


def test_from_the_fifth_class_the_ink_is_white() -> None:
    assert [ink == "#FFFFFF" for ink in LIGHT.on_shades] == [False] * 4 + [True] * 2


def test_heat_is_the_language_s_own() -> None:
    assert Heat(statistics(), "en").note().startswith("Time per step, 2026-10-01 – 2026-10-31.")
