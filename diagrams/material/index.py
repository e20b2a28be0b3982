"""The page that leads to all training material: what each file is for, so that one who has never seen it knows what to open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

from diagrams.handbook.content.order import in_reading_order
from diagrams.material.plan import Course, Material, Sort
from diagrams.type.palette import DARK, LIGHT
from diagrams.writing.html import html
from engine.routine import Routine


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What is known of a file: its bytes, and how many pages or slides it has."""

    size: int | None = None
    pages: int | None = None


class _Use(NamedTuple):
    """What a file is for, in Swedish and English."""

    sv: str
    en: str


_READ, _PRINT = _Use("Läs på skärmen", "Read on a screen"), _Use("Skriv ut", "Print")
_USES: Mapping[tuple[Sort, str], _Use] = {
    ("map", "pdf"): _Use("Skriv ut till väggen", "Print for the wall"),
    ("map", "png"): _Use("Till en presentation", "For a presentation"),
    ("map", "svg"): _Use("Till en webbsida", "For a web page"),
    ("picture", "pdf"): _Use("Skriv ut till väggen", "Print for the wall"),
    ("picture", "png"): _Use("Till en presentation", "For a presentation"),
    ("picture", "svg"): _Use("Till en webbsida", "For a web page"),
    ("handbook", "html"): _READ,
    ("handbook", "pdf"): _Use("Skriv ut och dela ut", "Print and hand out"),
    ("handbook", "docx"): _Use("Redigera (kopiera den först)", "Edit (copy it first)"),
    ("cards", "pdf"): _Use("Skriv ut och dela ut (A5)", "Print and hand out (A5)"),
    ("cards", "html"): _READ,
    ("storyboard", "pptx"): _Use("Visa för en grupp", "Show to a group"),
    ("storyboard", "pdf"): _PRINT,
    ("storyboard", "html"): _READ,
}
"""In the order in which a page shows them."""

_ABOUT: Mapping[Sort, _Use] = {
    "map": _Use("Hur rutinerna hänger ihop.", "How the routines belong together."),
    "picture": _Use(
        "Hela rutinen som bild, att hänga upp och peka i.",
        "The whole routine as a picture, to hang up and point at.",
    ),
    "handbook": _Use(
        "Det officiella dokumentet, med bilder och övningsfrågor.",
        "The official document, with pictures and practice questions.",
    ),
    "cards": _Use(
        "Ett kort per roll: vad jag gör, när, och vem jag ringer.",
        "A card for each role: what I do, when, and whom I call.",
    ),
    "storyboard": _Use("", ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """One file as a link: `use` says what it is for, `facts` its format, pages and size, `label` all of it for those who do not see."""

    path: str
    use: str
    facts: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One material: its files, and the words for those that could not be made."""

    title: str
    about: str
    links: tuple[_Link, ...]
    failed: tuple[str, ...]


def index_page(
    course: Course,
    materials: Sequence[Material],
    files: Mapping[str, File],
    *,
    failed: Mapping[str, tuple[str, str]] | None = None,
    missing: Collection[str] = (),
) -> str:
    """The page that leads to every file that is there: what is about all routines, then routine by routine in reading order.

    `files`: path → what is known of it. `failed`: path → why it could not be made, in Swedish and English. `missing`: the ids of
    routines of which nothing was made, since their files have errors.
    """
    language = course.speaks(course.routines[0])
    shown = _Shown(language, files, failed or {})
    groups = [
        {
            "id": f"r-{routine.id}",
            "title": routine.title.say(course.speaks(routine)),
            "language": course.speaks(routine),
            "picture": shown.picture(routine, materials),
            "rows": shown.rows(routine, materials, is_story=False),
            "stories": shown.rows(routine, materials, is_story=True),
        }
        for routine in in_reading_order(course.routines)
    ]
    return html(
        "material",
        language,
        together=shown.rows(None, materials, is_story=False),
        map=shown.map(materials),
        groups=groups,
        missing=sorted(missing),
        light=asdict(LIGHT),
        dark=asdict(DARK),
    )


class _Shown:
    """What the page shows of the material, in its language."""

    def __init__(
        self, language: str, files: Mapping[str, File], failed: Mapping[str, tuple[str, str]]
    ) -> None:
        self._language, self._files, self._failed = language, files, failed

    def picture(self, routine: Routine, materials: Sequence[Material]) -> str | None:
        """The routine's picture, where it is there."""
        return self._svg(each for each in materials if each.sort == "picture" and each.about == routine.id)

    def map(self, materials: Sequence[Material]) -> str | None:
        """The map of all routines, where it is there."""
        return self._svg(each for each in materials if each.sort == "map")

    def _svg(self, materials: Iterator[Material]) -> str | None:
        return next((path for each in materials if (path := each.path("svg")) in self._files), None)

    def rows(
        self, routine: Routine | None, materials: Sequence[Material], *, is_story: bool
    ) -> tuple[_Row, ...]:
        """The material of one routine, or of all together: its storyboards, or what is not one."""
        about = routine.id if routine else None
        return tuple(
            self._row(each)
            for each in materials
            if each.about == about and (each.sort == "storyboard") is is_story
        )

    def _row(self, material: Material) -> _Row:
        forms = [form for sort, form in _USES if sort == material.sort and form in material.forms]
        failed = [
            f"{form.upper()}: {self._say(self._failed[path])}"
            for form in forms
            if (path := material.path(form)) in self._failed
        ]
        return _Row(
            title=material.kind,
            about=self._say(_ABOUT[material.sort]),
            links=tuple(self._link(material, form) for form in forms if material.path(form) in self._files),
            failed=tuple(failed),
        )

    def _link(self, material: Material, form: str) -> _Link:
        file, use = self._files[material.path(form)], self._say(_USES[material.sort, form])
        facts = [form.upper(), *self._pages(form, file.pages), *self._size(file.size)]
        return _Link(
            path=material.path(form),
            use=use,
            facts=" · ".join(facts),
            label=f"{material.kind}: {use}, {', '.join(facts)}",
        )

    def _pages(self, form: str, count: int | None) -> Iterator[str]:
        if count is not None:
            one, several = (
                (_Use("bild", "slide"), _Use("bilder", "slides"))
                if form == "pptx"
                else (_Use("sida", "page"), _Use("sidor", "pages"))
            )
            yield f"{count} {self._say(one if count == 1 else several)}"

    def _size(self, size: int | None) -> Iterator[str]:
        if size is None:
            return
        if size < 1_000_000:
            yield f"{max(1, round(size / 1_000))} kB"
        else:
            million = f"{size / 1_000_000:.1f} MB"
            yield million if self._language == "en" else million.replace(".", ",")

    def _say(self, words: tuple[str, str]) -> str:
        return words[1 if self._language == "en" else 0]
