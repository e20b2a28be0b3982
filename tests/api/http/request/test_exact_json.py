"""Facts about numbers in content: read as they are written, refused in words where they have too many digits, never rounded first."""

from __future__ import annotations

import math
from decimal import Decimal

import httpx
import pytest
from fastapi.routing import APIRoute
from hypothesis import given
from hypothesis import strategies as st

from api.http.request.exact_json import ExactJson, exactly
from api.http.routes import health, instances, routines, statistics, tokens, work
from tests.api.acting import Actor, Run


@given(st.decimals(-(10**9), 10**9, places=6))
def test_a_number_that_may_be_is_read_as_always(number: Decimal) -> None:
    assert isinstance(exactly(f"{number:f}"), float)


@pytest.mark.parametrize(
    "text", ["0.1" + "0" * 400 + "1", "0.10000000000000000001", "1e-400", "1.0000000000000000000001"]
)
def test_a_number_of_more_digits_is_kept_whole(text: str) -> None:
    assert exactly(text) == Decimal(text)


def test_what_is_beyond_all_numbers_is_none() -> None:
    assert math.isinf(exactly("1e400"))
    assert math.isinf(exactly("-1e99999999999999999999"))
    assert math.isnan(exactly("1e-99999999999999999999"))


def test_every_address_that_takes_content_reads_it_exactly() -> None:
    found = [
        each
        for module in (instances, routines, statistics, tokens, work, health)
        for each in module.router.routes
        if isinstance(each, APIRoute) and each.body_field
    ]
    assert found
    assert [each.path for each in found if not isinstance(each, ExactJson)] == []


def fills_in(actor: Actor, run: Run, number: str, key: str = "k") -> httpx.Response:
    facts = f'{{"antal": {number}, "ja": true, "orsak": "borta", "insatser": []}}'
    content = f'{{"state": "forbered", "choice": "allt", "facts": {facts}}}'
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    return actor.http.post(f"/api/v1{run.path}/choices", content=content, headers=headers)


@pytest.mark.parametrize(
    "number", ["1.5" + "0" * 400 + "1", "1.50000000000000000001", "1.0000000000000000000001"]
)
def test_a_number_of_too_many_digits_is_refused_in_words_and_not_rounded(
    employee: Actor, number: str
) -> None:
    run = employee.starts("besok", ref="S-1")
    for _ in range(2):
        response = fills_in(employee, run, number)
        assert (response.status_code, response.json()["type"]) == (422, "/problems/facts-wrong")
        assert response.json()["facts"] == {
            "antal": "”Antal” får ha högst 6 decimaler och 15 siffror. Avrunda talet."
        }


@pytest.mark.parametrize("number", ["1e-400", "1e400", "1e-99999999999999999999", "-1e999999999"])
def test_a_number_out_of_all_reach_is_refused_in_words(employee: Actor, number: str) -> None:
    response = fills_in(employee, employee.starts("besok", ref="S-1"), number)
    assert (response.status_code, list(response.json()["facts"])) == (422, ["antal"])


def test_zeros_at_the_end_are_no_digits(employee: Actor) -> None:
    assert fills_in(employee, employee.starts("besok", ref="S-1"), "1.5" + "0" * 400).status_code == 200


@pytest.mark.parametrize("fact", ["ja", "orsak", "insatser", "ankomst", "ref"])
def test_such_a_number_is_refused_where_it_does_not_belong(employee: Actor, fact: str) -> None:
    run = employee.starts("besok", ref="S-1")
    content = f'{{"facts": {{"{fact}": 1.50000000000000000001}}, "reason": "Fel"}}'
    response = employee.http.post(
        f"/api/v1{run.path}/corrections", content=content, headers={"Content-Type": "application/json"}
    )
    assert response.status_code == 422
