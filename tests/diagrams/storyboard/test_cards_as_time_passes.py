"""What the clock does becomes cards too: reminders, notices, what moves by itself, and how long it took."""

from __future__ import annotations

from tests.diagrams.samples import compiled, routine
from tests.diagrams.storyboard.library import board, made, of_three_roles, told


def test_a_card_says_how_much_time_has_passed_and_since_when() -> None:
    assert [(card.passed, card.waited) for card in board(1).cards[:5]] == [
        ("vid start", None),
        ("20 min från start", "20 min senare"),
        ("1 h från start", "40 min senare"),
        ("1 h 15 min från start", "15 min senare"),
        ("1 h 15 min från start", None),
    ]


def test_a_reminder_and_a_notice_say_to_whom_and_that_the_step_remains() -> None:
    notice = board(1).cards[2]
    assert notice.caption == "Chef får ett besked: ”Ingen har förberett.”"
    assert told(notice) == ["Kvar: steg 1, Förbered K-1 (Personal)"]


def test_a_notice_about_what_is_done_side_by_side_says_what_remains() -> None:
    """Nobody has a step of its own there: the notice is about all branches together."""
    text = """\
routine: prov
version: 1
title: Prov
language: sv
roles: {personal: {title: Personal}, chef: {title: Chef, manager: yes}}
start: personal
states:
  bada:
    title: Gör båda
    timers: [{after: 1 h, notify: chef, say: Inget är gjort.}]
    together:
      disk: {title: Disken, states: {diska: {title: Diska, role: personal}, d: {end: klar}}}
      rum:  {title: Rummet, states: {stada: {title: Städa, role: personal}, r: {end: klar}}}
  slut: {end: klart, title: Klart}
scenarios:
  - title: Ingen gör något
    play: [{wait: 1 h}]
"""
    card = made(compiled(text), 1, {}).cards[1]
    assert (card.title, card.phone.owner, card.phone.title, card.phone.text) == (
        "Efter 1 timme: besked till chef",
        "Chef",
        "Gör båda",
        None,
    )
    assert told(card) == [
        "Kvar: steg 1A1, Diska (Personal)",
        "Kvar: steg 1B1, Städa (Personal)",
    ]


def test_a_timer_that_moves_is_a_card_that_shows_where_it_goes() -> None:
    card = board(3).cards[3]
    assert (card.kind, card.title, told(card)) == (
        "timer",
        "Efter 2 timmar: går vidare av sig självt",
        ["Slut: Det blev inget"],
    )


def test_the_time_that_it_took_ends_when_the_routine_does() -> None:
    assert (board(3).cards[-1].clock, board(3).cards[-1].caption) == (
        "09:00",
        "Rutinen är klar. Det tog 2 h.",
    )


def test_a_day_later_the_day_stands_before_the_time() -> None:
    of = routine(
        "  a: {title: A, role: personal}\n  b: {end: slut}",
        more="scenarios:\n  - title: Vänta\n    play: [{wait: 27 h}, {personal: klar}]\n    ends: slut\n",
    )
    found = made(of, 1, {})
    assert (found.cards[1].clock, found.cards[1].waited) == ("dag 2, 10:00", "1 dag 3 h senare")


def test_who_does_the_step_sees_it_with_the_notice_and_others_are_told_whose_it_is() -> None:
    cards = of_three_roles(
        "  a: {title: A, role: chef, timers: [{after: 10 min, notify: chef, say: Gör det.}, "
        "{after: 20 min, notify: [chef, it], say: Skynda.}, {after: 30 min, notify: it, say: Hjälp.}]}\n  b: {end: slut}\n",
        "{wait: 30 min}",
    )
    own, both, other = cards[1:4]
    assert (own.phone.notice, [button.label for button in own.phone.buttons]) == ("Gör det.", ["Klar"])
    assert (both.title, both.caption) == (
        "Efter 20 minuter: besked till enhetschef och IT-support",
        "Enhetschef och IT-support får ett besked: ”Skynda.”",
    )
    assert (other.phone.buttons, other.phone.text) == ((), "Görs av enhetschef.")


def test_a_time_that_is_counted_from_a_fact_is_told_in_words() -> None:
    cards = of_three_roles(
        "  a: {title: A, role: personal, timers: [{by: slut - 30 min, remind: Snart.}, {by: slut, remind: Nu.}, "
        "{by: slut + 1 h, remind: Sent.}]}\n  b: {end: slut}\n",
        "{wait: 3 h}",
    )
    assert [card.title for card in cards[1:4]] == [
        "30 minuter före ”Passet slutar”: påminnelse",
        "Vid ”Passet slutar”: påminnelse",
        "1 timme efter ”Passet slutar”: påminnelse",
    ]


def test_words_within_quotation_marks_have_single_ones() -> None:
    cards = of_three_roles(
        "  a: {title: A, role: personal, timers: [{after: 10 min, remind: Tryck på ”Klar”.}]}\n  b: {end: slut}\n",
        "{wait: 10 min}",
    )
    assert cards[1].caption == "Personal får en påminnelse: ”Tryck på ’Klar’.”"
    assert cards[1].phone.notice == "Tryck på ”Klar”."


def test_what_goes_round_while_nobody_does_anything_is_told_once() -> None:
    cards = of_three_roles(
        "  a: {title: Ring, role: personal, choices: {klar: {to: b}}, timers: [{after: 10 min, to: c}]}\n"
        "  c: {title: Vänta, role: chef, choices: {klar: {to: b}}, timers: [{after: 5 min, to: a}]}\n  b: {end: slut}\n",
        "{wait: 15 h}, {personal: klar}",
        "    ends: slut\n",
    )
    assert [(card.clock, card.title) for card in cards[1:]] == [
        ("07:10", "Efter 10 minuter: går vidare av sig självt"),
        ("07:15", "Efter 5 minuter: går vidare av sig självt"),
        ("22:00", "Ring"),
        ("22:00", "B"),
    ]
    assert told(cards[1])[-1] == "Samma sak händer 59 gånger till, sist 21:55"
    assert cards[3].waited == "14 h 45 min senare"


def test_when_time_moves_one_branch_the_phone_shows_where_it_went() -> None:
    cards = of_three_roles(
        "  bada:\n    title: Båda\n    together:\n"
        "      x: {title: X, states: {x1: {title: Spärra, role: personal}, x2: {end: klar}}}\n"
        "      y: {title: Y, states: {y1: {title: Anmäl, role: chef, timers: [{after: 1 h, to: y2}]}, "
        "y2: {title: Anmäl nu, role: chef}, y3: {end: klar}}}\n  b: {end: slut}\n",
        "{wait: 1 h}",
    )
    assert (cards[1].phone.title, cards[1].caption) == (
        "Anmäl nu",
        "Tiden har gått, och rutinen går vidare av sig själv.",
    )
