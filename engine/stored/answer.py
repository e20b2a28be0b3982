"""What is kept of an answer, so that a key that comes again is answered and nothing is done twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.stored.formats import Document, Format


def _without_its_view(first: Document) -> Document:
    """Form 1 kept what the view was made of, and said no form. A key that comes again gets the instance as it is now."""
    instance = first["instance"]
    return {"instance": instance["id"], "revision": instance["revision"]}


FORMAT = Format([_without_its_view])


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """The instance that a command went to, and the revision that it led to."""

    instance: str
    revision: int


def answer_to_stored(answer: KeptAnswer) -> dict[str, Any]:
    """As JSON values."""
    return {"format": FORMAT.number, "instance": answer.instance, "revision": answer.revision}


def answer_from_stored(stored: Mapping[str, Any]) -> KeptAnswer:
    """The answer that was kept, in whatever form. Raises FromTheFuture, LookupError, TypeError or ValueError."""
    stored = FORMAT.current(stored, stored.get("format", 1))
    return KeptAnswer(instance=stored["instance"], revision=stored["revision"])
