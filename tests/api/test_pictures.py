"""Facts about pictures over HTTP: what they show, when they are drawn anew, and that they are safe to show."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from api.pictures import Pictures, Subject
from diagrams import output
from diagrams.output import Look
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


def test_a_theme_that_there_is_not_is_refused(employee: Actor) -> None:
    response = employee.get("/routines/besok/diagram.svg?theme=rosa")
    assert (response.status_code, list(response.json()["fields"])) == (422, ["theme"])


def test_a_picture_that_the_reader_has_is_not_sent_again(employee: Actor) -> None:
    tag = employee.get("/routines/besok/diagram.svg").headers["etag"]
    again = employee.get("/routines/besok/diagram.svg", **{"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_nothing_can_run_in_a_picture(employee: Actor) -> None:
    policy = employee.get("/routines/besok/diagram.svg").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


def test_a_picture_is_drawn_once(shared: House, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[object] = []
    real = output.drawn

    def counted(*given: object, **rest: object) -> tuple[bytes, ...]:
        drawn.append(given)
        return real(*given, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(output, "drawn", counted)
    pictures = Pictures(lambda: {each.id: each for each in shared.engine.routines()})
    subject = Subject(routine=shared.engine.routine("besok"), look=Look())
    assert pictures.files(subject) == pictures.files(subject)
    assert len(drawn) == 1
