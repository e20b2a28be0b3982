"""Facts about what administrators see to: people, deliveries, settings; and that no instance and no fact is among it."""

from __future__ import annotations

import pytest

from engine.run.instance import Person
from engine.service.access.sessions import Provided
from tests.api.acting import Actor
from tests.api.house import House, house
from tests.api.http.town import MAILING


@pytest.fixture
def administrator(own: House) -> Actor:
    return own.visitor(own.engine.tokens.add("it-3", (), administers=True))


def test_people_are_told_by_number_and_subject(own: House, administrator: Actor) -> None:
    own.person("anst-1", ("medarbetare", "norra"))
    assert [each["subject"] for each in administrator.get("/people").json()] == ["it-3", "anst-1"]


def test_whoever_is_forgotten_is_told_no_more_and_what_they_did_stands(
    own: House, administrator: Actor
) -> None:
    employee = own.person("anst-1", ("medarbetare", "norra"))
    employee.starts("besok", ref="S-1")
    unused = own.person("anst-1", ("medarbetare", "norra"))
    assert administrator.post("/people/forget", {"subject": "anst-1"}).json() == {"done": True}
    assert [each["subject"] for each in administrator.get("/people").json()] == ["it-3"]
    assert unused.get("/me").status_code == 401
    assert own.engine.audit().findings == ()
    assert administrator.post("/people/forget", {"subject": "anst-1"}).status_code == 404


def test_whoever_is_held_is_not_forgotten_and_why_is_told(own: House, administrator: Actor) -> None:
    own.person("anst-1", ("medarbetare", "norra"))
    own.engine.holds.place("person", "anst-1", "Utredning 2026-114.", "it-3")
    answer = administrator.post("/people/forget", {"subject": "anst-1"})
    assert answer.status_code == 409
    assert "Utredning 2026-114." in answer.json()["detail"]
    assert own.engine.people.one("anst-1")


def test_an_administrator_signs_somebody_out_everywhere_and_nobody_else(
    own: House, administrator: Actor
) -> None:
    sessions = own.engine.sessions
    person = Person("anst-1", frozenset({("medarbetare", "norra")}))
    theirs = [sessions.begin(person), sessions.begin(person, provided=Provided(subject="s-1"))]
    other = sessions.begin(Person("anst-2", frozenset()))
    assert administrator.post("/people/sign-out", {"subject": "anst-1"}).json() == {"done": True}
    assert [sessions.find(each) for each in theirs] == [None, None]
    assert sessions.find(other) is not None
    assert administrator.post("/people/sign-out", {"subject": "ingen"}).status_code == 404


def test_somebody_is_written_down_before_they_sign_in_and_written_anew(administrator: Actor) -> None:
    grants = [{"role": "medarbetare", "unit": "norra"}]
    sent = {
        "subject": "anst-7",
        "name": "Åäö",
        "mail": "m7@kommun.example",
        "phone": "070 1740605",
        "grants": grants,
    }
    known = administrator.put("/people", sent).json()
    assert administrator.get(f"/people/{known['number']}").json() == known
    assert (known["name"], known["phone"]) == ("Åäö", "+46701740605")
    assert known["grants"] == [{**grants[0], "given_by": "register", "until": None, "written_by": "it-3"}]
    assert administrator.put("/people", {"subject": "anst-7"}).json()["grants"] == []
    assert [each["subject"] for each in administrator.get("/people?search=ANST").json()] == ["anst-7"]


def test_all_or_nobody_of_many_is_written_down(administrator: Actor) -> None:
    many = [{"subject": "anst-7"}, {"subject": "anst-8", "mail": "a@b.example\nBcc: c@d.example"}]
    refused = administrator.post("/people/import", {"people": many})
    assert refused.status_code == 422
    assert "mejladress" in refused.json()["facts"]["people.1.mail"]
    dry = administrator.post("/people/import", {"people": many[:1], "dry_run": True})
    assert dry.json() == {"added": 1, "changed": 0, "unchanged": 0}
    assert [each["subject"] for each in administrator.get("/people").json()] == ["it-3"]
    assert administrator.post("/people/import", {"people": many[:1]}).json()["added"] == 1
    assert [each["subject"] for each in administrator.get("/people").json()] == ["it-3", "anst-7"]


def test_a_role_that_no_routine_has_is_not_written_down(administrator: Actor) -> None:
    sent = {"subject": "anst-7", "grants": [{"role": "medarbetar", "unit": "norra"}]}
    assert "medarbetare" in administrator.put("/people", sent).json()["facts"]["role"]


def test_people_come_in_pages(own: House, administrator: Actor) -> None:
    for number in range(3):
        own.engine.tokens.add(f"anst-{number}", [("medarbetare", "norra")])
    first = administrator.get("/people?limit=3")
    rest = administrator.get("/" + first.links["next"]["url"])
    assert (len(first.json()), [each["subject"] for each in rest.json()]) == (3, ["anst-2"])


def test_what_waits_to_be_sent_is_told_without_its_text(own: House, administrator: Actor) -> None:
    own.engine.publish([MAILING])
    run = own.person("anst-1", ("medarbetare", "norra")).starts("mejl")
    answer = administrator.get("/deliveries")
    (waiting,) = answer.json()
    assert (waiting["id"], waiting["kind"], waiting["attempts"], waiting["given_up"]) == (
        f"{run.id}-1",
        "mail",
        0,
        False,
    )
    assert "Hej" not in answer.text


@pytest.mark.parametrize("id", ["x-1", "x", "-1", "x-y", "x-9999999999", ""])
def test_what_does_not_wait_can_not_be_sent_again(administrator: Actor, id: str) -> None:
    assert administrator.post("/deliveries/send", {"delivery": id}).status_code in (404, 422)


def test_settings_are_told_without_what_is_secret() -> None:
    with house(smtp_host="mail.example", smtp_from="rutin@example.org", smtp_password="hemligt") as built:
        administrator = built.visitor(built.engine.tokens.add("it-3", (), administers=True))
        answer = administrator.get("/settings")
    told = {each["name"]: each for each in answer.json()["server"]}
    assert told["RUTIN_SMTP_HOST"] == {"name": "RUTIN_SMTP_HOST", "set": True, "value": "mail.example"}
    assert (told["RUTIN_SMTP_PASSWORD"]["set"], told["RUTIN_SMTP_PASSWORD"]["value"]) == (True, None)
    assert (told["RUTIN_WORKER"]["set"], told["RUTIN_WORKER"]["value"]) == (False, "yes")
    assert "hemligt" not in answer.text
    assert told["RUTIN_DATABASE_URL"]["value"] is None
