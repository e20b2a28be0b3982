"""A scenario becomes cards: given the scenario, these cards."""

from __future__ import annotations

import pytest

from diagrams.storyboard import cards
from diagrams.storyboard.cards import TooLong, storyboard
from diagrams.storyboard.story import Answer
from engine.run.commands import Delivered
from engine.run.instance import SYSTEM
from engine.run.outcome import Send
from engine.scenarios.play import Failed
from engine.scenarios.player import Player
from tests.diagrams.samples import compiled, routine
from tests.diagrams.storyboard.library import all_boards, board, made, of_three_roles, routines, told


def test_each_thing_that_happens_is_a_card_in_order() -> None:
    assert [(card.number, card.kind, card.clock, card.step, card.title) for card in board(1).cards] == [
        (1, "start", "07:00", None, "Start: Allt på en gång"),
        (2, "timer", "07:20", "1", "Efter 20 minuter: påminnelse"),
        (3, "timer", "08:00", "1", "Efter 1 timme: besked till chef"),
        (4, "choice", "08:15", "1", "Förbered K-1"),
        (5, "choice", "08:15", "1", "Ring den första"),
        (6, "message", "08:20", "4", "Vänta på svar"),
        (7, "choice", "08:20", "5A1", "Diska"),
        (8, "choice", "08:20", "5B1", "Städa"),
        (9, "end", "08:20", None, "Allt är klart"),
    ]


def test_a_card_says_what_is_done_in_one_sentence() -> None:
    assert [card.caption for card in board(1).cards[:5]] == [
        "Personal startar rutinen.",
        "Personal får en påminnelse: ”Glöm inte kaffet.”",
        "Chef får ett besked: ”Ingen har förberett.”",
        "Personal väljer ”Allt är framme”.",
        "Personal väljer ”Klar”.",
    ]


def test_a_choice_tells_what_it_leads_to() -> None:
    assert told(board(1).cards[3]) == [
        "Sparas av sig självt: Tid: mån 12 jan 2026 08:15",
        "Frågan ”Gick det bra?”: Ja",
        "Rutinen ”Ring runt” startar. Den här väntar så länge.",
        "Där: steg 1, Ring den första (Personal)",
        "Nu: steg 2, Ring alla",
    ]


def test_what_a_person_fills_in_is_shown_as_people_read_it() -> None:
    assert board(1).cards[0].filled_in == (Answer(title="Referens", value="K-1"),)
    assert board(1).cards[3].filled_in == (Answer(title="Gick det bra?", value="Ja"),)


def test_a_called_routine_has_cards_of_its_own_and_its_end_leads_on() -> None:
    card = board(1).cards[4]
    assert card.elsewhere == "Ring runt"
    assert told(card) == [
        "Rutinen ”Ring runt” är klar: Alla är uppringda",
        "Mejl till it@exempel.se: ”Klart med K-1”",
        "Nu: steg 4, Vänta på svar",
    ]


def test_a_message_leads_into_what_is_done_side_by_side() -> None:
    assert told(board(1).cards[5]) == ["Nu: steg 5A1, Diska (Personal)", "Nu: steg 5B1, Städa (Chef)"]


def test_a_branch_that_has_ended_leaves_the_other() -> None:
    assert told(board(1).cards[6]) == ["”Disken” är klart.", "Kvar: steg 5B1, Städa (Chef)"]


def test_a_routine_that_is_started_beside_goes_on_when_the_story_stops() -> None:
    assert told(board(4).cards[1]) == [
        "Rutinen ”Ring runt” startar bredvid den här.",
        "Där: steg 1, Ring den första (Personal)",
        "Kvar: steg 1, Förbered K-3 (Personal)",
    ]
    assert board(4).cards[-1].caption == "Här slutar berättelsen, mitt i rutinen."
    assert told(board(4).cards[-1]) == ["Rutinen ”Ring runt” pågår fortfarande."]


