"""What is kept of a fault of the program's own: all that whoever mends it needs, in a file; the person reads a sentence."""

from __future__ import annotations

import platform
import shlex
import tempfile
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path


def keep(fault: BaseException, arguments: Sequence[str], version: str) -> Path | None:
    """Writes the report of `fault`, readable by its owner only; None where no file can be written.

    It holds the command line and the traceback, which may name routines and files, and nothing of what a case holds.
    """
    report = "\n".join(
        (
            f"{version}, Python {platform.python_version()}, {platform.platform()}",
            datetime.now(UTC).isoformat(timespec="seconds"),
            shlex.join(("rutin", *arguments)),
            "",
            *traceback.format_exception(fault),
        )
    )
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="replace", prefix="rutin-fault-", suffix=".txt", delete=False
        ) as file:
            file.write(report)
    except OSError:
        return None
    return Path(file.name)
