"""Who looks at a page: the person that the session stands for, and what was sent with a form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import parse_qs, quote

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.dependencies import Caller, administrator
from api.http.guard.limits import LIVE, limits
from api.http.language import wanted
from api.http.problems.errors import FieldsWrong, FromElsewhere
from api.http.request.headers import request_key
from api.pages.staff import cookies
from api.pages.staff.renewing import still
from engine.run.instance import Person
from engine.said import Said
from engine.service.access.kept_forms import KeptForm

_FIELDS = 200
"""More than any form has."""


NOW_BUTTON = "now"
"""The name of the button that fills in the present moment; its value is the fact."""


SEEN = "Rutin-Seen"
"""The header by which a page that is open asks for itself anew: what it shows. Nobody has done anything then."""


class SignInFirst(Exception):
    """Nobody is signed in; afterwards the address is of use."""


class UnlockFirst(Exception):
    """The phone is shared, and locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor(Caller):
    """Who looks, by a session. `session` is its id, `ends_at` when it ends at the latest, and `has_pin` whether it is of a phone that is
    shared; `demo`: whether everybody here is made up; `practice`: whether all is.
    """

    session: str
    ends_at: datetime
    has_pin: bool
    demo: bool
    practice: bool


async def _visitor(request: Request) -> Visitor:
    state = request.app.state
    id, in_use = cookies.session_id(request), not _by_itself(request)
    found = await run_in_threadpool(state.engine.sessions.find, id, in_use=in_use) if id else None
    if id is None or found is None:
        raise SignInFirst
    if found.locked:
        raise UnlockFirst
    found = await still(request, id, found, in_use=in_use)
    if found is None:
        raise SignInFirst
    request.state.who = found.person.subject
    limits(request).ask(request, found.person.subject)
    visitor = Visitor(
        me=found.person,
        administers=found.administers,
        language=found.language or wanted(request),
        engine=state.engine,
        finished=state.finished,
        pictures=state.pictures,
        handbooks=state.handbooks,
        metrics=state.metrics,
        session=id,
        ends_at=found.ends_at,
        has_pin=found.has_pin,
        demo=state.settings.demo,
        practice=state.settings.practice,
    )
    request.state.visitor = visitor
    return visitor


def _by_itself(request: Request) -> bool:
    """Whether the page that is open asks, and not who sits before it."""
    return request.url.path.startswith(LIVE) or SEEN in request.headers


TheVisitor = Annotated[Visitor, Depends(_visitor)]
"""Who is signed in. Whoever is not is led to where one signs in."""


async def _whoever(request: Request) -> Visitor | None:
    try:
        return await _visitor(request)
    except (SignInFirst, UnlockFirst):
        return None


AnyVisitor = Annotated[Visitor | None, Depends(_whoever)]
"""Who is signed in, on a page that is open to all; None for everybody else, and on a phone that is locked."""


def _administrator(visitor: TheVisitor) -> Visitor:
    administrator(visitor)
    return visitor


TheAdministrator = Annotated[Visitor, Depends(_administrator)]
"""An administrator who is signed in; others are refused."""


def is_signed_in(request: Request) -> bool:
    """Whether anybody is. It reads the store."""
    id = cookies.session_id(request)
    return id is not None and request.app.state.engine.sessions.find(id) is not None


_TYPED_IN = re.compile(
    r"/start/[a-z0-9_]+|/suggest/[a-z0-9_]+|/people/(new|[0-9]+)|/unit/(people|let-in)"
    r"|/instances/[0-9a-z_-]+/(facts/[a-z0-9_]+|cancel|steps/[a-z0-9_]+(/message|/choices/[a-z0-9_]+)?)"
)
"""Where one types something, and can be shown it again before it is sent: see `Form.only_shows`."""

AGAIN = "again"
"""The name of the field that a form has which is to be shown once more, and not to be carried out."""


async def lead_to_sign_in(request: Request, _: Exception) -> Response:
    """To the start page, which leads back to a page that was asked for, or to what was typed in a form."""
    return RedirectResponse(f"/?next={quote(await _way_back(request))}#sign-in", 303)


async def lead_to_unlock(request: Request, _: Exception) -> Response:
    """To where the PIN is typed, which leads back, too."""
    return RedirectResponse(f"/unlock?next={quote(await _way_back(request))}", 303)


async def _way_back(request: Request) -> str:
    if request.method == "GET":
        return request.url.path
    return "/kept" if _TYPED_IN.fullmatch(request.url.path) and await _is_kept(request) else "/home"


async def _is_kept(request: Request) -> bool:
    """Whether the form could be kept for whoever was signed in here."""
    id = cookies.session_id(request)
    if not id:
        return False
    try:
        cookies.check_origin(request)
        content = (await request.body()).decode()
    except (FromElsewhere, UnicodeDecodeError):
        return False
    address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    keep = request.app.state.engine.kept_forms.keep
    return await run_in_threadpool(keep, id, KeptForm(address, content))


class Form:
    """What was sent with a form: each field's texts."""

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self._fields = fields

    def text(self, name: str) -> str:
        """The field's text; "" where it was not sent."""
        return next(iter(self._fields.get(name, ())), "")

    def texts(self, name: str) -> list[str]:
        """The texts of a field that may be sent several times."""
        return list(self._fields.get(name, ()))

    def has(self, name: str) -> bool:
        """Whether the field was sent: for buttons, whether that one was pressed."""
        return name in self._fields

    @property
    def only_shows(self) -> bool:
        """Whether the page is only to be shown, with what was typed: to fill in the time, or after signing in again."""
        return self.has(NOW_BUTTON) or self.has(AGAIN)

    @property
    def ticks(self) -> frozenset[int]:
        """The items of the checklist that are ticked."""
        return ticks(self.texts("checked"))

    @property
    def key(self) -> str | None:
        """What tells this form from every other: sent twice, it is done once."""
        return request_key(self.text("key") or None)

    @property
    def draft(self) -> int | None:
        """The number of what was half filled in when the form was made; None where the form does not say."""
        return _number(self.text("draft"))

    @property
    def revision(self) -> int | None:
        """The revision of the instance that the form was made for."""
        return _number(self.text("revision"))


def ticks(texts: Iterable[str]) -> frozenset[int]:
    """The items of a checklist that the texts name; what names none is left out."""
    return frozenset(int(each) for each in texts if each.isascii() and each.isdigit() and len(each) < 4)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


_UNREADABLE = Said(
    "Formuläret gick inte att läsa. Gå tillbaka, ladda om sidan och försök igen.",
    "The form could not be read. Go back, load the page anew and try again.",
)


async def _form(request: Request) -> Form:
    cookies.check_origin(request)
    return await form_fields(request)


async def form_fields(request: Request) -> Form:
    """The form that was sent, from anywhere: what it asks for has to be shown to be right by what is in it. Raises FieldsWrong."""
    try:
        text = (await request.body()).decode()
        return Form(parse_qs(text, keep_blank_values=True, max_num_fields=_FIELDS))
    except ValueError as wrong:
        raise FieldsWrong({"form": _UNREADABLE}) from wrong


TheForm = Annotated[Form, Depends(_form)]
"""The form that was sent, from a page of ours."""


def own_path(path: str) -> str:
    """The path where it is one of this server's, else that of the first page: nobody is led elsewhere by an address."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/home"


def units(person: Person) -> list[str]:
    """The units where the person has a role."""
    return sorted({unit for _, unit in person.grants})
