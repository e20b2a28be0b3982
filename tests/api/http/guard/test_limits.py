"""Nobody asks so often that others have to wait; who does is told when to come back."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from api.http.guard.limits import REMEMBERED, WINDOW, Window
from api.http.problems.errors import TooMany
from api.http.where_from import where_from
from tests.api.house import house
from tests.api.pages.staff.phone import Phone


def test_in_a_window_so_many_and_no_more_for_each_name() -> None:
    now = [0.0]
    window = Window(2, lambda: now[0])
    window.count("a")
    window.count("a")
    window.check("b")
    now[0] = 20.0
    with pytest.raises(TooMany) as refused:
        window.count("a")
    assert refused.value.after == WINDOW - 20
    with pytest.raises(TooMany):
        window.check("a")
    window.count("b")
    now[0] = WINDOW
    window.count("a")


def test_it_is_remembered_of_so_many_and_no_more() -> None:
    window = Window(1, lambda: 0.0)
    for number in range(REMEMBERED + 500):
        window.count(f"name-{number}")
    assert len(window._asked) == REMEMBERED


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_a_household_is_one_address(host: str, counted: str) -> None:
    assert where_from(Request({"type": "http", "client": (host, 1)})) == counted


def test_a_person_who_asks_too_often_waits_and_others_do_not() -> None:
    with house(requests_per_minute=3) as built:
        often, other = (
            built.person("anst-1", ("medarbetare", "norra")),
            built.person("anst-2", ("chef", "norra")),
        )
        assert [often.get("/me").status_code for _ in range(4)] == [200, 200, 200, 429]
        refused = often.get("/tasks")
        assert refused.json()["type"] == "/problems/too-many"
        assert 1 <= int(refused.headers["retry-after"]) <= WINDOW
        assert other.get("/me").status_code == 200


def test_what_takes_long_to_make_is_counted_by_itself() -> None:
    with house(exports_per_minute=1) as built:
        actor = built.person("anst-1", ("medarbetare", "norra"))
        assert [actor.get("/routines/besok/diagram.png").status_code for _ in range(2)] == [200, 429]
        assert actor.get("/routines/besok/diagram.svg").status_code == 200


def test_open_pictures_are_counted_by_where_the_question_comes_from() -> None:
    with house(open_routines=True, exports_per_minute=1) as built:
        actor = built.visitor(None)
        assert [actor.get("//routines/besok/diagram.png").status_code for _ in range(2)] == [200, 429]


def test_tokens_that_do_not_work_are_counted_and_one_that_works_is_let_in_all_the_same() -> None:
    with house(tries_per_minute=2) as built:
        guess = built.visitor("rutin_gissad")
        assert [guess.get("/me").status_code for _ in range(3)] == [401, 401, 429]
        assert built.visitor(None).get("/me").status_code == 401
        assert built.person("anst-1", ("medarbetare", "norra")).get("/me").status_code == 200


def test_guesses_on_the_sign_in_page_have_to_wait_and_are_told_in_words() -> None:
    with house(tries_per_minute=2) as built:
        phone = Phone(built.address)
        for _ in range(3):
            phone.opens("/")
            phone.presses("Logga in", token="rutin_gissad")
        assert phone.response.status_code == 429
        assert int(phone.response.headers["retry-after"]) >= 1
        assert "Vänta" in phone.page.text
        phone.http.close()


def test_pages_are_counted_as_the_person_who_looks() -> None:
    with house(demo=True, requests_per_minute=3) as built:
        phone = Phone(built.address)
        phone.opens("/")
        phone.presses("Chef i enheten demo")
        statuses = [phone.http.get("/home").status_code for _ in range(3)]
        assert statuses == [200, 200, 429]
        phone.http.close()
