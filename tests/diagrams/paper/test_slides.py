"""Slides: a section on each as large as it can be read, what can happen at any time together, and links that name the slides."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from diagrams.paper.page_drawing import foot, page_svg
from diagrams.paper.pagination import MARGIN, PAPERS, Page, pages_of
from diagrams.picture import boxes
from diagrams.telling.routine_picture import picture_of
from diagrams.type.palette import LIGHT
from engine.model.routine import Routine
from tests.diagrams.geometry import wrongs
from tests.diagrams.samples import in_both, load, routine
from tests.routines.library import load as load_real

TALL = "".join(
    f"  s{number}: {{title: Gör del {number} av arbetet, role: personal}}\n" for number in range(12)
)


def slides(of: Routine, language: str = "sv") -> tuple[Page, ...]:
    return pages_of(picture_of(of, language=language), PAPERS["slide"])


def titles(page: Page) -> list[str | None]:
    return [section.title for panel in page.picture.panels for section in panel.sections]


def test_every_slide_is_16_to_9() -> None:
    assert {page.width / page.height for page in slides(load("arbetstelefon"))} == {16 / 9}


def test_a_section_has_a_slide_of_its_own_and_what_can_happen_at_any_time_one_together() -> None:
    of = routine(
        "  a: {title: A, section: Före, role: personal}\n  b: {title: B, section: Efter, role: personal}\n  s: {end: slut}",
        more="anytime: {x: {label: Larm, start: larm}, y: {label: Brand, start: brand}}",
    )
    assert [titles(page) for page in slides(of)] == [
        ["Före"],
        ["Efter"],
        ["När som helst: larm", "När som helst: brand"],
    ]


def test_a_high_section_stands_in_columns_on_one_slide() -> None:
    (page,) = slides(routine(f"{TALL}  s: {{end: slut}}"))
    assert page.letters >= PAPERS["slide"].least
    assert len({frame.frame.left for block in page.sheet.blocks for frame in block.frames}) > 1
    assert wrongs(page.sheet) == []


def test_a_section_that_no_slide_holds_has_as_many_as_it_takes() -> None:
    states = "".join(
        f"  s{number}: {{title: Gör del {number}, role: personal, choices: {{ja: {{label: Gå vidare, to: {to}}}, "
        + ", ".join(f"v{way}: {{label: Välj väg {way}, to: e{way}}}" for way in range(5))
        + "}}\n"
        for number, to in enumerate(("s1", "s2", "s3", "e0"))
    )
    ends = "".join(f"  e{number}: {{end: e{number}}}\n" for number in range(5))
    found = slides(routine(states + ends))
    assert len(found) > 1
    assert [page.letters for page in found if page.letters < PAPERS["slide"].least] == []


def test_links_name_slides_and_the_foot_has_the_version() -> None:
    found = slides(load_real("stodpass"))
    named = [box.title for page in found for box in boxes(page.picture.panels) if box.kind == "link"]
    assert "Gå till fråga 1 (bild 3)" in named
    left, right = foot(found[0])
    assert left.startswith("Version 3 · beslutad av ")
    assert left.endswith(" · Fortsätter på bild 2")
    assert right == f"Bild 1 av {len(found)}"


def test_they_speak_english() -> None:
    of = in_both(
        routine(
            "  a: {title: A, section: X, role: personal}\n  b: {title: B, section: Y, role: personal}\n  s: {end: slut}"
        )
    )
    assert foot(slides(of, "en")[0]) == ("Version 1 · Goes on at picture 2", "Picture 1 of 2")


def test_the_panels_stand_in_the_middle() -> None:
    (page,) = slides(routine("  a: {title: A, role: personal}\n  s: {end: slut}"))
    moved = [each.get("transform", "") for each in ET.fromstring(page_svg(page, LIGHT))]
    left = (page.width - page.sheet.width * page.scale) / 2
    assert left > 2 * MARGIN
    assert any(each.startswith(f"translate({left:.2f} ") for each in moved)


def test_nothing_on_a_slide_is_in_the_way() -> None:
    for of in (load("arbetstelefon"), load_real("forlorad_telefon")):
        assert [wrong for page in slides(of) for wrong in wrongs(page.sheet)] == []
