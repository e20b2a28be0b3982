"""What people are told of: what it is called, and what of it is an escalation, which nobody can silence."""

from __future__ import annotations

from engine.store.changes import Row

TASK, REMIND, NOTICE, LIMIT, INCIDENT, UNHELD = "task", "remind", "notice", "limit", "incident", "unheld"
"""A step that waits, a reminder, a correction of what one decided by, a time that is out, what stands still, a role that nobody has."""

ESCALATION = "escalation"
"""What people choose of the last three as one."""

CHOSEN = (TASK, REMIND, NOTICE, ESCALATION)
"""What people choose by, each by itself."""

MAIL, SMS = "mail", "sms"
WAYS = (MAIL, SMS)
"""By what people are reached."""


def chosen_as(kind: str) -> str:
    """Under which choice the kind comes."""
    return kind if kind in CHOSEN else ESCALATION


def kind_of(notice: Row) -> str:
    """What a row of the notices is, for people."""
    if notice["kind"] == REMIND:
        return REMIND
    if notice["kind"] == INCIDENT:
        return INCIDENT
    return NOTICE if notice["visit"] is None else LIMIT
