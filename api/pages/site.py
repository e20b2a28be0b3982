"""The open pages: where to go, the routines in pictures and words, the problems, the API's description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from api import demo
from api.http.answers import document_answer, handbook_answer, picture_answer
from api.http.dependencies import DocumentId, RoutineId
from api.http.guard.limits import limits
from api.http.guard.protection import DOCS_POLICY
from api.http.kept.pictures import Subject
from api.http.language import wanted
from api.http.looks import TheLook
from api.http.own_address import own_address
from api.http.problems import kinds as problems
from api.http.problems.errors import NoSuchAddress
from api.http.where_from import where_from
from api.pages.outline import Outline
from api.pages.refusals import REFUSALS
from api.pages.rendering import chosen_language, page, practice_of, problem_page
from api.pages.staff import cookies
from api.pages.staff.visitor import is_signed_in, own_path
from diagrams.handbook.formats import Format
from diagrams.type.palette import DARK, LIGHT, Theme, variables
from diagrams.type.webfont import Kind, Name, file_for_pages, style_for_pages
from diagrams.words.speech import Speech
from diagrams.writing.png import size_of
from engine.model.routine import Routine
from engine.run.context import unfilled
from engine.said import Said
from engine.values.texts import Text

router = APIRouter(include_in_schema=False)

Ending = Literal["svg", "png", "pdf"]

TEXT_AT = "text-"
"""Before the id of a state, in the id of the element that tells it in words."""

WIDEST_WHOLE = 1550.0
"""A picture up to so wide can still be read when a desk's screen shows it whole."""


def _open_routine(
    request: Request, routine: RoutineId, version: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None
) -> Routine:
    """The routine, where the routines are open to read, or to whoever is signed in."""
    state = request.app.state
    open_to_all = state.settings.shows_routines
    if not open_to_all and not is_signed_in(request):
        raise NoSuchAddress(request.url.path)
    limits(request).ask(request, where_from(request) if open_to_all else str(cookies.session_id(request)))
    found: Routine = state.engine.routine(routine, version)
    return found


OpenRoutine = Annotated[Routine, Depends(_open_routine)]
"""The routine that the address names."""


@router.get("/")
def start(request: Request) -> HTMLResponse:
    """What Rutin is, the routines where they are open to read, and where to go."""
    state = request.app.state
    routines = list(state.engine.routines()) if state.settings.shows_routines else None
    people = demo.people(routines or ()) if state.settings.demo else None
    return page(
        request,
        "start.html",
        routines=routines,
        demo=people,
        command=demo.command(routines[0], people[0].token, own_address(request))
        if people and routines
        else None,
        picture=_picture_tag(request),
        next=own_path(request.query_params.get("next", "/home")),
        refused=REFUSALS.get(request.query_params.get("refused", "")),
        organisation=state.settings.oidc_name if state.sign_in else None,
        anew="anew" in request.query_params,
        only_here=state.settings.only_here,
    )


@router.get("/routines/{routine}")
async def routine_page(request: Request, found: OpenRoutine) -> HTMLResponse:
    """One routine: its picture, and the same step by step in words."""
    language = chosen_language(request) or wanted(request)
    drawing = await request.app.state.pictures.for_page(found, language, TEXT_AT)
    return await run_in_threadpool(_told, request, found, language, drawing)


def _told(request: Request, found: Routine, language: str, drawing: str) -> HTMLResponse:
    engine = request.app.state.engine
    speech = Speech(
        routine=found,
        language=language,
        routines={each.id: each for each in engine.routines()},
        settings=engine.context.settings,
    )
    outline = Outline(speech, unfilled(found, engine.context, language))
    return page(
        request,
        "routine.html",
        routine=found,
        head=list(_head(found, language)),
        lines=outline.lines(),
        anytime=outline.anytime(),
        rules=outline.rules(),
        drawing=Markup(drawing),
        fits=size_of(drawing)[0] <= WIDEST_WHOLE,
        text_at=TEXT_AT,
        picture_address=_picture_address(request),
        staff=is_signed_in(request),
        practise=practice_of(request, found.id),
    )


@router.get("/routines/{routine}/diagram.{ending}")
async def routine_picture(request: Request, found: OpenRoutine, ending: Ending, shown: TheLook) -> Response:
    """The routine's picture, for the pages."""
    language = chosen_language(request) or wanted(request)
    subject = Subject(routine=found, look=shown.look(ending, language))
    return await picture_answer(request, request.app.state.pictures, subject, shown.page)


