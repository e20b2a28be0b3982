"""A routine followed on a phone, by taps: each is counted once, nothing that was typed is lost, and a no says why."""

from __future__ import annotations

import pytest

from tests.accessibility import violations
from tests.api.house import House, house
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.phone import Phone


@pytest.fixture
def phone(phones: Phones) -> Phone:
    """The phone of an employee who has signed in."""
    return phones("Medarbetare i enheten demo")


def visit(phone: Phone, ref: str = "S-101") -> Phone:
    """A visit that has begun."""
    phone.opens("/start/besok")
    phone.presses("Starta rutinen", ref=ref)
    assert phone.page.heading == f"Läs om {ref}"
    return phone


def test_a_visit_is_followed_by_taps(phone: Phone) -> None:
    visit(phone)
    assert phone.presses("Jag har läst").heading == "Kontrollera väskan"
    assert phone.page.title.startswith("Sparat. ")
    phone.presses("Väskan är packad", ticks=("1", "2"))
    assert phone.page.heading == "Vänta på leverans"


def test_what_is_waited_for_is_told_where_one_stands(phone: Phone) -> None:
    visit(phone)
    phone.presses("Jag har läst")
    phone.presses("Väskan är packad", ticks=("1", "2"))
    assert phone.presses("Ja, gå vidare").heading == "Granska besöket"
    assert "Görs av Chef" in phone.page.text


def test_a_tap_that_comes_twice_is_counted_once(phone: Phone) -> None:
    visit(phone)
    phone.presses("Jag har läst")
    assert phone.sends_again().heading == "Kontrollera väskan"
    path = phone.page.links["Historik"]
    assert phone.opens(path).text.count("Jag har läst") == 1


def test_a_checklist_that_is_not_done_says_what_is_left_and_keeps_the_ticks(phone: Phone) -> None:
    visit(phone)
    phone.presses("Jag har läst")
    phone.presses("Väskan är packad", ticks=("2",))
    assert phone.response.status_code == 422
    assert phone.page.links.get("Nyckel") == "#item-1"
    assert "Telefon" not in phone.page.links
    assert ("checked", "2") in phone.page.forms[0].fields


def test_a_tick_that_is_no_item_of_the_list_is_none(phone: Phone) -> None:
    visit(phone)
    phone.presses("Jag har läst")
    phone.presses("Väskan är packad", ticks=("²", "x", "99"))
    assert phone.response.status_code == 422
    assert phone.page.links.get("Nyckel") == "#item-1"


def test_what_was_typed_is_still_there_beside_its_error(phone: Phone) -> None:
    visit(phone)
    phone.presses("Fyll i allt")
    assert phone.page.heading == "Fyll i allt"
    phone.presses(
        "Spara och gå vidare",
        antal="100",
        ja="yes",
        orsak="borta",
        ankomst__day="i dag",
        ankomst__clock="kvart i tre",
    )
    assert phone.response.status_code == 422
    assert phone.page.title.startswith("Fel: ")
    assert {"antal", "ankomst-clock"} <= {href[1:] for href in phone.page.links.values() if href[0] == "#"}
    assert "”Antal” ska vara mellan 1 och 9." in phone.page.text
    assert "behöver ett klockslag som går att läsa, till exempel 16.30." in phone.page.text
    assert not set("«»") & set(phone.page.text)
    fields = phone.page.forms[0].fields
    assert ("antal", "100") in fields
    assert ("ja", "yes") in fields
    assert ("ankomst-clock", "kvart i tre") in fields


def test_every_kind_of_answer_is_read_as_people_write_it(phone: Phone, demo: House) -> None:
    visit(phone)
    phone.presses("Fyll i allt")
    phone.presses(
        "Spara och gå vidare",
        antal="3",
        ja="no",
        orsak="avbokat",
        insatser=["stad", "samtal"],
        ankomst__day="i går",
        ankomst__clock="14.30",
        dag="27/3",
    )
    assert phone.page.heading == "Kontrollera väskan"
    chef = demo.visitor("demo-chef")
    told = chef.get(f"{phone.response.url.path}/history").json()
    (asked,) = [
        each
        for entry in told
        for each in entry["happened"]
        if each["kind"] == "asked" and "antal" in each["detail"]
    ]
    assert asked["detail"] == {
        "antal": 3,
        "ja": False,
        "orsak": "avbokat",
        "insatser": ["stad", "samtal"],
        "ankomst": "2026-03-01T13:30:00Z",
        "dag": "2026-03-27",
    }


