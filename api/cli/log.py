"""The log of `rutin serve` and `rutin worker`: a line for each event on standard error, for people or for programs that gather logs."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

NOISY = ("alembic", "transitions", "uvicorn.access")
"""Loggers of others that say too much to be read."""


class _Timed(logging.Formatter):
    """Times in UTC, with their zone, whatever the machine's clock shows."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


class _AsJson(_Timed):
    """One JSON object on a line: `at`, `level`, `logger`, `message`, and `fault` where there is a trace."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            told["fault"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def begin_log(form: str) -> None:
    """From now on all is told on standard error. `form`: "text" or "json"."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _AsJson() if form == "json" else _Timed("%(asctime)s %(levelname)s %(name)s: %(message)s")
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)
