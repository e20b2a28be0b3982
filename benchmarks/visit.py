"""The work that is measured: visits of `routines/stodpass.yaml`, alone or within a shift, as people take them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from engine.check import check
from engine.model.routine import Routine
from engine.run.instance import Person
from engine.service.engine import Engine

ROUTINES = Path(__file__).parent.parent / "routines"
UNIT = "norra"
STEPS_A_VISIT = 6

VISIT: list[tuple[str, str, dict[str, Any]]] = [
    ("ak_dit", "framme", {}),
    ("registrera_ankomst", "ankommen", {}),
    ("utfor_insatser", "utfort", {}),
    ("registrera_avslut", "avslutat", {"insatser": ["samtal"]}),
    ("dokumentera", "dokumenterat", {}),
]
SHIFT_BEGINS: list[tuple[str, str, dict[str, Any]]] = [
    ("hamta_telefon", "hamtad", {"telefon_id": "T-07"}),
    ("logga_in", "inloggad", {}),
    ("las_planering", "last", {}),
]


def person(number: int = 0, unit: str = UNIT) -> Person:
    """A member of staff."""
    return Person(f"anst-{number}", frozenset({("medarbetare", unit)}))


def routines() -> tuple[Routine, ...]:
    """The compiled routines of the project."""
    return check([ROUTINES]).routines


def publish(engine: Engine) -> None:
    """Publish them, with a value for each setting that a visit names."""
    engine.publish(routines(), {"journal_senast": "innan arbetspasset slutar"})


def visit(engine: Engine, who: Person) -> int:
    """One visit as a case of its own, from start to end, each command with its key; returns how many commands that was."""
    instance = engine.start("stodpass", who, UNIT, {"besok_ref": "S-1"}, key=str(uuid4())).instance
    for state, choice, facts in VISIT:
        engine.choose(instance, state, choice, who, facts, key=str(uuid4()))
    return STEPS_A_VISIT


def shift(engine: Engine, who: Person) -> str:
    """Begin a shift, up to where visits are started; returns its instance."""
    ends = engine.now() + timedelta(hours=8)
    instance = engine.start("arbetspass", who, UNIT, {"pass_slut": ends.isoformat()}).instance
    for state, choice, facts in SHIFT_BEGINS:
        engine.choose(instance, state, choice, who, facts)
    return instance


def visit_in_shift(engine: Engine, who: Person, instance: str, number: int) -> int:
    """One visit within a shift; returns how many commands that was."""
    answer = engine.choose(instance, "passet_pagar", "nytt_stodpass", who, {"besok_ref": f"S-{number}"})
    child = next(each["id"] for each in answer.view()["children"] if each["status"] == "running")
    for state, choice, facts in VISIT:
        engine.choose(child, state, choice, who, facts)
    return STEPS_A_VISIT
