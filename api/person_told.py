"""Somebody who is known as JSON: what the command line and the API tell of them."""

from __future__ import annotations

from typing import Any

from engine.service.people.register import Held, Known
from engine.values.moments import iso


def person_told(known: Known) -> dict[str, Any]:
    """Who it is, how notices reach them, and what they hold."""
    return {
        "number": known.number,
        "subject": known.subject,
        "since": iso(known.since),
        "name": known.name,
        "mail": known.mail,
        "phone": known.phone,
        "grants": [held_told(each) for each in known.held],
    }


def held_told(held: Held) -> dict[str, Any]:
    """A role that somebody holds in a unit."""
    return {
        "role": held.role,
        "unit": held.unit,
        "given_by": held.given_by,
        "until": iso(held.ends_at) if held.ends_at else None,
        "written_by": held.written_by,
    }
