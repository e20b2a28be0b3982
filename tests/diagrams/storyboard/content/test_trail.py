"""The trail: what is done, what is now, and what comes, in words and in a picture."""

from __future__ import annotations

import re
from functools import cache

import pytest

from diagrams.drawing.sections import WEIGHT, WEIGHT_VISITED
from diagrams.picture import Box, Status
from diagrams.storyboard.forms.trail_drawing import MOST, trail_drawing
from diagrams.storyboard.story import Card, Trail, Waypoint
from diagrams.type.palette import LIGHT
from tests.diagrams.drawing.test_sheet import NAMESPACE
from tests.diagrams.samples import compiled
from tests.diagrams.storyboard import reading
from tests.diagrams.storyboard.library import BOARDS, all_boards, board, board_named, made


@cache
def cards() -> list[Card]:
    return [card for each in all_boards() for card in each.cards]


def trail(scenario: int, card: int) -> Trail:
    return board(scenario).cards[card - 1].trail


def statuses(of: Trail) -> list[tuple[str, str]]:
    return [(stop.box.title, stop.box.status) for stop in of.stops]


def test_before_the_start_all_lies_ahead() -> None:
    assert statuses(trail(1, 1)) == [
        ("Start", "now"),
        ("Förbered K-1", ""),
        ("Ring alla", ""),
        ("Mejla IT", ""),
        ("Vänta på svar", ""),
        ("Gör båda", ""),
        ("Allt är klart", ""),
    ]


def test_what_is_done_stands_in_the_order_it_was_done() -> None:
    assert trail(1, 8).words == (
        "Klart: 1 Förbered K-1, 2 Ring alla, 3 Mejla IT, 4 Vänta på svar, 5A1 Diska. Nu: 5B1 Städa. Sedan: Allt är klart."
    )


def test_the_step_that_the_card_is_about_is_the_first_of_those_that_are_now() -> None:
    now = [title for title, status in statuses(trail(1, 7)) if status == "now"]
    assert now == ["Diska", "Städa"]


def test_the_way_ahead_is_not_the_one_that_was_left() -> None:
    assert statuses(trail(2, 3)) == [("Förbered K-2", "done"), ("Det blev inget", "done")]


def test_what_comes_next_is_what_comes_in_the_story_as_the_text_says() -> None:
    for card in (card for card in cards() if card.elsewhere is None):
        next_steps = [event.text for event in card.events if event.text.startswith("Nu: steg ")]
        ahead = [stop.box for stop in card.trail.stops if stop.box.status == "" and stop.box.kind != "event"]
        drawn = [f"Nu: steg {box.number}, {box.title}" for box in ahead[: len(next_steps)]]
        here = {f"Nu: steg {stop.box.number}, {stop.box.title}" for stop in card.trail.stops}
        for said in next_steps:
            is_drawn = any(said.startswith(each) for each in drawn)
            assert is_drawn or any(said.startswith(each) for each in here), (card.title, said, drawn)


def test_other_routines_are_called_by_their_titles() -> None:
    starting = next(
        card for card in cards() if card.title == "Använd arbetstelefonen under hela arbetspasset"
    )
    drawn = trail_drawing(starting.trail, LIGHT, "sv", "").svg
    assert "Stödpass" in drawn or "startar" not in drawn
    said = " ".join(stop.box.words for card in cards() for stop in card.trail.stops)
    assert "→ Stodpass" not in said
    assert "Lmo fungerar inte" not in said
    assert "Ej antraffbar" not in said


def test_a_branch_that_another_put_an_end_to_is_not_done() -> None:
    text = """\
routine: prov
version: 1
title: Prov
language: sv
roles: {ekonom: {title: Ekonom}, chef: {title: Chef}}
start: ekonom
states:
  bada:
    title: Granska
    together:
      x: {title: X, states: {x1: {title: Kontrollera budgeten, role: ekonom, choices: {ja: {to: x2}, nej: {to: avslag}}}, x2: {end: klar}}}
      y: {title: Y, states: {y1: {title: Attestera, role: chef}, y2: {end: klar}}}
  slut: {end: klart, title: Klart}
  avslag: {end: avslaget, title: Inköpet är avslaget}
scenarios:
  - title: Pengarna räcker inte
    play: [{ekonom: nej}]
    ends: avslaget
"""
    last = made(compiled(text), 1, {}).cards[-1]
    assert (
        last.trail.words == "Klart: 1A1 Kontrollera budgeten, Inköpet är avslaget. Inte gjort: 1B1 Attestera."
    )


LEFT = """\
routine: prov
version: 1
title: Prov
language: sv
roles: {personal: {title: Personal}}
start: personal
states:
  ring: {title: Ring, role: personal, choices: {klart: {label: Klart, to: slut}}, timers: [{after: 10 min, to: vanta}]}
  vanta: {title: Vänta, role: personal, choices: {nu: {label: Nu, to: bada}}, timers: [{after: 1 d, to: bada}]}
  bada: {title: Bada, role: personal, choices: {klart: {label: Klart, to: brevet}}, skip: ask}
  brevet: {title: Vänta på brevet, wait: brevet, to: vila, timers: [{after: 1 d, to: vila}]}
  vila: {title: Vila, wait: yes, timers: [{after: 1 h, to: ga}]}
  ga: {title: Gå, role: personal}
  slut: {end: klart, title: Klart}
  stopp: {end: stoppat, title: Stopp}
anytime:
  stoppa: {label: Stoppa, to: stopp}
scenarios:
  - title: Inget blir gjort
    play:
      - {wait: 10 min}
      - {wait: 1 d}
      - {personal: skip, facts: {reason: Inget vatten}}
      - {wait: 1 d}
      - {wait: 1 h}
      - {personal: stoppa}
    ends: stoppat
"""