def test_the_roles_of_the_story_are_told_once_each() -> None:
    assert board(1).roles == ("Personal", "Chef")
    assert not [role for each in all_boards() for role in each.roles if ", " in role]


def test_the_trainer_reads_why_what_if_not_and_which_other_ways_there_are() -> None:
    notes = {note.title: note.lines for note in board(1).cards[3].notes}
    assert notes == {
        "Varför": ("Står i den beslutade rutinen: ”ta fram allt”",),
        "Om det inte blir gjort": (
            "Efter 20 minuter: påminnelse, ”Glöm inte kaffet.”",
            "Efter 1 timme: besked till chef, ”Ingen har förberett.”",
            "Efter 2 timmar: rutinen går av sig själv till slut: Det blev inget",
        ),
        "Om man trycker fel": ("Det går att ångra i 10 minuter.",),
        "Andra vägar härifrån": (
            "”Det går inte” → slut: Det blev inget",
            "”Larmet går” → rutinen ”Ring runt” startar",
        ),
        "Fråga gruppen": (
            "Vad skulle ni välja här, och varför?",
            "När väljer man ”Det går inte” i stället? Vad händer då?",
            "Varför står varningen ”Det är hett.” här?",
        ),
    }


def test_every_card_gives_the_trainer_something_to_ask() -> None:
    for each in all_boards():
        for card in each.cards:
            assert {"Fråga gruppen", "Ask the group"} & {
                note.title for note in card.notes
            } or card.kind == "choice"


def test_a_storyboard_speaks_english_too() -> None:
    card = board(1, "en").cards[3]
    assert (card.caption, card.passed) == ("Personal chooses “Allt är framme”.", "1 h 15 min from the start")


def test_a_skipped_step_says_why_it_does_not_apply() -> None:
    of = routine(
        "  a: {title: A, role: personal, skip: ask}\n  b: {end: slut}",
        more="scenarios:\n  - title: Hoppa\n    play: [{personal: skip, facts: {reason: Ingen var där.}}]\n    ends: slut\n",
    )
    found = made(of, 1, {})
    assert found.cards[1].caption == "Personal hoppar över steget."
    assert found.cards[1].filled_in == (Answer(title="Varför gäller inte steget?", value="Ingen var där."),)


def test_a_routine_that_is_cancelled_is_a_card_of_the_one_that_called_it_and_a_no_is_none() -> None:
    of = routine(
        "  a: {title: Ring runt, call: ring, outcomes: {cancelled: c}}\n  b: {end: slut}\n  c: {end: avbrutet}",
        more="scenarios:\n  - title: Avbryt\n    play: [{cancel: ring, by: personal, refused: yes}, {cancel: ring}]\n"
        "    ends: avbrutet\n",
    )
    called = compiled(
        "routine: ring\nversion: 1\ntitle: Ring alla\nroles: {chef: {title: Chef, manager: yes}}\nstates:\n"
        "  ring: {title: Ring, role: chef}\n  klart: {end: klart}\n",
        "ring.yaml",
    )
    _, card, _ = made(of, 1, {"ring": called}).cards
    assert (card.kind, card.title, card.caption, card.who) == (
        "cancel",
        "Ring runt",
        "Chef avbryter rutinen ”Ring alla”.",
        "Chef",
    )


def test_a_message_that_somebody_is_to_tell_is_their_card() -> None:
    of = routine(
        "  a: {title: Vänta på varorna, wait: varor, role: chef, timers: [{after: 3 d, remind: Ring.}]}\n  b: {end: slut}",
        more="scenarios:\n  - title: Varor\n    play: [{message: varor}]\n    ends: slut\n",
    )
    _, card, _ = made(of, 1, {}).cards
    assert (card.kind, card.who, card.caption) == (
        "message",
        "Chef",
        "Chef säger till att det som rutinen väntade på har kommit, och den går vidare.",
    )


