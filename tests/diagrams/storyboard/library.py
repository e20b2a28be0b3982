"""A pair of routines with everything that a storyboard can show, and their storyboards."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, partial

from diagrams.storyboard.cards import storyboard
from diagrams.storyboard.story import Card, Storyboard
from engine.model.routine import Routine
from engine.scenarios.play import Failed
from tests.diagrams.samples import compiled, in_both
from tests.routines.library import ROUTINES
from tests.routines.library import load as load_real

TITLE = "En mycket lång titel som fortsätter utan att riktigt ta slut " * 5
WORD = "Kontaktpersonalsamordningsansvarigenhetschefsställföreträdare"
HOSTILE = "<script>alert(1)</script> & \" ' ]]> {{7*7}} \\N \\l 😀 שלום مرحبا"

RING = """\
routine: ring
version: 1
title: Ring runt
language: sv
roles: {personal: {title: Personal}}
start: personal
states:
  a:    {title: Ring den första, role: personal}
  klar: {end: klar, title: Alla är uppringda}
"""

ALLT = """\
routine: allt
version: 3
title: Allt på en gång
language: sv
roles: {personal: {title: Personal}, chef: {title: Chef, manager: yes}}
contacts: {it: {title: IT-support, phone: 010-123 45 67, email: it@exempel.se}}
facts:
  ref:   {type: text, title: Referens}
  svar:  {type: yes_no, title: "Gick det bra?"}
  tid:   {type: moment, title: Tid}
start: {by: personal, ask: [ref]}
emergency: "Vid fara: ring 112."
states:
  forbered:
    title: "Förbered {ref}"
    section: Först
    role: personal
    caution: Det är hett.
    text: Ta fram allt.
    note: Det tar en kvart.
    checklist: [Kannan är ren, Koppar finns]
    contacts: [it]
    source: {kind: seed, ref: ”ta fram allt”}
    choices:
      klart: {label: Allt är framme, when: checklist is done, because: Bocka av först., ask: [svar], undo: 10 min, set: {tid: now}}
      nej:   {label: Det går inte, to: avbrott, confirm: "Är det säkert?"}
    timers:
      - {after: 20 min, remind: Glöm inte kaffet.}
      - {after: 1 h, notify: chef, say: Ingen har förberett.}
      - {after: 2 h, to: avbrott}
  fraga:
    title: Gick det bra?
    choose:
      - {when: svar, to: ring_runt, label: "Ja"}
      - {else: avbrott, label: "Nej"}
  ring_runt: {title: Ring alla, section: Sedan, call: ring, outcomes: {klar: mejla}}
  mejla:
    title: Mejla IT
    do: {mail: it, subject: "Klart med {ref}", body: Hej}
  vanta:  {title: Vänta på svar, wait: svaret, to: bada, timers: [{after: 1 d, notify: chef, say: Inget svar än.}]}
  bada:
    title: Gör båda
    together:
      disk: {title: Disken, states: {diska: {title: Diska, role: personal}, d: {end: klar}}}
      rum:  {title: Rummet, states: {stada: {title: Städa, role: chef}, s: {end: klar}}}
  slut:    {end: klart, title: Allt är klart}
  avbrott: {end: avbrutet, title: Det blev inget}
anytime:
  larm: {label: Larmet går, start: ring}
scenarios:
  - title: Allt går bra
    facts: {ref: K-1}
    play:
      - {wait: 75 min}
      - {personal: klart, facts: {svar: ja}}
      - {personal: klar, routine: ring}
      - {wait: 5 min}
      - {message: svaret}
      - {personal: klar, in: diska}
      - {chef: klar, in: stada}
    ends: klart
  - title: Det går inte
    facts: {ref: K-2}
    play:
      - {personal: nej}
    ends: avbrutet
  - title: Ingen gör något
    play:
      - {wait: 3 h}
    ends: avbrutet
  - title: Larmet går mitt i
    facts: {ref: K-3}
    play:
      - {personal: larm}
