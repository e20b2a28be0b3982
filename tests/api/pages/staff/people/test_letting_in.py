"""A manager sees to the people of the unit, and lets somebody without an account in for a shift, by taps."""

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


@pytest.fixture
def manager(phones: Phones, built: House) -> Phone:
    """The manager of Norra, who has signed in."""
    return signed_in(phones, built)


def signed_in(phones: Phones, built: House) -> Phone:
    """The same."""
    given = phones(at=built)
    given.opens("/")
    given.presses("Logga in", token=built.engine.tokens.add("chef-1", [("chef", "norra")]))
    given.opens("/unit")
    given.follows("Personer i enheten")
    return given


def code(manager: Phone, until: str = "16.00") -> str:
    """A code that the manager is shown."""
    manager.opens("/unit/let-in")
    manager.presses("Visa en kod", name="Vikarie Ett", role="medarbetare", until=until)
    found = re.search(r"\b[2-9A-Z]{4} [2-9A-Z]{4}\b", manager.page.text)
    assert found, manager.page.text
    return found[0]


def comes_in(phones: Phones, built: House, typed: str) -> Phone:
    """The phone of somebody who has typed a code."""
    phone = phones(at=built)
    phone.opens("/")
    phone.follows("Jag har en kod")
    phone.presses("Kom in", code=typed)
    return phone


def test_somebody_without_an_account_works_a_shift_and_is_out_when_it_ends(
    phones: Phones, built: House, manager: Phone
) -> None:
    phone = comes_in(phones, built, code(manager))
    assert (phone.page.path, "Medarbetare, norra" in phone.page.text) == ("/home", True)
    phone.opens("/start/besok")
    assert phone.presses("Starta rutinen", ref="S-1").heading == "Läs om S-1"
    built.passes(hours=9)
    assert phone.opens("/home").path == "/"


def test_the_code_is_shown_with_how_long_it_works_and_as_a_square_to_read(manager: Phone) -> None:
    shown = code(manager)
    text = manager.response.text
    assert "Koden gäller en gång, till" in text
    assert "<svg" in text
    assert shown.replace(" ", "") not in text
    assert "style=" not in text
    assert violations(text) == []


def test_a_square_leads_to_the_page_where_the_code_stands(
    phones: Phones, built: House, manager: Phone
) -> None:
    typed = code(manager)
    phone = phones(at=built)
    phone.opens(f"/enter?code={typed.replace(' ', '')}")
    phone.opens(f"/enter?code={typed.replace(' ', '')}")
    assert phone.presses("Kom in").path == "/home"


def test_a_form_that_comes_twice_makes_one_code(built: House, manager: Phone) -> None:
    code(manager)
    manager.sends_again()
    assert manager.response.status_code == 422
    assert "har redan visats" in manager.page.text
    assert manager.opens("/unit/people").text.count("Koden är inte använd än") == 1


def test_a_time_of_day_that_has_been_is_tomorrow_s(phones: Phones, built: House) -> None:
    built.passes(hours=13)
    manager = signed_in(phones, built)
    code(manager, until="06.30")
    assert "i morgon 06:30" in manager.page.text


@pytest.mark.parametrize("until", ["", "snart", "i förrgår 8.00", "2030-01-01 08.00"])
def test_when_the_shift_ends_is_asked_for_in_words(manager: Phone, until: str) -> None:
    manager.opens("/unit/let-in")
    manager.presses("Visa en kod", name="Vikarie Ett", role="medarbetare", until=until)
    assert manager.response.status_code == 422
    assert "Skriv när passet slutar" in manager.page.text
    assert ("name", "Vikarie Ett") in manager.page.forms[0].fields
    assert violations(manager.response.text) == []


def test_a_code_that_does_not_work_is_told_and_too_many_tries_are_refused(phones: Phones) -> None:
    with house(tries_per_minute=2) as strict:
        working = code(signed_in(phones, strict))
        phone = comes_in(phones, strict, "K7RM 4QXD")
        assert phone.response.status_code == 422
        assert "Koden gäller inte" in phone.page.text
        phone.sends_again()
        assert phone.response.status_code == 422
        phone.presses("Kom in", code=working)
        assert phone.response.status_code == 429
        assert int(phone.response.headers["retry-after"]) > 0


def test_the_manager_sees_who_was_let_in_by_whom_and_ends_it(
    phones: Phones, built: House, manager: Phone
) -> None:
    phone = comes_in(phones, built, code(manager))
    manager.opens("/unit/people")
    assert "Släpptes in av chef-1" in manager.page.text
    assert "Passet är avslutat." in manager.presses("Avsluta nu Vikarie Ett").text
    assert phone.opens("/home").path == "/"


def test_the_manager_adds_somebody_and_takes_the_role_away(built: House, manager: Phone) -> None:
    manager.presses("Lägg till", subject="anst-7", name="Åäö", role="medarbetare")
    assert built.engine.people.one("anst-7").written == {("medarbetare", "norra")}
    manager.presses("Ta bort rollen Medarbetare, Åäö")
    assert built.engine.people.one("anst-7").written == frozenset()


def test_the_manager_gives_no_manager_s_role_and_says_what_is_wrong(manager: Phone) -> None:
    manager.presses("Lägg till", subject="anst 7", role="chef")
    assert manager.response.status_code == 422
    assert "utan blanksteg" in manager.page.text
    manager.presses("Lägg till", subject="anst-7", role="chef")
    assert "Chefer utses" in manager.page.text
    assert violations(manager.response.text) == []


@pytest.mark.parametrize("path", ["/unit/people", "/unit/let-in"])
def test_the_pages_are_a_manager_s_alone(phones: Phones, demo: House, path: str) -> None:
    assert phones("Medarbetare i enheten demo").http.get(path).status_code == 403
    assert phones().http.get(path, follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/unit/people", {"subject": "anst-7", "role": "medarbetare", "unit": "demo"}),
        ("/unit/people/take", {"subject": "demo-medarbetare", "role": "medarbetare", "unit": "demo"}),
        ("/unit/people/end", {"shift": "x", "unit": "demo"}),
        ("/unit/let-in", {"name": "A", "role": "medarbetare", "unit": "demo", "until": "16.00"}),
    ],
)
def test_nobody_else_adds_takes_ends_or_lets_in(
    phones: Phones, demo: House, path: str, data: dict[str, str]
) -> None:
    phone = phones("Medarbetare i enheten demo")
    assert phone.sends(path, data, Origin=demo.address).status_code == 403
