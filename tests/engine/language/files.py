"""Routine files as texts, small ones for one fact each and a whole one."""

from __future__ import annotations

from engine.language.compile import Compiled, compile_text
from engine.language.file.settings import Setting
from engine.model.routine import Routine

HEAD = """routine: prov
version: 1
title: Prov
roles: {medarbetare: Medarbetare, chef: {title: Chef, manager: yes}}
"""

STEP = """
  ring:
    title: Ring chefen
    role: medarbetare
"""

END = """
  slut: {end: klart}
"""

VISIT = """
routine: stodpass
version: 1
title: Stödpass
language: sv
purpose: >-
  Registrera ankomst, utförda insatser och tid,
  och dokumentera i social journal.

document:
  applies_to: Boendestöd
  approved_by: Enhetschef, boendestöd
  approved_on: 2023-01-09
  responsible: Verksamhetsutvecklare
  valid_until: tills vidare
  review_every: 12 månader

roles:
  medarbetare: {title: Medarbetare, responsibility: Följer rutinen.}
  enhetschef: {title: Enhetschef, responsibility: Följer upp dokumentationen., manager: yes}

contacts:
  it_support: {title: IT-avdelningen, phone: 08-530 610 10, email: it-support@botkyrka.se}

facts:
  besok_ref: {type: text, title: Besöksreferens}
  ankomst: {type: moment, title: Ankomst}
  insatser: {type: choices, title: Utförda insatser, options: [stadning, inkop, samtal, annat]}
  orsak:
    type: choice
    title: Varför blev det inte av?
    options: [avbokat, ej_antraffbar, bortrest, sjukhus, personalbrist]

start: {by: medarbetare, ask: [besok_ref]}
emergency: "Vid fara för liv: ring 112."
retain: 2 år efter avslut

states:
  pa_vag:
    title: Åk till stödpasset
    role: medarbetare
    text: Läs genomförandeplanen för {besok_ref} innan du går in.
    source: seed
    choices:
      ankommen: {label: Registrera ankomst, set: {ankomst: now}, undo: 10 min, to: pa_plats}
      uteblivet: {label: Stödpasset blev inte av, ask: [orsak], to: dokumentera}
    timers:
      - after: 30 min
        remind: "Har du kommit fram? Registrera ankomst."
      - {after: 2 h, notify: enhetschef, say: Ett stödpass har inte startat.}

  pa_plats:
    title: Utför insatser enligt genomförandeplanen
    role: medarbetare
    checklist: [Insatserna är utförda, Nästa tid är bokad]
    choices:
      avslutat: {label: Avsluta stödpasset, ask: [insatser]}

  dokumentera:
    title: Dokumentera i social journal
    role: medarbetare
    text: Skriv i Lifecare. Här bekräftar du bara att du har gjort det.
    contacts: it_support
    timers: [{after: 24 h, notify: enhetschef, say: Journalanteckning saknas.}]

  vilket_slut:
    choose:
      - {when: orsak is set, to: uteblivet_klart}
      - {else: klart}

  klart: {end: genomfort, title: Stödpasset är klart}
  uteblivet_klart: {end: uteblivet, title: Uteblivet stödpass är dokumenterat}

anytime:
  telefonfel: {label: Telefonen krånglar, start: telefon_fel}

scenarios:
  - title: Vanligt stödpass
    facts: {besok_ref: S-1}
    play:
      - {medarbetare: ankommen}
      - {wait: 45 min}
      - {medarbetare: avslutat, facts: {insatser: [samtal]}}
      - {medarbetare: klar}
    ends: genomfort
"""

BRANCHES = (
    HEAD
    + """
states:
  borja:
    title: Ring chefen
    role: medarbetare
  samtidigt:
    together:
      sparra:
        title: Spärra telefonen
        states:
          ring_it:
            title: Ring IT
            role: chef
            choices:
              sparrad: Den är spärrad
              hittad: {label: Telefonen är hittad, to: hittad}
            timers:
              - {after: 1 h, to: forsenat}
          sparrat: {end: sparrat}
      anmal:
        title: Anmäl
        states:
          vilken:
            choose:
              - {when: stulen, to: polis}
              - {when: upphittad, to: hittad}
              - {else: anmalt}
          polis:
            title: Ring polisen
            role: chef
          anmalt: {end: anmalt, title: Anmält}
    timers: [{after: 2 d, to: forsenat}]
    to: klart
  forsenat:
    title: Ring verksamhetschefen
    role: chef
    to: klart
  hittad:
    title: Lämna tillbaka telefonen
    role: medarbetare
  klart: {end: klart}
facts: {stulen: yes_no, upphittad: yes_no}
anytime:
  avbryt: {label: Avbryt, to: klart}
  hjalp: {label: Hjälp, start: hjalp, when: stulen, because: Bara om den är stulen.}
start: {by: medarbetare, ask: [stulen, upphittad]}
"""
)

