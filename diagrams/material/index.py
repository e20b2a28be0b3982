"""The page that leads to all training material: what each file is for, so that one who has never seen it knows what to open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from diagrams.handbook.content.order import in_reading_order
from diagrams.material.plan import Course, Material, Sort
from diagrams.type.palette import DARK, LIGHT
from diagrams.words.numbers import rounded
from diagrams.writing.html import html
from engine.model.routine import Routine
from engine.said import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What is known of a file: its bytes, and how many pages or slides it has."""

    size: int | None = None
    pages: int | None = None


_READ, _PRINT = Said("Läs på skärmen", "Read on a screen"), Said("Skriv ut", "Print")
_USES: Mapping[tuple[Sort, str], Said] = {
    ("map", "pdf"): Said("Skriv ut till väggen", "Print for the wall"),
    ("map", "png"): Said("Till en presentation", "For a presentation"),
    ("map", "svg"): Said("Till en webbsida", "For a web page"),
    ("picture", "pdf"): Said("Skriv ut och dela ut (A4)", "Print and hand out (A4)"),
    ("picture", "png"): Said("Till en presentation", "For a presentation"),
    ("picture", "svg"): Said("Till en webbsida", "For a web page"),
    ("wall", "pdf"): Said("Skriv ut till väggen (A3)", "Print for the wall (A3)"),
    ("slides", "pdf"): Said("Visa för en grupp (16:9)", "Show to a group (16:9)"),
    ("handbook", "html"): _READ,
    ("handbook", "pdf"): Said("Skriv ut och dela ut", "Print and hand out"),
    ("handbook", "docx"): Said("Redigera (kopiera den först)", "Edit (copy it first)"),
    ("cards", "pdf"): Said("Skriv ut och dela ut (A5)", "Print and hand out (A5)"),
    ("cards", "html"): _READ,
    ("storyboard", "pptx"): Said("Visa för en grupp", "Show to a group"),
    ("storyboard", "pdf"): _PRINT,
    ("storyboard", "html"): _READ,
}
"""In the order in which a page shows them."""

_ABOUT: Mapping[Sort, Said] = {
    "map": Said("Hur rutinerna hänger ihop.", "How the routines belong together."),
    "picture": Said(
        "Hela rutinen som bild, att peka i och ha till hands.",
        "The whole routine as a picture, to point at and have at hand.",
    ),
    "wall": Said("Samma bild, att hänga upp.", "The same picture, to hang up."),
    "slides": Said("Rutinen del för del.", "The routine, part by part."),
    "handbook": Said(
        "Det officiella dokumentet, med bilder och övningsfrågor.",
        "The official document, with pictures and practice questions.",
    ),
    "cards": Said(
        "Ett kort per roll: vad jag gör, när, och vem jag ringer.",
        "A card for each role: what I do, when, and whom I call.",
    ),
    "storyboard": Said("", ""),
}

_LEAVES: Mapping[tuple[bool, bool], Said] = {
    (False, True): Said("sida", "page"),
    (False, False): Said("sidor", "pages"),
    (True, True): Said("bild", "slide"),
    (True, False): Said("bilder", "slides"),
}
"""What a file has many of, by whether it is slides and whether it has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Download:
    """One file as a link: `use` says what it is for, `facts` its format, pages and size, `label` all of it for those who do not see."""

    path: str
    use: str
    facts: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """One material: its files, and the words for those that could not be made."""

    title: str
    about: str
    links: tuple[_Download, ...]
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
    ) -> tuple[_Offer, ...]:
        """The material of one routine, or of all together: its storyboards, or what is not one."""
        about = routine.id if routine else None
        return tuple(
            self._row(each)
            for each in materials
            if each.about == about and (each.sort == "storyboard") is is_story
        )

    def _row(self, material: Material) -> _Offer:
        forms = [form for sort, form in _USES if sort == material.sort and form in material.forms]
        failed = [
            f"{form.upper()}: {Said(*self._failed[path]).say(self._language)}"
            for form in forms
            if (path := material.path(form)) in self._failed
        ]
        return _Offer(
            title=material.kind,
            about=_ABOUT[material.sort].say(self._language),
            links=tuple(self._link(material, form) for form in forms if material.path(form) in self._files),
            failed=tuple(failed),
        )

    def _link(self, material: Material, form: str) -> _Download:
        file, use = self._files[material.path(form)], _USES[material.sort, form].say(self._language)
        is_shown = form == "pptx" or material.sort == "slides"
        facts = [form.upper(), *self._pages(file.pages, is_shown=is_shown), *self._size(file.size)]
        return _Download(
            path=material.path(form),
            use=use,
            facts=" · ".join(facts),
            label=f"{material.kind}: {use}, {', '.join(facts)}",
        )

    def _pages(self, count: int | None, *, is_shown: bool) -> Iterator[str]:
        if count is not None:
            yield f"{count} {_LEAVES[is_shown, count == 1].say(self._language)}"

    def _size(self, size: int | None) -> Iterator[str]:
        if size is None:
            return
        if size < 1_000_000:
            yield f"{max(1, round(size / 1_000))} kB"
        else:
            yield f"{rounded(size / 1_000_000, self._language)} MB"
