"""Facts about `If-Match`, `Idempotency-Key` and `If-None-Match`."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from api.http.problems.errors import HeaderWrong
from api.http.request.headers import etag, has_already, request_key, seen_revision
from tests.api.acting import Actor


def test_an_etag_comes_back_as_the_revision_it_was() -> None:
    assert seen_revision(etag(7)) == 7


@pytest.mark.parametrize("header", [None, "*", " * "])
def test_without_a_tag_any_revision_will_do(header: str | None) -> None:
    assert seen_revision(header) is None


def test_a_tag_that_a_proxy_has_weakened_counts() -> None:
    assert seen_revision('W/"7"') == 7


@pytest.mark.parametrize(
    "header", ["7", '"7', '""', '"x"', '"7", "8"', '"-1"', '"7" ; x', '"' + "9" * 99 + '"', '"٧"']
)
def test_a_tag_of_another_form_is_refused_with_the_right_form(header: str) -> None:
    with pytest.raises(HeaderWrong, match="If-Match"):
        seen_revision(header)


def test_a_key_with_or_without_quotes_is_the_same() -> None:
    assert request_key("abc-1") == request_key('"abc-1"') == "abc-1"


@pytest.mark.parametrize("header", ["", " ", "a b", "å", "a" * 256, "\x00", '"', 'a"b', "a\tb"])
def test_a_key_of_another_form_is_refused(header: str) -> None:
    with pytest.raises(HeaderWrong, match="Idempotency-Key"):
        request_key(header)


def test_the_longest_key_is_taken() -> None:
    assert request_key("a" * 255) == "a" * 255


@pytest.mark.parametrize("name", ["If-Match", "Idempotency-Key"])
@pytest.mark.parametrize("second", ['"1"', '"2"'])
def test_a_header_that_comes_twice_is_refused(employee: Actor, name: str, second: str) -> None:
    run = employee.starts("besok", ref="S-1")
    for path, content in (
        (f"{run.path}/choices", {"state": "forbered", "choice": "klart"}),
        ("/instances", {"routine": "besok", "facts": {"ref": "S-2"}}),
    ):
        answer = employee.http.post(f"/api/v1{path}", json=content, headers=[(name, '"1"'), (name, second)])
        assert (answer.status_code, answer.json()["type"]) == (400, "/problems/header-wrong")
    assert run.look().view["revision"] == 1


def asked_with(*lines: str) -> Request:
    """A request with those lines of `If-None-Match`."""
    headers = [(b"if-none-match", line.encode("latin-1")) for line in lines]
    return Request({"type": "http", "headers": headers})


@pytest.mark.parametrize(
    "lines",
    [
        ['"a,b"'],
        ['W/"a,b"'],
        ['"x", "a,b"'],
        ['"x" ,, W/"a,b" , "y"'],
        ['"x"', '"a,b"'],
        ["*"],
        [" * "],
    ],
)
def test_a_list_that_names_the_tag_has_it(lines: list[str]) -> None:
    assert has_already(asked_with(*lines), '"a,b"')


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [""],
        ['"xa,b"'],
        ["a,b"],
        ['"a", "b"'],
        ['x"a,b"'],
        ['"a,b'],
        ['w/"a,b"'],
        ['"x" "a,b"'],
        ['*, "x"'],
    ],
)
def test_a_list_that_does_not_name_it_or_is_none_has_it_not(lines: list[str]) -> None:
    assert not has_already(asked_with(*lines), '"a,b"')
