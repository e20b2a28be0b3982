"""Help and the statement on accessibility: open to all, and plain about what nobody has settled."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from api.pages.about import ASSESSED
from tests.accessibility import violations
from tests.api.house import House, house
from tests.api.pages.staff.phone import Page, Phone

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("path", ["/help", "/accessibility"])
def test_the_pages_are_open_and_the_checker_finds_nothing(shared: House, path: str, language: str) -> None:
    page = shared.visitor(None, language).get(f"/{path}")
    assert page.status_code == 200
    assert page.headers["content-language"] == language
    assert violations(page.text) == []


@pytest.mark.parametrize("path", ["/help", "/accessibility"])
def test_where_nobody_is_named_to_be_told_that_is_said(shared: House, path: str) -> None:
    assert "Ingen är ännu utsedd" in shared.visitor(None).get(f"/{path}").text


def test_where_no_organisation_is_named_that_is_said(shared: House) -> None:
    assert "inte angivet ännu vilken organisation" in shared.visitor(None).get("//accessibility").text


@pytest.mark.parametrize("path", ["/help", "/accessibility"])
def test_who_is_named_can_be_called_and_written_to(path: str) -> None:
    named = {"organisation": "Kommunen", "contact_mail": "it@example.org", "contact_phone": "08-530 610 10"}
    with house(None, **named) as built:
        text = built.visitor(None).get(f"/{path}").text
    assert "Ingen är ännu utsedd" not in text
    assert 'href="mailto:it%40example.org?subject=' in text
    assert 'href="tel:0853061010"' in text
    assert ("Kommunen" in text) == (path == "/accessibility")


def statement(**settings: str) -> str:
    """All that the statement says, of a house with those settings."""
    with house(None, **settings) as built:
        page = Page(built.visitor(None).get("//accessibility").text, "/accessibility")
        return " ".join(page.text.split()).replace(built.address, "ADRESSEN")


def test_the_statement_has_what_the_law_asks_for() -> None:
    told = statement(organisation="Kommunen")
    assert "Kommunen står bakom Rutin på ADRESSEN." in told, "who, and which service"
    assert "delvis förenliga med lagen" in told, "how far it goes, in the law's words"
    assert "bilderna av rutinerna är breda" in told.lower(), "what is not accessible, and why"
    assert "oskäligt betungande" in told, "what is exempt"
    assert "utanför lagens krav" in told, "what the law does not count"
    assert f"bedömdes senast {ASSESSED}" in told, "when it was assessed"
    assert f"uppdaterades senast {ASSESSED}" in told
    assert "Vi har bedömt sidorna själva" in told, "how"
    assert "Anmäl till Digg" in told


def test_what_the_organisation_has_found_itself_stands_in_the_statement() -> None:
    told = statement(
        accessibility_assessed="2027-02-01", accessibility_adds="Äldre blanketter saknar taggar."
    )
    assert "Organisationen bedömde dem senast 2027-02-01." in told
    assert "uppdaterades senast 2027-02-01" in told
    assert "Äldre blanketter saknar taggar." in told
    assert "inte angett när den själv bedömde dem" in statement()


def test_the_pages_have_been_assessed_since_the_last_release() -> None:
    released = re.findall(
        r"^## \[.*\] . (\d{4}-\d\d-\d\d)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M
    )
    assert max(map(date.fromisoformat, released)) <= ASSESSED


@pytest.mark.parametrize("path", ["/help", "/accessibility"])
def test_staff_who_look_for_help_keep_their_way_home(path: str) -> None:
    with house(demo=True) as built:
        phone = Phone(built.address)
        phone.opens("/")
        phone.presses("Medarbetare i enheten demo")
        phone.opens(path)
        assert violations(phone.response.text) == []
        assert phone.page.links["Hem"] == "/home"
        phone.opens("/person")
        phone.presses("English")
        assert "Home" in phone.opens(path).links
        phone.http.close()
