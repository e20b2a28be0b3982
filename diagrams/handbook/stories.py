"""A routine's scenarios as sections of its training part: what happens, when and by whom, as the engine plays them."""

from __future__ import annotations

from collections.abc import Iterator

from diagrams.handbook.document import Section, Table
from diagrams.handbook.telling import anchor
from diagrams.handbook.wording import say
from diagrams.speech import Speech
from diagrams.storyboard.cards import storyboard
from diagrams.storyboard.story import Card, Storyboard
from engine.run.play import Failed


def stories_of(speech: Speech) -> tuple[Section, ...]:
    """One section with a part for each scenario that plays; () for a routine without any."""
    parts = tuple(_parts(speech))
    id = anchor(speech.routine, "section-stories")
    title = say("stories", speech.language)
    return (Section(id=id, title=title, parts=parts, own_page=True),) if parts else ()


def _parts(speech: Speech) -> Iterator[Section]:
    routines = {**speech.routines, speech.routine.id: speech.routine}
    for scenario in speech.routine.scenarios:
        played = storyboard(
            speech.routine, scenario, routines, language=speech.language, settings=speech.settings
        )
        if not isinstance(played, Failed):
            yield _part(speech, played)


def _part(speech: Speech, played: Storyboard) -> Section:
    columns = tuple(say(key, speech.language) for key in ("clock", "what happens"))
    rows = tuple((card.clock, _told(card)) for card in played.cards)
    return Section(
        id=anchor(speech.routine, f"story-{played.number}"),
        title=played.scenario,
        blocks=(Table(title=played.scenario, columns=columns, rows=rows),),
    )


def _told(card: Card) -> str:
    """«2 Logga in: Medarbetare väljer ”Jag är inloggad”.»"""
    place = " ".join(filter(None, (f"{card.elsewhere}," if card.elsewhere else None, card.step, card.title)))
    return f"{place}: {card.caption}"
