"""One person: written down, changed, forgotten; for administrators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.http.routes.people import PersonNumber
from api.pages.staff.frame import name_of, role_titles, staff_page
from api.pages.staff.people.words import BY, DONE, role_choices
from api.pages.staff.visitor import Form, TheAdministrator, TheForm, Visitor
from engine.errors.request import NotFound
from engine.errors.value import FactsWrong
from engine.said import Said
from engine.service.people.entry import Entry, check_roles, entry
from engine.service.people.register import Known

router = APIRouter(include_in_schema=False)

_EMPTY_ROWS = 2
"""How many more roles there is room for each time."""

_CHANGES = 20
"""How many of the latest changes of somebody's roles are shown."""

_THERE = Said(
    "Den som har det id:t finns redan. Sök upp personen och ändra där.",
    "Whoever has that id is there already. Look the person up and change them there.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """What stands in the form."""

    subject: str = ""
    name: str = ""
    mail: str = ""
    phone: str = ""
    grants: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, known: Known) -> _Typed:
        """What is written down of somebody."""
        return cls(
            subject=known.subject,
            name=known.name or "",
            mail=known.mail or "",
            phone=known.phone or "",
            grants=tuple(sorted(known.written)),
        )

    @classmethod
    def sent(cls, form: Form, subject: str) -> _Typed:
        """What was sent."""
        grants = zip(form.texts("role"), form.texts("unit"), strict=False)
        return cls(
            subject=subject,
            name=form.text("name"),
            mail=form.text("mail"),
            phone=form.text("phone"),
            grants=tuple(
                (role.strip(), unit.strip()) for role, unit in grants if role.strip() or unit.strip()
            ),
        )

    def entry(self) -> Entry:
        """Raises FactsWrong."""
        return entry(self.subject, self.name, self.mail, self.phone, self.grants)


@router.get("/people/new")
def new_person(request: Request, visitor: TheAdministrator) -> Response:
    """Where somebody is written down."""
    return _form_page(request, visitor, _Typed(), None, {})


@router.post("/people/new")
async def add_person(request: Request, visitor: TheAdministrator, form: TheForm) -> Response:
    """Writes somebody down."""
    typed = _Typed.sent(form, form.text("subject").strip())
    answer = _shown if form.only_shows else _save
    return await run_in_threadpool(answer, request, visitor, typed, None)


@router.get("/people/{number}")
def person_page(
    request: Request, number: PersonNumber, visitor: TheAdministrator, done: str = ""
) -> Response:
    """What is written down of somebody."""
    known = visitor.engine.people.numbered(number)
    return _form_page(request, visitor, _Typed.of(known), known, {}, done=done)


@router.post("/people/{number}")
async def change_person(
    request: Request, number: PersonNumber, visitor: TheAdministrator, form: TheForm
) -> Response:
    """Writes something else down of somebody."""
    known = await run_in_threadpool(visitor.engine.people.numbered, number)
    answer = _shown if form.only_shows else _save
    return await run_in_threadpool(answer, request, visitor, _Typed.sent(form, known.subject), known)


def _shown(request: Request, visitor: Visitor, typed: _Typed, known: Known | None) -> Response:
    """What was typed, once more, and nothing is done."""
    return _form_page(request, visitor, typed, known, {})


def _save(request: Request, visitor: Visitor, typed: _Typed, known: Known | None) -> Response:
    people = visitor.engine.people
    try:
        made = typed.entry()
        check_roles([made], role_choices(visitor).keys())
        if known is None and _is_written(visitor, made.subject):
            raise FactsWrong({"subject": _THERE})
        people.write([made], visitor.me.subject)
    except FactsWrong as wrong:
        return _form_page(request, visitor, typed, known, wrong.problems)
    return RedirectResponse(f"/people/{people.one(made.subject).number}?done=kept", 303)


def _is_written(visitor: Visitor, subject: str) -> bool:
    """Whether something is written down of the subject; whoever has only had a token can still be added."""
    try:
        known = visitor.engine.people.one(subject)
    except NotFound:
        return False
    return bool(known.name or known.mail or known.phone or known.written)


def _form_page(
    request: Request,
    visitor: Visitor,
    typed: _Typed,
    known: Known | None,
    problems: Mapping[str, Said],
    done: str = "",
) -> Response:
    titles = role_titles(visitor)
    return staff_page(
        request,
        visitor,
        "people/person.html",
        422 if problems else 200,
        typed=typed,
        known=known,
        rows=[*typed.grants, *[("", "")] * _EMPTY_ROWS],
        roles={**{role: role for role, _ in typed.grants if role}, **role_choices(visitor)},
        titles=titles,
        by=BY,
        changes=visitor.engine.people.changes_of(known.number, most=_CHANGES).items if known else [],
        name_of=name_of(visitor),
        others=[each for each in known.held if each.given_by != "register"] if known else [],
        errors={name: said.say(visitor.language) for name, said in problems.items()},
        done=DONE.get(done),
    )


@router.get("/people/{number}/forget")
def forget_page(request: Request, number: PersonNumber, visitor: TheAdministrator) -> Response:
    """What it means to forget somebody."""
    return staff_page(request, visitor, "people/forget.html", known=visitor.engine.people.numbered(number))


@router.post("/people/{number}/forget")
async def forget(number: PersonNumber, visitor: TheAdministrator, _form: TheForm) -> Response:
    """Forgets somebody, for ever."""
    known = await run_in_threadpool(visitor.engine.people.numbered, number)
    await run_in_threadpool(visitor.engine.forget_person, known.subject)
    return RedirectResponse("/people?done=forgotten", 303)
