"""Routines for handbooks, and their handbooks read back as plain text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from html.parser import HTMLParser

import docx
import pypdf

from diagrams.handbook.build import handbook_of
from diagrams.handbook.document import Entries, Entry, Handbook, all_sections
from diagrams.words.handbook import say
from engine.language.compile import compile_text
from engine.model.routine import Routine
from tests.diagrams import samples
from tests.routines.library import ROUTINES, load

EVERYTHING = """
routine: allt
version: 3
title: Allt som en rutin kan säga
language: sv
purpose: Rutinen finns för att prövas.
document:
  applies_to: Norra enheten
  type: Rutin
  approved_by: Nämnden
  approved_on: 2026-02-01
  revised_on: 2026-03-01
  responsible: Utvecklaren
  valid_until: tills vidare
  review_every: 12 månader
  area: [Besök i hemmet]
  changes: Steget Packa är nytt.
roles:
  personal: {title: Personal, responsibility: Följer rutinen.}
  chef: {title: Chef, manager: yes, responsibility: Följer upp.}
  vaktmastare: {title: Vaktmästare}
contacts:
  it: {title: IT-stöd, phone: 010-20 30 40, email: it@exempel.se}
  jour: {title: Jouren, phone: 010-50 60 70}
  polis: {title: Polisen, phone: 114 14}
links:
  webben: {title: Intranätet, url: "https://exempel.se"}
  lagen: {title: Lagen}
facts:
  ref: {type: text, title: Referens, max: 20}
  klar_tid: {type: moment, title: Klar tid}
  orsak: {type: choice, title: "Varför blev det inte av?", options: {sjuk: Sjukdom, resa: Resa}}
  stulen: {type: yes_no, title: "Är den stulen?"}
start: {by: personal, ask: [ref]}
emergency: "Vid fara för liv: ring 112."
retain: 2 år efter avslut
states:
  packa:
    title: Packa väskan
    section: Hemma
    role: personal
    caution: Väskan är tung.
    text: "Packa det som står på listan. Listan finns här: {settings.lista}."
    note: Besöket gäller {ref}.
    help: Fråga en kollega.
    checklist: [Nycklar, Telefon, Handskar]
    contacts: [it]
    skip: ask
    source: {kind: law, ref: Lagen om väskor 3 §}
    choices:
      packad:
        label: Väskan är packad
        when: checklist is done
        because: Något är inte packat.
        set: {klar_tid: now}
        undo: 10 min
      blir_inte: {label: Besöket blir inte av, ask: [orsak], confirm: "Är du säker?", to: fraga}
      be_om_hjalp: {label: Be om hjälp, start: hjalp}
    timers:
      - {after: 15 min, remind: "Är väskan packad?"}
      - {after: 1 h, notify: chef, say: Väskan är inte packad.}
  besok:
    title: Gör besöket
    section: Hos den enskilde
    role: [personal, chef]
    checklist: [Hälsa, Lyssna]
    contacts: [jour]
    timers: [{by: klar_tid + 2 h, to: mejla}]
  samtidigt:
    title: Avsluta tillsammans
    section: Efteråt
    together:
      skriva:
        title: Skriva
        states:
          skriv: {title: Skriv i journalen, role: personal, timers: [{after: 24 h, notify: [chef, vaktmastare], say: Journalen är tom.}]}
          skrivet: {end: skrivet, title: Det är skrivet}
      stada:
        title: Städa
        states:
          stada_bilen: {title: Städa bilen, role: vaktmastare}
          stadat: {end: stadat, title: Bilen är ren}
    to: mejla
  mejla:
    title: Mejla IT-stöd
    do: {mail: it, subject: "Besök {ref}", body: Besöket är gjort.}
    to: vanta
    failed: folj
  vanta:
    title: Vänta på svar
    wait: svar
    timers: [{after: 3 d, to: folj}]
  folj:
    title: Följ upp
    call: hjalp
    outcomes: {hjalpt: klart}
    to: klart
  klart: {end: klart, title: Besöket är klart}
  fraga:
    title: Är den enskilde sjuk?
    section: Om det inte blir av
    choose:
      - {when: orsak == sjuk, to: ring_chefen, label: Sjuk}
      - {else: klart}
  ring_chefen:
    title: Ring chefen
    section: Om det inte blir av
    role: personal
    contacts: [jour]
    choices: {ringt: {label: Jag har ringt, to: klart}}
