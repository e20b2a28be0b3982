"""At work: whoever follows a link that belongs to a practice is told so."""

from __future__ import annotations

from fastapi import APIRouter, Request

from api.http.problems.errors import NoSuchAddress
from engine.said import Said

router = APIRouter(include_in_schema=False)


class OnlyInPractice(NoSuchAddress):
    """The address is one of a practice, and this is for real work."""

    sentence = Said(
        "Den här länken hör till en övning, och här arbetar man på riktigt. Inget har hänt. "
        "Fråga den som leder övningen efter rätt adress.",
        "This link belongs to a practice, and this is for real work. Nothing has happened. Ask whoever leads the practice for the right "
        "address.",
    )


@router.get("/practice")
@router.get("/practice/{rest:path}")
def elsewhere(request: Request, rest: str = "") -> None:
    """Nothing of the kind is here."""
    raise OnlyInPractice(request.url.path)
