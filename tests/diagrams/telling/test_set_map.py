"""A set of routines on one sheet: each once, every way between them once."""

from __future__ import annotations

from diagrams.layout.compose import compose
from diagrams.picture import Picture, boxes
from diagrams.telling.set_map import map_of
from engine.model.routine import Routine
from tests.diagrams.geometry import wrongs
from tests.diagrams.samples import compiled
from tests.diagrams.telling.test_routine_picture import arrows
from tests.routines.library import ROUTINES, load


def one(id: str, *starts: str) -> Routine:
    """A routine of one step, that may start others."""
    choices = "".join(f", {target}: {{label: Starta {target}, start: {target}}}" for target in starts)
    return compiled(
        f"routine: {id}\nversion: 1\ntitle: Rutin {id}\nlanguage: sv\nroles: {{p: {{title: Personal}}}}\nstart: p\n"
        f"states:\n  a: {{title: A, role: p, choices: {{vidare: {{label: Vidare, to: s}}{choices}}}}}\n  s: {{end: klar}}\n",
        f"{id}.yaml",
    )


def drawn(*routines: Routine) -> Picture:
    return map_of(routines)


def titles(picture: Picture, kind: str) -> list[str]:
    return [box.title for box in boxes(picture.panels) if box.kind == kind]


def test_each_routine_stands_once() -> None:
    picture = map_of([load(id) for id in ROUTINES])
    assert sorted(titles(picture, "call")) == sorted(load(id).title.say() for id in ROUTINES)


def test_every_way_is_told_with_the_step_it_goes_from() -> None:
    picture = map_of([load("arbetspass"), load("stodpass"), load("telefon_fel")])
    labels = [label for arrow in arrows(picture) for label in arrow.labels]
    assert "Steg 4: Starta ett stödpass" in labels
    assert labels.count("När som helst: Telefonen krånglar") == 2


def test_a_routine_that_is_led_to_twice_is_linked() -> None:
    picture = drawn(one("a", "b", "c"), one("b", "c"), one("c"))
    assert titles(picture, "call") == ["Rutin a", "Rutin b", "Rutin c"]
    assert titles(picture, "link") == ["Se ”Rutin c”"]


def test_a_circle_is_drawn_too() -> None:
    picture = drawn(one("a", "b"), one("b", "a"))
    assert (titles(picture, "call"), titles(picture, "link")) == (["Rutin a", "Rutin b"], ["Se ”Rutin a”"])


def test_routines_by_themselves_have_a_frame_of_their_own() -> None:
    picture = drawn(one("a", "b"), one("b"), one("x"), one("y"))
    assert picture.panels[-1].sections[0].title == "Fristående rutiner"
    assert [row.box.id for row in picture.panels[-1].sections[0].chain.rows] == ["x", "y"]


def test_many_routines_by_themselves_stand_in_columns_and_fill_the_sheet() -> None:
    picture = drawn(*(one(f"r{number}") for number in range(12)))
    assert [len(panel.sections[0].chain.rows) for panel in picture.panels] == [4, 4, 4]
    sheet = compose(picture)
    assert wrongs(sheet) == []
    filled = sum(block.place.width * block.place.height for block in sheet.blocks)
    assert filled > 2 / 3 * sheet.width * sheet.height


def test_one_way_from_several_steps_is_told_once() -> None:
    labels = [
        label
        for arrow in arrows(map_of([load("arbetspass"), load("lmo_fungerar_inte")]))
        for label in arrow.labels
    ]
    assert labels == ["Steg 2 och 4: LMO applikationen fungerar inte"]


def test_a_routine_that_is_not_in_the_set_is_not_in_the_picture() -> None:
    assert titles(drawn(one("a", "borta")), "call") == ["Rutin a"]


def test_a_box_says_who_starts_it_and_how_long_it_is() -> None:
    (box,) = boxes(drawn(one("a")).panels)
    assert [line.text for line in box.lines] == ["Startas av Personal", "1 steg · version 1"]
    assert box.words == "Rutin a. Startas av Personal. 1 steg · version 1."


def test_nothing_is_in_the_way() -> None:
    assert wrongs(compose(map_of([load(id) for id in ROUTINES]))) == []
