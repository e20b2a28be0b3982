"""The whole picture: everything of the routine once, and where an instance is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from diagrams.picture import Arrow, Chain, Picture, boxes
from diagrams.telling.routine_picture import picture_of
from engine.model.routine import SKIP, Routine, Step
from tests.diagrams.samples import instance, load, routine
from tests.diagrams.sheets import svg
from tests.routines.library import ROUTINES
from tests.routines.library import load as load_real

ALL = [*map(load_real, ROUTINES), load("arbetstelefon"), load("telefonfel")]


def arrows(picture: Picture) -> Iterator[Arrow]:
    for panel in picture.panels:
        for section in panel.sections:
            if section.entry:
                yield section.entry
            yield from _arrows(section.chain)


def _arrows(chain: Chain) -> Iterator[Arrow]:
    for row in chain.rows:
        if row.arrow:
            yield row.arrow
        for branch in row.beside:
            yield branch.arrow
            yield from _arrows(branch.chain)
    yield from (link.arrow for link in chain.links)
    if chain.join:
        yield chain.join.arrow


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)
def test_every_state_is_shown_once(of: Routine) -> None:
    shown = Counter(box.id for box in boxes(picture_of(of).panels))
    assert {state: shown[state] for state in of.states} == dict.fromkeys(of.states, 1)


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)
def test_no_two_boxes_have_one_id(of: Routine) -> None:
    ids = [box.id for box in boxes(picture_of(of).panels)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)
def test_every_choice_among_several_is_on_an_arrow(of: Routine) -> None:
    labels = {label.split(" (startar ")[0] for arrow in arrows(picture_of(of)) for label in arrow.labels}
    wanted = {
        choice.label.say()
        for state in of.states.values()
        if isinstance(state, Step) and len([choice for choice in state.choices if choice.id != SKIP]) > 1
        for choice in state.choices
        if choice.id != SKIP
    }
    assert wanted <= labels


@pytest.mark.parametrize("of", ALL, ids=lambda of: of.id)
def test_every_link_leads_to_a_box_of_the_picture(of: Routine) -> None:
    found = list(boxes(picture_of(of).panels))
    assert {box.leads_to for box in found if box.leads_to} <= {box.id for box in found}


def test_the_subtitle_says_version_who_decided_and_until_when() -> None:
    picture = picture_of(load("arbetstelefon"))
    assert picture.subtitle == "Version 3 · beslutad av Enhetschef 2026-01-09 · gäller tills vidare"


def test_the_legend_holds_the_roles_and_only_what_is_shown() -> None:
    titles = [mark.title for mark in picture_of(load("arbetstelefon")).legend]
    assert titles == [
        "Besökspersonal",
        "Fråga",
        "Händelse",
        "Egen rutin",
        "Gå till",
        "Påminnelse eller besked",
    ]


def test_an_instance_is_told_where_it_is() -> None:
    of = load("arbetstelefon")
    assert picture_of(of, instance=instance(of, {"main": "insatser"})).here == (
        "Du är här: steg 5 av 8, Utför insatser enligt genomförandeplan"
    )


def test_every_active_branch_is_told_and_marked() -> None:
    of = load("telefonfel")
    at = {"main": "samtidigt", "samtidigt.hos_it": "paminn", "samtidigt.pa_papper": "skrivet_klart"}
    picture = picture_of(of, instance=instance(of, at))
    marked = {box.id: box.status for box in boxes(picture.panels) if box.id in at.values()}
    assert (picture.here, marked) == (
        "Du är här: steg 3A1a, Påminn IT",
        {"samtidigt": "now", "paminn": "now", "skrivet_klart": "done"},
    )


def test_what_was_visited_is_done_though_there_are_ways_around_it() -> None:
    of = load("arbetstelefon")
    picture = picture_of(of, instance=instance(of, {"main": "fler_besok"}), visited=frozenset({"uteblivet"}))
    statuses = {box.id: box.status for box in boxes(picture.panels)}
    assert (statuses["uteblivet"], statuses["ankomst"]) == ("done", "")


def test_an_instance_that_has_ended_is_done_everywhere_it_was() -> None:
    of = load("arbetstelefon")
    ended = replace(instance(of, {"main": "slut"}), status="ended", outcome="slut")
    picture = picture_of(of, instance=ended)
    statuses = {box.id: box.status for box in boxes(picture.panels)}
    assert (picture.here, statuses["slut"], "now" in statuses.values()) == (
        "Avslutad: Passet slut",
        "done",
        False,
    )


def test_a_cancelled_instance_is_nowhere_and_has_not_done_its_last_step() -> None:
    of = load("arbetstelefon")
    picture = picture_of(of, instance=replace(instance(of, {"main": "ak"}), status="cancelled"))
    statuses = {box.id: box.status for box in boxes(picture.panels)}
    assert (picture.here, statuses["logga_in"], statuses["ak"]) == ("Avbruten", "done", "")


TWO_WAYS_IN = (
    "  a: {title: A, role: personal, choices: {x: {label: X, to: b}, y: {label: Y, to: c}}}\n"
    "  b: {title: B, role: personal, choices: {x: {label: X, to: slut}, y: {label: Y, to: c}}}\n"
    "  slut: {end: slut}\n  c: {title: C, role: personal, choices: {z: {label: Z, to: slut}}}"
)


@pytest.mark.parametrize(("visited", "is_known"), [((), False), (("a",), True), (("a", "b"), False)])
def test_a_branch_is_passed_only_where_nothing_else_can_have_led_there(
    visited: tuple[str, ...], is_known: bool
) -> None:
    of = routine(TWO_WAYS_IN)
    picture = picture_of(of, instance=instance(of, {"main": "c"}), visited=frozenset(visited))
    assert picture.panels[0].sections[0].chain.rows[1].beside[0].arrow.visited is is_known


def test_a_link_is_never_passed_since_nothing_tells_which_way_was_gone() -> None:
    of = load("arbetstelefon")
    picture = picture_of(of, visited=frozenset(of.states))
    links = [
        branch.arrow
        for section in picture.panels[0].sections
        for row in section.chain.rows
        for branch in row.beside
        if branch.chain.rows[0].box.kind == "link"
    ]
    assert [arrow.visited for arrow in links] == [False]


def test_an_arrow_between_two_passed_boxes_is_passed() -> None:
    of = load("arbetstelefon")
    picture = picture_of(of, instance=instance(of, {"main": "logga_in"}))
    assert [arrow.visited for arrow in arrows(picture)][:3] == [True, True, False]


def test_a_state_may_be_named_as_what_the_picture_adds() -> None:
    of = routine("  start: {title: Börja, role: personal}\n  slut: {end: slut}")
    assert [box.kind for box in boxes(picture_of(of).panels)] == ["start", "step", "end"]


STOPPED = """
  ga: {title: Gå dit, role: personal}
  klart: {end: klart}
  ring: {title: Ring chefen, role: chef, choices: {ringt: {label: Ringt, to: avbrutet}, forts: {label: Gå vidare, to: ga}}}
  avbrutet: {end: avbrutet}
