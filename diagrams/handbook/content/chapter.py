"""One routine as a chapter: the official document in the form that decided routines have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diagrams.handbook.content.entries import Teller, document_words
from diagrams.handbook.content.instructions import asked
from diagrams.handbook.content.order import by_section
from diagrams.handbook.document import (
    Alert,
    Block,
    Bullets,
    Chapter,
    Contact,
    Contacts,
    Entries,
    Entry,
    Links,
    Overview,
    Paragraph,
    Section,
    Table,
    WebLink,
    anchor,
)
from diagrams.telling.roles import marks
from diagrams.words.handbook import say
from diagrams.words.phrases import closed, enumerated
from diagrams.words.speech import Speech
from diagrams.words.standing_rules import ByHeading, by_heading
from diagrams.words.undecided import undecided
from engine.model.numbering import happy_path, letter, numbers
from engine.model.routine import MAIN, Flow, Routine, Together

_FEWEST_IN_OVERVIEW = 3
"""Steps of the usual way: fewer are seen at once where they are told."""


def chapter_of(speech: Speech, settings: Mapping[str, str], training: tuple[Section, ...] = ()) -> Chapter:
    """The routine's official document, and the training part that it is given."""
    routine, language = speech.routine, speech.language
    kind = speech.text(routine.head.type) if routine.head.type else say("routine", language)
    return Chapter(
        id=routine.id,
        type=kind,
        title=speech.text(routine.title),
        running=_running(routine, language),
        head=tuple(_head(speech)),
        official=tuple(_official(speech, settings)),
        training=training,
    )


def _running(routine: Routine, language: str) -> str:
    on = routine.head.revised_on or routine.head.approved_on
    return say("running on" if on else "running", language, version=routine.version, on=on)


def _head(speech: Speech) -> Iterator[tuple[str, str]]:
    """What the head says, in the order of decided documents; what the routine does not say is left out."""
    head, language = speech.routine.head, speech.language
    told = (
        ("reference", head.reference),
        ("applies to", head.applies_to),
        ("approved by", head.approved_by),
        ("approved on", head.approved_on),
        ("revised on", head.revised_on),
        ("responsible", head.responsible),
        ("valid from", head.valid_from),
        ("valid", head.valid_until),
        ("review", head.review_every),
        ("replaces", head.replaces),
    )
    for key, value in told:
        if value:
            yield say(key, language), value.isoformat() if hasattr(value, "isoformat") else speech.text(value)
    if speech.routine.retain:
        yield say("retained", language), speech.routine.retain.said.say(language)
    yield say("version", language), f"{speech.routine.version}"
    if head.changes:
        yield say("changes", language), speech.text(head.changes)


def _official(speech: Speech, settings: Mapping[str, str]) -> Iterator[Section]:
    routine, language = speech.routine, speech.language
    if routine.purpose:
        yield _section(speech, "introduction", Paragraph(text=speech.text(routine.purpose)))
    if routine.head.background:
        yield _section(speech, "background", Paragraph(text=speech.text(routine.head.background)))
    if routine.head.definitions:
        yield _section(speech, "definitions", _definitions(speech))
    events = _events(speech)
    yield from _overview(speech, events)
    yield _section(speech, "roles", _roles(speech))
    if routine.head.area:
        area = Bullets(items=tuple(speech.text(each) for each in routine.head.area))
        yield _section(speech, "area", area)
    rules = by_heading(routine, routine.rules, speech.text, language)
    if rules:
        yield _section(speech, "rules", parts=tuple(_of_rules(speech, rules)))
    missing = undecided(routine, settings)
    if missing:
        yield _section(speech, "undecided", _undecided(speech, missing))
    yield _doing(speech)
    if events:
        intro = Paragraph(text=say("at any time text", language))
        yield _section(speech, "at any time", intro, Entries(entries=events))
    if routine.contacts:
        yield _section(speech, "contacts", contacts_of(speech))
    if routine.links:
        places = tuple(
            WebLink(title=speech.text(link.title), url=link.url) for link in routine.links.values()
        )
        yield _section(speech, "links", Links(places=places))
    if routine.documents:
        files = tuple(
            WebLink(title=document_words(each, speech), url=None) for each in routine.documents.values()
        )
        yield _section(speech, "documents", Links(places=files))
    if routine.head.laws:
        laws = tuple(WebLink(title=speech.text(law.title), url=law.url) for law in routine.head.laws)
        yield _section(speech, "laws", Links(places=laws))


def contacts_of(speech: Speech) -> Contacts:
    """Everybody whom the routine names to call or write to."""
    people = (
        Contact(title=speech.text(each.title), phone=each.phone, email=each.email)
        for each in speech.routine.contacts.values()
    )
    return Contacts(people=tuple(people))


def _section(speech: Speech, key: str, *blocks: Block, parts: tuple[Section, ...] = ()) -> Section:
    id = anchor(speech.routine.id, f"section-{key.replace(' ', '-')}")
    return Section(id=id, title=say(key, speech.language), blocks=blocks, parts=parts)


