"""Routine files as texts that are stored and read again."""

from __future__ import annotations

from pathlib import Path

from tests.engine.language.files import BRANCHES, EVERYTHING, VISIT

MARKED = """
routine: prov
version: 1
title: Prov
roles: {medarbetare: M, chef: {title: C, manager: yes}}
facts: {antal: number}
start: {by: medarbetare, ask: [antal]}
states:
  borja: {title: Börja, role: medarbetare}
  samtidigt:
    together:
      hit:
        title: Hit
        states:
          a: {title: A, role: medarbetare}
          dela: {title: Dela, choose: [{when: antal > 9, to: a_klar}, {when: antal > 8, to: ena}, {else: andra}]}
          a_klar: {end: a_klar}
      dit: {title: Dit, states: {b: {title: B, role: medarbetare}, b_klar: {end: b_klar}}}
  valj: {title: Välj, choose: [{when: antal > 3, to: fraga, main: yes}, {else: ena}]}
  fraga: {call: annan, outcomes: {klart: valj_igen, cancelled: ena}}
  valj_igen: {title: Välj igen, choose: [{when: antal > 5, to: ena}, {else: andra, main: yes}]}
  ena: {end: ena}
  andra: {end: andra}
scenarios:
  - title: Prov
    facts: {antal: 4}
    play: [{medarbetare: klar, as: borja, refused: yes}, {medarbetare: klar}, {cancel: annan, by: chef, facts: {reason: Fel}}]
    ends: ena
"""


PUBLISHED = sorted(each for each in Path("routines").glob("*.yaml") if each.name != "settings.yaml")


TEXTS = {
    "visit": VISIT,
    "branches": BRANCHES,
    "everything": EVERYTHING,
    "marked": MARKED,
    **{each.stem: each.read_text("utf-8") for each in PUBLISHED},
}
