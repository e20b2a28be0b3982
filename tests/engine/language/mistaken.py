"""A whole routine with one piece of it changed, and what is found in it."""

from __future__ import annotations

from pathlib import Path

from engine.language.compile import Compiled, compile_text
from engine.language.file.settings import read_settings
from engine.language.rules.findings import Findings

FOLDER = Path(__file__).parents[3] / "routines"
VISIT = (FOLDER / "stodpass.yaml").read_text("utf-8")
SETTINGS = read_settings((FOLDER / "settings.yaml").read_bytes(), Findings("settings.yaml"))
ROUTINES = tuple(path.stem for path in FOLDER.glob("*.yaml"))

TEXT = "    text: Läs genomförandeplanen innan du går in.\n"
ARRIVAL = "  registrera_ankomst:\n"
FIRST_TIMER = "      - {after: 30 min"


def compiled(text: str | bytes, routine: str = "stodpass") -> Compiled:
    return compile_text(text, f"{routine}.yaml", settings=SETTINGS, routines=ROUTINES)


def found(text: str, routine: str = "stodpass") -> list[tuple[str, int, str]]:
    """Rule, line and corrected line of what is found, but for settings that the organisation has not decided."""
    return [
        (each.rule, each.line, each.say("sv").partition("Rätt rad: ")[2])
        for each in compiled(text, routine).findings
        if each.rule != "setting-unset"
    ]


def changed(old: str, new: str, routine: str = "stodpass") -> tuple[str, int]:
    """The routine with one piece changed, and the line where it stood."""
    whole = (FOLDER / f"{routine}.yaml").read_text("utf-8")
    assert old in whole
    return whole.replace(old, new, 1), whole[: whole.index(old)].count("\n") + 1