def _definitions(speech: Speech) -> Table:
    language = speech.language
    return Table(
        title=say("definitions", language),
        columns=(say("word", language), say("meaning", language)),
        rows=tuple(
            (speech.text(each.word), speech.text(each.means)) for each in speech.routine.head.definitions
        ),
    )


def _of_rules(speech: Speech, rules: ByHeading) -> Iterator[Section]:
    """«Alltid» and «Aldrig», each with its rules."""
    for index, (heading, words) in enumerate(rules):
        id = anchor(speech.routine.id, f"rules-{index + 1}")
        yield Section(id=id, title=heading, blocks=(Bullets(items=words),))


def _roles(speech: Speech) -> Table:
    language = speech.language
    rows = tuple(
        (role.title.say(language), speech.text(role.responsibility) if role.responsibility else "–")
        for role in speech.routine.roles.values()
    )
    return Table(
        title=say("roles", language),
        columns=(say("role", language), say("responsibility", language)),
        rows=rows,
    )


def _events(speech: Speech) -> tuple[Entry, ...]:
    """What can happen at any time, in the order of the file."""
    teller = Teller(speech, marks(speech))
    return tuple(teller.event(choice, index) for index, choice in enumerate(speech.routine.anytime))


def _overview(speech: Speech, events: tuple[Entry, ...]) -> Iterator[Section]:
    """The numbered states of the usual way, and the events; who does a step stands there where it is not always the same.

    Where there are so few steps that they are seen anyhow, there is no overview.
    """
    routine, number = speech.routine, numbers(speech.routine)
    teller = Teller(speech, marks(speech))
    usual = [teller.of(routine.states[state]) for state in happy_path(routine, MAIN) if state in number]
    if len(usual) >= _FEWEST_IN_OVERVIEW:
        is_shared = len({each.who for each in usual if each.who}) > 1
        brief = tuple(_brief(each, who=each.who if is_shared else None) for each in (*usual, *events))
        yield _section(speech, "overview", Overview(entries=brief))


def _brief(entry: Entry, who: str | None) -> Entry:
    return Entry(
        id=entry.id, kind=entry.kind, title=entry.title, number=entry.number, who=who, paint=entry.paint
    )


def _doing(speech: Speech) -> Section:
    """Who starts, and then every state of the main flow, section by section."""
    routine, language = speech.routine, speech.language
    who = enumerated([speech.roles((role,)) for role in routine.begin.roles], language, "or")
    key = "begins asking" if routine.begin.ask else "begins"
    intro = Paragraph(text=closed(say(key, language, who=who, asked=asked(routine.begin.ask, speech))))
    alert = (Alert(text=speech.text(routine.emergency)),) if routine.emergency else ()
    parts = tuple(_parts(speech, MAIN, say("steps", language)))
    return _section(speech, "doing", *alert, intro, parts=parts)


def _parts(speech: Speech, flow: str, untitled: str) -> Iterator[Section]:
    """The flow's sections. What happens side by side follows the section in which it begins."""
    teller = Teller(speech, marks(speech))
    for index, (section, states) in enumerate(by_section(speech.routine, flow).items()):
        title = speech.text(section) if section else untitled
        entries: list[Entry] = []
        branches: list[Section] = []
        for state in (speech.routine.states[each] for each in states):
            entries.append(teller.of(state))
            if isinstance(state, Together):
                branches += _branches(speech, state)
        yield Section(
            id=anchor(speech.routine.id, f"{flow.replace('.', '-')}-{index + 1}"),
            title=title,
            blocks=(Entries(entries=tuple(entries)),),
            parts=tuple(branches),
        )


def _branches(speech: Speech, together: Together) -> Iterator[Section]:
    for index, id in enumerate(together.flows):
        flow: Flow = speech.routine.flows[id]
        number = f"{numbers(speech.routine)[together.id]}{letter(index)}"
        title = say("branch", speech.language, number=number, title=speech.text(flow.title))
        parts = tuple(_parts(speech, id, title))
        alone = parts[0] if len(parts) == 1 else None
        yield Section(
            id=anchor(speech.routine.id, f"branch-{id.replace('.', '-')}"),
            title=title,
            blocks=alone.blocks if alone else (),
            parts=alone.parts if alone else parts,
        )


def _undecided(speech: Speech, missing: Mapping[str, tuple[str, ...]]) -> Paragraph:
    language, number = speech.language, numbers(speech.routine)
    states = dict.fromkeys(state for places in missing.values() for state in places)
    places = [
        f"{say('step', language, number=number[each])} {speech.title(each)}"
        if each in number
        else speech.title(each)
        for each in states
    ]
    text = say(
        "undecided text",
        language,
        places=enumerated([each[:1].lower() + each[1:] for each in places], language),
        mark=say("undecided mark", language),
    )
    return Paragraph(text=text)
