"""What is wrong with a form is told on top of the page, and leads to its field there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.accessibility import violations
from tests.api.house import House, house
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.phone import Phone


@pytest.fixture
def built() -> Iterator[House]:
    """A house that is no demonstration."""
    with house() as opened:
        yield opened


def signed_in(phones: Phones, built: House, token: str) -> Phone:
    """Somebody who has signed in by the token."""
    given = phones(at=built)
    given.opens("/")
    given.presses("Logga in", token=token)
    return given


def each_leads_to_its_field(phone: Phone) -> list[str]:
    """Where what is wrong leads. Each is a control of the page that is marked as wrong."""
    text = phone.response.text
    assert phone.response.status_code == 422
    assert phone.page.title.startswith("Fel: ")
    (told,) = re.findall(r'<div class="summary".*?</div>', text, re.DOTALL)
    lines = re.findall(r"<li>(.*?)</li>", told)
    found = [re.match(r'<a href="#([^"]+)">', line) for line in lines]
    ids = [each[1] for each in found if each]
    assert len(ids) == len(lines) > 0
    for id in ids:
        (control,) = re.findall(rf'<[^>]*\bid="{re.escape(id)}"[^>]*>', text)
        assert 'aria-invalid="true"' in control
    assert violations(text) == []
    return ids


def test_an_administrator_s_form_of_a_person(phones: Phones, built: House) -> None:
    phone = signed_in(phones, built, built.engine.tokens.add("it-3", (), administers=True))
    phone.opens("/people/new")
    phone.presses("Spara", subject="två ord", name="A" * 200, mail="x", phone="y")
    assert each_leads_to_its_field(phone) == ["subject", "name", "mail", "phone"]
    phone.presses("Spara", subject="anst-7", name="", mail="", phone="", role=["påhittad"], unit=["norra"])
    assert each_leads_to_its_field(phone) == ["role-1"]
    phone.presses("Spara", role=["medarbetare"], unit=[""])
    assert each_leads_to_its_field(phone) == ["unit-1"]


def test_a_manager_s_forms_of_people(phones: Phones, built: House) -> None:
    phone = signed_in(phones, built, built.engine.tokens.add("chef-1", [("chef", "norra")]))
    phone.opens("/unit/people")
    phone.presses("Lägg till", subject="två ord", role="medarbetare")
    assert each_leads_to_its_field(phone) == ["subject"]
    phone.opens("/unit/let-in")
    phone.presses("Visa en kod", role="medarbetare")
    assert "name" in each_leads_to_its_field(phone)


def test_a_pin_a_suggestion_and_an_early_end(phones: Phones, built: House) -> None:
    phone = signed_in(phones, built, built.engine.tokens.add("chef-1", [("chef", "norra")]))
    phone.opens("/pin")
    phone.presses("Lås med den här PIN:en", pin="1234")
    assert each_leads_to_its_field(phone) == ["pin"]
    phone.opens("/suggest/besok")
    phone.presses("Skicka förslaget", text="")
    assert each_leads_to_its_field(phone) == ["text"]
    run = built.person("anst-1", ("medarbetare", "norra")).starts("besok", ref="S-1")
    phone.opens(f"{run.path}/cancel")
    phone.presses("Avbryt rutinen", reason="")
    assert each_leads_to_its_field(phone) == ["reason"]
