"""Time that stands until a test lets it go by."""

from __future__ import annotations

from engine.store.runner import Runner


class Standing(Runner):
    """The machine's own threads, and a time that is set by hand."""

    now = 7.0

    def seconds(self) -> float:
        return self.now
