"""The first page, and the lists that go on after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.demo import UNIT
from engine.run.instance import Person
from engine.service.cursor import MOST
from tests.api.house import House, house
from tests.api.pages.staff.conftest import Phones


@pytest.fixture(scope="module")
def busy() -> Iterator[House]:
    """A house with one open step more than a page has room for."""
    with house(demo=True) as built:
        person = Person("demo-medarbetare", frozenset({("medarbetare", UNIT)}))
        starting = [
            built.engine.starting("besok", person, UNIT, {"ref": f"S-{number}"}) for number in range(MOST + 1)
        ]
        for order in [built.engine.submit(each) for each in starting]:
            order.result()
        yield built


@pytest.mark.parametrize(
    ("person", "path"),
    [("Medarbetare i enheten demo", "/home"), ("Chef i enheten demo", "/unit")],
)
def test_where_more_is_open_than_there_is_room_for_it_says_so_and_leads_on(
    phones: Phones, busy: House, person: str, path: str
) -> None:
    phone = phones(person, at=busy)
    phone.opens(path)
    assert "Fler steg är öppna än vad som får plats här." in phone.page.text
    phone.follows("Visa fler öppna steg")
    assert phone.page.heading == "Öppna steg"
    if path == "/unit":
        phone.follows("Visa fler öppna steg")
    assert phone.page.text.count("Läs om [Referens]") == 1
    assert "Fler steg" not in phone.page.text


def test_where_there_is_room_for_all_nothing_leads_on(phones: Phones) -> None:
    phone = phones("Medarbetare i enheten demo")
    phone.opens("/start/besok")
    phone.presses("Starta rutinen", ref="S-1")
    assert "Fler steg" not in phone.opens("/home").text
