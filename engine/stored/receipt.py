"""What a receipt of an erasure says, as it is stored, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.stored.formats import Format

FORMAT = Format()

CHAIN = "receipts"
"""What the receipts are a chain of, where a case's history has its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """So many cases, or suggestions, of a routine in a unit (None of suggestions), by which rule, and when the first and last of them
    had ended."""

    kind: str
    routine: str
    unit: str | None
    rule: str
    number: int
    oldest: datetime
    newest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What one transaction erased. `run`: what one run of the command did has the same; `by`: a person's number.

    `went`: the SHA-256 of the lines “id head” of the cases and “id” of the suggestions, sorted: by a backup it can be proved what went.
    """

    run: str
    by: int
    erased: tuple[Erased, ...]
    went: str


def receipt_to_stored(receipt: Receipt) -> dict[str, Any]:
    """The receipt as JSON values; the row that holds it says its form."""
    return {
        "run": receipt.run,
        "by": receipt.by,
        "erased": [
            {
                "kind": each.kind,
                "routine": each.routine,
                **({} if each.unit is None else {"unit": each.unit}),
                "rule": each.rule,
                "number": each.number,
                "oldest": each.oldest.isoformat(),
                "newest": each.newest.isoformat(),
            }
            for each in receipt.erased
        ],
        "went": receipt.went,
    }


def receipt_from_stored(stored: Mapping[str, Any], form: int) -> Receipt:
    """The receipt that was stored, in the form that its row says. Raises FromTheFuture, LookupError, TypeError or ValueError."""
    stored = FORMAT.current(stored, form)
    return Receipt(
        run=stored["run"],
        by=stored["by"],
        erased=tuple(
            Erased(
                kind=each["kind"],
                routine=each["routine"],
                unit=each.get("unit"),
                rule=each["rule"],
                number=each["number"],
                oldest=datetime.fromisoformat(each["oldest"]),
                newest=datetime.fromisoformat(each["newest"]),
            )
            for each in stored["erased"]
        ),
        went=stored["went"],
    )
