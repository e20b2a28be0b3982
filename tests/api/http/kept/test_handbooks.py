"""Facts about handbooks over HTTP: what they say, when they are made anew, and that nothing runs in them."""

from __future__ import annotations

import asyncio
import io

import docx
import pypdf
import pytest

from api.http.kept.handbooks import Handbooks
from diagrams.handbook import build
from tests.accessibility import violations
from tests.api.acting import Actor
from tests.api.house import House, house
from tests.api.pages.test_site import fetch


@pytest.fixture
def employee(shared: House) -> Actor:
    return shared.person("anst-1", ("medarbetare", "norra"))


def test_the_handbook_is_html_that_all_can_read(employee: Actor) -> None:
    response = employee.get("/routines/besok/handbook.html")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "Kontrollera väskan" in response.text
    assert violations(response.text) == []


def test_the_handbook_is_a_pdf_with_its_title(employee: Actor) -> None:
    response = employee.get("/routines/besok/handbook.pdf")
    assert response.headers["content-type"] == "application/pdf"
    metadata = pypdf.PdfReader(io.BytesIO(response.content)).metadata
    assert metadata
    assert metadata.title == "Besök"


def test_the_handbook_is_a_word_file_that_is_saved(employee: Actor) -> None:
    response = employee.get("/routines/besok/handbook.docx")
    assert response.headers["content-disposition"] == 'attachment; filename="besok.docx"'
    said = [line.text for line in docx.Document(io.BytesIO(response.content)).paragraphs]
    assert "Besök" in said


def test_it_speaks_the_readers_language(shared: House) -> None:
    english = shared.person("anst-1", ("medarbetare", "norra"), language="en")
    response = english.get("/routines/besok/handbook.html")
    assert response.headers["content-language"] == "en"
    assert "Check the bag" in response.text


def test_a_format_that_there_is_not_is_refused(employee: Actor) -> None:
    response = employee.get("/routines/besok/handbook.odt")
    assert (response.status_code, list(response.json()["fields"])) == (422, ["format"])


def test_a_routine_that_there_is_not_has_no_handbook(employee: Actor) -> None:
    assert employee.get("/routines/finns_inte/handbook.pdf").status_code == 404


def test_a_handbook_that_the_reader_has_is_not_sent_again(employee: Actor) -> None:
    tag = employee.get("/routines/besok/handbook.pdf").headers["etag"]
    again = employee.get("/routines/besok/handbook.pdf", **{"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert employee.get("/routines/besok/handbook.html").headers["etag"] != tag


def test_nothing_can_run_in_a_handbook(employee: Actor) -> None:
    policy = employee.get("/routines/besok/handbook.html").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


def test_the_routines_page_leads_to_its_handbook_where_routines_are_open(shared: House) -> None:
    with house(open_routines=True) as built:
        for format in ("html", "pdf", "docx"):
            address = f"/routines/besok/handbook.{format}?language=sv"
            assert f'href="{address}"' in fetch(built, "/routines/besok").text
            assert built.visitor(None).get(f"/{address}").status_code == 200
    assert fetch(shared, "/routines/besok/handbook.html").status_code == 404


def test_a_handbook_is_made_once(shared: House, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    real = build.handbook_of

    def counted(*given: object, **rest: object) -> object:
        made.append(given)
        return real(*given, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(build, "handbook_of", counted)
    kept = Handbooks(lambda: {each.id: each for each in shared.engine.routines()})
    routine = shared.engine.routine("besok")

    async def twice() -> None:
        mark = kept.mark(routine, "html", "sv")
        first = await kept.content(routine, "html", "sv", mark)
        assert first == await kept.content(routine, "html", "sv", mark)

    asyncio.run(twice())
    assert len(made) == 1