def test_what_was_left_without_being_done_is_not_called_done_but_waiting_is_done_by_its_time() -> None:
    last = made(compiled(LEFT), 1, {}).cards[-1]
    assert statuses(last.trail) == [
        ("Ring", "left"),
        ("Vänta", "done"),
        ("Bada", "left"),
        ("Vänta på brevet", "left"),
        ("Vila", "done"),
        ("Gå", "left"),
        ("Stopp", "done"),
    ]


def test_what_was_left_is_done_once_somebody_has_come_back_and_done_it() -> None:
    played = "[{wait: 10 min}, {personal: nu}, {personal: klart}]\n    ends: klart\n"
    text = (
        LEFT.replace("{label: Nu, to: bada}", "{label: Nu, to: ring}").split("play:")[0] + f"play: {played}"
    )
    last = made(compiled(text), 1, {}).cards[-1]
    assert statuses(last.trail) == [("Vänta", "done"), ("Ring", "done"), ("Klart", "done")]


def test_the_mark_of_what_was_left_is_explained_where_it_stands_and_only_there() -> None:
    cards = made(compiled(LEFT), 1, {}).cards
    said = [reading.said(trail_drawing(card.trail, LIGHT, "sv", "k")) for card in cards]
    assert ["Inte gjort" in each for each in said] == [False, False, *[True] * (len(cards) - 2)]


def test_what_happens_at_any_time_stands_where_it_happened() -> None:
    assert trail(4, 2).words.startswith("Nu: 1 Förbered K-3. När som helst: Larmet går. Sedan: 2 Ring alla")


def test_the_number_of_a_step_is_that_of_the_big_picture() -> None:
    assert [stop.box.number for stop in trail(1, 7).stops] == ["1", "2", "3", "4", "5A1", "5B1", None]


@pytest.mark.parametrize("name", BOARDS)
def test_every_word_of_the_drawing_stands_inside_it_and_covers_no_other(name: str) -> None:
    of = board_named(name)
    for card in of.cards:
        assert reading.wrongs(trail_drawing(card.trail, LIGHT, of.language, "k")) == []


@pytest.mark.parametrize("name", BOARDS)
def test_a_drawing_is_no_higher_than_a_page_has_room_for(name: str) -> None:
    of = board_named(name)
    for card in of.cards:
        assert trail_drawing(card.trail, LIGHT, of.language, "k").height <= MOST + 60


def test_a_long_way_says_how_many_steps_it_leaves_out() -> None:
    real = next(each for each in all_boards() if each.routine == "arbetspass")
    words = [reading.said(trail_drawing(card.trail, LIGHT, "sv", "k")) for card in real.cards]
    assert any("steg till" in each for each in words)


def test_ids_are_unique_in_the_drawing_also_where_a_step_comes_twice() -> None:
    for card in cards():
        found = [
            group.get("id")
            for group in reading.root(trail_drawing(card.trail, LIGHT, "sv", "k")).iter(f"{NAMESPACE}g")
        ]
        ids = [each for each in found if each]
        assert len(ids) == len(set(ids))


def test_no_arrow_leads_between_what_is_done_side_by_side() -> None:
    beside, alone = (reading.root(trail_drawing(trail(1, card), LIGHT, "sv", "k")) for card in (7, 8))
    weights = {str(WEIGHT), str(WEIGHT_VISITED)}
    arrows = [
        len([each for each in root if each.get("fill") == "none" and each.get("stroke-width") in weights])
        for root in (beside, alone)
    ]
    stops = [len(trail(1, card).stops) for card in (7, 8)]
    assert arrows == [stops[0] - 2, stops[1] - 1]


@pytest.mark.parametrize(("done", "later"), [(40, 40), (40, 1), (0, 40), (3, 40)])
def test_of_a_long_way_the_nearest_is_drawn_and_the_rest_is_counted(done: int, later: int) -> None:
    def stop(number: int, status: Status) -> Waypoint:
        return Waypoint(
            box=Box(id=f"s{number}", kind="step", title=f"Steg {number}", number=str(number), status=status)
        )

    stops = [stop(number, "done") for number in range(done)]
    stops += [stop(done, "now"), *(stop(done + 1 + number, "") for number in range(later))]
    drawn = trail_drawing(Trail(stops=tuple(stops), words=""), LIGHT, "sv", "k")
    shown = {int(number) for number in re.findall(r"Steg (\d+)", reading.said(drawn))}
    assert shown == set(range(min(shown), max(shown) + 1))
    assert done in shown
    assert drawn.height <= MOST + 60
    for count, words in ((min(shown), "tidigare steg"), (done + later - max(shown), "steg till")):
        assert (f"+ {count} {words}" in reading.said(drawn)) == (count > 0)
