"""What an administrator does by taps: people found, written down, read from a file, forgotten; tokens ended; nobody else may."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.accessibility import violations
from tests.api.house import House, house
from tests.api.http.town import MAILING
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.phone import Phone

SHEET = "Id;Namn;Roll;Enhet\r\nanst-7;Åäö;medarbetare;norra\r\nanst-8;Bo;chef;norra\r\n".encode("cp1252")


@pytest.fixture
def built() -> Iterator[House]:
    """A house that is no demonstration."""
    with house() as opened:
        yield opened


@pytest.fixture
def phone(phones: Phones, built: House) -> Phone:
    """An administrator who has signed in."""
    given = phones(at=built)
    given.opens("/")
    given.presses("Logga in", token=built.engine.tokens.add("it-3", (), administers=True))
    return given


def sends(phone: Phone, content: bytes, **fields: str) -> httpx.Response:
    """The file, sent with the form."""
    return phone.http.post(
        "/people/import",
        data=fields,
        files={"file": ("personal.csv", content)},
        headers={"Origin": phone.address},
    )


def test_an_administrator_is_led_to_the_people(phone: Phone) -> None:
    assert (phone.page.heading, phone.page.path) == ("Personer", "/people")


def test_somebody_is_added_found_changed_and_forgotten(phone: Phone, built: House) -> None:
    phone.follows("Lägg till en person")
    phone.presses(
        "Spara", subject="anst-7", name="Åäö", role=["medarbetare", "chef"], unit=["norra", "norra"]
    )
    assert (phone.page.heading, "Sparat." in phone.page.text) == ("Åäö", True)
    assert built.engine.people.one("anst-7").grants == {("medarbetare", "norra"), ("chef", "norra")}
    phone.presses("Spara", name="Åäö Ö", role=["", "", "", ""], unit=["", "", "", ""])
    assert built.engine.people.one("anst-7").grants == frozenset()
    phone.opens("/people?search=åäö")
    phone.follows("Åäö Ö")
    phone.follows("Glöm personen")
    assert "Personen är glömd." in phone.presses("Glöm personen för alltid").text
    assert phone.opens("/people?search=anst").text.count("anst-7") == 0


def test_somebody_who_is_held_is_not_forgotten_and_the_page_says_why(phone: Phone, built: House) -> None:
    built.engine.tokens.add("anst-7", {("medarbetare", "norra")})
    built.engine.holds.place("person", "anst-7", "Utredning 2026-114.", "it-3")
    phone.opens("/people?search=anst-7")
    phone.follows("anst-7")
    phone.follows("Glöm personen")
    phone.presses("Glöm personen")
    assert "Utredning 2026-114." in phone.page.text
    assert built.engine.people.one("anst-7")


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(phone: Phone) -> None:
    phone.opens("/people/new")
    page = phone.presses("Spara", subject="anst-7", name="A" * 200, mail="a@b.example\nBcc: c@d.example")
    assert phone.response.status_code == 422
    assert page.title.startswith("Fel: ")
    assert "200 tecken" in page.text
    assert ("subject", "anst-7") in page.forms[0].fields
    assert violations(phone.response.text) == []


def test_somebody_who_is_there_is_not_written_over_by_adding_them(phone: Phone) -> None:
    phone.opens("/people/new")
    phone.presses("Spara", subject="anst-7", name="Åäö")
    phone.opens("/people/new")
    assert "finns redan" in phone.presses("Spara", subject="anst-7", name="Bo").text


def test_a_spreadsheet_is_tried_and_read_in(phone: Phone, built: House) -> None:
    tried = sends(phone, SHEET, dry="1")
    assert "2 nya" in tried.text
    assert [each.subject for each in built.engine.people.listed()] == ["it-3"]
    assert "Filen är inläst." in sends(phone, SHEET).text
    assert built.engine.people.one("anst-7").name == "Åäö"
    exported = phone.http.get("/people/export")
    assert "anst-8;Bo;chef;norra" in exported.content.decode("utf-8-sig")
    assert "attachment" in exported.headers["content-disposition"]


def test_a_spreadsheet_that_is_wrong_is_told_by_row_and_column(phone: Phone) -> None:
    answer = sends(phone, b"Id;E-post\nanst-7;x\n")
    assert answer.status_code == 422
    assert "Rad 2, kolumnen E-post" in answer.text
    assert violations(answer.text) == []


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\x00\x00"])
def test_what_is_no_spreadsheet_is_refused_in_words(phone: Phone, content: bytes) -> None:
    assert sends(phone, content).status_code == 422


def test_a_file_that_is_too_large_is_refused(phone: Phone) -> None:
    assert sends(phone, b"x" * (1024 * 1024 + 10)).status_code == 422
    assert sends(phone, b"x" * (2 * 1024 * 1024)).status_code == 413


def test_a_file_from_elsewhere_is_not_read(phone: Phone, built: House) -> None:
    files = {"file": ("personal.csv", SHEET)}
    assert (
        phone.http.post("/people/import", files=files, headers={"Origin": "https://x.example"}).status_code
        == 403
    )
    assert [each.subject for each in built.engine.people.listed()] == ["it-3"]


def test_a_token_is_ended_by_a_tap(phone: Phone, built: House) -> None:
    token = built.engine.tokens.add("anst-7", [("medarbetare", "norra")])
    phone.opens("/people")
    phone.follows("Nycklar")
    assert "Medarbetare, norra" in phone.page.text
    phone.presses("Avsluta nyckeln anst-7")
    assert built.engine.tokens.bearer(token) is None


def test_what_has_not_arrived_is_sent_again_by_a_tap(phone: Phone, built: House) -> None:
    built.engine.publish([MAILING])
    built.person("anst-1", ("medarbetare", "norra")).starts("mejl")
    phone.opens("/deliveries")
    button = next(each for each in phone.page.buttons if each.startswith("Skicka igen"))
    assert "prövas nu" in phone.presses(button).text


@pytest.mark.parametrize(
    "path",
    [
        "/people",
        "/people/new",
        "/people/1",
        "/people/1/forget",
        "/people/import",
        "/people/export",
        "/tokens",
        "/deliveries",
    ],
)
def test_the_pages_are_an_administrator_s_alone(phones: Phones, demo: House, path: str) -> None:
    manager = phones("Chef i enheten demo")
    assert manager.http.get(path).status_code == 403
    assert phones().http.get(path, follow_redirects=False).status_code == 303
