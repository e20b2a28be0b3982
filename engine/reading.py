"""That somebody has read: once a day for each person, instance and what they looked at."""

from __future__ import annotations

import hashlib
from datetime import datetime, tzinfo

from engine.store.changes import Row


def reading(instance: str, person: int, at: datetime, what: str, zone: tzinfo) -> Row:
    """The row of the table `reads`. Its key says that it is the same reading the whole day through, in the organisation's zone."""
    day = at.astimezone(zone).date().isoformat()
    key = hashlib.sha256(f"{instance} {person} {day} {what}".encode()).hexdigest()[:20]
    return {"id": key, "instance_id": instance, "at": at, "person": person, "what": what}