EVERYTHING = (
    HEAD
    + """
document:
  type: Rutin
  approved_on: 2026-01-12
  revised_on: 2026-02-01
  valid_until: tills vidare
  area: [Boendestöd, Hemtjänst]
  changes: Första utgåvan
  reference: D-2026-7
  valid_from: 2026-02-01
  replaces: Rutinen från 2023
  background: Telefoner har försvunnit.
  definitions: [{word: Skåp, means: Det som telefonerna ligger i.}]
  laws: [Arkivlagen, {law: Dataskyddslagen, url: https://example.org/lag}]
always: Bär legitimation.
never: [Lämna aldrig skåpet öppet., {rule: Ingen räknar ensam., section: Början}]
contacts: {it: {title: IT, email: it@example.org}, jour: {title: Jouren, phone: 08-1}}
links: {karta: {title: Karta, url: https://example.org/karta}, parm: Den blå pärmen}
documents: {blankett: {title: Blanketten, file: blankett.pdf}, bild: karta.png}
facts:
  antal: {type: number, title: Antal, min: -1, max: 5}
  sista: {type: date, title: Sista dag, min: now, max: now + 7 d}
  upptackt: {type: moment, title: Upptäckt, max: now}
  svar: {type: choice, title: Svar, options: [ja, nej, kanske]}
  behov: {type: choices, title: Behov, options: [mat, vila]}
  klart: {type: yes_no, title: Klart}
start: {by: [medarbetare, chef], ask: [{fact: antal, required: no}, upptackt]}
states:
  borja:
    title: Räkna telefonerna
    section: Början
    role: [medarbetare, chef]
    not_by: [start, mata]
    caution: De kan gå sönder.
    text: Räkna alla.
    note: De ligger i skåpet.
    help: Skåpet står i hallen.
    checklist: [Skåpet är öppnat, Telefonerna är räknade]
    contacts: [it, jour]
    links: [karta, parm]
    documents: [blankett, bild]
    source: {kind: law, ref: 9 kap. 5 §}
    skip: ask
    choices:
      raknat:
        label: Jag har räknat
        role: chef
        ask: [antal, {fact: klart, required: no}]
        set: {behov: [mat, vila], sista: 2026-03-01, upptackt: now - 72 h}
        confirm: Är du säker?
        undo: 10 min
        main: yes
        to: fraga
      fel:
        label: Något är fel
        not_by: borja
        same_as: [mata, start]
        when: 'not (svar in ["ja", "nej"]) and (checklist is done or antal + 1 - 2 > 3) and klart'
        because: Svara först.
        start: larm
        with: {antal: antal + 0.5}
        to: mejla
    timers:
      - {by: upptackt + 1 h, remind: Räkna nu.}
      - {after: 2 h, notify: [chef, medarbetare], say: Ingen har räknat.}
  fraga:
    title: Fråga jouren
    call: jour
    with: {antal: antal}
    take: {svar: svaret}
    outcomes: {nej: vanta, ja: mejla, cancelled: vila}
    to: vanta
  vanta: {title: Vänta på IT, wait: it_svar, role: chef, ask: [{fact: svar, required: no}]}
  vila: {title: Vänta en dag, wait: yes, timers: [{after: 1 d, to: mejla}]}
  mata: {title: Mata in, role: medarbetare, same_as: borja}
  mejla:
    do: {mail: [it], subject: Fel, body: Hjälp oss}
    failed: borja
  anropa:
    do: {webhook: 'https://example.org/in', facts: [antal, svar]}
    to: vag
  vag:
    title: Vilken väg?
    choose:
      - {when: 'hours_since(upptackt) > 24 or running("larm") == 0', to: slut, label: Bråttom}
      - {when: days_since(sista) >= 1, to: avbrutet}
      - {else: slut}
  slut: {end: bra}
  avbrutet: {end: avbrutet}
anytime:
  avbryt: {label: Avbryt, role: chef, confirm: Avbryta nu, when: klart is set, because: Inte än., to: avbrutet}
scenarios:
  - title: Det går bra
    by: medarbetare
    facts: {upptackt: 2026-01-12T08:00}
    play:
      - {chef: raknat, in: borja, facts: {antal: 3}, checked: no, delivered: no}
      - {message: svarat, routine: jour, facts: {svaret: nej}}
      - {wait: 1 d}
    ends: bra
"""
)
"""Every key and every kind of formula once."""


def compiled(text: str, *, settings: dict[str, Setting] | None = None) -> Compiled:
    """The compiled text, in a file of the name that it gives itself."""
    name = text.split("routine:")[1].split()[0]
    return compile_text(text, f"{name}.yaml", settings=settings)


def routine_of(text: str) -> Routine:
    """The routine of a text without errors."""
    result = compiled(text)
    assert result.routine, [finding.say("en") for finding in result.findings]
    return result.routine


def rules_in(text: str) -> list[str]:
    """The rules that the text breaks, in the order of the file."""
    return [finding.rule for finding in compiled(text).findings]


def one_step(keys: str, *, head: str = HEAD, more: str = "") -> str:
    """A file with one step that has `keys` beside its title and role, and an end."""
    lines = "".join(f"    {line}\n" for line in keys.strip("\n").split("\n")) if keys else ""
    return f"{head}{more}\nstates:{STEP}{lines}{END}"
