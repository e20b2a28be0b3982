"""Whether a database is as this release has it, looked at without changing it."""

from __future__ import annotations

from engine.store.sql.database import STEPS
from engine.store.sql.read_only import ReadOnly


def waits_for_upgrade(url: str) -> bool:
    """Whether the first process of this release that works on the database will bring its tables up to date.

    Raises:
        StoreTrouble: it can't be read, holds nothing of Rutin's, or is of a release that this program can't use.
    """
    if url.startswith("memory:"):
        return False
    source = ReadOnly(url)
    source.engine.dispose()
    return source.version in STEPS[:-1]
