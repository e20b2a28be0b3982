"""An open page follows what others do: it is told that there is something new, never what, for as long as the session may see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from api.http.guard.limits import LIVE_PER_MINUTE
from api.http.live import answer
from api.http.live.streams import MOST_OF_ONE
from engine.run.instance import Person
from engine.service.people.entry import entry
from tests.api.house import House, house
from tests.api.pages.staff.conftest import Phones
from tests.api.pages.staff.following import following
from tests.api.pages.staff.phone import Phone

_REGION = re.compile(r'<div id="live"[^>]* data-path="([^"]+)" data-seen="([^"]+)" data-page="([^"]+)"')


def followed(phone: Phone) -> tuple[str, str, str]:
    """What the page follows, what it has seen, and where it is asked for anew."""
    found = _REGION.search(phone.response.text)
    assert found is not None
    return found[1], found[2], found[3]


def asked_anew(phone: Phone, page: str, seen: str) -> str:
    """What the page says is new, when it asks for itself."""
    answered = phone.http.get(page, headers={"Rutin-Seen": seen})
    assert answered.status_code == 200
    found = re.search(r'<div id="live"[^>]*>([^<]*)</div>', answered.text)
    assert found is not None
    return found[1]


EMPLOYEE = Person("demo-medarbetare", frozenset({("medarbetare", "demo")}))
MANAGER = Person("demo-chef", frozenset({("chef", "demo")}))
STAFF, BOSS = "Medarbetare i enheten demo", "Chef i enheten demo"


@pytest.fixture
def own_demo() -> Iterator[House]:
    """A demonstration whose clock the test may move, and whose sessions it may end."""
    with house(demo=True) as opened:
        yield opened


def begun(built: House) -> str:
    """A visit of the employee's; its instance."""
    return built.engine.start("besok", EMPLOYEE, "demo", {"ref": "S-1"}).instance


def reads(built: House, instance: str) -> None:
    """The employee takes the first step."""
    built.engine.choose(instance, "forbered", "klart", EMPLOYEE)


def test_the_page_of_a_step_is_told_that_the_case_has_moved_on(phones: Phones, demo: House) -> None:
    instance = begun(demo)
    phone = phones(STAFF)
    phone.opens(f"/instances/{instance}")
    path, seen, page = followed(phone)
    assert page == f"/instances/{instance}/steps/forbered"
    with following(phone, path, seen) as events:
        begun(demo)
        reads(demo, instance)
        assert events.next() == "moved"
        _, seen, page = followed(phone)
    assert asked_anew(phone, page, seen) == "Läget har ändrats."


@pytest.mark.parametrize(("person", "page"), [(STAFF, "/home"), (BOSS, "/unit")])
def test_the_pages_of_what_waits_are_told_of_all_that_moves_on_in_the_unit(
    phones: Phones, demo: House, person: str, page: str
) -> None:
    phone = phones(person)
    phone.opens(page)
    path, seen, anew = followed(phone)
    assert anew == page
    with following(phone, path, seen) as events:
        instance = begun(demo)
        assert events.next() == "moved"
        reads(demo, instance)
        assert events.next() == "moved"


def test_what_has_come_between_the_page_and_its_connection_is_told_at_once(
    phones: Phones, demo: House
) -> None:
    instance = begun(demo)
    phone = phones(STAFF)
    seen = []
    for page in (f"/instances/{instance}", "/home"):
        phone.opens(page)
        seen.append(followed(phone))
    reads(demo, instance)
    for path, before, _ in seen:
        with following(phone, path, before) as events:
            assert events.next() == "moved"


def test_where_events_do_not_come_through_a_page_asks_and_is_told_only_what_is_new(
    phones: Phones, demo: House
) -> None:
    instance = begun(demo)
    phone = phones(STAFF)
    for page in (f"/instances/{instance}", "/home"):
        phone.opens(page)
        path, seen, _ = followed(phone)
        known = {"If-None-Match": f'"{seen}"'}
        assert phone.http.get(path, headers=known).status_code == 304
    reads(demo, instance)
    for page in (f"/instances/{instance}", "/home"):
        path = "/live/work" if page == "/home" else f"/live{page}"
        answered = phone.http.get(path, headers={"If-None-Match": f'"{seen}"'})
        assert answered.status_code == 200
        assert answered.headers["etag"] == f'"{answered.text}"'
        phone.opens(page)
        assert followed(phone)[1] == answered.text


