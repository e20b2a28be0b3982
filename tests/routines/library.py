"""The project's routines, compiled once for the tests of this folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from engine.language.compile import compile_text
from engine.model.routine import Routine

FOLDER = Path(__file__).parents[2] / "routines"
ROUTINES = (
    "arbetspass",
    "stodpass",
    "ej_antraffbar",
    "telefon_fel",
    "lmo_fungerar_inte",
    "rutin_fungerar_inte",
    "forlorad_telefon",
    "inloggning",
    "losenord",
    "uppfoljning",
    "logguppfoljning",
    "rutin_livscykel",
)


@cache
def _compiled(routine: str) -> tuple[Routine, dict[str, Any]]:
    path = FOLDER / f"{routine}.yaml"
    compiled = compile_text(path.read_text("utf-8"), path.name)
    assert compiled.routine is not None, "\n".join(
        f"{each.line}: {each.message}" for each in compiled.findings
    )
    assert compiled.canonical is not None
    return compiled.routine, compiled.canonical


def load(routine: str) -> Routine:
    """The compiled routine of that id."""
    return _compiled(routine)[0]


def canonical(routine: str) -> dict[str, Any]:
    """The canonical document of that id."""
    return _compiled(routine)[1]