"""
STOP = "anytime: {stopp: {label: Stopp, to: ring}, igen: {label: Igen, to: ga}}"


def test_what_only_an_event_leads_to_stands_below_the_event_and_is_numbered_after_it() -> None:
    shown = {panel.id: panel for panel in picture_of(routine(STOPPED, more=STOP)).panels}
    assert list(shown) == ["main", "anytime.stopp", "anytime.igen"]
    below = [(box.id, box.number) for box in boxes([shown["anytime.stopp"]]) if box.kind in ("step", "end")]
    assert below == [("ring", "A1"), ("avbrutet", None)]


def test_an_event_that_leads_into_the_path_links_there() -> None:
    shown = {panel.id: panel for panel in picture_of(routine(STOPPED, more=STOP)).panels}
    assert [box.leads_to for box in boxes([shown["anytime.igen"]]) if box.kind == "link"] == ["ga"]


LONG = "Räkna igenom allt som har lämnats in under veckan och skriv upp vad som saknas " * 5
ANY_LENGTH = f"""
  a: {{title: "{LONG}", role: personal, choices: {{k: {{label: "{LONG}", to: g}}, l: {{label: "{LONG} nu", to: slut}}}}}}
  g: {{title: "{LONG}?", section: "{LONG}", choose: [{{when: svar == yes, to: b}}, {{else: slut}}]}}
  b: {{title: B, role: personal}}
  slut: {{end: slut, title: "{LONG}"}}"""


def test_titles_of_any_length_are_shown() -> None:
    drawing = svg(routine(ANY_LENGTH))
    assert "…" not in drawing


def test_a_routine_that_is_not_written_in_the_language_is_told_in_its_own_throughout() -> None:
    english = replace(load("arbetstelefon"), languages=("en",))
    asked, own = picture_of(english, language="sv"), picture_of(english, language="en")
    assert asked == own
    assert asked.language == "en"
