"""What was done on paper is registered on a phone: when it was done, from which line; and the history has both times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from api.pages.staff.done_at import read_done_at, read_paper
from engine.said import Said
from engine.values.paper_key import PaperKey
from tests.accessibility import violations
from tests.api.house import House, house
from tests.api.pages.staff.conftest import Phones, Windows
from tests.api.pages.staff.phone import Page, Phone

STOCKHOLM = ZoneInfo("Europe/Stockholm")
LINE, NEXT_LINE = (str(PaperKey("KTMRPX", line)) for line in (2, 3))


@pytest.fixture
def own() -> Iterator[House]:
    """A house whose clock is the test's: it is 07.00 there."""
    with house(demo=True) as built:
        yield built


@pytest.fixture
def phone(phones: Phones, own: House) -> Phone:
    """A visit that began at 07.00, three hours later."""
    visit = phones("Medarbetare i enheten demo", at=own)
    visit.opens("/start/besok")
    path = visit.presses("Starta rutinen", ref="S-101").path
    own.waits(hours=3)
    found = phones("Medarbetare i enheten demo", at=own)
    found.opens(path)
    return found


def at(own: House, hours: int, minutes: int = 0) -> str:
    """The clock on the wall, so long after the visit began."""
    began = own.engine.now().astimezone(STOCKHOLM)
    return f"{began.hour - 3 + hours:02}:{minutes:02}"


def asks(phone: Phone, label: str = "Jag har läst") -> Page:
    """The page where it is registered that the choice was taken."""
    phone.opens(phone.page.path)
    phone.follows("Registrera i efterhand")
    return phone.follows(label)


def test_a_step_is_registered_with_when_it_was_done(phone: Phone, own: House) -> None:
    asks(phone)
    assert violations(phone.response.text) == []
    page = phone.presses("Registrera", _done__clock=at(own, 0, 40), _paper=LINE.lower())
    assert page.heading == "Kontrollera väskan"
    text = " ".join(phone.follows("Historik").text.split())
    assert f"gjort {at(own, 0, 40)}, registrerat {at(own, 3)}" in text
    assert LINE in text


def test_which_choice_it_was_is_chosen_first(phone: Phone) -> None:
    phone.opens(phone.page.path)
    page = phone.follows("Registrera i efterhand")
    assert {"Jag har läst", "Fyll i allt"} <= page.links.keys()
    assert violations(phone.response.text) == []


@pytest.mark.parametrize(
    ("hours", "said"), [(-1, "Steget öppnades"), (4, "inte hänt än"), (None, "Skriv dagen och klockan")]
)
def test_a_time_that_can_not_be_is_told_and_nothing_is_lost(
    phone: Phone, own: House, hours: int | None, said: str
) -> None:
    asks(phone)
    clock = "" if hours is None else at(own, hours)
    page = phone.presses("Registrera", _done__clock=clock, _paper=LINE)
    assert phone.response.status_code == 422
    assert said in page.text
    assert any(("_paper", LINE) in form.fields for form in page.forms)
    assert violations(phone.response.text) == []


def test_a_line_that_was_misread_is_told(phone: Phone, own: House) -> None:
    asks(phone)
    page = phone.presses("Registrera", _done__clock=at(own, 1), _paper="KTMRPX-2B")
    assert "ingen rad på en blankett" in page.text


def test_a_line_that_is_registered_already_is_told_with_its_times(phone: Phone, own: House) -> None:
    asks(phone)
    phone.presses("Registrera", _done__clock=at(own, 1), _paper=LINE)
    asks(phone, "Väskan är packad")
    page = phone.presses("Registrera", _done__clock=at(own, 2), _paper=LINE, ticks=("1", "2"))
    assert phone.response.status_code == 409
    assert f"{LINE} är redan registrerad" in page.text


def test_what_a_choice_asks_and_the_checklist_are_filled_in_with_it(phone: Phone, own: House) -> None:
    asks(phone, "Fyll i allt")
    page = phone.presses("Registrera", _done__clock=at(own, 1), antal="12", ja="yes")
    assert phone.response.status_code == 422
    page = phone.presses(
        "Registrera", _done__clock=at(own, 1), antal="3", ja="yes", orsak="borta", insatser="samtal"
    )
    assert page.heading == "Kontrollera väskan"
    asks(phone, "Väskan är packad")
    assert "Bocka av allt först" in phone.presses("Registrera", _done__clock=at(own, 2)).text
    asks(phone, "Väskan är packad")
    assert (
        phone.presses("Registrera", _done__clock=at(own, 2), ticks=("1", "2")).heading == "Vänta på leverans"
    )


