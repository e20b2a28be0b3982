"""The legend: only what stands there, as small as it can be."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from diagrams.drawing.sheet import legend_of
from diagrams.paper.pagination import PAPERS, pages_of
from diagrams.picture import Mark, boxes
from diagrams.telling.legend import shown
from diagrams.telling.routine_picture import picture_of
from diagrams.type.metrics import width
from diagrams.type.palette import LIGHT
from engine.model.routine import Routine
from tests.diagrams.samples import routine
from tests.routines.library import ROUTINES, load

TWO = routine(
    "  a: {title: A, role: chef, timers: [{after: 1 h, notify: chef, say: Nu.}]}\n"
    "  b: {title: B, role: personal}\n  c: {end: klart, title: Klart}"
)


def test_roles_stand_in_the_order_in_which_they_are_met() -> None:
    assert [mark.title for mark in picture_of(TWO).legend] == ["Chef", "Personal", "Påminnelse eller besked"]


@pytest.mark.parametrize("of", [*map(load, ROUTINES)], ids=[*ROUTINES])
def test_a_page_tells_the_roles_and_kinds_that_stand_on_it_and_no_others(of: Routine) -> None:
    for page in pages_of(picture_of(of), PAPERS["a4"]):
        found = list(boxes(page.picture.panels))
        marks = page.picture.legend
        assert {mark.role for mark in marks if mark.role} == {role for box in found for role in box.roles}
        assert ("Fråga" in {mark.title for mark in marks}) == any(box.kind == "gateway" for box in found)
        assert ("Väntar" in {mark.title for mark in marks}) == any(box.kind == "wait" for box in found)


def test_a_role_that_stands_second_in_every_step_is_there_too() -> None:
    of = routine("  a: {title: A, role: [personal, chef]}\n  b: {end: klart}")
    assert [mark.title for mark in picture_of(of).legend] == ["Personal", "Chef"]


def test_the_classes_of_time_stay_together() -> None:
    shades = tuple(Mark(title=f"{number}", shade=number) for number in range(6))
    assert shown(shades, picture_of(TWO).panels) == shades


def test_every_row_begins_at_the_left() -> None:
    of = picture_of(load("forlorad_telefon"))
    parts, _ = legend_of(of, 260, LIGHT, 5, 100)
    places = [
        part.split("translate(")[1].split(")")[0].split() for part in parts if "translate(" in part[:30]
    ]
    rows: dict[str, list[float]] = {}
    for x, y in places:
        rows.setdefault(y, []).append(float(x))
    assert len(rows) > 1
    assert {row[0] for row in rows.values()} == {5.0}


def test_a_title_longer_than_the_sheet_is_clipped() -> None:
    picture = picture_of(TWO)
    long = replace(picture, legend=(Mark(title="Roll " * 80, paint=0, icon="person"),))
    parts, _ = legend_of(long, 400, LIGHT, 0, 0)
    (said,) = re.findall(r">([^<]+)</text>", "".join(parts))
    assert said.endswith("…")
    assert width(said, 12.5) < 400
