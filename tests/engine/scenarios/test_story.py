"""A scenario told to those who practise it."""

from __future__ import annotations

from engine.scenarios.story import story
from tests.engine.run.acting import routine

BESOK = routine(
    """
    gor: {title: Besök klienten, role: medarbetare, ask: [hur]}
    vanta: {title: Vänta, wait: svaret, timers: [{after: 1 d, remind: Vänta inte.}]}
    klart: {end: klart, title: Besöket är klart}
    """,
    id="besok",
    more='facts: {hur: {type: choices, title: "Hur gick det?", options: {bra: Bra, illa: Illa}}}',
)
FOUND = routine(
    """
    borja:
      title: Börja
      role: medarbetare
      choices: {klar: {label: Klar, ask: [antal]}, kort: {label: Kort väg, to: mejla}}
      timers: [{after: 1 h, remind: Börja nu.}, {after: 2 h, notify: [chef, administrator], say: Ingen har börjat.}]
    sedan: {title: Sedan, role: medarbetare, skip: ask, timers: [{after: 1 d, to: mejla}]}
    mejla: {title: Mejla, do: {mail: it, subject: Hej, body: Hej}, to: klart, failed: ring}
    ring: {title: Ring, role: chef}
    klart: {end: klart, title: Allt är klart}
    """,
    more="""
    facts: {antal: {type: number, title: Antal}}
    contacts: {it: {title: IT, email: it@example.org}}
    anytime: {besok: {label: Börja ett besök, start: besok}}
    scenarios:
      - title: Långt
        play:
          - {wait: 2 h}
          - {medarbetare: klar, facts: {antal: 2}}
          - {medarbetare: besok}
          - {medarbetare: klar, routine: besok, facts: {hur: [bra, illa]}}
          - {message: svaret, routine: besok}
          - {wait: 1 d, delivered: no}
          - {chef: klar}
        ends: klart
      - {title: Kort, play: [{medarbetare: kort}, {medarbetare: klar}]}
    """,
)


def test_each_line_is_a_sentence_and_the_end_is_told() -> None:
    assert story(FOUND, FOUND.scenarios[0], {"besok": BESOK}) == [
        "2 timmar går. Påminnelse: Börja nu. Chefen och Administratör: Ingen har börjat.",
        "Medarbetare väljer ”Klar” i steget ”Börja” (Antal: 2).",
        "Medarbetare väljer ”Börja ett besök” i steget ”Sedan”.",
        "Medarbetare väljer ”Klar” i steget ”Besök klienten” (Hur gick det: Bra, Illa).",
        "Meddelandet ”svaret” kommer.",
        "24 timmar går. Tiden i ”Sedan” har gått ut. Det som skickas kommer inte fram.",
        "Chefen väljer ”Klar” i steget ”Ring”.",
        "Slut: Allt är klart.",
    ]


def test_it_is_told_in_english_too() -> None:
    told = story(FOUND, FOUND.scenarios[0], {"besok": BESOK}, "en")

    assert told[0].startswith("2 hours pass. Reminder: ")
    assert told[-1] == "The end: Allt är klart."


def test_a_scenario_that_does_not_play_tells_nothing() -> None:
    assert story(FOUND, FOUND.scenarios[1], {}) == []
