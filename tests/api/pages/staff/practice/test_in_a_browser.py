"""A practice in a real browser at phone width: a group comes in, a drill is started, the clock is moved, and it is told how it went."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.api.house import REAL_ROUTINES
from tests.api.pages.staff.conftest import Windows
from tests.api.practising import Practice, practice_server
from tests.browser import Window


@pytest.fixture(scope="module")
def served() -> Iterator[Practice]:
    """A practice with the organisation's own routines."""
    with practice_server(REAL_ROUTINES) as built:
        yield built


def looks(window: Window, name: str) -> Window:
    """At the page as it is: nothing may be wrong with it. `SCREENSHOTS` names a folder for pictures."""
    shots = os.environ.get("SCREENSHOTS")
    if not shots:
        return window.does({"look": name})
    return window.does({"look": name}, shots=shots, widths=(320, 390, 1280), schemes=("light", "dark"))


def test_a_practice_from_its_first_code_to_how_it_went(windows: Windows, served: Practice) -> None:
    trainer = looks(windows(at=served.address).opens("/"), "practice-start")
    looks(trainer.presses("Jag leder övningen"), "practice-overview")
    looks(trainer.presses("Börja med en ny grupp"), "practice-group")
    code, group = trainer.heading.split()[-1], trainer.path
    looks(trainer.opens(f"{group}/drills/ej_antraffbar"), "practice-drills")
    phone = looks(windows(at=served.address).opens(f"/practice/join?code={code}"), "practice-join")
    phone.presses("Medarbetare")
    trainer.presses("Fel dag i planeringen")
    looks(phone.opens("/home"), "practice-home")
    assert "Kontrollera uppgifterna om stödpasset" in phone.text
    before = served.clock.ahead
    looks(trainer.presses("Fram till nästa påminnelse eller gräns"), "practice-group-with-a-drill")
    assert served.clock.ahead > before
    assert "Det här hände av sig självt: 1 sak." in trainer.text
    phone.opens("/home")
    assert "Stämmer tid och adress?" in phone.text
    looks(phone.presses("Fortsätt"), "practice-step")
    looks(phone.presses("Uppgifterna stämmer"), "practice-questions")
    looks(trainer.opens(group).presses("Hur det har gått"), "practice-outcome")
    assert "Inte än." in trainer.text
    served.worker.once()
    looks(trainer.opens("/practice"), "practice-sent")
    assert "ÖVNING: Påminnelse: Kontrollera uppgifterna om stödpasset" in trainer.text
    assert trainer.title.startswith("ÖVNING. ")
    assert phone.title.startswith("ÖVNING. ")
