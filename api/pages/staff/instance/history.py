"""Who did what, and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.http.dependencies import InstanceId
from api.pages.staff.frame import name_of, staff_page
from api.pages.staff.visitor import TheVisitor, Visitor
from engine.model.routine import Routine
from engine.said import Said

router = APIRouter(prefix="/instances", include_in_schema=False)


@router.get("/{instance}/history")
def history(request: Request, instance: InstanceId, visitor: TheVisitor) -> Response:
    """Who did what, and when; the latest first."""
    records = visitor.engine.records
    view = records.view(instance, visitor.me, visitor.language)
    routine = visitor.engine.routine(view["routine"], view["version"])
    entries = [
        (entry, lines)
        for entry in records.history(instance, visitor.me, visitor.language)
        if (lines := [line for each in entry["happened"] if (line := _line(each, routine, visitor))])
    ]
    return staff_page(
        request, visitor, "history.html", view=view, entries=list(reversed(entries)), name_of=name_of(visitor)
    )


_HAPPENED: Mapping[str, Said] = {
    "chosen": Said("{title}: {label}", "{title}: {label}"),
    "skipped": Said("{title}: {label}", "{title}: {label}"),
    "undone": Said("Tog tillbaka ”{label}” i {title}", "Took back “{label}” in {title}"),
    "message": Said("Ett meddelande kom: {title}", "A message came: {title}"),
    "resolved": Said("Såg till att det gick vidare: {title}", "Saw to it that it goes on: {title}"),
    "delivered": Said("Skickat: {title}", "Sent: {title}"),
    "failed": Said("Gick inte att skicka: {title}", "Could not be sent: {title}"),
    "timer": Said("Påminnelse eller tidsgräns: {title}", "Reminder or time limit: {title}"),
    "corrected": Said("Rättade {what}: {reason}", "Corrected {what}: {reason}"),
    "handed_over": Said("Lämnade över till {to}", "Handed over to {to}"),
    "ended": Said("Rutinen blev klar", "The routine was done"),
    "cancelled": Said("Rutinen avbröts", "The routine was ended early"),
}
"""What of an instance's history people are told; what only follows from it is left out."""


def _line(happened: Mapping[str, Any], routine: Routine, visitor: Visitor) -> str | None:
    words = _HAPPENED.get(happened["kind"])
    if words is None:
        return None
    detail = happened.get("detail") or {}
    titles = [routine.facts[fact].title.say(visitor.language) for fact in detail.get("old", ())]
    return words.fill(
        title=happened.get("title") or "",
        label=happened.get("label") or "",
        what=", ".join(titles),
        reason=detail.get("reason", ""),
        to=name_of(visitor)(detail.get("to", "")),
    ).say(visitor.language)