def test_what_a_manager_has_answered_is_told_to_whoever_waits_and_not_to_the_manager(
    phones: Phones, own_demo: House
) -> None:
    instance = begun(own_demo)
    reads(own_demo, instance)
    own_demo.engine.choose(instance, "kolla", "packat", EMPLOYEE, checked=(1, 2))
    own_demo.passes(days=2)
    phone, boss = phones(STAFF, at=own_demo), phones(BOSS, at=own_demo)
    phone.opens(f"/instances/{instance}")
    _, seen, page = followed(phone)
    assert page.endswith("/steps/granska")
    assert asked_anew(phone, page, seen) == ""
    own_demo.engine.choose(instance, "granska", "godkant", MANAGER)
    assert asked_anew(phone, page, seen) == "Chef har svarat: Godkänt"
    assert asked_anew(boss, page, seen) == "Läget har ändrats."
    phone.opens(page)
    assert followed(phone)[2] == f"/instances/{instance}"


def test_a_page_that_asks_for_itself_is_not_told_that_its_step_was_left(phones: Phones, demo: House) -> None:
    instance = begun(demo)
    phone = phones(STAFF)
    phone.opens(f"/instances/{instance}")
    _, seen, page = followed(phone)
    reads(demo, instance)
    anew = phone.http.get(page, headers={"Rutin-Seen": seen}).text
    assert "Kontrollera väskan" in anew
    assert "är inte öppet längre" not in anew
    assert "är inte öppet längre" in phone.opens(page).text


@pytest.mark.parametrize("seen", ["", "x", "-1", "99", "١"])
def test_what_a_page_says_it_has_seen_may_be_anything(phones: Phones, demo: House, seen: str) -> None:
    instance = begun(demo)
    header = {b"Rutin-Seen": seen.encode()}
    answered = phones(STAFF).http.get(f"/instances/{instance}", headers=header)
    assert answered.status_code == 200
    assert "Läget har ändrats.</div>" not in answered.text


def test_a_page_that_asks_for_itself_keeps_no_shared_phone_open(phones: Phones, own_demo: House) -> None:
    instance = begun(own_demo)
    phone = phones(STAFF, at=own_demo)
    phone.opens("/person")
    phone.follows("Lås telefonen med en PIN")
    phone.presses("Lås med den här PIN:en", pin="2580")
    phone.opens(f"/instances/{instance}")
    path, seen, page = followed(phone)
    own_demo.waits(minutes=4)
    assert asked_anew(phone, page, seen) == ""
    assert phone.http.get(path).text == seen
    with following(phone, path, seen):
        own_demo.waits(minutes=2)
    assert phone.http.get(page, headers={"Rutin-Seen": seen}, follow_redirects=False).status_code == 303
    assert phone.opens(page).heading == "Låst: Medarbetare, demo"


def test_a_page_that_asks_for_itself_is_no_further_reading(phones: Phones, own_demo: House) -> None:
    instance = begun(own_demo)
    phone = phones(STAFF, at=own_demo)
    phone.opens(f"/instances/{instance}")
    path, seen, page = followed(phone)
    reads(own_demo, instance)
    with following(phone, path, seen) as events:
        assert events.next() == "moved"
        asked_anew(phone, page, seen)
    own_demo.engine._writer.close()
    assert len(own_demo.engine.records.reads(instance, EMPLOYEE).items) == 1


