"""Facts about pictures over HTTP: what they show, when they are drawn anew, and that they are safe to show."""

from __future__ import annotations

import asyncio
import threading
from xml.etree import ElementTree

import pytest
from starlette.requests import Request

from api.http.answers import picture_answer
from api.http.kept.pictures import Pictures, Subject
from diagrams import output
from diagrams.output import Look
from engine.model.routine import Routine
from tests.api.acting import Actor
from tests.api.house import House


@pytest.fixture
def employee(shared: House) -> Actor:
    return shared.person("anst-1", ("medarbetare", "norra"))


def words(svg: str) -> str:
    return " ".join("".join(ElementTree.fromstring(svg).itertext()).split())


def test_the_routines_picture_is_svg_with_its_steps(employee: Actor) -> None:
    response = employee.get("/routines/besok/diagram.svg")
    assert response.headers["content-type"] == "image/svg+xml"
    assert "Kontrollera väskan" in words(response.text)


def test_the_picture_speaks_the_readers_language(shared: House) -> None:
    english = shared.person("anst-1", ("medarbetare", "norra"), language="en")
    assert "Check the bag" in words(english.get("/routines/besok/diagram.svg").text)


def test_the_instances_picture_changes_with_where_it_is(employee: Actor) -> None:
    run = employee.starts("besok", ref="S-1")
    before = employee.get(f"{run.path}/diagram.svg")
    run.takes("Jag har läst")
    after = employee.get(f"{run.path}/diagram.svg")
    assert "Väskan är packad" in words(after.text)
    assert before.text != after.text
    assert before.headers["etag"] != after.headers["etag"]


def test_dark_and_light_differ(employee: Actor) -> None:
    light, dark = (employee.get(f"/routines/besok/diagram.svg?theme={theme}") for theme in ("light", "dark"))
    assert light.text != dark.text


@pytest.mark.parametrize(
    ("ending", "media", "begins"), [("png", "image/png", b"\x89PNG"), ("pdf", "application/pdf", b"%PDF-")]
)
def test_the_picture_comes_as_other_kinds_too(
    employee: Actor, ending: str, media: str, begins: bytes
) -> None:
    response = employee.get(f"/routines/besok/diagram.{ending}")
    assert (response.status_code, response.headers["content-type"]) == (200, media)
    assert response.content.startswith(begins)


def test_the_technical_view_has_the_ids_of_the_file(employee: Actor) -> None:
    assert "Tillståndsdiagram" in words(employee.get("/routines/besok/diagram.svg?view=technical").text)


def test_the_address_may_name_the_language(employee: Actor) -> None:
    response = employee.get("/routines/besok/diagram.svg?language=en")
    assert "Check the bag" in words(response.text)
    assert response.headers["content-language"] == "en"


def test_a_page_of_paper_says_which_it_is(employee: Actor) -> None:
    assert "Sida 1 av " in words(employee.get("/routines/besok/diagram.svg?paper=a4").text)


def test_a_page_that_there_is_not_is_not_found(employee: Actor) -> None:
    response = employee.get("/routines/besok/diagram.svg?paper=a4&page=900")
    assert response.status_code == 404
    assert "900" in response.json()["detail"]


@pytest.mark.parametrize("wrong", ["view=rosa", "paper=a5", "page=0", "language=de"])
def test_what_a_picture_can_not_be_is_refused(employee: Actor, wrong: str) -> None:
    response = employee.get(f"/routines/besok/diagram.svg?{wrong}")
    assert (response.status_code, list(response.json()["fields"])) == (422, [wrong.split("=")[0]])


def test_every_look_has_a_mark_of_its_own(employee: Actor) -> None:
    looks = ["", "?theme=dark", "?theme=mono", "?view=technical", "?paper=a4", "?paper=a3", "?language=en"]
    tags = [employee.get(f"/routines/besok/diagram.svg{look}").headers["etag"] for look in looks]
    assert len(set(tags)) == len(looks)


def test_the_way_taken_has_its_times(employee: Actor) -> None:
    run = employee.starts("besok", ref="S-2")
    run.takes("Jag har läst")
    assert "kl. " in words(employee.get(f"{run.path}/diagram.svg").text)


def test_a_theme_that_there_is_not_is_refused(employee: Actor) -> None:
    response = employee.get("/routines/besok/diagram.svg?theme=rosa")
    assert (response.status_code, response.json()["fields"]) == (
        422,
        {"theme": "”theme” ska vara 'light', 'dark' eller 'mono'."},
    )


def test_a_picture_that_the_reader_has_is_not_sent_again(employee: Actor) -> None:
    tag = employee.get("/routines/besok/diagram.svg").headers["etag"]
    again = employee.get("/routines/besok/diagram.svg", **{"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_nothing_can_run_in_a_picture(employee: Actor) -> None:
    policy = employee.get("/routines/besok/diagram.svg").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


def test_the_store_is_read_in_a_thread_so_that_others_are_answered_meanwhile(shared: House) -> None:
    read_in: set[int] = set()

    def library() -> dict[str, Routine]:
        read_in.add(threading.get_ident())
        return {each.id: each for each in shared.engine.routines()}

    async def asked() -> int:
        pictures, routine = Pictures(library), shared.engine.routine("besok")
        request = Request({"type": "http", "headers": []})
        await picture_answer(request, pictures, Subject(routine=routine, look=Look()))
        await pictures.for_page(routine, "sv", "text-")
        return threading.get_ident()

    assert asyncio.run(asked()) not in read_in
    assert read_in


def test_a_picture_is_drawn_once(shared: House, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[object] = []
    real = output.drawn

    def counted(*given: object, **rest: object) -> tuple[bytes, ...]:
        drawn.append(given)
        return real(*given, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(output, "drawn", counted)
    pictures = Pictures(lambda: {each.id: each for each in shared.engine.routines()})
    subject = Subject(routine=shared.engine.routine("besok"), look=Look())

    async def twice() -> None:
        mark = pictures.mark(subject)
        assert await pictures.files(subject, mark) == await pictures.files(subject, mark)

    asyncio.run(twice())
    assert len(drawn) == 1
