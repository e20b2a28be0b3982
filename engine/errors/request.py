"""What was asked for says no: there is no such thing, or its key was used before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Literal

from engine.errors.root import Refusal
from engine.problems import meant
from engine.said import Said
from engine.values.moment_words import moment_in_words

What = Literal[
    "instance",
    "routine",
    "state",
    "fact",
    "document",
    "message",
    "page",
    "person",
    "shift",
    "unit",
    "delivery",
    "suggestion",
    "token",
    "case",
    "hold",
]


class NotFound(Refusal):
    """No such thing. `what`: what it is, which `SV` says in Swedish; `id` as asked for; `near`: nearest known name or None."""

    sentence = Said("Det finns {what} ”{id}”.{hint}", "There is no {what} “{id}”.{hint}")

    SV: ClassVar[Mapping[What, str]] = {
        "instance": "ingen pågående rutin",
        "routine": "ingen rutin",
        "state": "inget steg i rutinen som heter",
        "fact": "ingen uppgift",
        "document": "ingen fil som heter",
        "message": "ingen väntan på",
        "page": "ingen sida",
        "person": "ingen person",
        "shift": "ingen person som är insläppt med",
        "unit": "ingen enhet som du är chef för,",
        "delivery": "ingen försändelse som väntar,",
        "suggestion": "inget förslag",
        "token": "ingen nyckel som gäller,",
        "case": "ingen pågående eller avslutad rutin",
        "hold": "ingen spärr mot gallring som gäller,",
    }

    def __init__(self, what: What, id: str, near: str | None = None) -> None:
        super().__init__()
        self.what, self.id, self.near = what, id, near

    def parts(self) -> Mapping[str, object]:
        """What it is and the nearest name in words."""
        return {
            "what": Said(self.SV[self.what], self.what),
            "id": self.id,
            "hint": meant(self.near),
        }


class AlreadyRegistered(Refusal):
    """A line on paper has been registered before: to which instance, when it was done and when it came."""

    sentence = Said(
        "Raden {key} är redan registrerad: gjort {done_at}, registrerat {at}. Inget har ändrats.",
        "The line {key} is registered already: done {done_at}, registered {at}. Nothing has changed.",
    )

    def __init__(self, key: str, instance: str, done_at: datetime, at: datetime) -> None:
        super().__init__()
        self.key, self.instance, self.done_at, self.at = key, instance, done_at, at

    def parts(self) -> Mapping[str, object]:
        """The times to the minute, in the zone that they are given in."""
        return {
            "key": self.key,
            "done_at": moment_in_words(self.done_at),
            "at": moment_in_words(self.at),
        }


class KeyReused(Refusal):
    """An idempotency key came again with another body."""

    sentence = Said(
        "Nyckeln (Idempotency-Key) har redan använts för en annan begäran. Använd en ny nyckel för varje nytt val.",
        "The Idempotency-Key was already used for another request. Use a new key for each new choice.",
    )
