"""«Mina aviseringar»."""

from __future__ import annotations

from datetime import time

import pytest

from engine.service.notifying.hours import Hours
from engine.service.people.entry import entry
from tests.api.house import House, house
from tests.api.pages.staff.conftest import Phones

EMPLOYEE = "Medarbetare i enheten demo"
SUBJECT = "demo-medarbetare"


def test_what_one_chooses_is_kept_and_shown(phones: Phones, demo: House) -> None:
    phone = phones(EMPLOYEE)
    phone.opens("/person")
    phone.follows("Mina aviseringar")
    phone.presses(
        "Spara",
        task=[],
        remind=["sms"],
        escalation=["mail", "sms"],
        when="between",
        opens="7",
        closes="16.30",
        language="en",
    )
    assert "Sparat." in phone.page.text
    chosen = demo.engine.notice_choices.of(SUBJECT)
    assert chosen.ways["task"] == frozenset()
    assert (chosen.ways["remind"], chosen.ways["notice"]) == (frozenset({"sms"}), frozenset({"mail"}))
    assert (chosen.hours, chosen.language) == (Hours(time(7), time(16, 30)), "en")
    fields = phone.page.forms[0].fields
    assert {("remind", "sms"), ("opens", "07:00"), ("when", "between")} <= set(fields)
    assert ("task", "mail") not in fields


def test_nothing_that_was_filled_in_is_lost_where_something_is_wrong(phones: Phones) -> None:
    phone = phones(EMPLOYEE)
    phone.opens("/notifications")
    phone.presses("Spara", escalation=[], remind=["sms"], when="any")
    assert phone.response.status_code == 422
    assert "behöver du få veta det" in phone.page.text
    assert ("remind", "sms") in phone.page.forms[0].fields
    phone.presses("Spara", escalation=["mail"], when="between", opens="kvart i sju", closes="25")
    assert phone.page.text.count("Skriv ett klockslag") == 4
    assert ("opens", "kvart i sju") in phone.page.forms[0].fields
    phone.presses("Spara", opens="7", closes="07:00")
    assert "samma klockslag" in phone.page.text


@pytest.mark.parametrize("way", ["fax", "mail,sms"])
def test_a_way_that_there_is_not_is_never_kept(phones: Phones, demo: House, way: str) -> None:
    phone = phones(EMPLOYEE)
    phone.opens("/notifications")
    phone.presses("Spara", task=[way], escalation=["mail"], when="any")
    assert demo.engine.notice_choices.of(SUBJECT).ways["task"] == frozenset()


def test_where_it_goes_is_told_and_where_it_can_not_whom_to_ask(phones: Phones) -> None:
    with house(demo=True) as built:
        phone = phones(EMPLOYEE, at=built)
        text = phone.opens("/notifications").text
        assert "Till dig går mejl på demo-medarbetare@rutin.example." in text
        assert "ingen adress till dig för sms" in text
        built.engine.people.write([entry(SUBJECT, phone="070-000 00 00")])
        text = phone.opens("/notifications").text
        assert "ingen adress till dig för mejl" in text
        assert "Till dig går sms på +46700000000." in text


def test_where_nothing_can_be_sent_nothing_is_asked(phones: Phones) -> None:
    with house() as built:
        token = built.engine.tokens.add("m1", [("medarbetare", "norra")])
        phone = phones(at=built)
        phone.opens("/")
        phone.presses("Logga in", token=token)
        assert "varken att skicka mejl eller sms" in phone.opens("/notifications").text
        assert "Spara" not in phone.page.buttons
