"""What was ticked without signal is registered as of when it was done, once, and what can't be is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from engine.values.moments import iso
from tests.api.house import OWN_ROUTINES, House, house
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.phone import Phone
from tests.engine.run.acting import compiled

EMPLOYEE = "Medarbetare i enheten demo"


@pytest.fixture
def own() -> Iterator[House]:
    """A house whose clock is the test's."""
    with house(demo=True) as built:
        yield built


@pytest.fixture
def phone(phones: Phones, own: House) -> Phone:
    """A visit that began at 07.00."""
    visit = phones(EMPLOYEE, at=own)
    visit.opens("/start/besok")
    visit.presses("Starta rutinen", ref="S-101")
    return visit


def instance(phone: Phone) -> str:
    return phone.page.path.split("/")[2]


def told(phone: Phone, **asked: str) -> dict[str, Any]:
    """What the phone is told of its owner."""
    answer: dict[str, Any] = phone.http.get("/offline/phone", params={"nonce": "n", **asked}).json()
    return answer


def sends(
    phone: Phone, way: str, done: datetime, since: datetime, key: str = "k1", **rest: Any
) -> httpx.Response:
    """What was queued of the choice «state/choice», done then, in a step that opened at `since`."""
    data = {
        "key": key,
        "_done": iso(done),
        "_since": iso(since),
        "_phone": iso(done),
        "_nonce": "n",
        "_owner": told(phone)["owner"],
        **rest,
    }
    headers = {"Origin": phone.address, "Sec-Fetch-Site": "same-origin"}
    return phone.http.post(f"/offline/instances/{instance(phone)}/steps/{way}", data=data, headers=headers)


def happened(phone: Phone, own: House) -> list[tuple[str, str, str]]:
    """The choices in the visit's history: which, when it was done, when it came."""
    history = own.visitor("demo-medarbetare").http.get(f"/api/v1/instances/{instance(phone)}/history").json()
    return [
        (each["choice"], entry["done_at"], entry["at"])
        for entry in history
        for each in entry["happened"]
        if each["kind"] == "chosen"
    ]


def test_steps_are_registered_in_order_each_as_of_when_it_was_done(phone: Phone, own: House) -> None:
    began = own.engine.now()
    own.waits(minutes=50)
    first, then = began + timedelta(minutes=5), began + timedelta(minutes=9)
    assert sends(phone, "forbered/klart", first, began).status_code == 200
    answer = sends(phone, "kolla/packat", then, first, "k2", checked=["1", "2"])
    assert (answer.status_code, answer.json().get("told")) == (200, None)
    came = iso(own.engine.now())
    assert happened(phone, own) == [("klart", iso(first), came), ("packat", iso(then), came)]


def test_what_is_sent_twice_is_done_once_and_answered_alike(phone: Phone, own: House) -> None:
    began = own.engine.now()
    own.waits(minutes=9)
    statuses = [sends(phone, "forbered/klart", began, began).status_code for _ in range(2)]
    assert statuses == [200, 200]
    assert len(happened(phone, own)) == 1


def test_a_tap_whose_answer_was_lost_is_not_done_again_when_it_comes_from_the_queue(
    phone: Phone, own: House
) -> None:
    began = own.engine.now()
    phone.presses("Jag har läst")
    _, sent = phone.sent
    rest = {"revision": sent["revision"][0]}
    assert sends(phone, "forbered/klart", began, began, sent["key"][0], **rest).status_code == 200
    assert len(happened(phone, own)) == 1


def test_another_tap_by_the_key_of_one_that_was_done_is_refused(phone: Phone, own: House) -> None:
    began = own.engine.now()
    phone.presses("Jag har läst")
    key = phone.sent[1]["key"][0]
    answer = sends(
        phone, "forbered/allt", began, began, key, antal="3", ja="yes", orsak="borta", insatser="stad"
    )
    assert answer.status_code == 412
    assert len(happened(phone, own)) == 1


def test_a_step_that_a_colleague_has_left_is_refused_with_what_is_possible_now(
    phone: Phone, own: House
) -> None:
    began = own.engine.now()
    own.visitor("demo-medarbetare").follows(instance(phone)).takes("Jag har läst")
    answer = sends(phone, "forbered/klart", began, began)
    assert answer.status_code == 412
    body = answer.json()
    assert "Kanske hann en kollega före" in body["told"]
    assert (body["now"]["title"], body["now"]["choices"]) == ("Kontrollera väskan", ["Väskan är packad"])


def test_a_step_that_was_left_and_opened_again_meanwhile_is_another_one(phone: Phone, own: House) -> None:
    began = own.engine.now()
    colleague = own.visitor("demo-medarbetare")
    colleague.follows(instance(phone)).takes("Jag har läst")
    own.waits(minutes=1)
    assert colleague.post(f"/instances/{instance(phone)}/undo").status_code == 200
    own.waits(minutes=5)
    # The step is as it was: what was taken back opened it at the same time as before.
    assert sends(phone, "forbered/klart", began + timedelta(minutes=2), began).status_code == 200
    answer = sends(phone, "forbered/klart", began + timedelta(minutes=3), began, "k2")
    assert answer.status_code == 412