def test_settings_stand_in_the_texts() -> None:
    of = routine(
        '  a: {title: A, role: personal, text: "Gå till {settings.skap}."}\n  b: {end: slut}',
        more="scenarios:\n  - title: Gå\n    play: [{personal: klar}]\n    ends: slut\n",
    )
    found = storyboard(of, of.scenarios[0], {}, settings={"skap": "skåp 4"})
    assert not isinstance(found, Failed)
    assert found.cards[1].phone.text == "Gå till skåp 4."


def test_a_scenario_that_does_not_play_is_told_in_the_player_s_words() -> None:
    of = routines()["allt"]
    bad = of.scenarios[1].__class__(title=of.scenarios[1].title, play=of.scenarios[1].play, ends="klart")
    failed = storyboard(of, bad, routines())
    assert isinstance(failed, Failed)
    assert failed.why.en.startswith("The scenario “Det går inte” does not play:")


def test_more_cards_than_anybody_looks_at_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "MOST_CARDS", 5)
    of = routines()["allt"]
    with pytest.raises(TooLong, match="gives more than 5 cards"):
        storyboard(of, of.scenarios[0], routines())


def test_the_same_scenario_gives_the_same_cards() -> None:
    of = routines()["allt"]
    assert storyboard(of, of.scenarios[0], routines()) == board(1)


def test_a_mail_that_does_not_arrive_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(player: Player, send: Send) -> None:
        command = Delivered(
            at=player.now, by=SYSTEM, instance=send.instance, visit=send.visit, problem="nådde inte fram"
        )
        player.do(command)

    monkeypatch.setattr(Player, "deliver", lost)
    of = routine(
        "  a: {title: A, role: personal}\n"
        "  b: {title: Mejla, do: {mail: it, subject: Hej, body: Hej}, failed: ring}\n"
        "  c: {end: slut}\n"
        "  ring: {title: Ring i stället, role: personal, to: c}",
        more="contacts: {it: {title: IT, email: it@exempel.se}}\n"
        "scenarios:\n  - title: Mejla\n    play: [{personal: klar}]\n",
    )
    assert told(made(of, 1, {}).cards[1]) == [
        "Mejlet till it@exempel.se gick inte fram: ”Hej”",
        "Nu: steg 2a, Ring i stället (Personal)",
    ]


def test_what_the_organisation_has_not_decided_is_told_as_such() -> None:
    states = '  a: {title: A, role: personal, text: "Ring {settings.jour}."}\n  b: {end: slut}\n'
    assert (
        of_three_roles(states, "{personal: klar}", "    ends: slut\n")[1].phone.text
        == "Ring (inte bestämt än: fråga din chef)."
    )


def test_a_branch_with_nothing_to_do_says_why_and_is_not_called_done() -> None:
    cards = of_three_roles(
        "  a: {title: A, role: personal}\n"
        "  bada:\n    title: Båda\n    together:\n"
        "      x: {title: Spärra, states: {x1: {title: X, role: personal}, x2: {end: klar}}}\n"
        "      y: {title: Polisen, states: {y1: {title: Är den stulen, choose: [{when: stulen, to: y2, label: Ja}, "
        "{else: y3, label: Nej}]}, y2: {title: Y, role: chef}, y3: {end: klar}}}\n  b: {end: slut}\n",
        "{personal: klar}",
    )
    assert told(cards[1]) == [
        "Frågan ”Är den stulen”: Nej",
        "”Polisen” behövs inte här.",
        "Nu: steg 2A1, X (Personal)",
    ]


def test_how_it_ended_is_seen_by_who_ended_it() -> None:
    cards = of_three_roles(
        "  a: {title: A, role: chef}\n  b: {end: slut}\n", "{chef: klar}", "    ends: slut\n"
    )
    assert (cards[-1].who, cards[-1].phone.owner) == ("Enhetschef", "Enhetschef")
