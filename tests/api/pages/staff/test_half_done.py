"""A step that is half done: kept as one goes, so that a colleague goes on when a phone dies."""

from __future__ import annotations

import httpx
import pytest

from tests.api.house import House, house
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.phone import Phone


@pytest.fixture
def phone(phones: Phones) -> Phone:
    """The phone of an employee who is to tick a list."""
    phone = phones("Medarbetare i enheten demo")
    phone.opens("/start/besok")
    phone.presses("Starta rutinen", ref="S-101")
    phone.presses("Jag har läst")
    assert phone.page.heading == "Kontrollera väskan"
    return phone


def here(phone: Phone) -> str:
    """The address of the step that the phone shows."""
    return next(form.action for form in phone.page.forms if form.action.endswith("/steps/kolla"))


def ticks(phone: Phone) -> list[str]:
    return [value for form in phone.page.forms for name, value in form.fields if name == "checked"]


def test_what_is_ticked_is_kept_and_whoever_goes_on_finds_it(phone: Phone, phones: Phones) -> None:
    step = here(phone)
    phone.presses("Spara och gå ifrån", ticks=("2",))
    assert phone.page.heading == "Hem"
    assert "Du eller en kollega kan gå vidare" in phone.page.text
    chef = phones("Chef i enheten demo")
    chef.opens(step)
    assert ticks(chef) == ["2"]
    assert "1 av 2 klara. Sparat 08:00 av Medarbetare." in " ".join(chef.page.text.split())


def test_who_saved_it_is_not_told_that_they_did(phone: Phone) -> None:
    step = here(phone)
    phone.presses("Spara och gå ifrån", ticks=("1", "2"))
    phone.opens(step)
    assert "2 av 2 klara. Sparat 08:00." in phone.page.text


def test_a_tap_too_early_keeps_the_ticks_for_others_too(phone: Phone, phones: Phones) -> None:
    step = here(phone)
    phone.presses("Väskan är packad", ticks=("1",))
    assert "Det här är kvar" in phone.page.text
    chef = phones("Chef i enheten demo")
    chef.opens(step)
    assert ticks(chef) == ["1"]


def test_who_would_save_over_something_newer_is_told_and_can_do_it_then(phone: Phone, phones: Phones) -> None:
    step = here(phone)
    chef = phones("Chef i enheten demo")
    chef.opens(step)
    chef.presses("Spara och gå ifrån", ticks=("2",))
    phone.presses("Spara och gå ifrån", ticks=("1",))
    assert phone.response.status_code == 409
    said = " ".join(phone.page.text.split())
    assert "Chef sparade det här steget 08:00, efter att du öppnade det." in said
    assert "Där är ifyllt, men inte här:Telefon" in said
    assert ticks(phone) == ["1"]
    phone.presses("Spara och gå ifrån", ticks=("1",))
    assert phone.page.heading == "Hem"
    chef.opens(step)
    assert ticks(chef) == ["1"]


def test_answers_are_kept_as_they_were_typed_right_or_wrong(phone: Phone) -> None:
    instance = here(phone).rpartition("/steps/")[0]
    phone.opens("/start/besok")
    phone.presses("Starta rutinen", ref="S-102")
    phone.presses("Fyll i allt")
    question = phone.response.url.path
    assert instance not in question
    phone.presses(
        "Spara och gå ifrån",
        antal="hundra",
        ja="no",
        insatser=["stad"],
        ankomst__day="i dag",
        ankomst__clock="8:7",
    )
    assert phone.page.heading == "Hem"
    phone.opens(question)
    fields = phone.page.forms[0].fields
    assert {("antal", "hundra"), ("ja", "no"), ("insatser", "stad"), ("ankomst-clock", "8:7")} <= set(fields)
    assert "Fel:" not in phone.page.text


def test_the_questions_of_one_choice_leave_what_else_is_filled_in(phone: Phone) -> None:
    phone.opens("/start/besok")
    phone.presses("Starta rutinen", ref="S-103")
    phone.presses("Fyll i allt")
    question = phone.response.url.path
    phone.presses("Spara och gå ifrån", antal="3")
    phone.opens(question)
    phone.presses("Nu")
    phone.opens(question)
    fields = phone.page.forms[0].fields
    assert ("antal", "3") in fields
    assert ("ankomst-clock", "08:00") in fields


def test_nothing_is_kept_where_nothing_is_filled_in(phone: Phone, demo: House) -> None:
    phone.presses("Jag behöver hjälp")
    instance = phone.response.url.path.split("/")[2]
    assert demo.visitor("demo-medarbetare").get(f"/instances/{instance}/drafts").json() == []


def test_the_page_and_the_api_keep_the_same(phone: Phone, demo: House) -> None:
    step = here(phone)
    instance = step.split("/")[2]
    actor = demo.visitor("demo-medarbetare")
    kept = actor.post(f"/instances/{instance}/drafts", {"state": "kolla", "checked": [2], "typed": {}})
    assert kept.status_code == 200
    phone.opens(step)
    assert ticks(phone) == ["2"]
    phone.presses("Spara och gå ifrån", ticks=("1", "2"))
    (draft,) = actor.get(f"/instances/{instance}/drafts").json()
    assert (draft["checked"], draft["number"], draft["by"]) == ([1, 2], 2, "demo-medarbetare")


def sends(phone: Phone, step: str, **fields: str) -> httpx.Response:
    headers = {"Origin": phone.address, "Accept": "application/json"}
    return phone.http.post(step, data={"save": "1", **fields}, headers=headers, follow_redirects=False)


def test_the_script_saves_by_the_same_form_and_is_told_how_far(phone: Phone, phones: Phones) -> None:
    step = here(phone)
    told = sends(phone, step, checked="1", draft="0").json()
    assert told == {"number": 1, "said": "1 av 2 klara. Sparat 08:00."}
    chef = phones("Chef i enheten demo")
    chef.opens(step)
    chef.presses("Spara och gå ifrån", ticks=("1", "2"))
    refused = sends(phone, step, checked="2", draft="1")
    assert refused.status_code == 409
    assert "efter att du öppnade det" in refused.json()["said"]


def test_a_day_that_was_kept_as_today_is_yesterday_the_day_after(phones: Phones) -> None:
    with house(demo=True) as built:
        phone = phones("Medarbetare i enheten demo", at=built)
        phone.opens("/start/besok")
        phone.presses("Starta rutinen", ref="S-104")
        phone.presses("Fyll i allt")
        question = phone.response.url.path
        phone.presses("Spara och gå ifrån", ankomst__day="i dag", ankomst__clock="7.30", dag="i morgon")
        built.waits(days=1)
        phone.opens(question)
        phone.presses("Medarbetare i enheten demo")
        fields = phone.page.forms[0].fields
        assert {("ankomst-day", "i går"), ("ankomst-clock", "7.30"), ("dag", "i dag")} <= set(fields)
