"""What a command comes from, in words of whoever asks: kept with what leaves the house because of it. The engine reads nothing in it."""

from __future__ import annotations

from contextvars import ContextVar

ORIGIN: ContextVar[str | None] = ContextVar("origin", default=None)
"""Of what is being done just now, at most a hundred characters; None where nobody has said."""
