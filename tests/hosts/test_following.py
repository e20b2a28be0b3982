"""A page that is open in a browser shows what others do on another host, without being loaded again, and loses nothing of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from engine.run.instance import Person
from tests.api.house import House, house
from tests.browser import Browser, Window

EMPLOYEE = Person("demo-medarbetare", frozenset({("medarbetare", "demo")}))
STAFF, BOSS = "Medarbetare i enheten demo", "Chef i enheten demo"

pytestmark = pytest.mark.postgres


@pytest.fixture
def hosts(postgres_url: str) -> Iterator[tuple[House, House]]:
    """Two, each with an engine and a server of its own, on one database."""
    with house(url=postgres_url, demo=True) as here, house(url=postgres_url, demo=True) as there:
        yield here, there


class Windows(ExitStack):
    """Windows of people at hosts. Nothing is wrong in any of them."""

    def __init__(self, browser: Browser) -> None:
        super().__init__()
        self._browser = browser

    def of(self, person: str, at: House, path: str, *before: dict[str, object]) -> Window:
        """Somebody who has opened that."""
        window = self.enter_context(self._browser.window(at.address))
        self.callback(lambda: _all_right(window))
        return window.opens("/").presses(person).does(*before).opens(path)


def _all_right(window: Window) -> None:
    assert window.wrong == []


@pytest.fixture
def windows(browser: Browser) -> Iterator[Windows]:
    with Windows(browser) as given:
        yield given


def begun(at: House) -> str:
    """A visit of the employee's."""
    return at.engine.start("besok", EMPLOYEE, "demo", {"ref": "S-1"}).instance


def waits_for_the_manager(at: House) -> str:
    """A visit that the manager is to review."""
    instance = begun(at)
    at.engine.choose(instance, "forbered", "klart", EMPLOYEE)
    at.engine.choose(instance, "kolla", "packat", EMPLOYEE, checked=(1, 2))
    at.passes(days=2)
    return instance


def test_what_a_manager_answers_on_another_host_stands_on_the_page_of_whoever_waits(
    hosts: tuple[House, House], windows: Windows
) -> None:
    here, there = hosts
    instance = waits_for_the_manager(here)
    staff = windows.of(STAFF, here, f"/instances/{instance}")
    assert staff.heading == "Granska besöket"
    windows.of(BOSS, there, f"/instances/{instance}").presses("Godkänt")
    staff.does({"says": "Chef har svarat: Godkänt"}, {"heading": "Besöket är klart", "look": "answered"})
    assert staff.path == f"/instances/{instance}"
    assert staff.title == "Klart: Besök – Rutin"


def test_what_comes_to_wait_stands_on_the_page_that_is_open_and_the_focus_stays(
    hosts: tuple[House, House], windows: Windows
) -> None:
    here, there = hosts
    waits_for_the_manager(here)
    boss = windows.of(BOSS, there, "/home").does({"focus": "Enheten: det som behöver"})
    desk = windows.of(BOSS, there, "/unit")
    begun(here)
    boss.does({"unfold": "Väntar på andra", "says": "Läs om", "look": "home"})
    desk.does({"says": "Läs om", "look": "unit"})
    assert boss.focus.startswith("Väntar på andra")
    assert "Läget har ändrats." in boss.text


def test_what_is_half_filled_in_stays_until_one_wants_to_see_how_it_is(
    hosts: tuple[House, House], windows: Windows
) -> None:
    here, there = hosts
    instance = begun(here)
    staff = windows.of(STAFF, here, f"/instances/{instance}/steps/forbered/choices/allt")
    staff.does({"type": {"antal": "3"}})
    windows.of(BOSS, there, f"/instances/{instance}").presses("Jag har läst")
    staff.does({"says": "Chef har svarat: Jag har läst", "look": "half-filled"})
    assert ("antal", "3") in staff.filled
    assert staff.heading == "Fyll i allt"
    staff.presses("Visa hur det är nu")
    assert staff.heading == "Kontrollera väskan"


def test_where_a_proxy_gathers_events_the_page_asks_by_itself(
    hosts: tuple[House, House], windows: Windows
) -> None:
    here, there = hosts
    instance = begun(here)
    staff = windows.of(STAFF, here, f"/instances/{instance}", {"deaf": "events"})
    there.engine.choose(instance, "forbered", "klart", EMPLOYEE)
    staff.does({"heading": "Kontrollera väskan"})
    staff.does({"tick": True}).presses("Väskan är packad")
    assert staff.heading == "Vänta på leverans"