def test_a_moment_that_nobody_has_to_fill_in_can_be_left_as_it_is_shown(phone: Phone) -> None:
    visit(phone)
    phone.presses("Fyll i allt")
    assert ("ankomst-day", "i dag") in phone.page.forms[0].fields
    phone.presses("Spara och gå vidare", antal="3", ja="no", orsak="avbokat", insatser=["stad"])
    assert phone.page.heading == "Kontrollera väskan"


def test_now_is_filled_in_and_nothing_is_sent(phone: Phone) -> None:
    visit(phone)
    phone.presses("Fyll i allt")
    phone.presses("Nu", antal="3")
    assert phone.page.heading == "Fyll i allt"
    assert ("ankomst-clock", "08:00") in phone.page.forms[0].fields
    assert ("antal", "3") in phone.page.forms[0].fields


def test_a_choice_that_is_closed_says_why_and_is_no_button(phone: Phone) -> None:
    visit(phone)
    phone.presses("Jag har läst")
    assert "Det gick bra" not in phone.page.buttons
    assert "Det gick inte bra." in phone.page.text


def test_a_page_from_before_somebody_else_went_on_says_so_and_where_it_is(
    phone: Phone, phones: Phones
) -> None:
    visit(phone)
    other = phones("Medarbetare i enheten demo")
    other.opens(phone.response.url.path)
    other.presses("Jag har läst")
    phone.presses("Jag har läst")
    assert phone.response.status_code in (409, 412)
    assert phone.page.heading == "Kontrollera väskan"


def test_a_reminder_that_came_meanwhile_costs_nobody_a_tap(phones: Phones) -> None:
    with house(demo=True) as built:
        phone = visit(phones("Medarbetare i enheten demo", at=built))
        phone.presses("Jag har läst")
        built.passes(minutes=31)
        phone.presses("Väskan är packad", ticks=("1", "2"))
        assert phone.page.heading == "Vänta på leverans"


def test_what_is_started_at_any_time_is_said_first_and_leads_into_it(phone: Phone) -> None:
    visit(phone)
    phone.presses("Jag behöver hjälp")
    assert "Steget du är i finns kvar" in phone.page.text
    phone.presses("Starta rutinen")
    assert phone.page.links.get("Hör till Besök")


def test_whoever_reads_the_whole_routine_finds_the_way_home(phone: Phone) -> None:
    visit(phone)
    assert phone.follows("Läs hela rutinen").heading == "Besök"
    assert phone.follows("Hem").heading == "Hem"


def test_a_step_that_is_left_is_no_blind_alley(phone: Phone) -> None:
    visit(phone)
    path = phone.response.url.path
    phone.presses("Jag har läst")
    phone.opens(f"{path}/steps/forbered")
    assert phone.page.heading == "Kontrollera väskan"
    assert "inte öppet längre" in phone.page.text


def test_a_manager_acts_for_the_one_whose_step_it_is_and_is_told(phone: Phone, phones: Phones) -> None:
    visit(phone, "S-777")
    chef = phones("Chef i enheten demo")
    chef.opens(phone.response.url.path)
    assert "i stället för Medarbetare" in chef.page.text


def test_another_unit_sees_nothing(phone: Phone, phones: Phones) -> None:
    visit(phone)
    stranger = phones("Medarbetare i en annan enhet")
    stranger.opens(phone.response.url.path)
    assert stranger.response.status_code == 403
    assert "S-101" not in stranger.page.text


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_checker_finds_nothing_on_any_page(phones: Phones, language: str) -> None:
    phone = phones(
        {"sv": "Medarbetare i enheten demo", "en": "Employee in the unit demo"}[language], language
    )
    start = {"sv": "Starta rutinen", "en": "Start the routine"}[language]
    everything = {"sv": "Fyll i allt", "en": "Fill in everything"}[language]
    go_on = {"sv": "Spara och gå vidare", "en": "Save and go on"}[language]
    shown = {"home": phone.response.text}
    phone.opens("/start/besok")
    shown["start"] = phone.response.text
    phone.presses(start, ref="")
    shown["start, wrong"] = phone.response.text
    phone.presses(start, ref="S-1")
    shown["step"] = phone.response.text
    instance = phone.response.url.path
    phone.presses(everything)
    shown["question"] = phone.response.text
    phone.presses(go_on, antal="100")
    shown["question, wrong"] = phone.response.text
    for path in (f"{instance}/where", f"{instance}/history", "/person", "/unit"):
        phone.opens(path)
        shown[path] = phone.response.text
    found = violations(*shown.values())
    assert found == []
