"""All training material of a set of routines: which files there are, what each depends on, and how it is made.

A maker names the material of one kind. Nothing is made yet: a file is made only where its mark is another than last time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, TypeAlias

from diagrams.handbook.build import handbook_of
from diagrams.handbook.formats import MEDIA_TYPES, handbook_as
from diagrams.handbook.forms.card_sheets import cards_html, cards_pdf
from diagrams.handbook.role_cards import cards_of
from diagrams.material.edition import mark
from diagrams.output import Format, Look, PaperName, drawn, drawn_map
from diagrams.storyboard.cards import storyboard
from diagrams.storyboard.formats import FORMATS, storyboard_as
from diagrams.storyboard.story import Storyboard
from diagrams.telling.roles import marks_of
from diagrams.words.file_names import named
from diagrams.words.handbook import say
from diagrams.words.speech import Speech
from diagrams.words.undecided import speech_of
from engine.errors.root import RutinError
from engine.model.routine import Routine
from engine.model.scenario import Scenario
from engine.said import Said
from engine.scenarios.play import Failed

Sort = Literal["map", "picture", "wall", "slides", "handbook", "cards", "storyboard"]

PICTURES: tuple[Format, ...] = ("svg", "png", "pdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What is taught. `language` None is each routine's own; `known` are all routines that may be named, those taught too."""

    routines: tuple[Routine, ...]
    known: Mapping[str, Routine]
    settings: Mapping[str, str]
    language: str | None = None

    def speaks(self, routine: Routine) -> str:
        """The language of the routine's material."""
        return self.language or routine.languages[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One thing that is built once and written as a file of each of its `forms`. Both `build` and `write` may raise RutinError.

    `about` is the id of a routine, None for all of them; `kind` are the words of its link: «Handbok». `mark` is the same as long as
    its files would be.
    """

    stem: str
    about: str | None
    sort: Sort
    kind: str
    forms: tuple[str, ...]
    mark: str
    build: Callable[[], Any]
    write: Callable[[Any, Any], bytes]

    def path(self, form: str) -> str:
        """Where its file of that form lies in the folder of the material."""
        return f"{self.stem}.{form}"

    @property
    def paths(self) -> tuple[str, ...]:
        """Where its files lie."""
        return tuple(map(self.path, self.forms))


class DoesNotPlay(RutinError):
    """A scenario that can't be told, since it does not play."""

    sentence = Said(
        "Scenariot ”{title}” kan inte spelas: {why}",
        "The scenario “{title}” can't be played: {why}",
    )

    def __init__(self, title: str, why: Failed) -> None:
        super().__init__()
        self.title, self.why = title, why.why


Maker: TypeAlias = Callable[[Course], Iterator[Material]]


def maps(course: Course) -> Iterator[Material]:
    """How the routines belong together, where there are several."""
    if len(course.routines) < 2:
        return
    kind = say("map", course.speaks(course.routines[0]))
    yield Material(
        stem=kind.lower(),
        about=None,
        sort="map",
        kind=kind,
        forms=PICTURES,
        mark=mark_of(course, course.routines),
        build=lambda: course.speaks(course.routines[0]),
        write=lambda form, language: drawn_map(
            course.routines, Look(format=form, language=language), settings=course.settings
        )[0],
    )


def pictures(course: Course) -> Iterator[Material]:
    """Each routine's picture, to show and to print on as many A4 as it takes to be read."""
    for routine in course.routines:
        yield Material(
            stem=f"{routine.id}/{routine.id}",
            about=routine.id,
            sort="picture",
            kind=say("pictures", course.speaks(routine)),
            forms=PICTURES,
            mark=mark_of(course, [routine]),
            build=partial(speech_of, routine, course.speaks(routine), course.known, course.settings),
            write=_picture,
        )


def wall_pictures(course: Course) -> Iterator[Material]:
    """Each routine's picture on A3, to hang where all see it."""
    return _on_paper(course, "wall", "a3", "a3")


def slides(course: Course) -> Iterator[Material]:
    """Each routine's picture section by section, to show to a group."""
    return _on_paper(course, "slides", "slide", "16-9")


def _on_paper(course: Course, sort: Sort, paper: PaperName, ending: str) -> Iterator[Material]:
    for routine in course.routines:
        yield Material(
            stem=f"{routine.id}/{routine.id}-{ending}",
            about=routine.id,
            sort=sort,
            kind=say(sort, course.speaks(routine)),
            forms=("pdf",),
            mark=mark_of(course, [routine]),
            build=partial(speech_of, routine, course.speaks(routine), course.known, course.settings),
            write=partial(_picture, paper=paper),
        )


def storyboards(course: Course) -> Iterator[Material]:
    """Each scenario as cards: to read, to print and to show."""
    for routine in course.routines:
        language = course.speaks(routine)
        for number, scenario in enumerate(routine.scenarios, 1):
            yield Material(
                stem=named(
                    f"{routine.id}/{routine.id}-{say('storyboard', language).lower()}-{number}",
                    scenario.title.say(language),
                ),
                about=routine.id,
                sort="storyboard",
                kind=f"{say('storyboard', language)} {number}: {scenario.title.say(language)}",
                forms=FORMATS,
                mark=mark_of(course, [routine], repr(scenario)),
                build=partial(_storyboard, course, routine, scenario),
                write=storyboard_as,
            )


def handbooks(course: Course) -> Iterator[Material]:
    """The handbook of all routines, where there are several, and of each."""
    for routines in _all_and_each(course):
        about = routines[0].id if len(routines) == 1 else None
        kind = say("handbook", course.speaks(routines[0]))
        name = kind.lower()
        yield Material(
            stem=f"{about}/{about}-{name}" if about else name,
            about=about,
            sort="handbook",
            kind=kind,
            forms=tuple(MEDIA_TYPES),
            mark=mark_of(course, routines, *(repr(each.scenarios) for each in routines)),
            build=partial(
                handbook_of, routines, language=course.language, known=course.known, settings=course.settings
            ),
            write=handbook_as,
        )


def role_cards(course: Course) -> Iterator[Material]:
    """A card for each role: across all routines, where there are several, and of each routine alone."""
    for routines in _all_and_each(course):
        about = routines[0].id if len(routines) == 1 else None
        kind = say("cards", course.speaks(routines[0]))
        name = kind.lower().replace(" ", "")
        yield Material(
            stem=f"{about}/{about}-{name}" if about else name,
            about=about,
            sort="cards",
            kind=kind,
            forms=("pdf", "html"),
            mark=mark_of(course, routines),
            build=partial(
                cards_of, routines, language=course.language, known=course.known, settings=course.settings
            ),
            write=lambda form, cards: cards_pdf(cards) if form == "pdf" else cards_html(cards).encode(),
        )


def _all_and_each(course: Course) -> Iterator[tuple[Routine, ...]]:
    """All routines together, where there are several, then each alone."""
    if len(course.routines) > 1:
        yield course.routines
    for routine in course.routines:
        yield (routine,)


MAKERS: tuple[Maker, ...] = (maps, pictures, wall_pictures, slides, handbooks, role_cards, storyboards)


def all_material(course: Course, makers: Sequence[Maker] = MAKERS) -> tuple[Material, ...]:
    """All that the course is taught with, not made yet."""
    return tuple(material for maker in makers for material in maker(course))


def mark_of(course: Course, routines: Sequence[Routine], *more: str) -> str:
    """A short text that is the same as long as material about the routines, those that they begin and `more` is."""
    colours = marks_of({**course.known, **{each.id: each for each in routines}}.values())
    return mark(
        _with_begun(routines, course.known), course.settings, course.language or "", repr(colours), *more
    )


def _with_begun(routines: Iterable[Routine], known: Mapping[str, Routine]) -> Iterator[Routine]:
    """The routines and all that they may begin, each once."""
    waiting, met = list(routines), set[str]()
    while waiting:
        here = waiting.pop(0)
        if here.id not in met:
            met.add(here.id)
            yield here
            waiting += [known[other] for other in here.begins() if other in known]


def _picture(form: Format, speech: Speech, paper: PaperName | None = None) -> bytes:
    look = Look(format=form, language=speech.language, paper=paper)
    return drawn(speech.routine, look, routines=speech.routines, settings=speech.settings)[0]


def _storyboard(course: Course, routine: Routine, scenario: Scenario) -> Storyboard:
    language = course.speaks(routine)
    made = storyboard(routine, scenario, course.known, language=language, settings=course.settings)
    if isinstance(made, Failed):
        raise DoesNotPlay(scenario.title.say(language), made)
    return made
