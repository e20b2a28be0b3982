"""The `dot` program: found by setting, on the PATH, or in the environment (graphviz-pure); run with a time limit."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock

from graphviz.backend import dot_command

from engine.errors import RutinError

TIME_LIMIT = 20.0
"""Seconds that one run may take."""

KEPT = 1_000
"""Layouts that are remembered."""

POINTS = 72.0
_PURE = "graphviz-pure"

Layout = Mapping[str, tuple[float, float, float, float]]

_known: dict[str, Layout] = {}
_lock = Lock()


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
        forget()


def layouts(texts: Sequence[str]) -> list[Layout]:
    """Where the nodes of each DOT text stand: node → (x, y, width, height), the middle, in points, with y upwards.

    One run of the program does all that have not been done before; what has been done is remembered.

    Raises:
        CannotDraw: the program is missing, failed, or took too long.
    """
    if not Path(dot_command.DOT_BINARY).is_absolute():
        use_dot(None)
    with _lock:
        found = {text: _known[text] for text in texts if text in _known}
    new = [text for text in dict.fromkeys(texts) if text not in found]
    if new:
        found |= dict(zip(new, _read(_run("\n".join(new))), strict=True))
        with _lock:
            for text in new:
                _known[text] = found[text]
            while len(_known) > KEPT:
                _known.pop(next(iter(_known)))
    return [found[text] for text in texts]


def forget() -> None:
    """Forget all layouts, so that the next are made anew."""
    with _lock:
        _known.clear()


def _run(text: str) -> str:
    command = [os.fspath(part) for part in dot_command.command("dot", "json0")]
    try:
        done = subprocess.run(
            command, input=text, capture_output=True, encoding="utf-8", timeout=TIME_LIMIT, check=True
        )
    except subprocess.TimeoutExpired:
        raise CannotDraw(
            f"den blev inte klar på {TIME_LIMIT:.0f} sekunder. Dela rutinen i flera, som anropar varandra.",
            f"it was not done in {TIME_LIMIT:.0f} seconds. Part the routine into several that call each other.",
        ) from None
    except (subprocess.CalledProcessError, UnicodeDecodeError) as failed:
        raise _gave_up(getattr(failed, "stderr", "") or "") from None
    except OSError as wrong:
        raise CannotDraw(
            f"ritprogrammet {command[0]} gick inte att starta ({wrong.strerror}). Rätta RUTIN_DOT.",
            f"the program {command[0]} could not be started ({wrong.strerror}). Correct RUTIN_DOT.",
        ) from None
    return done.stdout


def _read(output: str) -> list[Layout]:
    """The layouts in the program's output: one JSON object for each graph, one after the other."""
    decoder, place, found = json.JSONDecoder(), 0, list[Layout]()
    try:
        while place < len(output.rstrip()):
            graph, end = decoder.raw_decode(
                output, place + len(output[place:]) - len(output[place:].lstrip())
            )
            found.append({node["name"]: _where(node) for node in graph.get("objects", []) if "pos" in node})
            place = end
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _gave_up(output) from None
    return found


def _where(node: Mapping[str, str]) -> tuple[float, float, float, float]:
    x, y = node["pos"].split(",")
    return float(x), float(y), float(node["width"]) * POINTS, float(node["height"]) * POINTS


def _gave_up(said: str) -> CannotDraw:
    last = next(reversed(said.strip().splitlines()), "?")[:200]
    program = dot_command.DOT_BINARY
    return CannotDraw(
        f"ritprogrammet {program} avbröt ({last}).",
        f"the program {program} gave up ({last}).",
    )


def _find(setting: str | None) -> str | None:
    if setting:
        return shutil.which(setting)
    installed = shutil.which(_PURE, path=sysconfig.get_path("scripts"))
    return shutil.which("dot") or installed or shutil.which(_PURE)
