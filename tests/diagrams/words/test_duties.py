"""Who is to do a step, in the picture's few words: by the numbers of the steps."""

from __future__ import annotations

import pytest

from diagrams.words.duties import told
from diagrams.words.speech import Speech
from engine.model.routine import Step
from tests.engine.run.acting import routine

ROUTINE = routine(
    """
    ett: {title: Ett, role: medarbetare}
    tva: {title: Två, role: medarbetare, not_by: ett}
    tre: {title: Tre, role: medarbetare, not_by: [ett, tva, start]}
    fyra: {title: Fyra, role: medarbetare, same_as: tre}
    fem: {title: Fem, role: medarbetare, not_by: ett, same_as: [tva, tre]}
    slut: {end: klart}
    """
)


@pytest.mark.parametrize(
    ("state", "sv", "en"),
    [
        ("ett", [], []),
        ("tva", ["Inte den som gjorde steg 1"], ["Not whoever did step 1"]),
        (
            "tre",
            ["Inte den som gjorde steg 1 eller 2 eller startade"],
            ["Not whoever did step 1 or 2 or started it"],
        ),
        ("fyra", ["Den som gjorde steg 3"], ["Whoever did step 3"]),
        (
            "fem",
            ["Inte den som gjorde steg 1", "Den som senast gjorde steg 2 eller 3"],
            ["Not whoever did step 1", "Whoever last did step 2 or 3"],
        ),
    ],
)
def test_told(state: str, sv: list[str], en: list[str]) -> None:
    step = ROUTINE.states[state]
    assert isinstance(step, Step)
    assert [list(told(step, Speech(routine=ROUTINE, language=each))) for each in ("sv", "en")] == [sv, en]
