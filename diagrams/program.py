"""The `dot` program: found by setting, on the PATH, or in the environment (graphviz-pure); run with a time limit."""

from __future__ import annotations

import json
import shutil
import subprocess
import sysconfig
from functools import lru_cache
from pathlib import Path
from typing import Any

from graphviz.backend import dot_command

from engine.errors import RutinError

TIME_LIMIT = 20.0
"""Seconds that one panel may take."""

CACHED = 512

_NAMES = ("dot",)
_PURE = "graphviz-pure"


class CannotDraw(RutinError):
    """The layout program is missing, failed or took too long. Nothing was written."""

    sv = "Bilden kunde inte ritas: {why_sv}"
    en = "The picture could not be drawn: {why_en}"

    def __init__(self, why_sv: str, why_en: str) -> None:
        super().__init__()
        self.why_sv, self.why_en = why_sv, why_en


def use_dot(setting: str | None) -> None:
    """Use this program (RUTIN_DOT) from now on; None: the one on the PATH, else the one that came with the installation.

    Raises:
        CannotDraw: the program is not there.
    """
    found = _find(setting)
    if found is None:
        asked = setting or "dot"
        raise CannotDraw(
            f"programmet «{asked}» finns inte. Rätta RUTIN_DOT, eller ta bort inställningen.",
            f"the program “{asked}” is not there. Correct RUTIN_DOT, or remove the setting.",
        )
    if found != str(dot_command.DOT_BINARY):
        # The package's documented way to name another program than `dot`.
        dot_command.DOT_BINARY = Path(found)
        _laid_out.cache_clear()


def layout(dot: str) -> dict[str, Any]:
    """Graphviz' layout of the DOT text, as its `json0` format gives it. Raises CannotDraw."""
    if not Path(str(dot_command.DOT_BINARY)).is_absolute():
        use_dot(None)
    laid_out: dict[str, Any] = json.loads(_laid_out(dot))
    return laid_out


@lru_cache(maxsize=CACHED)
def _laid_out(dot: str) -> str:
    command = [str(dot_command.DOT_BINARY), "-Kdot", "-Tjson0"]
    try:
        done = subprocess.run(
            command,
            input=dot,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=TIME_LIMIT,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise CannotDraw(
            f"den blev inte klar på {TIME_LIMIT:.0f} sekunder. Dela rutinen i flera, som anropar varandra.",
            f"it was not done in {TIME_LIMIT:.0f} seconds. Part the routine into several that call each other.",
        ) from None
    except subprocess.CalledProcessError as failed:
        last = (failed.stderr or "").strip().splitlines()[-1:] or ["?"]
        raise CannotDraw(
            f"ritprogrammet {command[0]} avbröt ({last[0]}).",
            f"the program {command[0]} gave up ({last[0]}).",
        ) from None
    except OSError as wrong:
        raise CannotDraw(
            f"ritprogrammet {command[0]} gick inte att starta ({wrong.strerror}). Rätta RUTIN_DOT.",
            f"the program {command[0]} could not be started ({wrong.strerror}). Correct RUTIN_DOT.",
        ) from None
    return done.stdout


def _find(setting: str | None) -> str | None:
    if setting:
        return shutil.which(setting)
    on_path = next(filter(None, map(shutil.which, _NAMES)), None)
    return on_path or shutil.which(_PURE, path=sysconfig.get_path("scripts")) or shutil.which(_PURE)