@router.get("/pictures.css")
def picture_colours() -> Response:
    """The typeface and the colours of pictures inside pages, light and dark by the reader's own setting, light on paper."""
    light, dark = (
        "".join(f"{name}:{colour};" for name, colour in variables(theme).items()) for theme in (LIGHT, DARK)
    )
    typeface = style_for_pages("/typeface")
    style = (
        f"{typeface}\n:root{{{light}}}\n@media screen and (prefers-color-scheme: dark){{:root{{{dark}}}}}\n"
    )
    return Response(style, headers={"Cache-Control": "no-cache"}, media_type="text/css")


@router.get("/typeface/{name}.{kind}")
def picture_typeface(name: Name, kind: Kind) -> Response:
    """The letters of pictures inside pages."""
    week = {"Cache-Control": f"public, max-age={7 * 24 * 3600}"}
    return Response(file_for_pages(name, kind), headers=week, media_type=f"font/{kind}")


@router.get("/routines/{routine}/handbook.{format}")
async def routine_handbook(request: Request, found: OpenRoutine, format: Format) -> Response:
    """The routine's handbook, for the pages."""
    language = chosen_language(request) or wanted(request)
    return await handbook_answer(request, request.app.state.handbooks, found, format, language)


@router.get("/routines/{routine}/documents/{document}")
def routine_document(request: Request, found: OpenRoutine, document: DocumentId) -> Response:
    """A document of the routine's newest version, for the pages."""
    engine = request.app.state.engine
    return document_answer(request, engine, engine.document(found.id, document, found.version))


@router.get("/problems")
def problem_list(request: Request) -> HTMLResponse:
    """Every kind of problem that the API answers with."""
    return page(request, "problems.html", kinds=problems.KINDS.values())


@router.get("/problems/{slug}")
def one_problem(request: Request, slug: str) -> HTMLResponse:
    """One kind of problem: its address is the problem's `type`."""
    if slug not in problems.KINDS:
        raise NoSuchAddress(request.url.path)
    return problem_page(request, problems.KINDS[slug])


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """The API's description, to read and to try."""
    response = page(request, "docs.html")
    response.headers["Content-Security-Policy"] = DOCS_POLICY
    return response


def _picture_address(request: Request) -> Any:
    language = chosen_language(request) or wanted(request)

    def address(routine: Routine, theme: Theme = "light", ending: Ending = "svg") -> str:
        return f"/routines/{routine.id}/diagram.{ending}?language={language}&theme={theme}"

    return address


def _picture_tag(request: Request) -> Any:
    """The picture as HTML: dark where the reader's browser is, and fetched when it is shown."""
    address = _picture_address(request)
    language = chosen_language(request) or wanted(request)

    def tag(routine: Routine) -> Markup:
        title = routine.title.say(language)
        words = Said(f"Bild av rutinen {title}", f"Picture of the routine {title}").say(language)
        return Markup(
            '<picture><source media="(prefers-color-scheme: dark)" srcset="{}">'
            '<img src="{}" alt="{}" loading="lazy"></picture>'
        ).format(address(routine, "dark"), address(routine), words)

    return tag


def _head(routine: Routine, language: str) -> Iterator[tuple[str, str]]:
    """The head of the document: (label, value) of what is filled in."""
    head = routine.head
    labels = {
        "reference": Said("Beteckning", "Reference"),
        "applies_to": Said("Gäller för", "Applies to"),
        "approved_by": Said("Beslutad av", "Approved by"),
        "approved_on": Said("Beslutad", "Approved on"),
        "revised_on": Said("Reviderad", "Revised on"),
        "responsible": Said("Dokumentansvarig", "Responsible"),
        "valid_from": Said("Gäller från", "Valid from"),
        "valid_until": Said("Gäller", "Valid"),
        "replaces": Said("Ersätter", "Replaces"),
    }
    for name, label in labels.items():
        value = getattr(head, name)
        if value is not None:
            yield label.say(language), value.say(language) if isinstance(value, Text) else str(value)
    if routine.retain:
        yield Said("Ärenden sparas", "Cases are kept").say(language), routine.retain.said.say(language)
