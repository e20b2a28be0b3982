"""Small routines in which everything that a store keeps comes up: worklist, timers, mail, children, undo."""

from __future__ import annotations

from functools import cache

from engine.language.compile import compile_text
from engine.model.routine import Routine

MAIN = """\
routine: prov
version: {version}
title: Prov
language: sv
roles:
  medarbetare: Medarbetare
  chef: {{title: Chefen, manager: yes}}
  administrator: Administratör
facts:
  ref: {{type: text, title: Referens}}
  antal: {{type: number, title: Antal}}
contacts:
  it: {{title: IT, email: it@example.org}}
start: {{by: medarbetare, ask: [{{fact: ref, required: no}}]}}
states:
  borja:
    title: {title}
    role: medarbetare
    timers:
      - {{after: 30 min, remind: Börja nu}}
      - {{after: 2 h, notify: chef, say: Ingen har börjat}}
    choices:
      granskas: {{label: Låt granska, to: granska, undo: 10 min}}
      rakna: {{label: Räkna, ask: antal, to: granska, undo: 10 min}}
      mejla: {{label: Mejla, to: skicka, undo: 10 min}}
      mejla_blint: {{label: Mejla blint, to: skicka_blint}}
      fraga: {{label: Fråga, to: fraga, undo: 10 min}}
      sluta: {{label: Sluta, to: slut, undo: 10 min}}
  granska:
    title: Granska
    role: administrator
    timers: [{{after: 1 d, to: slut}}]
    choices:
      godkant: {{label: Godkänt, to: slut}}
      om: {{label: Gör om, to: borja}}
  skicka:
    title: Skicka mejl
    do: {{mail: it, subject: "Om {{ref}}", body: "Antal: {{antal}}"}}
    to: granska
    failed: ring
  skicka_blint:
    title: Skicka mejl blint
    do: {{mail: it, subject: Blint, body: Inget mer}}
    to: granska
  ring:
    title: Ring i stället
    role: medarbetare
    to: slut
  fraga: {{call: barn, to: granska}}
  slut: {{end: klart}}
anytime:
  hjalp: {{label: Jag behöver hjälp, start: barn, undo: 10 min}}
"""

CHILD = """\
routine: barn
version: 1
title: Barn
language: sv
roles:
  medarbetare: Medarbetare
  chef: {title: Chefen, manager: yes}
start: medarbetare
states:
  svara:
    title: Svara
    role: medarbetare
    choices:
      svarat: {label: Jag har svarat, to: slut, undo: 10 min}
  slut: {end: klart}
"""


DEADLINE = """\
routine: frist
version: 1
title: Frist
language: sv
roles:
  medarbetare: Medarbetare
  chef: {title: Chefen, manager: yes}
facts:
  frist: {type: moment, title: Frist}
start: {by: medarbetare, ask: [frist]}
states:
  vanta:
    title: Vänta på svar
    role: medarbetare
    timers: [{by: frist + 1 h, to: slut}]
  slut: {end: klart}
"""

BRANCHES = """\
routine: grenar
version: 1
title: Grenar
language: sv
roles:
  medarbetare: Medarbetare
  chef: {title: Chefen, manager: yes}
  administrator: Administratör
start: medarbetare
states:
  bada:
    title: Båda
    together:
      ena:
        title: Ena
        states:
          ring: {title: Ring, role: medarbetare, choices: {svar: {label: Svar, undo: 10 min}}}
          skriv: {title: Skriv, role: medarbetare, timers: [{after: 4 min, remind: Skriv nu.}]}
          ena_klar: {end: ena_klar}
      andra:
        title: Andra
        states:
          granska: {title: Granska, role: administrator, timers: [{after: 5 min, remind: Granska nu.}]}
          andra_klar: {end: andra_klar}
  slut: {end: klart}
"""


ALARM = """\
routine: larm
version: 1
title: Larm
language: sv
roles:
  medarbetare: Medarbetare
  chef: {title: Chefen, manager: yes}
start: medarbetare
states:
  vanta:
    title: Vänta på hjälp
    role: medarbetare
    timers: [{after: 1 h, notify: [chef, medarbetare], say: Ingen har kommit än}]
    choices: {kommit: {label: Hjälpen har kommit, to: slut}}
  slut: {end: klart}
"""


@cache
def prov(version: int = 1, title: str = "Börja") -> Routine:
    """The routine with everything; `title` is that of its first step."""
    return _compiled(MAIN.format(version=version, title=title), "prov.yaml")


@cache
def barn(version: int = 1) -> Routine:
    """The routine that the other calls, and starts beside itself."""
    return _compiled(CHILD.replace("version: 1", f"version: {version}"), "barn.yaml")


@cache
def frist() -> Routine:
    """A routine whose timer counts from a fact, which can be corrected."""
    return _compiled(DEADLINE, "frist.yaml")


@cache
def grenar() -> Routine:
    """A routine of two branches, one with a choice that can be taken back; both remind."""
    return _compiled(BRANCHES, "grenar.yaml")


@cache
def larm() -> Routine:
    """A routine whose timer tells two roles."""
    return _compiled(ALARM, "larm.yaml")


def _compiled(text: str, file: str) -> Routine:
    found = compile_text(text, file)
    assert found.routine is not None, [f"{each.line}: {each.message}" for each in found.findings]
    return found.routine
