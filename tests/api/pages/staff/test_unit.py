"""The manager's page: what is urgent, has stopped and did not arrive, before all that is open; and figures that tell of nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.accessibility import violations
from tests.api.house import House, house
from tests.api.http.town import STANDING_STILL
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.phone import Page, Phone
from tests.diagrams.page_texts import page_texts


@pytest.fixture
def own_demo() -> Iterator[House]:
    """A house in demonstration mode whose clock the test may move."""
    with house(demo=True) as built:
        yield built


def section(page: Page, begins: str, ends: str) -> str:
    """What stands between two headings."""
    text = " ".join(page.text.split())
    return text.split(begins, 2)[-1].split(ends)[0]


def chef(phones: Phones, at: House) -> Phone:
    phone = phones("Chef i enheten demo", at=at)
    phone.opens("/unit")
    assert violations(phone.response.text) == []
    return phone


def test_what_has_gone_on_to_the_manager_stands_first(phones: Phones, own_demo: House) -> None:
    phone = phones("Medarbetare i enheten demo", at=own_demo)
    phone.opens("/start/besok")
    phone.presses("Starta rutinen", ref="S-101")
    phone.presses("Jag har läst")
    own_demo.passes(hours=2)
    page = chef(phones, own_demo).page
    assert "Ett besök har inte börjat.Har gått vidare till dig 10:00" in section(
        page, "Bråttom", "Har stannat"
    )
    assert page.text.index("Ett besök har inte börjat.") < page.text.index("Kontrollera väskan")


def test_what_has_stopped_leads_to_what_can_be_done(phones: Phones, own_demo: House) -> None:
    own_demo.engine.publish([STANDING_STILL])
    phone = phones("Medarbetare i enheten demo", at=own_demo)
    phone.opens("/start/stilla")
    phone.presses("Starta rutinen")
    manager = chef(phones, own_demo)
    assert "Få hjälp" in section(manager.page, "Har stannat", "Meddelanden som inte kom fram")
    manager.follows("Få hjälp")
    assert "Så kan det gå vidare" in manager.page.text
    (first, *_, last) = re.findall(r'name="way" value="([^"]*)"( checked)?', manager.response.text)
    assert (first[1], last) == (" checked", ("cancel", ""))
    manager.presses("Gör så", way="cancel")
    assert manager.response.status_code == 422
    assert manager.page.links["Skriv varför, med några ord."] == "#reason"
    assert re.findall(r'value="([^"]*)" checked', manager.response.text) == ["cancel"]
    assert violations(manager.response.text) == []


def test_what_is_not_there_to_be_sent_again_is_said_to_be_gone(phones: Phones, own_demo: House) -> None:
    manager = chef(phones, own_demo)
    response = manager.sends("/unit/send", {"delivery": "finns-inte"}, Origin=own_demo.address)
    assert response.headers["location"] == "/unit?gone=1#undelivered"
    assert "Det väntar inte längre" in manager.opens("/unit?gone=1").text


def test_figures_tell_of_nobody_and_say_so(phones: Phones, own_demo: House) -> None:
    manager = chef(phones, own_demo)
    manager.follows("Så har rutinerna följts")
    assert "Aldrig per person" in manager.page.text
    assert "För få har följt dem" in manager.page.text
    assert violations(manager.response.text) == []


def test_a_step_that_five_people_have_done_is_in_the_figures(phones: Phones, own_demo: House) -> None:
    for number in range(5):
        person = own_demo.person(f"anst-{number}", ("medarbetare", "demo"))
        run = person.starts("besok", ref=f"S-{number}")
        own_demo.waits(minutes=10)
        run.takes("Jag har läst")
    own_demo.waits(days=60)
    manager = chef(phones, own_demo)
    manager.opens("/unit/figures")
    assert "5 gånger, 10 min" in " ".join(manager.page.text.split())
    assert "anst-" not in manager.page.text


def test_who_manages_nothing_is_shown_no_figures(phones: Phones, own_demo: House) -> None:
    phone = phones("Medarbetare i enheten demo", at=own_demo)
    phone.opens("/unit/figures")
    assert "Du är inte chef i någon rutin." in phone.page.text


def test_the_manager_prints_all_that_is_open_for_when_everything_is_down(
    phones: Phones, own_demo: House
) -> None:
    worker = phones("Medarbetare i enheten demo", at=own_demo)
    worker.opens("/start/besok")
    worker.presses("Starta rutinen", ref="S-17")
    phone = chef(phones, own_demo)
    address = next(href for said, href in phone.page.links.items() if "Skriv ut allt som är öppet" in said)
    assert "S-17" in " ".join(page_texts(phone.http.get(address).content))
    assert worker.http.get(address).status_code == 403
