"""Pages from templates, in the reader's language, everything escaped."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.http.language import wanted
from api.http.problems.kind import Kind
from api.pages.edition import edition
from diagrams.words.phrases import quoted
from engine.errors.root import RutinError
from engine.model.routine import Routine
from engine.said import CODE, OTHER, Said
from engine.values.media import file_in_words

FOLDER = Path(__file__).parent
_CODE = re.compile(r"`([^`]+)`")
_CALLS = re.compile(r"<a(?: class=\"[^\"]*\")? href=\"(?:tel|mailto):[^\"]*\">(.*?)</a>", re.DOTALL)
"""A link that calls or mails somebody."""


def _code(text: str) -> Markup:
    """What stands between backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))


_environment = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    # They don't change under a running program: no page looks for each of its templates' files.
    auto_reload=False,
)
_environment.filters["code"] = _code
_environment.filters["quoted"] = quoted
_environment.globals["file_in_words"] = file_in_words
_environment.globals["version"] = version("rutin")
_environment.globals["edition"] = edition()


def chosen_language(request: Request) -> str | None:
    """The language that the address asks for, if it asks for one that there is."""
    asked = request.query_params.get("language")
    return asked if asked in CODE else None


def render(template: str, language: str, *, practice: bool, **values: Any) -> str:
    """The template's text in the language. `say` and `lang` are for its words: in both languages, and the language of a routine's own.
    In practice each page is marked, and none calls or mails anybody.
    """

    def say(sv: str, en: str) -> str:
        return Said(sv, en).say(language)

    def lang(routine: Routine) -> str:
        return language if language in routine.languages else routine.languages[0]

    text = _environment.get_template(template).render(
        language=language, say=say, lang=lang, practice=practice, **values
    )
    return _CALLS.sub(r"<span>\1</span>", text) if practice else text


def in_practice(request: Request) -> bool:
    """Whether all here is for practice."""
    practice: bool = request.app.state.settings.practice
    return practice


def practice_of(request: Request, routine: str) -> str | None:
    """Where one practises the routine; None where the organisation has not said."""
    address = request.app.state.settings.practice_address
    return f"{address}/practice/join?next=/start/{routine}" if address else None


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """The page, in the language of its address, else of the reader's browser."""
    chosen = chosen_language(request)
    language = chosen or wanted(request)

    def link(path: str) -> str:
        return f"{path}?language={chosen}" if chosen else path

    content = render(
        template,
        language,
        other_language=OTHER.say(language),
        link=link,
        answers_a_form=request.method == "POST",
        practice=in_practice(request),
        **values,
    )
    return HTMLResponse(content, status, {"Content-Language": language, "Vary": "Accept-Language"})


def problem_page(request: Request, kind: Kind, error: RutinError | None = None) -> HTMLResponse:
    """A kind of problem, with its status where it is the answer to an `error`."""
    status = kind.status if error else 200
    return page(request, "problem.html", status, kind=kind, detail=error.say if error else None)
