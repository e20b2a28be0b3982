"""The log tells who signed in and what was refused, on one line each, and no secret."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from tests.api.house import House, house
from tests.api.pages.staff.phone import Phone


@pytest.fixture(scope="module")
def built() -> Iterator[House]:
    with house() as made:
        yield made


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


def test_who_signs_in_and_how_is_told_and_the_token_is_not(
    built: House, log: pytest.LogCaptureFixture
) -> None:
    token = built.engine.tokens.add("anst-1", [("medarbetare", "norra")])
    phone = Phone(built.address)
    phone.opens("/")
    phone.presses("Logga in", token=token)
    assert "signed in: 'anst-1' by a token from 127.0.0.1" in log.text
    assert token not in log.text
    assert phone.http.cookies["rutin"] not in log.text
    phone.http.close()


def test_tokens_that_do_not_work_are_told_without_what_they_were(
    built: House, log: pytest.LogCaptureFixture
) -> None:
    phone = Phone(built.address)
    phone.opens("/")
    phone.presses("Logga in", token="rutin_gissad")
    built.visitor("rutin_annan").get("/me")
    assert "shown on the sign-in page from 127.0.0.1" in log.text
    assert "shown to the API from 127.0.0.1" in log.text
    assert "gissad" not in log.text
    assert "annan" not in log.text
    phone.http.close()


def test_what_somebody_may_not_do_is_told_with_who_tried(built: House, log: pytest.LogCaptureFixture) -> None:
    run = built.person("anst-1", ("medarbetare", "norra")).starts("besok", ref="S-1")
    built.person("anst-9", ("medarbetare", "sodra")).get(run.path)
    assert f"refused 'anst-9': 'GET' '/api/v1{run.path}' from 127.0.0.1" in log.text


def test_input_that_is_refused_is_told_with_who_sent_it_and_nothing_of_what_it_was(
    built: House, log: pytest.LogCaptureFixture
) -> None:
    built.person("anst-8", ("medarbetare", "norra")).post("/instances", {"routine": "HEMLIGT"})
    built.person("anst-8", ("medarbetare", "norra")).get("/tasks?cursor=HEMLIGT")
    told = [each for each in log.messages if each.startswith("wrong input 'anst-8'")]
    assert told == [
        "wrong input 'anst-8': 'POST' '/api/v1/instances' from 127.0.0.1",
        "wrong input 'anst-8': 'GET' '/api/v1/tasks' from 127.0.0.1",
    ]
    assert "HEMLIGT" not in "".join(told)


def test_whoever_asks_too_often_is_told_of_once_in_a_while(log: pytest.LogCaptureFixture) -> None:
    with house(requests_per_minute=3) as busy:
        actor = busy.person("anst-7", ("medarbetare", "norra"))
        assert [actor.get("/me").status_code for _ in range(6)] == [200] * 3 + [429] * 3
    told = [each for each in log.messages if "too often" in each]
    assert told == ["asks too often 'anst-7': 'GET' '/api/v1/me' from 127.0.0.1"]


def test_a_line_break_in_what_came_makes_no_line_of_its_own(
    built: House, log: pytest.LogCaptureFixture
) -> None:
    built.person("anst-9", ("medarbetare", "sodra")).get("//api/v1/tokens?x=%0aINFO%20forged")
    built.person("anst-9", ("medarbetare", "sodra")).get("/instances/a%0aforged")
    assert not [each for each in log.text.splitlines() if each.startswith(("forged", "INFO forged"))]
