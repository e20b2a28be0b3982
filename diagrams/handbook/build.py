"""Routines → handbook: their order, their chapters and their pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from diagrams.drawing.sheet import svg_of
from diagrams.handbook.chapter import chapter_of
from diagrams.handbook.document import Chapter, Handbook, Picture, Section
from diagrams.handbook.stories import stories_of
from diagrams.handbook.telling import speech_of
from diagrams.handbook.training import training_of
from diagrams.handbook.wording import say
from diagrams.paper.pages import PAPERS, pages_of
from diagrams.paper.sheet import page_svg
from diagrams.telling.panels import picture_of
from diagrams.type.palette import LIGHT
from diagrams.words.phrases import inner
from diagrams.words.speech import Speech
from engine.routine import Routine


def handbook_of(
    routines: Sequence[Routine],
    *,
    language: str | None = None,
    known: Mapping[str, Routine] | None = None,
    settings: Mapping[str, str] | None = None,
    training: bool = True,
) -> Handbook:
    """The handbook of one routine, or of several in the order in which they begin each other.

    `language` None is the first routine's own. `known` gives the titles of routines that are called or started, `settings` the
    organisation's values; what has none says so. Without `training` it is the official document alone, without pictures.

    Raises:
        CannotDraw: a picture could not be drawn.
    """
    routines = in_reading_order(routines)
    said_in = language or routines[0].languages[0]
    chapters: list[Chapter] = []
    pictures: dict[str, str] = {}
    for routine in routines:
        around = {**(known or {}), **{each.id: each for each in routines}}
        speech = speech_of(routine, said_in, around, settings or {})
        lessons: tuple[Section, ...] = ()
        if training:
            picture, drawn = _drawn(speech)
            pictures.update(drawn)
            lessons = training_of(speech, picture, stories_of(speech))
        chapters.append(chapter_of(speech, settings or {}, lessons))
    title = chapters[0].title if len(chapters) == 1 else say("handbook", said_in)
    applies_to = _common(
        each.head.applies_to.say(said_in) if each.head.applies_to else None for each in routines
    )
    return Handbook(
        title=title, applies_to=applies_to, language=said_in, chapters=tuple(chapters), pictures=pictures
    )


def in_reading_order(routines: Sequence[Routine]) -> tuple[Routine, ...]:
    """Each routine before those that it begins; those that nobody begins in the order that they were given."""
    by_id = {routine.id: routine for routine in routines}
    begun = {other for routine in routines for other in routine.begins() if other != routine.id}
    first = [routine for routine in routines if routine.id not in begun]
    found: dict[str, Routine] = {}
    waiting = list(reversed([*first, *(each for each in routines if each not in first)]))
    while waiting:
        here = waiting.pop()
        if here.id not in found:
            found[here.id] = here
            waiting += [by_id[other] for other in reversed(list(here.begins())) if other in by_id]
    return tuple(found.values())


def _drawn(speech: Speech) -> tuple[Picture, Mapping[str, str]]:
    """The routine's picture, whole and on as many pages as it takes to be read, and its SVG documents by name."""
    routine, language = speech.routine, speech.language
    shown = picture_of(routine, language=language, routines=speech.routines, settings=speech.settings)
    pages = {
        f"{routine.id}-{page.number}.svg": page_svg(page, LIGHT, is_furnished=False)
        for page in pages_of(replace(shown, emergency=None), PAPERS["a4"])
    }
    title = speech.text(routine.title)
    words = say("picture alternative", language, title=inner(title), doing=say("doing", language))
    whole = f"{routine.id}.svg"
    picture = Picture(whole=whole, pages=tuple(pages), title=title, alternative=words)
    return picture, {whole: svg_of(shown, LIGHT), **pages}


def _common(values: Iterable[str | None]) -> str | None:
    """What all the values are, where they are all the same."""
    found = set(values)
    return found.pop() if len(found) == 1 else None
