"""«Jag tryckte fel»: it is said in words what was taken back, and what was typed and ticked stands again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.house import House, house
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.phone import Phone
from tests.engine.run.acting import compiled

ROUND = compiled(
    """
routine: rond
version: 1
title: Rond
language: sv
roles: {medarbetare: Medarbetare, chef: {title: Chef, manager: yes}}
facts:
  antal: {type: number, title: Antal}
  ja: {type: yes_no, title: "Gick det bra?"}
  orsak: {type: choice, title: Orsak, options: {avbokat: Avbokat, borta: Borta}}
  insatser: {type: choices, title: Insatser, options: {stad: Städning, samtal: Samtal, inkop: Inköp}}
  ankomst: {type: moment, title: Ankomst}
  dag: {type: date, title: Dag}
  plats: {type: text, title: Plats}
start: medarbetare
states:
  fraga:
    title: Fråga
    role: medarbetare
    choices:
      svar: {label: Svara på allt, ask: [antal, ja, orsak, insatser, ankomst, dag], undo: 10 min}
      strax: {label: Hoppa vidare, undo: 10 min}
  kolla:
    title: Kolla
    role: medarbetare
    checklist: [Nyckel, Telefon]
    choices:
      kollat: {label: Allt är kollat, when: checklist is done, because: Kryssa först., undo: 10 min}
  plats:
    title: Plats
    role: medarbetare
    choices:
      klart: {label: Klart här, ask: [plats], undo: 10 min}
  slut: {end: klart, title: Klart}
""",
    "rond",
)


@pytest.fixture
def built() -> Iterator[House]:
    """A house where one can take back."""
    with house(demo=True) as opened:
        opened.engine.publish([ROUND])
        yield opened


@pytest.fixture
def phone(phones: Phones, built: House) -> Phone:
    """The phone of an employee who has begun."""
    given = phones("Medarbetare i enheten demo", at=built)
    given.opens("/start/rond")
    given.presses("Starta rutinen")
    assert given.page.heading == "Fråga"
    return given


def filled(phone: Phone) -> set[tuple[str, str]]:
    """What stands in the page's controls."""
    return {field for form in phone.page.forms for field in form.fields}


def test_what_was_taken_back_is_said_also_to_a_tap_that_comes_twice(phone: Phone) -> None:
    phone.presses("Hoppa vidare")
    assert phone.presses("Jag tryckte fel").heading == "Fråga"
    for _ in range(2):
        assert "Du tog tillbaka ”Hoppa vidare”." in phone.page.text
        assert phone.page.title.startswith("Tillbakataget. ")
        phone.sends_again()


def test_what_was_ticked_stands_again(phone: Phone) -> None:
    phone.presses("Hoppa vidare")
    phone.presses("Allt är kollat", ticks=("1", "2"))
    assert phone.presses("Jag tryckte fel").heading == "Kolla"
    assert {("checked", "1"), ("checked", "2")} <= filled(phone)


def test_what_was_answered_in_the_step_stands_again(phone: Phone) -> None:
    phone.presses("Hoppa vidare")
    phone.presses("Allt är kollat", ticks=("1", "2"))
    phone.presses("Klart här", plats="Köket")
    assert phone.presses("Jag tryckte fel").heading == "Plats"
    assert ("plats", "Köket") in filled(phone)


def test_what_was_answered_on_a_page_of_its_own_stands_there_again(phone: Phone, built: House) -> None:
    phone.presses("Svara på allt")
    phone.presses(
        "Spara och gå vidare",
        antal="1,5",
        ja="no",
        orsak="avbokat",
        insatser=["stad", "samtal"],
        ankomst__day="i går",
        ankomst__clock="14.30",
        dag="27/3",
    )
    assert phone.presses("Jag tryckte fel").heading == "Fråga"
    phone.presses("Svara på allt")
    answers = {("antal", "1,5"), ("ja", "no"), ("orsak", "avbokat")}
    assert {*answers, ("insatser", "stad"), ("insatser", "samtal")} <= filled(phone)
    phone.presses("Spara och gå vidare")
    assert phone.page.heading == "Kolla"
    told = built.visitor("demo-medarbetare").get(f"{phone.response.url.path}/facts").json()
    known = {each["fact"]: each["value"] for each in told}
    assert (known["ankomst"], known["dag"]) == ("2026-03-01T13:30:00Z", "2026-03-27")


def test_an_address_that_names_no_choice_says_nothing(phone: Phone) -> None:
    path = phone.response.url.path
    assert "tog tillbaka" not in phone.opens(f"{path}/steps/fraga?undone=hittepå").text
