"""Routines → handbook: their order, their chapters and their pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from diagrams.drawing.sheet import svg_of
from diagrams.handbook.content.chapter import chapter_of
from diagrams.handbook.content.order import in_reading_order
from diagrams.handbook.content.stories import stories_of
from diagrams.handbook.content.training import training_of
from diagrams.handbook.document import Chapter, Figure, Handbook, Section
from diagrams.paper.page_drawing import bare_svg
from diagrams.paper.pagination import PAPERS, pages_of
from diagrams.telling.routine_picture import picture_of
from diagrams.type.palette import LIGHT
from diagrams.words.handbook import say
from diagrams.words.phrases import inner
from diagrams.words.speech import Speech, spoken
from diagrams.words.undecided import speech_of
from engine.model.routine import Routine


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
    said_in = spoken(routines[0], language) if language else routines[0].languages[0]
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


def _drawn(speech: Speech) -> tuple[Figure, Mapping[str, str]]:
    """The routine's picture, whole and on as many pages as it takes to be read, and its SVG documents by name."""
    routine, language = speech.routine, speech.language
    shown = picture_of(routine, language=language, routines=speech.routines, settings=speech.settings)
    paper = replace(PAPERS["a4"], called="picture")
    pages = {
        f"{routine.id}-{page.number}.svg": bare_svg(page, LIGHT)
        for page in pages_of(replace(shown, emergency=None, subtitle="", notes=()), paper)
    }
    title = speech.text(routine.title)
    words = say("picture alternative", language, title=inner(title), doing=say("doing", language))
    whole = f"{routine.id}.svg"
    picture = Figure(whole=whole, pages=tuple(pages), title=title, alternative=words)
    return picture, {whole: svg_of(shown, LIGHT), **pages}


def _common(values: Iterable[str | None]) -> str | None:
    """What all the values are, where they are all the same."""
    found = set(values)
    return found.pop() if len(found) == 1 else None