anytime:
  borta: {label: Nyckeln är borta, start: hjalp}
  brand: {label: Det brinner, to: ring_chefen}
"""

HELP = """
routine: hjalp
version: 1
title: Få hjälp
language: sv
roles: {personal: {title: Personal}}
start: personal
states:
  ring: {title: Ring någon, role: personal}
  hjalpt: {end: hjalpt, title: Hjälpen kom}
"""


@cache
def everything() -> Routine:
    """A routine that uses every word of the language that a handbook tells of."""
    found = compile_text(EVERYTHING, "allt.yaml")
    assert found.routine is not None, "\n".join(f"{each.line}: {each.message}" for each in found.findings)
    return found.routine


@cache
def helping() -> Routine:
    """The routine that `everything` calls and starts."""
    return samples.compiled(HELP, "hjalp.yaml")


@cache
def real() -> tuple[Routine, ...]:
    """The project's own routines."""
    return tuple(map(load, sorted(ROUTINES)))


@cache
def handbook(which: str) -> Handbook:
    """The handbook of one routine with everything, or of several: the project's own."""
    return handbook_of([everything()], known={"hjalp": helping()}) if which == "one" else handbook_of(real())


def entries(handbook: Handbook) -> dict[str, Entry]:
    """Every entry of the handbook by its id."""
    return {
        entry.id: entry
        for chapter in handbook.chapters
        for section in all_sections(chapter.sections())
        for block in section.blocks
        if isinstance(block, Entries)
        for entry in block.entries
    }


_NOT_READ = {
    "id",
    "kind",
    "target",
    "whole",
    "pages",
    "pictures",
    "language",
    "alternative",
    "running",
    "url",
}


def texts(value: object) -> Iterator[str]:
    """Every text of a document value that stands among its text; pictures are not looked into, nor what stands above each page."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            if each.name not in _NOT_READ:
                yield from texts(getattr(value, each.name))


def run_together(text: str) -> str:
    """The text without what setting it in lines adds: spaces, hyphens and places to break."""
    return re.sub(r"[\s\u00ad\u200b\u2060\ufffe-]", "", text)


def html_text(page: str) -> str:
    """What an HTML page says, its style and pictures left out."""
    reader = _Reader()
    reader.feed(page)
    return "".join(reader.said)


def pdf_text(content: bytes, handbook: Handbook) -> str:
    """What the pages of the handbook's PDF say, run together and without what stands above and below on each."""
    # By pypdf, slow as it is: PDFium reads the cells of a table line by line across them.
    said = run_together("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))
    for chapter in handbook.chapters:
        for part in ("", f"{say('training', handbook.language)} · "):
            said = said.replace(run_together(f"{chapter.title}{part}{chapter.running}"), "")
    feet = "|".join(
        re.escape(run_together(each)) for each in {handbook.title, *(each.type for each in handbook.chapters)}
    )
    return re.sub(rf"({feet})Sida\d+av\d+", "", said)


def docx_text(content: bytes) -> str:
    """What the paragraphs and tables of a DOCX say, links included."""
    body = docx.Document(io.BytesIO(content)).element.body
    return "".join(each.text or "" for each in body.iter() if each.tag.endswith("}t"))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._within = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._within += tag in ("style", "svg")

    def handle_endtag(self, tag: str) -> None:
        self._within -= tag in ("style", "svg")

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.said.append(data)
