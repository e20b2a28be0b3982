"""What people are told of: what it is called, and what of it is an escalation, which nobody can silence."""

from __future__ import annotations

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