def test_a_step_that_was_left_meanwhile_shows_what_is_open(phone: Phone, own: House) -> None:
    address = asks(phone).path
    phone.presses("Registrera", _done__clock=at(own, 1))
    assert phone.opens(address).heading == "Kontrollera väskan"


def begins(phones: Phones, own: House) -> Phone:
    """Somebody's phone on the page where it is registered that a visit began on paper."""
    own.waits(hours=3)
    found = phones("Medarbetare i enheten demo", at=own)
    found.opens("/start/besok")
    found.follows("Det började på papper")
    return found


def test_a_routine_that_began_on_paper_is_started_as_of_then(phones: Phones, own: House) -> None:
    phone = begins(phones, own)
    assert violations(phone.response.text) == []
    page = phone.presses("Registrera", _done__clock=at(own, 1), _paper=LINE, ref="S-17")
    assert page.heading == "Läs om S-17"
    assert f"öppnades {at(own, 1)}" in " ".join(asks(phone).text.split())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"_done__clock": ""}, "Skriv dagen och klockan"),
        ({"_done__day": "2025-01-01"}, "tidigast"),
        ({"_version": "99"}, "Skriv versionen"),
        ({"_paper": "KTMRPX-9"}, "ingen rad"),
    ],
)
def test_what_is_wrong_with_how_it_began_is_told(
    phones: Phones, own: House, wrong: dict[str, Any], said: str
) -> None:
    phone = begins(phones, own)
    page = phone.presses("Registrera", **{"_done__clock": at(own, 1), "ref": "S-17", **wrong})
    assert phone.response.status_code == 422
    assert said in page.text
    assert violations(phone.response.text) == []


def test_a_form_that_is_registered_already_is_told(phones: Phones, own: House) -> None:
    phone = begins(phones, own)
    phone.presses("Registrera", _done__clock=at(own, 1), _paper=LINE, ref="S-17")
    phone.opens("/start/besok/afterwards")
    page = phone.presses("Registrera", _done__clock=at(own, 1), _paper=LINE, ref="S-18")
    assert phone.response.status_code == 409
    assert "är redan registrerad" in page.text


WIDTHS = (320, 390, 1280)


def test_the_pages_have_room_and_are_read_with_any_aid(windows: Windows, own: House) -> None:
    window = windows("Medarbetare i enheten demo", at=own.address)
    window.does(
        {"go": "/start/besok/afterwards", "look": "began"},
        {"go": "/start/besok", "type": {"ref": "S-1"}, "press": "Starta rutinen"},
        {"press": "Registrera i efterhand", "look": "which"},
        {"press": "Jag har läst", "look": "when"},
        widths=WIDTHS,
        checked=(390,),
    )
    assert window.heading == "Jag har läst"


NIGHT = datetime(2026, 10, 25, 12, 0, tzinfo=UTC)
"""After the night when clocks in Stockholm were put back from 03.00 to 02.00."""


def read(clock: str, opened: datetime, day: str = "2026-10-25", now: datetime = NIGHT) -> datetime | Said:
    return read_done_at(day, clock, now, STOCKHOLM, opened)


def test_a_time_that_came_twice_is_the_first_that_the_step_was_open_at() -> None:
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert read("02.30", first) == first
    assert read("02.30", datetime(2026, 10, 25, 0, 45, tzinfo=UTC)) == second


def test_a_time_that_never_came_is_told() -> None:
    told = read(
        "02.30", datetime(2026, 3, 28, tzinfo=UTC), "2026-03-29", datetime(2026, 3, 29, 12, tzinfo=UTC)
    )
    assert isinstance(told, Said)
    assert "ställdes fram" in told.sv


@pytest.mark.parametrize(("typed", "key"), [("", None), ("  ", None), (LINE.replace("-", " "), LINE)])
def test_a_key_is_read_as_it_is_typed(typed: str, key: str | None) -> None:
    assert read_paper(typed) == key
