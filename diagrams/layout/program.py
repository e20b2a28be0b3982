"""The `dot` program: found by setting, on the PATH, or in the environment; run with a time limit, its answers remembered."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from cachetools import LRUCache
from graphviz.backend import dot_command

from diagrams.errors import CannotDraw
from engine.said import Said
from engine.system import why

TIME_LIMIT = 20.0
"""Seconds that one run may take."""

KEPT = 1_000
"""Layouts that are remembered."""

POINTS = 72.0
"""In an inch."""

_PURE = "graphviz-pure"

NodePlaces = Mapping[str, tuple[float, float, float, float]]

_known: LRUCache[str, NodePlaces] = LRUCache(KEPT)
_lock = Lock()


def use_dot(setting: str | None) -> None:
    """Use this program (RUTIN_DOT) from now on; None: the one on the PATH, else the one that came with the installation.

    Raises:
        CannotDraw: the program is not there.
    """
    found = shutil.which(setting) if setting else _installed()
    if found is None and setting:
        raise CannotDraw(
            Said(
                f"programmet ”{setting}” finns inte. Rätta RUTIN_DOT, eller ta bort inställningen.",
                f"the program “{setting}” is not there. Correct RUTIN_DOT, or remove the setting.",
            )
        )
    if found is None:
        raise CannotDraw(
            Said(
                "programmet dot saknas. Installera om Rutin, eller installera Graphviz.",
                "the program dot is missing. Install Rutin again, or install Graphviz.",
            )
        )
    program = Path(found).absolute()  # also where the setting names it from the current folder
    if program != Path(dot_command.DOT_BINARY):
        dot_command.DOT_BINARY = program
        forget()


def graph(text: str) -> Mapping[str, Any]:
    """All that the program says of one DOT text: its `objects` (nodes and clusters), `edges` and `bb`, as strings in points.

    Raises:
        CannotDraw: the program is missing, failed, or took too long.
    """
    if not Path(dot_command.DOT_BINARY).is_absolute():
        use_dot(None)
    output = _run(text)
    try:
        return next(_objects(output))
    except (ValueError, StopIteration):
        raise gave_up(output) from None


def layouts(texts: Sequence[str]) -> list[NodePlaces]:
    """Where the nodes of each DOT text stand: node → (x, y, width, height), the middle, in points, with y upwards.

    One run of the program answers for all texts that it has not answered for before.

    Raises:
        CannotDraw: the program is missing, failed, or took too long.
    """
    if not Path(dot_command.DOT_BINARY).is_absolute():
        use_dot(None)
    with _lock:
        found = {text: _known[text] for text in texts if text in _known}
    new = [text for text in dict.fromkeys(texts) if text not in found]
    if new:
        answers = _answers(_run("\n".join(new)))
        if len(answers) != len(new):
            raise gave_up("")
        found |= zip(new, answers, strict=True)
    with _lock:
        _known.update(found)
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
            Said(
                f"den blev inte klar på {TIME_LIMIT:g} sekunder. Dela rutinen i flera, som anropar varandra.",
                f"it was not done in {TIME_LIMIT:g} seconds. Part the routine into several that call each other.",
            )
        ) from None
    except subprocess.CalledProcessError as failed:
        raise gave_up(failed.stderr) from None
    except UnicodeDecodeError:
        raise gave_up("") from None
    except OSError as wrong:
        sv, en = why(wrong)
        raise CannotDraw(
            Said(
                f"ritprogrammet {command[0]} gick inte att starta ({sv}). Rätta RUTIN_DOT.",
                f"the program {command[0]} could not be started ({en}). Correct RUTIN_DOT.",
            )
        ) from None
    return done.stdout


def _answers(output: str) -> list[NodePlaces]:
    """One layout for each graph: the output is one JSON object after the other."""
    try:
        return [
            {node["name"]: _where(node) for node in graph.get("objects", []) if "pos" in node}
            for graph in _objects(output)
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise gave_up(output) from None


def _objects(output: str) -> Iterator[dict[str, Any]]:
    decoder, rest = json.JSONDecoder(), output.lstrip()
    while rest:
        graph, end = decoder.raw_decode(rest)
        yield graph
        rest = rest[end:].lstrip()


def _where(node: Mapping[str, str]) -> tuple[float, float, float, float]:
    x, y = node["pos"].split(",")
    return float(x), float(y), float(node["width"]) * POINTS, float(node["height"]) * POINTS


def gave_up(said: str) -> CannotDraw:
    """That the program ended without an answer that can be used, the last line that it said, and what to do."""
    last = (said.strip().splitlines() or ["?"])[-1][:200]
    program = os.fspath(dot_command.DOT_BINARY)
    return CannotDraw(
        Said(
            f"ritprogrammet {program} avbröt ({last}). Försök igen; hjälper inte det, ange ett annat med RUTIN_DOT.",
            f"the program {program} gave up ({last}). Try again; if that does not help, name another one with RUTIN_DOT.",
        )
    )


def _installed() -> str | None:
    """`dot` on the PATH; else graphviz-pure, whose folder need not be on the PATH."""
    beside = shutil.which(_PURE, path=sysconfig.get_path("scripts"))
    return shutil.which("dot") or beside or shutil.which(_PURE)
