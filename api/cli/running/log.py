"""The log of `rutin serve` and `rutin worker`: a line for each event on standard error, for people or for programs that gather logs."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from engine.service.origin import ORIGIN

NOISY = ("alembic", "transitions", "uvicorn.access")
"""Loggers of others that say too much to be read."""


class _Timed(logging.Formatter):
    """Times in UTC, with their zone, whatever the machine's clock shows."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


class _ForPeople(_Timed):
    """A line, with the trace that it belongs to in the end, where there is one."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        line, trace = super().formatMessage(record), _trace()
        return f"{line} [trace {trace}]" if trace else line


class _AsJson(_Timed):
    """One JSON object on a line: `at`, `level`, `logger`, `message`, `trace` where there is one, and `fault` with where it happened."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if trace := _trace():
            told["trace"] = trace
        if record.exc_info:
            told["fault"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def _trace() -> str | None:
    """The id of the trace that is at work: the second part of a `traceparent` (W3C Trace Context)."""
    origin = ORIGIN.get()
    return origin.split("-")[1] if origin else None


def begin_log(form: str) -> None:
    """From now on all is told on standard error. `form`: "text" or "json"."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _AsJson() if form == "json" else _ForPeople("%(asctime)s %(levelname)s %(name)s: %(message)s")
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)
