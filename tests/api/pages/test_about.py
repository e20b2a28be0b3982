"""Help and the statement on accessibility: open to all, and plain about what nobody has settled."""

from __future__ import annotations

import pytest

from tests.accessibility import violations
from tests.api.house import House, house


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