def test_following_alone_is_no_reading(phones: Phones, own_demo: House) -> None:
    phone = phones(STAFF, at=own_demo)
    instance = begun(own_demo)
    with following(phone, f"/live/instances/{instance}", "1"):
        pass
    own_demo.engine._writer.close()
    assert own_demo.engine.records.reads(instance, EMPLOYEE).items == []


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is looked often whether a page may still be told."""
    monkeypatch.setattr(answer, "BEAT_SECONDS", 0.01)


@pytest.mark.usefixtures("soon")
def test_a_page_is_told_that_it_is_heard_and_to_come_back_after_a_while(
    phones: Phones, demo: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer, "BEATS", (3, 3))
    with following(phones(STAFF), "/live/work") as events:
        told = list(iter(events.next, None))
    assert [each for each in told if each != "moved"] == ["here", "here", "again"]


@pytest.mark.usefixtures("soon")
def test_a_session_that_has_ended_is_told_nothing_more(phones: Phones, own_demo: House) -> None:
    with following(phones(STAFF, at=own_demo), "/live/work") as events:
        own_demo.engine.sessions.end_everywhere(EMPLOYEE.subject)
        assert list(iter(events.next, None))[-1] == "over"
        begun(own_demo)


@pytest.mark.usefixtures("soon")
def test_whoever_may_see_something_else_since_is_told_nothing_more(own_demo: House) -> None:
    engine = own_demo.engine
    engine.people.write([entry("anst-7", grants=[("medarbetare", "demo")])])
    phone = Phone(own_demo.address)
    phone.http.cookies.set("rutin", engine.sessions.begin(Person("anst-7", frozenset())))
    with following(phone, "/live/work") as events:
        engine.people.write([entry("anst-7", grants=[])])
        assert list(iter(events.next, None))[-1] == "over"
    phone.http.close()


def test_pages_of_one_person_are_told_up_to_some_and_are_counted_apart_from_what_people_do() -> None:
    with house(demo=True, requests_per_minute=3) as opened, ExitStack() as open_now:
        phone = Phone(opened.address)
        phone.opens("/")
        phone.presses(STAFF)
        for _ in range(MOST_OF_ONE):
            open_now.enter_context(following(phone, "/live/work"))
        assert f"rutin_streams {MOST_OF_ONE}.0" in phone.http.get("/metrics").text
        more = phone.http.get("/live/work", headers={"Accept": "text/event-stream"})
        assert more.status_code == 429
        assert int(more.headers["retry-after"]) > 0
        assert phone.http.get("/live/work").status_code == 200
        assert phone.opens("/home").heading == "Hem"
        phone.http.close()


def test_pages_ask_by_themselves_so_often_and_no_more() -> None:
    with house(demo=True) as opened:
        phone = Phone(opened.address)
        phone.opens("/")
        phone.presses(STAFF)
        answered = [phone.http.get("/live/work").status_code for _ in range(LIVE_PER_MINUTE + 1)]
        assert answered == [200] * LIVE_PER_MINUTE + [429]
        phone.http.close()


def test_where_no_page_is_to_be_told_all_ask() -> None:
    with house(demo=True, streams=0) as opened:
        phone = Phone(opened.address)
        phone.opens("/")
        phone.presses(STAFF)
        assert phone.http.get("/live/work", headers={"Accept": "text/event-stream"}).status_code == 429
        assert phone.http.get("/live/work").status_code == 200
        phone.http.close()


def test_nobody_from_elsewhere_follows_a_case(phones: Phones, demo: House) -> None:
    instance = begun(demo)
    stranger = phones("Medarbetare i en annan enhet")
    refused = stranger.http.get(f"/live/instances/{instance}", headers={"Accept": "text/event-stream"})
    assert refused.status_code == 403
    assert stranger.http.get("/live/instances/nope").status_code == 404


def test_a_page_with_what_was_typed_and_refused_is_half_filled_in(phones: Phones, demo: House) -> None:
    instance = begun(demo)
    phone = phones(STAFF)
    phone.opens(f"/instances/{instance}/steps/forbered/choices/allt")
    assert "data-typed" not in phone.response.text
    phone.presses("Spara och gå vidare", antal="77")
    assert phone.response.status_code == 422
    assert "data-typed" in phone.response.text


def test_a_server_that_is_told_to_leave_lets_go_of_open_pages_at_once() -> None:
    with ExitStack() as at_work:
        phone = Phone(at_work.enter_context(house(demo=True)).address)
        phone.opens("/")
        phone.presses(STAFF)
        with following(phone, "/live/work") as events:
            at_work.close()
            assert list(iter(events.next, None))[-1] == "again"
        phone.http.close()