def test_what_was_filled_in_wrong_is_told_and_can_be_done_again(phone: Phone, own: House) -> None:
    began = own.engine.now()
    answer = sends(phone, "forbered/allt", began, began, antal="77", ja="yes", orsak="borta", insatser="stad")
    assert answer.status_code == 422
    assert "9" in answer.json()["told"]
    assert happened(phone, own) == []
    fine = sends(phone, "forbered/allt", began, began, antal="7", ja="yes", orsak="borta", insatser="stad")
    assert fine.status_code == 200


def test_today_is_the_day_on_which_it_was_typed(phone: Phone, own: House) -> None:
    began, started = own.engine.now(), phone.page.path
    own.waits(days=2)
    phone.opens("/")
    phone.presses(EMPLOYEE)
    phone.opens(started)
    typed = {"antal": "3", "ja": "yes", "orsak": "borta", "insatser": "stad", "dag": "i dag"}
    assert sends(phone, "forbered/allt", began, began, **typed).status_code == 200
    facts = own.visitor("demo-medarbetare").http.get(f"/api/v1/instances/{instance(phone)}/facts").json()
    assert began.date().isoformat() in str(facts)


def test_a_clock_that_is_more_than_ten_minutes_wrong_is_told(phone: Phone, own: House) -> None:
    began = own.engine.now()
    own.waits(minutes=30)
    right = sends(phone, "forbered/klart", began, began, _phone=iso(own.engine.now() + timedelta(minutes=9)))
    assert right.json()["clock"] is None
    wrong = sends(phone, "forbered/klart", began, began, _phone=iso(own.engine.now() + timedelta(minutes=23)))
    assert "23 minuter före" in wrong.json()["clock"]
    another_year = sends(
        phone, "forbered/klart", began, began, _phone=iso(own.engine.now() - timedelta(days=273.2))
    )
    assert "39 veckor efter" in another_year.json()["clock"]


def test_what_waited_for_a_month_is_registered_in_the_version_that_it_was_done_in(
    phone: Phone, own: House
) -> None:
    began, started = own.engine.now(), phone.page.path
    text = (OWN_ROUTINES / "besok.yaml").read_text(encoding="utf-8")
    newer = text.replace("version: 1", "version: 2").replace("to: kolla, undo: 10 min", "to: slut")
    own.engine.publish([compiled(newer, "besok")])
    own.waits(days=30)
    phone.opens("/")
    phone.presses(EMPLOYEE)
    phone.opens(started)
    first = began + timedelta(minutes=5)
    assert sends(phone, "forbered/klart", first, began).status_code == 200
    assert phone.opens(started).heading == "Kontrollera väskan"
    assert happened(phone, own)[0][:2] == ("klart", iso(first))


@pytest.mark.parametrize("done", ["", "i går", "2026-13-01T00:00:00Z"])
def test_a_time_that_is_none_is_refused(phone: Phone, own: House, done: str) -> None:
    began = own.engine.now()
    assert sends(phone, "forbered/klart", began, began, _done=done).status_code == 422


def test_nothing_is_taken_from_whoever_is_not_signed_in_or_somebody_else(
    phone: Phone, phones: Phones, own: House
) -> None:
    began = own.engine.now()
    owner = told(phone)["owner"]
    other = phones("Chef i enheten demo", at=own)
    other.opens(phone.page.path)
    assert sends(other, "forbered/klart", began, began, _owner=owner).status_code == 401
    phone.http.cookies.clear()
    phone_answer = phone.http.get("/offline/phone")
    assert phone_answer.status_code == 401
    assert happened(other, own) == []


def test_nothing_is_taken_from_whoever_has_no_role_in_the_unit(
    phone: Phone, phones: Phones, own: House
) -> None:
    began = own.engine.now()
    stranger = phones("Medarbetare i en annan enhet", at=own)
    stranger.opens(phone.page.path)
    answer = sends(stranger, "forbered/klart", began, began)
    assert (answer.status_code, answer.json()["now"]) == (403, None)
    assert happened(phone, own) == []


def test_a_form_from_elsewhere_is_not_taken(phone: Phone, own: House) -> None:
    path = f"/offline/instances/{instance(phone)}/steps/forbered/klart"
    assert phone.sends(path, {"key": "k"}, Origin="https://elsewhere.example").status_code == 403


def test_an_answer_proves_itself_by_what_the_owners_phones_alone_have(phone: Phone, own: House) -> None:
    key = own.engine.phone_keys.of("demo-medarbetare")
    assert told(phone)["proof"] == key.proof("n")
    assert sends(phone, "forbered/klart", own.engine.now(), own.engine.now()).json()["proof"] == key.proof(
        "n"
    )
