"""Answers of the API: JSON values, views with their revision, pictures, handbooks, documents."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic_core import to_json

from api.http.guard.protection import PICTURE_POLICY
from api.http.kept.handbooks import Handbooks
from api.http.kept.pictures import Pictures, Subject
from api.http.problems.errors import Saved
from api.http.request.headers import etag, has_already
from api.http.request.paging import next_link
from diagrams.handbook.formats import MEDIA_TYPES, Format
from diagrams.words.speech import spoken
from engine.errors.request import NotFound
from engine.model.head import Attachment
from engine.model.routine import Routine
from engine.service.batch import Answer
from engine.service.cursor import Page
from engine.service.engine import Engine

T = TypeVar("T")

log = logging.getLogger("rutin.api")


def json_answer(
    content: Any, language: str, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """`content` (JSON values, dates) in words of `language`."""
    return Response(
        to_json(content),
        status,
        {"Content-Language": language, "Vary": "Accept-Language", **(headers or {})},
        "application/json",
    )


def page_answer(request: Request, page: Page[T], told: Callable[[T], Any], language: str) -> Response:
    """One page of a list, with a `Link` to the next where there is more."""
    items = [told(each) for each in page.items]
    return json_answer(items, language, headers=next_link(request, page.next))


def view_answer(
    view: Mapping[str, Any],
    language: str,
    *,
    status: int = 200,
    replayed: bool = False,
    location: str | None = None,
) -> Response:
    """An instance's view, with its revision as `ETag`. `replayed`: the request had been answered before."""
    headers = {"ETag": etag(view["revision"])}
    if location:
        headers["Location"] = location
    if replayed:
        headers["Idempotency-Replayed"] = "true"
    return json_answer(view, language, status, headers)


async def changed_answer(
    answer: Answer, language: str, *, status: int = 200, location: str | None = None
) -> Response:
    """The view that a command led to. Raises Saved."""

    def made() -> Response:
        with saved(answer):
            return view_answer(
                answer.view(), language, status=status, replayed=answer.replayed, location=location
            )

    # Of one that came again it is read from the store how things are now; of any other the batch has left all that it takes in memory.
    return await run_in_threadpool(made) if answer.replayed else made()


@contextmanager
def saved(answer: Answer) -> Iterator[None]:
    """Inside it the answer is made to a command that is kept already: what fails there must not look as if the command had.

    Raises:
        Saved: anything failed.
    """
    try:
        yield
    except Exception as fault:
        error = Saved(answer.instance, answer.revision)
        log.exception("%s: the answer about instance %s can't be made", error.error_id, answer.instance)
        raise error from fault


_MEDIA = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


async def picture_answer(request: Request, pictures: Pictures, subject: Subject, page: int = 1) -> Response:
    """That page of the picture, or 304 where the caller has it already. Nothing can run in it, wherever it is shown.

    Raises:
        NotFound: the picture does not have so many pages.
    """
    mark = await run_in_threadpool(pictures.mark, subject)
    headers = {
        **_kept_as(f"{mark}-{page}", "Accept-Language, Authorization"),
        "Content-Language": subject.look.spoken(subject.routine),
    }
    if has_already(request, headers["ETag"]):
        return Response(None, 304, headers)
    files = await pictures.files(subject, mark)
    if page > len(files):
        raise NotFound("page", str(page))
    return Response(files[page - 1], 200, headers, _MEDIA[subject.look.format])


async def handbook_answer(
    request: Request, handbooks: Handbooks, routine: Routine, format: Format, language: str
) -> Response:
    """The routine's handbook, or 304 where the caller has it already. Nothing can run in it; what is to be edited is saved as a file."""
    mark = await run_in_threadpool(handbooks.mark, routine, format, language)
    headers = {
        **_kept_as(mark, "Accept-Language, Authorization"),
        "Content-Language": spoken(routine, language),
        "Content-Disposition": f'{"attachment" if format == "docx" else "inline"}; filename="{routine.id}.{format}"',
    }
    if has_already(request, headers["ETag"]):
        return Response(None, 304, headers)
    content = await handbooks.content(routine, format, language, mark)
    return Response(content, 200, headers, MEDIA_TYPES[format])


def paper_answer(content: bytes, language: str) -> Response:
    """A form of what is open now: shown, and kept nowhere."""
    headers = {"Cache-Control": "no-store", "Content-Language": language, "Content-Disposition": "inline"}
    return Response(content, 200, headers, "application/pdf")


def document_answer(request: Request, engine: Engine, document: Attachment) -> Response:
    """A document of a routine, or 304 where the caller has it already. It is what it was checked to be, and nothing can run in it;
    what a browser does not show itself is saved as a file.
    """
    shown = document.media_type == "application/pdf" or document.media_type.startswith("image/")
    headers = {
        **_kept_as(document.digest, "Authorization"),
        "Content-Disposition": f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(document.file)}",
    }
    if has_already(request, headers["ETag"]):
        return Response(None, 304, headers)
    return Response(engine.content_of(document), 200, headers, document.media_type)


def _kept_as(mark: str, vary: str) -> dict[str, str]:
    """The headers of a file that its caller keeps, and asks for again by its mark. Nothing can run in it."""
    return {
        "ETag": f'"{mark}"',
        "Cache-Control": "private, no-cache",
        "Vary": vary,
        "Content-Security-Policy": PICTURE_POLICY,
    }
