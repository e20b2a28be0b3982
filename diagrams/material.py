"""All training material of a set of routines: which files there are, what each depends on, and how it is made.

A maker names the files of one kind. They are not made yet: a file is made only where its mark is another than last time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import TypeAlias

from diagrams.edition import mark
from diagrams.handbook.build import handbook_of, in_reading_order
from diagrams.handbook.card_sheets import cards_html, cards_pdf
from diagrams.handbook.cards import cards_of
from diagrams.handbook.formats import MEDIA_TYPES, Format, handbook_as
from diagrams.handbook.telling import speech_of
from diagrams.handbook.wording import say
from diagrams.html import html
from diagrams.output import Format as PictureFormat
from diagrams.output import Look, drawn, drawn_map
from diagrams.palette import DARK, LIGHT
from diagrams.storyboard.cards import storyboard
from diagrams.storyboard.formats import FORMATS, storyboard_as
from engine.routine import Routine, Scenario
from engine.run.play import Failed


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
    """One file. `about` is the id of a routine, None for all of them; `kind` and `form` are the words of its link: «Handbok», «PDF».

    `mark` is the same as long as the file would be.
    """

    path: str
    about: str | None
    kind: str
    form: str
    mark: str
    make: Callable[[], bytes]


PICTURES: tuple[PictureFormat, ...] = ("svg", "png", "pdf")

Maker: TypeAlias = Callable[[Course], Iterator[Material]]


def maps(course: Course) -> Iterator[Material]:
    """How the routines belong together, where there are several."""
    if len(course.routines) < 2:
        return
    kind = say("map", course.speaks(course.routines[0]))
    for form in PICTURES:
        yield Material(
            path=f"{kind.lower()}.{form}",
            about=None,
            kind=kind,
            form=form.upper(),
            mark=mark_of(course, course.routines),
            make=partial(_map, course, form),
        )


def pictures(course: Course) -> Iterator[Material]:
    """Each routine's picture, to show and to print on as many A4 as it takes to be read."""
    for routine in course.routines:
        for form in PICTURES:
            yield Material(
                path=_drawing(routine, form),
                about=routine.id,
                kind=say("pictures", course.speaks(routine)),
                form=form.upper(),
                mark=mark_of(course, [routine]),
                make=partial(_picture, course, routine, form),
            )


def storyboards(course: Course) -> Iterator[Material]:
    """Each scenario as cards: to read, to print and to show."""
    for routine in course.routines:
        language = course.speaks(routine)
        for number, scenario in enumerate(routine.scenarios, 1):
            for form in FORMATS:
                yield Material(
                    path=f"{routine.id}/{routine.id}-{say('storyboard', language).lower()}-{number}.{form}",
                    about=routine.id,
                    kind=f"{say('storyboard', language)} {number}: {scenario.title.say(language)}",
                    form=form.upper(),
                    mark=mark_of(course, [routine], repr(scenario)),
                    make=partial(_storyboard, course, routine, scenario, form),
                )


def handbooks(course: Course) -> Iterator[Material]:
    """The handbook of all routines, where there are several, and of each."""
    for routines in _all_and_each(course):
        about = routines[0].id if len(routines) == 1 else None
        kind = say("handbook", course.speaks(routines[0]))
        name = kind.lower()
        for form in MEDIA_TYPES:
            yield Material(
                path=f"{about}/{about}-{name}.{form}" if about else f"{name}.{form}",
                about=about,
                kind=kind,
                form=form.upper(),
                mark=mark_of(course, routines, *(repr(each.scenarios) for each in routines)),
                make=partial(_handbook, course, routines, form),
            )


def role_cards(course: Course) -> Iterator[Material]:
    """A card for each role: across all routines, where there are several, and of each routine alone."""
    for routines in _all_and_each(course):
        about = routines[0].id if len(routines) == 1 else None
        kind = say("cards", course.speaks(routines[0]))
        name = kind.lower().replace(" ", "")
        for form in ("pdf", "html"):
            yield Material(
                path=f"{about}/{about}-{name}.{form}" if about else f"{name}.{form}",
                about=about,
                kind=kind,
                form=form.upper(),
                mark=mark_of(course, routines),
                make=partial(_role_cards, course, routines, form),
            )


def _all_and_each(course: Course) -> Iterator[tuple[Routine, ...]]:
    """All routines together, where there are several, then each alone."""
    if len(course.routines) > 1:
        yield course.routines
    for routine in course.routines:
        yield (routine,)


MAKERS: tuple[Maker, ...] = (maps, pictures, handbooks, role_cards, storyboards)


def all_material(course: Course, makers: Sequence[Maker] = MAKERS) -> tuple[Material, ...]:
    """Every file of the course, not made yet."""
    return tuple(material for maker in makers for material in maker(course))


def index_page(course: Course, materials: Sequence[Material]) -> str:
    """The page that leads to every file: first what is about all routines, then routine by routine in reading order."""
    language = course.speaks(course.routines[0])
    groups = []
    for routine in (None, *in_reading_order(course.routines)):
        links: dict[str, list[Material]] = {}
        for each in materials:
            if each.about == (routine.id if routine else None):
                links.setdefault(each.kind, []).append(each)
        title = routine.title.say(course.speaks(routine)) if routine else say("all routines", language)
        picture = next((each.path for each in materials if routine and each.path == _drawing(routine)), None)
        groups.append({"title": title, "links": links, "picture": picture})
    return html(
        "material",
        language,
        title=say("material", language),
        text=say("material text", language),
        groups=[group for group in groups if group["links"]],
        light=asdict(LIGHT),
        dark=asdict(DARK),
    )


def mark_of(course: Course, routines: Sequence[Routine], *more: str) -> str:
    """A short text that is the same as long as material about the routines, those that they begin and `more` is."""
    return mark(_with_begun(routines, course.known), course.settings, course.language or "", *more)


def _with_begun(routines: Iterable[Routine], known: Mapping[str, Routine]) -> Iterator[Routine]:
    """The routines and all that they may begin, each once."""
    waiting, met = list(routines), set[str]()
    while waiting:
        here = waiting.pop(0)
        if here.id not in met:
            met.add(here.id)
            yield here
            waiting += [known[other] for other in here.begins() if other in known]


def _drawing(routine: Routine, form: str = "svg") -> str:
    """The path of the routine's picture."""
    return f"{routine.id}/{routine.id}.{form}"


def _picture(course: Course, routine: Routine, form: PictureFormat) -> bytes:
    speech = speech_of(routine, course.speaks(routine), course.known, course.settings)
    look = Look(format=form, language=speech.language)
    return drawn(routine, look, routines=speech.routines, settings=speech.settings)[0]


def _map(course: Course, form: PictureFormat) -> bytes:
    look = Look(format=form, language=course.speaks(course.routines[0]))
    return drawn_map(course.routines, look, settings=course.settings)[0]


def _storyboard(course: Course, routine: Routine, scenario: Scenario, form: str) -> bytes:
    language = course.speaks(routine)
    made = storyboard(routine, scenario, course.known, language=language, settings=course.settings)
    assert not isinstance(made, Failed), "a course is of routines whose scenarios play"
    return storyboard_as(form, made)


def _handbook(course: Course, routines: Sequence[Routine], form: Format) -> bytes:
    made = handbook_of(routines, language=course.language, known=course.known, settings=course.settings)
    return handbook_as(form, made)


def _role_cards(course: Course, routines: Sequence[Routine], form: str) -> bytes:
    cards = cards_of(routines, language=course.language, known=course.known, settings=course.settings)
    return cards_pdf(cards) if form == "pdf" else cards_html(cards).encode()
