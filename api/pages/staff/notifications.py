"""«Mina aviseringar»: by what one hears of each thing, within which hours, and in which language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import time

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.pages.staff.fields import Field
from api.pages.staff.frame import staff_page
from api.pages.staff.visitor import Form, TheForm, TheVisitor, Visitor
from api.settings import Settings
from engine.errors.request import NotFound
from engine.errors.value import FactsWrong
from engine.said import CODE, Said
from engine.service.notifying.choices import Choices
from engine.service.notifying.hours import Hours
from engine.service.notifying.kinds import CHOSEN, ESCALATION, MAIL, NOTICE, REMIND, SMS, TASK

router = APIRouter(include_in_schema=False)

_TITLES: Mapping[str, Said] = {
    TASK: Said("Ett steg väntar på dig", "A step waits for you"),
    REMIND: Said("Påminnelser", "Reminders"),
    NOTICE: Said(
        "En uppgift som du har bestämt något efter rättas", "Something that you decided by is corrected"
    ),
    ESCALATION: Said("Tiden är ute, eller något står still", "The time is out, or something stands still"),
}
_HINT = Said(
    "Det här kommer när som helst på dygnet. Välj minst ett sätt.",
    "This comes at any time of the day. Choose at least one way.",
)
_WAYS: Mapping[str, Said] = {MAIL: Said("Mejl", "Mail"), SMS: Said("Sms", "SMS")}
_ANY, _BETWEEN = "any", "between"
_WHEN: Mapping[str, Said] = {
    _ANY: Said("När som helst", "At any time"),
    _BETWEEN: Said("Bara mellan två klockslag", "Only between two times"),
}
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])(?:[.:]?([0-5][0-9]))?", re.ASCII)
_NO_CLOCK = Said("Skriv ett klockslag, till exempel 07.30.", "Write a time, for example 07.30.")


@router.get("/notifications")
def notifications(request: Request, visitor: TheVisitor, saved: bool = False) -> Response:
    """What one has chosen."""
    choices = visitor.engine.notice_choices.of(visitor.me.subject)
    return _page(request, visitor, _chosen(choices, visitor.language), {}, saved=saved)


@router.post("/notifications")
async def choose(request: Request, visitor: TheVisitor, form: TheForm) -> Response:
    """Keeps it, or says what is wrong."""
    errors = await run_in_threadpool(_keep, visitor, form)
    if not errors:
        return RedirectResponse("/notifications?saved=1", 303)
    typed = {name: form.texts(name) for name in (*CHOSEN, "when", "opens", "closes", "language")}
    return await run_in_threadpool(_page, request, visitor, typed, errors)


def _keep(visitor: Visitor, form: Form) -> Mapping[str, Said]:
    """What is wrong with what was filled in, by field; nothing where it has been kept."""
    errors: dict[str, Said] = {}
    hours = None
    if form.text("when") == _BETWEEN:
        clocks = {name: _clock(form.text(name)) for name in ("opens", "closes")}
        errors = {name: _NO_CLOCK for name, clock in clocks.items() if clock is None}
        opens, closes = clocks.values()
        hours = Hours(opens, closes) if opens and closes else None
    language = form.text("language")
    choices = Choices(
        ways={kind: frozenset(form.texts(kind)) & _WAYS.keys() for kind in CHOSEN},
        hours=hours,
        language=language if language in CODE else None,
    )
    try:
        if not errors:
            visitor.engine.notice_choices.choose(visitor.me.subject, choices)
    except FactsWrong as wrong:
        errors = {("closes" if name == "hours" else name): said for name, said in wrong.problems.items()}
    return errors


def _clock(text: str) -> time | None:
    """A time as people write it: 7, 07.30, 7:30."""
    found = _CLOCK.fullmatch(text.strip())
    return time(int(found[1]), int(found[2] or 0)) if found else None


def _chosen(choices: Choices, language: str) -> Mapping[str, Sequence[str]]:
    """What stands in the controls, by field."""
    hours = choices.hours
    return {
        **{kind: sorted(choices.ways[kind]) for kind in CHOSEN},
        "when": [_BETWEEN if hours else _ANY],
        "opens": [f"{hours.opens:%H:%M}" if hours else ""],
        "closes": [f"{hours.closes:%H:%M}" if hours else ""],
        "language": [choices.language or language],
    }


def _page(
    request: Request,
    visitor: Visitor,
    typed: Mapping[str, Sequence[str]],
    errors: Mapping[str, Said],
    *,
    saved: bool = False,
) -> Response:
    ways = ways_of(request.app.state.settings)
    said = {name: each.say(visitor.language) for name, each in errors.items()}
    return staff_page(
        request,
        visitor,
        "notifications.html",
        422 if errors else 200,
        fields=_fields(ways, typed, said, visitor.language),
        errors=said,
        ways=ways,
        reached=_reached(visitor),
        saved=saved,
    )


def ways_of(settings: Settings) -> list[str]:
    """By what people can be reached here."""
    there = {MAIL: settings.smtp_host, SMS: settings.sms_address}
    return [way for way, by in there.items() if by or settings.demo]


def _reached(visitor: Visitor) -> Mapping[str, str | None]:
    """Where it goes, by way."""
    try:
        known = visitor.engine.people.one(visitor.me.subject)
    except NotFound:
        return {}
    return {MAIL: known.mail, SMS: known.phone}


def _fields(
    ways: Sequence[str], typed: Mapping[str, Sequence[str]], errors: Mapping[str, str], language: str
) -> list[Field]:
    def picked(
        id: str, title: Said, options: Mapping[str, Said], type: str, hint: Said | None = None
    ) -> Field:
        return Field(
            id=id,
            type=type,
            title=title.say(language),
            required=True,
            options=tuple((value, each.say(language)) for value, each in options.items()),
            hint=hint and hint.say(language),
            chosen=frozenset(typed[id]),
            error=errors.get(id),
        )

    def clock(id: str, title: Said) -> Field:
        return Field(
            id=id,
            type="text",
            title=title.say(language),
            required=True,
            typed={"": next(iter(typed[id]), "")},
            longest=10,
            error=errors.get(id),
        )

    by = {way: _WAYS[way] for way in ways}
    languages = {"sv": Said("Svenska", "Svenska"), "en": Said("English", "English")}
    return [
        *(
            picked(kind, _TITLES[kind], by, "choices", _HINT if kind == ESCALATION else None)
            for kind in CHOSEN
        ),
        picked("when", Said("När vill du få det andra?", "When do you want the rest?"), _WHEN, "choice"),
        clock("opens", Said("Från klockan", "From")),
        clock("closes", Said("Till klockan", "Until")),
        picked("language", Said("Språk i mejl och sms", "Language of mail and SMS"), languages, "choice"),
    ]
