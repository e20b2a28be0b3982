"""What stands below, what stands beside, what is only linked to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diagrams.picture import Branch, Chain, Panel, Row
from diagrams.telling.routine_picture import picture_of
from engine.model.routine import Routine
from tests.diagrams.samples import load, routine


def panels(of: Routine) -> dict[str, Panel]:
    """Every flow by its id, its parts in one."""
    found: dict[str, Panel] = {}
    for panel in picture_of(of).panels:
        before = found.get(panel.id)
        found[panel.id] = replace(panel, sections=(*before.sections, *panel.sections)) if before else panel
    return found


def rows(chain: Chain) -> Iterator[Row]:
    """Every row, those of the branches included."""
    for row in chain.rows:
        yield row
        for branch in row.beside:
            yield from rows(branch.chain)


def row(of: Routine, box: str) -> Row:
    return next(
        each
        for panel in panels(of).values()
        for section in panel.sections
        for each in rows(section.chain)
        if each.box.id == box
    )


def first_boxes(branches: tuple[Branch, ...]) -> list[tuple[tuple[str, ...], str]]:
    return [(branch.arrow.labels, branch.chain.rows[0].box.title) for branch in branches]


ASIDE = (
    "  a:\n    title: A\n    role: personal\n    section: Vanligt\n"
    "    choices: {x: {label: Gick, to: b}, y: {label: Gick inte, to: fel}}\n"
    "  b: {title: B, role: personal, section: Vanligt}\n  slut: {end: slut, section: Vanligt}\n"
    "  fel: {title: Fel, role: chef, section: Vid fel, choices: {z: {label: Rättat, to: b}}}"
)


def test_the_main_flow_is_parted_into_its_sections() -> None:
    sections = panels(load("arbetstelefon"))["main"].sections
    assert [(section.title, len(section.chain.rows)) for section in sections] == [
        ("Före passet", 3),
        ("Under passet: varje besök", 7),
        ("Efter passet", 2),
    ]


def test_a_section_is_entered_by_an_arrow_with_the_answer_that_leads_there() -> None:
    sections = panels(load("arbetstelefon"))["main"].sections
    assert [section.entry and section.entry.labels for section in sections] == [None, (), ("Nej",)]


def test_the_role_that_most_steps_have_stands_in_the_title() -> None:
    assert {section.who for section in panels(load("arbetstelefon"))["main"].sections} == {"Besökspersonal"}


def test_another_answer_of_a_gateway_stands_beside_it() -> None:
    assert first_boxes(row(load("arbetstelefon"), "blir_det_av").beside) == [
        (("Nej",), "Dokumentera uteblivet")
    ]


DOWN = """
  a: {title: A, role: personal, choices: {vidare: {label: Vidare, to: s}, ett: {label: Ett, to: b}, tva: {label: Två, to: c}}}
  b: {title: B, role: personal, choices: {klar: {label: Klar, to: c}%s}}
  c: {title: C, role: personal, choices: {nej: {label: Nej, to: t}}}
  s: {end: s}
  t: {end: t}"""


def test_what_leads_to_where_the_next_beside_begins_is_an_arrow_down() -> None:
    chain = row(routine(DOWN % ""), "a").beside[0].chain
    assert chain.join is not None
    assert (chain.join.target, chain.join.is_below, chain.links) == ("c", True, ())


def test_where_that_is_one_of_several_ways_it_is_a_link() -> None:
    chain = row(routine(DOWN % ", om: {label: Om, to: a}"), "a").beside[0].chain
    assert chain.join is None
    assert [link.box.title for link in chain.links] == ["Gå till steg 1b", "Gå till steg 1"]


def test_a_chain_beside_joins_the_path_again_where_its_arrow_crosses_nothing() -> None:
    join = row(load("arbetstelefon"), "blir_det_av").beside[0].chain.join
    assert join is not None
    assert join.target == "fler_besok"


def test_a_jump_back_is_a_link() -> None:
    link = row(load("arbetstelefon"), "fler_besok").beside[0].chain.rows[0].box
    assert (link.kind, link.title, link.icon, link.leads_to) == ("link", "Gå till steg 3", "back", "ak")


def test_a_jump_ahead_is_a_link_that_points_ahead() -> None:
    of = routine(
        "  a: {title: A, role: personal, choices: {x: {label: X, to: b}, y: {label: Y, to: c}}}\n"
        "  b: {title: B, role: personal}\n  c: {title: C, role: personal}\n  d: {end: slut}"
    )
    link = row(of, "a").beside[0].chain.rows[0].box
    assert (link.title, link.icon) == ("Gå till steg 3", "forward")


def test_several_links_stand_in_a_stack_below_the_last_box_of_a_chain() -> None:
    chain = row(load("telefonfel"), "kontakta").beside[0].chain
    assert [(link.arrow.labels, link.box.title) for link in chain.links] == [
        (("Skickat",), "Gå till steg 3"),
        (("Gick inte att skicka",), "Gå till steg 2"),
    ]


def test_a_timer_that_moves_is_an_arrow_that_goes_by_itself() -> None:
    branch = row(load("telefonfel"), "vanta").beside[0]
    assert (branch.arrow.labels, branch.arrow.timed) == (("efter 2 h",), True)


def test_a_started_routine_stands_beside_the_step_that_starts_it() -> None:
    of = routine(
        "  a: {title: A, role: personal, choices: {x: {label: Starta, start: annan_rutin}, y: {label: Klar, to: b}}}\n  b: {end: slut}"
    )
    started = row(of, "a").beside[0].chain.rows[0].box
    assert (started.kind, started.title) == ("started", "Annan rutin")


def test_a_section_beside_the_path_is_a_panel_of_its_own() -> None:
    sections = panels(routine(ASIDE))["aside.fel"].sections
    assert [(section.title, section.who) for section in sections] == [("Vid fel", "Chef")]


def test_such_a_panel_tells_from_where_it_is_entered() -> None:
    origin, first = panels(routine(ASIDE))["aside.fel"].sections[0].chain.rows
    assert (origin.box.title, first.arrow and first.arrow.labels) == ("Från steg 1", ("Gick inte",))


def test_the_step_links_to_such_a_panel() -> None:
    assert row(routine(ASIDE), "a").beside[0].chain.rows[0].box.leads_to == "fel"


def test_each_branch_of_together_is_a_panel() -> None:
    titles = [section.title for panel in panels(load("telefonfel")).values() for section in panel.sections]
    assert titles == [None, None, "Samtidigt 3A: Hos IT", "Samtidigt 3B: På papper"]


def test_a_branch_may_leave_its_together_by_a_link() -> None:
    link = row(load("telefonfel"), "skriv").beside[0].chain.rows[0].box
    assert link.title == "Slut: Tillbaka till besöket"


def test_what_can_happen_at_any_time_is_a_panel() -> None:
    section = panels(load("arbetstelefon"))["anytime.kranglar"].sections[0]
    assert [section.title, *(each.box.number for each in section.chain.rows)] == [
        "När som helst: telefonen krånglar",
        None,
        "A1",
    ]


def test_what_cannot_be_reached_is_shown_all_the_same() -> None:
    of = routine(
        "  a: {title: A, role: personal, choices: {x: {label: X, to: slut}}}\n"
        "  b: {title: B, role: personal}\n"
        "  c: {title: C, role: personal, choices: {x: {label: X, to: b}, y: {label: Y, to: slut}}}\n"
        "  slut: {end: slut}"
    )
    section = panels(of)["lost.main"].sections[0]
    assert (section.title, [each.box.id for each in section.chain.rows]) == (
        "Nås inte från början",
        ["b", "c"],
    )


def test_a_path_that_turns_back_before_its_end_closes_with_a_link() -> None:
    of = routine(
        "  a: {title: A, role: personal}\n"
        "  b: {title: B, role: personal, choices: {x: {label: Om, to: a, main: yes}, y: {label: Klar, to: slut}}}\n"
        "  slut: {end: slut}"
    )
    assert [link.box.title for link in panels(of)["main"].sections[0].chain.links] == ["Gå till steg 1"]
