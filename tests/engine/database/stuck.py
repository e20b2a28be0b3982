"""Small routines that come to stand still."""

from __future__ import annotations

from engine.model.routine import Routine
from tests.engine.run.acting import compiled

ROUND = """\
routine: runt
version: 1
title: Runt
language: sv
roles:
  medarbetare: Medarbetare
  chef: {title: Chefen, manager: yes}
facts:
  antal: {type: number, title: Antal}
start: medarbetare
states:
  vanta:
    title: Vänta
    role: medarbetare
    timers: [{after: 1 h, to: rakna}]
  rakna: {title: Räkna, choose: [{when: antal > 5, to: slut}, {else: igen}]}
  igen: {title: Igen, choose: [{else: rakna}]}
  slut: {end: klart}
"""

CALLER = """\
routine: ringer
version: 1
title: Ringer
language: sv
roles:
  medarbetare: Medarbetare
  chef: {title: Chefen, manager: yes}
start: medarbetare
states:
  borja: {title: Börja, role: medarbetare, to: hjalp}
  klart: {end: klart}
  hjalp: {title: Få hjälp, call: barn_med_krav, to: klart}
"""

DEMANDING = """\
routine: barn_med_krav
version: 1
title: Barn med krav
language: sv
roles:
  medarbetare: Medarbetare
  chef: {title: Chefen, manager: yes}
facts:
  ny: {type: text, title: Ny}
start: {by: medarbetare, ask: [ny]}
states:
  svara: {title: Svara, role: medarbetare}
  slut: {end: klart}
"""


def ringer() -> tuple[Routine, Routine]:
    """A routine, and one that it calls without what that one needs."""
    return compiled(CALLER, "ringer"), compiled(DEMANDING, "barn_med_krav")


def runt() -> Routine:
    """A routine that a timer sends round without end until the number is high enough."""
    return compiled(ROUND, "runt")
