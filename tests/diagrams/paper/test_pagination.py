"""Pages: everything once, large enough to read, nothing in the way of anything, and a link wherever the flow leaves the page."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings

from diagrams.drawing.header import header_height
from diagrams.drawing.sheet import legend_height
from diagrams.paper.filling import even_out
from diagrams.paper.page_breaks import Piece
from diagrams.paper.page_drawing import foot, page_svg
from diagrams.paper.pagination import FOOT, FURNITURE, MARGIN, PAPERS, Page, Paper, pages_of
from diagrams.picture import Chain, Panel, Picture, Section, Side, boxes
from diagrams.telling.routine_picture import picture_of
from diagrams.type.metrics import width
from diagrams.type.palette import LIGHT
from engine.language.compile import compile_text
from engine.model.routine import Routine
from engine.model.usual import ways
from tests.diagrams.geometry import wrongs
from tests.diagrams.layout.test_compose import documents
from tests.diagrams.samples import load, routine
from tests.diagrams.type.test_ink import HOSTILE
from tests.routines.library import ROUTINES
from tests.routines.library import load as load_real

NAMESPACE = "{http://www.w3.org/2000/svg}"


@cache
def long(count: int) -> Routine:
    """A routine of so many steps, each of which may also end it."""
    states = "\n".join(
        f"  s{number}: {{title: Steg nummer {number}, role: personal, choices: {{"
        f"ja: {{label: Gå vidare, to: {f's{number + 1}' if number + 1 < count else 'slut'}}}, "
        f"nej: {{label: Hoppa till slutet, to: slut}}}}}}"
        for number in range(count)
    )
    return routine(f"{states}\n  slut: {{end: slut}}")


ALL = [*map(load_real, ROUTINES), load("arbetstelefon"), load("telefonfel"), long(60)]
every_routine = pytest.mark.parametrize("of", ALL, ids=lambda of: f"{of.id}-{len(of.states)}")


def pages(of: Routine, paper: str = "a4") -> tuple[Page, ...]:
    return pages_of(picture_of(of), PAPERS[paper])


def real(picture: Picture) -> list[str]:
    """The ids of the boxes that are no links."""
    return [box.id for box in boxes(picture.panels) if box.kind not in ("link", "origin")]


@every_routine
@pytest.mark.parametrize("paper", PAPERS)
def test_every_box_stands_on_one_page(of: Routine, paper: str) -> None:
    found = Counter(id for page in pages(of, paper) for id in real(page.picture))
    assert found == Counter(real(picture_of(of)))


@every_routine
@pytest.mark.parametrize("paper", PAPERS)
def test_the_steps_text_can_be_read(of: Routine, paper: str) -> None:
    assert [page.letters for page in pages(of, paper) if page.letters < PAPERS[paper].least] == []


@every_routine
def test_nobody_has_to_turn_the_paper_between_pages(of: Routine) -> None:
    assert len({page.width for page in pages(of)}) == 1


@every_routine
def test_everything_of_a_page_stands_on_it(of: Routine) -> None:
    for page in pages(of):
        room = (page.width - 2 * MARGIN) / FURNITURE
        around = (header_height(page.picture, room) + legend_height(page.picture, room)) * FURNITURE
        assert page.sheet.width * page.scale <= page.width - 2 * MARGIN + 0.1
        assert page.sheet.height * page.scale + around + FOOT <= page.height - 2 * MARGIN + 0.1


@every_routine
def test_nothing_on_a_page_is_in_the_way(of: Routine) -> None:
    assert [wrong for page in pages(of) for wrong in wrongs(page.sheet)] == []


@every_routine
def test_a_link_leads_within_the_page_or_tells_which_page(of: Routine) -> None:
    found = pages(of)
    for page in found:
        own = set(real(page.picture))
        for box in boxes(page.picture.panels):
            assert box.leads_to is None or box.leads_to in own
    told = [box.title for page in found for box in boxes(page.picture.panels) if "(sida" in box.title]
    assert bool(told) == (len(found) > 1)


def test_the_numbers_on_pages_are_those_of_the_sheet() -> None:
    of = load_real("forlorad_telefon")
    whole = {box.id: box.number for box in boxes(picture_of(of).panels) if box.number}
    assert {
        box.id: box.number for page in pages(of) for box in boxes(page.picture.panels) if box.number
    } == whole


def test_a_flow_that_goes_on_says_so_at_both_ends() -> None:
    first, second, *_ = pages(long(60))
    assert foot(first) == ("Prov · Fortsätter på sida 2", f"Sida 1 av {first.of}")
    assert [box.title for box in boxes(first.picture.panels)][-1].endswith("(sida 2)")
    assert next(box.title for box in boxes(second.picture.panels)) == "Från sidan före"


def test_a_small_routine_is_one_page_and_not_blown_up() -> None:
    (page,) = pages(routine("  a: {title: A, role: personal}\n  b: {end: slut}"))
    assert (page.number, page.of, page.scale) == (1, 1, 1.1)


def test_the_whole_of_a_real_routine_is_one_a3() -> None:
    assert len(pages(load_real("forlorad_telefon"), "a3")) == 1


def test_a_routine_of_two_hundred_steps_is_readable_pages() -> None:
    found = pages(long(200))
    assert min(page.letters for page in found) >= 10
    assert sum(len(real(page.picture)) for page in found) == 202


@pytest.mark.parametrize(
    "title", [*HOSTILE, "Rubrik " * 43, "Personuppgiftsincidentrapporteringsskyldighetsbedömningsmall"]
)
def test_a_page_holds_any_title(title: str) -> None:
    page = pages_of(replace(picture_of(long(2)), title=title), PAPERS["a4"])[0]
    assert width(foot(page)[0], 9) + width(foot(page)[1], 9) <= page.width - 2 * MARGIN
    root = ET.fromstring(page_svg(page, LIGHT))
    assert root.findtext(f"{NAMESPACE}title") == title
    assert (root.get("width"), root.get("height")) == ("595", "842")


@settings(max_examples=25)
@given(documents())
def test_a_generated_routine_is_whole_on_its_pages(document: str) -> None:
    of = compile_text(document, "prov.yaml").routine
    if of is not None:
        # Half a page high, so that even a small routine takes several.
        found = pages_of(picture_of(of), Paper(595.28, 420.0, 10.0))
        assert Counter(id for page in found for id in real(page.picture)) == Counter(real(picture_of(of)))
        assert [wrong for page in found for wrong in wrongs(page.sheet)] == []
        assert [page.number for page in found] == list(range(1, len(found) + 1))


def test_a_small_panel_stands_on_the_first_page_that_has_room_for_it() -> None:
    found = pages(load_real("forlorad_telefon"))
    assert [panel.id for panel in found[0].picture.panels] == ["main", "samtidigt.sparrning", "main"]


def test_a_section_that_no_page_holds_begins_where_there_is_room_and_not_on_a_page_of_its_own() -> None:
    short = "  a: {title: Börja, section: Först, role: personal}\n"
    many = "".join(
        f"  s{number}: {{title: Gör del {number}, section: Sedan, role: personal}}\n" for number in range(60)
    )
    first, *_ = pages(routine(f"{short}{many}  slut: {{end: slut}}"))
    assert [section.title for panel in first.picture.panels for section in panel.sections][:2] == [
        "Först",
        "Sedan",
    ]


def test_what_goes_on_over_several_pages_stands_on_pages_that_follow_each_other() -> None:
    for of in (load_real("forlorad_telefon"), load_real("inloggning"), long(60)):
        on = [[panel.id for panel in page.picture.panels] for page in pages(of)]
        branches = {panel.id for panel in picture_of(of).panels if panel.within}
        for id in {id for page in on for id in page}:
            stands = [number for number, page in enumerate(on) if id in page]
            # Between the parts of a flow stand only the branches that begin there.
            for number in range(stands[0], stands[-1]):
                assert id in on[number] or branches & set(on[number])


def test_an_origin_names_the_pages_of_all_from_which_one_comes() -> None:
    found = pages(load_real("arbetspass"))
    origins = [box.title for page in found for box in boxes(page.picture.panels) if box.kind == "origin"]
    assert "Från steg 2 och 2a (sida 1 och 2)" in origins


@every_routine
def test_pages_are_drawn_about_equally_large(of: Routine) -> None:
    scales = [page.scale for page in pages(of)]
    assert max(scales) <= 1.2 * min(scales) + 0.001


@every_routine
def test_what_else_stands_beside_a_box_never_comes_on_a_page_before_it(of: Routine) -> None:
    on_page = {id: page.number for page in pages(of) for id in real(page.picture)}
    for page in pages(of):
        for panel in page.picture.panels:
            if panel.id.startswith("apart."):
                first = panel.sections[0].chain.rows[1].box.id
                sources = [
                    state
                    for state, found in of.states.items()
                    if first in {way.to for way in ways(of, found)}
                ]
                assert min(on_page[source] for source in sources) <= page.number


def small(id: str, side: Side) -> Piece:
    """A piece with nothing in it."""
    section = Section(title=None, who=None, chain=Chain(rows=()))
    return Piece(Panel(id=id, side=side, sections=(section,)), section)


@pytest.mark.parametrize(
    ("before", "last", "left"), [(4, 1, (3, 2)), (3, 2, (3, 2)), (2, 1, (2, 1)), (5, 1, (3, 3))]
)
def test_nothing_stands_alone_on_the_last_page_beside_a_full_one(
    before: int, last: int, left: tuple[int, int]
) -> None:
    groups = [
        [small(f"{page}.{number}", "aside") for number in range(count)]
        for page, count in enumerate((before, last))
    ]
    order = [piece.id for group in groups for piece in group]
    even_out(groups, frozenset(order), lambda _: 1.0)
    assert (len(groups[0]), len(groups[1])) == left
    assert [piece.id for group in groups for piece in group] == order


def test_what_goes_on_from_page_to_page_is_not_moved() -> None:
    groups = [[small("main", "main") for _ in range(4)], [small("aside", "aside")]]
    even_out(groups, frozenset({"aside"}), lambda _: 1.0)
    assert len(groups[0]) == 4


def test_what_can_happen_at_any_time_is_told_on_every_page_that_does_not_show_it() -> None:
    found = pages(load_real("arbetspass"))
    for page in found:
        shown = any(panel.side == "event" for panel in page.picture.panels)
        assert (page.picture.elsewhere is None) == shown
    assert found[0].picture.elsewhere == (
        "När som helst: A Telefonen krånglar (sida 3) · B Telefonen är borta (sida 3)"
    )


def test_one_step_of_forty_ways_makes_no_other_page_small() -> None:
    before = "".join(
        f"  s{n}: {{title: Steg {n}, section: Del {n // 6}, role: personal}}\n" for n in range(12)
    )
    ways = "".join(f"      v{n}: {{label: Välj väg {n}, to: e{n}}}\n" for n in range(40))
    ends = "".join(f"  e{n}: {{end: e{n}}}\n" for n in range(40))
    of = routine(
        f"{before}  m:\n    title: Välj\n    section: Sist\n    role: personal\n    choices:\n{ways}{ends}"
    )
    letters = [page.letters for page in pages(of)]
    assert sum(each < PAPERS["a4"].least for each in letters) == 1