"""


@cache
def routines() -> dict[str, Routine]:
    """Both routines by id."""
    return {name: compiled(text, f"{name}.yaml") for name, text in (("allt", ALLT), ("ring", RING))}


@cache
def board(scenario: int, language: str = "sv") -> Storyboard:
    """The storyboard of the numbered scenario (from 1) of «Allt på en gång»."""
    return made(in_both(routines()["allt"]), scenario, routines(), language)


def made(routine: Routine, scenario: int, known: dict[str, Routine], language: str = "sv") -> Storyboard:
    """The storyboard of a scenario that plays."""
    found = storyboard(routine, routine.scenarios[scenario - 1], known, language=language)
    assert not isinstance(found, Failed), found.why.en
    return found


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@cache
def hostile() -> Storyboard:
    """A storyboard where every text is as bad as texts come."""
    routine = compiled(
        f"""\
routine: prov
version: 1
title: {_quoted(TITLE[:300])}
language: sv
roles: {{personal: {{title: {_quoted(WORD)}}}}}
facts: {{ord: {{type: text, title: {_quoted(HOSTILE)}, max: 400}}}}
start: personal
emergency: {_quoted(TITLE)}
states:
  a:
    title: {_quoted(TITLE[:300])}
    section: {_quoted(HOSTILE)}
    role: personal
    caution: {_quoted(TITLE)}
    text: {_quoted(f"{WORD} {HOSTILE}")}
    note: {_quoted(WORD)}
    checklist: {_quoted([TITLE, WORD, HOSTILE, "Fyra", "Fem", "Sex"])}
    choices:
      vidare: {{label: {_quoted(HOSTILE)}, ask: [ord], confirm: {_quoted(TITLE)}}}
      andra:  {{label: {_quoted(WORD)}, to: b}}
    timers: [{{after: 10 min, remind: {_quoted(HOSTILE)}}}]
  b: {{end: slut, title: {_quoted(HOSTILE)}}}
scenarios:
  - title: {_quoted(HOSTILE)}
    play:
      - {{wait: 40 d}}
      - {{personal: vidare, facts: {{ord: {_quoted(HOSTILE)}}}}}
    ends: slut
"""
    )
    return made(routine, 1, {})


def _makers() -> dict[str, Callable[[], Storyboard]]:
    real = {name: load_real(name) for name in ROUTINES}
    found: dict[str, Callable[[], Storyboard]] = {
        f"{routine.id}-{number}-sv": partial(made, routine, number, real)
        for routine in real.values()
        for number, _ in enumerate(routine.scenarios, 1)
    }
    found |= {
        f"allt-{number}-sv": partial(board, number)
        for number, _ in enumerate(routines()["allt"].scenarios, 1)
    }
    return {**found, "allt-1-en": partial(board, 1, "en"), "prov-1-sv": hostile}


_MAKERS = _makers()
BOARDS = tuple(_MAKERS)
"""The names of all storyboards: of every scenario of the project's routines and of the ones here."""


@cache
def board_named(name: str) -> Storyboard:
    """The storyboard of that name, made when a test first asks for it."""
    return _MAKERS[name]()


def all_boards() -> tuple[Storyboard, ...]:
    """Every one of them."""
    return tuple(map(board_named, BOARDS))


def told(card: Card) -> list[str]:
    """The sentences under the card, in order."""
    return [event.text for event in card.events]


THREE_ROLES = """\
routine: prov
version: 1
title: Prov
language: sv
roles: {personal: {title: Personal}, chef: {title: Enhetschef, manager: yes}, it: {title: IT-support}}
facts: {slut: {type: moment, title: Passet slutar}, stulen: {type: yes_no, title: "Är den stulen?"}}
start: {by: [personal, chef], ask: [slut, stulen]}
states:
"""


def of_three_roles(states: str, play: str, ends: str = "") -> list[Card]:
    """The cards of a scenario with several roles; the shift ends at nine."""
    facts = 'facts: {slut: "2026-01-12 09:00", stulen: no}'
    text = f"{THREE_ROLES}{states}scenarios:\n  - title: Prov\n    {facts}\n    play: [{play}]\n{ends}"
    return list(made(compiled(text), 1, {}).cards)
