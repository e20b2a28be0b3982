"""What was asked for says no: there is no such thing, or its key was used before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from engine.errors.root import Refusal


class NotFound(Refusal):
    """No such thing. `what`: instance, routine, state, timer; `id` as asked for; `near`: nearest known name or None."""

    sv = "Det finns ingen {what_sv} «{id}».{hint_sv}"
    en = "There is no {what} “{id}”.{hint_en}"

    SV: ClassVar = {
        "instance": "pågående rutin",
        "routine": "rutin",
        "state": "steg i rutinen som heter",
        "fact": "uppgift",
        "message": "väntan på",
        "page": "sida",
        "person": "person",
        "token": "nyckel som gäller,",
    }

    def __init__(self, what: str, id: str, near: str | None = None) -> None:
        super().__init__()
        self.what, self.id, self.near = what, id, near

    def facts(self) -> Mapping[str, object]:
        """Adds the hint as words."""
        return {
            **vars(self),
            "what_sv": self.SV.get(self.what, self.what),
            "hint_sv": f" Menade du «{self.near}»?" if self.near else "",
            "hint_en": f" Did you mean “{self.near}”?" if self.near else "",
        }


class KeyReused(Refusal):
    """An idempotency key came again with another body."""

    sv = "Nyckeln (Idempotency-Key) har redan använts för en annan begäran. Använd en ny nyckel för varje nytt val."
    en = "The Idempotency-Key was already used for another request. Use a new key for each new choice."
