"""A moment on a page: «Nu» only where it may be now, its limits in words, and an error that leads to what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.accessibility import violations
from tests.api.house import House, house
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.phone import Phone
from tests.engine.run.acting import compiled

SHIFT = compiled(
    """
routine: pass
version: 1
title: Passet
language: sv
roles: {medarbetare: Medarbetare, chef: {title: Chef, manager: yes}}
facts:
  slut: {type: moment, title: Passet slutar, min: now, max: now + 24 h}
  hande: {type: moment, title: När hände det, max: now}
  nar: {type: moment, title: När som helst}
  dag: {type: date, title: Vilken dag, min: now}
start: {by: medarbetare, ask: [slut]}
states:
  fraga:
    title: Fråga
    role: medarbetare
    choices:
      svar: {label: Svara, ask: [hande, nar, dag]}
  klart: {end: klart, title: Klart}
""",
    "pass",
)


@pytest.fixture
def built() -> Iterator[House]:
    """A house with a shift."""
    with house(demo=True) as opened:
        opened.engine.publish([SHIFT])
        yield opened


@pytest.fixture
def phone(phones: Phones, built: House) -> Phone:
    """The phone of an employee who is about to start one, at 08.00."""
    given = phones("Medarbetare i enheten demo", at=built)
    given.opens("/start/pass")
    return given


def test_a_moment_that_has_to_lie_ahead_has_no_now_and_says_within_what(phone: Phone) -> None:
    assert "Nu" not in phone.page.buttons
    assert "Tidigast nu, senast om 24 timmar." in phone.page.text
    assert violations(phone.response.text) == []


def test_one_that_may_have_been_has(phone: Phone) -> None:
    phone.presses("Starta rutinen", slut__clock="16.00")
    assert phone.page.heading == "Fråga"
    assert phone.response.text.count('name="now"') == 2
    assert "Senast nu." in phone.page.text
    assert "Tidigast i dag. Till exempel i dag" in phone.page.text


@pytest.mark.parametrize(
    ("typed", "said", "leads_to"),
    [
        ({"slut__day": "i går", "slut__clock": "16.00"}, "kan vara tidigast i dag 08:00", "slut-day"),
        ({"slut__day": "i övermorgon", "slut__clock": "8.00"}, "kan vara senast i morgon 08:00", "slut-day"),
        ({"slut__day": "i dag", "slut__clock": "kvart i"}, "behöver ett klockslag", "slut-clock"),
        ({"slut__day": "i dag", "slut__clock": ""}, "”Passet slutar” saknas", "slut-clock"),
        ({"slut__day": "i fjol", "slut__clock": "16.00"}, "behöver en dag", "slut-day"),
    ],
)
def test_what_is_wrong_leads_to_the_part_that_is(
    phone: Phone, typed: dict[str, Any], said: str, leads_to: str
) -> None:
    phone.presses("Starta rutinen", **typed)
    assert phone.response.status_code == 422
    (link,) = [to for text, to in phone.page.links.items() if said in text]
    assert link == f"#{leads_to}"
    both = said.startswith("kan vara")
    marked = [part for part in ("day", "clock") if f'id="slut-{part}"' in _invalid(phone.response.text)]
    assert marked == (["day", "clock"] if both else [leads_to.removeprefix("slut-")])
    assert ("slut-clock", typed["slut__clock"]) in phone.page.forms[0].fields


def _invalid(text: str) -> str:
    return "".join(tag for tag in text.split("<") if 'aria-invalid="true"' in tag)


def test_what_is_registered_afterwards_says_no_limits_from_now(phone: Phone) -> None:
    phone.opens("/start/pass/afterwards")
    assert "Tidigast nu" not in phone.page.text
    assert "Nu" not in phone.page.buttons


@pytest.mark.parametrize(
    ("day", "clock", "leads_to"),
    [
        ("i dag", "", "clock"),
        ("i dag", "kvart i", "clock"),
        ("i fjol", "06.40", "day"),
        ("i morgon", "06.40", "day"),
    ],
)
def test_so_does_what_is_wrong_with_when_it_was_done(
    phone: Phone, day: str, clock: str, leads_to: str
) -> None:
    phone.opens("/start/pass/afterwards")
    phone.presses("Registrera", _done__day=day, _done__clock=clock, slut__clock="16.00")
    assert phone.response.status_code == 422
    assert f"#_done-{leads_to}" in phone.page.links.values()
    assert f'id="_done-{leads_to}"' in _invalid(phone.response.text)
