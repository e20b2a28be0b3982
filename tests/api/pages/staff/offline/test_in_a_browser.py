"""Without signal, in a real browser: steps are ticked, sent in order and once, and nobody else reads or sends them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.api.house import House, house
from tests.api.pages.staff.conftest import Windows
from tests.api.relay import Relay, relay
from tests.browser import Window

EMPLOYEE = "Medarbetare i enheten demo"
COLLEAGUE = "Medarbetare 2 i enheten demo"
SECRET = "Provperson Åäö bor här"
ROUTINE = """
routine: fem
version: 1
title: Fem steg
language: sv
roles: {medarbetare: Medarbetare, chef: {title: Chef, manager: yes}}
facts: {vem: {type: text, title: Vem, max: 40}, hur: {type: text, title: Hur gick det, max: 40}}
start: {by: medarbetare, ask: [vem]}
states:
  ett: {title: "Ett hos {vem}", role: medarbetare, text: Ring först., choices: {ett_klart: {label: Ett är gjort, to: tva}}}
  tva:
    title: Två
    role: medarbetare
    checklist: [Nyckel, Telefon]
    choices: {tva_klart: {label: Två är gjort, when: checklist is done, because: Kryssa först., to: tre}}
  tre:
    title: Tre
    role: medarbetare
    choices: {tre_klart: {label: Svara på tre, ask: [hur], to: fyra}, om: {label: Börja om, to: ett}}
  fyra: {title: Fyra, role: medarbetare, choices: {fyra_klart: {label: Fyra är gjort, to: fem}}}
  fem: {title: Fem, role: medarbetare, choices: {fem_klart: {label: Fem är gjort, to: slut}}}
  slut: {end: klart, title: Alla fem är gjorda}
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with that routine. Its clock stands still until the test moves it."""
    routines = tmp_path_factory.mktemp("routines")
    (routines / "fem.yaml").write_text(ROUTINE, encoding="utf-8")
    with house(routines, demo=True) as built:
        yield built


@pytest.fixture
def signal(own: House) -> Iterator[Relay]:
    """What is between the phones and the house."""
    with relay(own.address) as between:
        yield between


def begins(windows: Windows, signal: Relay) -> Window:
    """A phone on which the routine has been opened, ready to be without signal."""
    phone = windows(EMPLOYEE, at=signal.address).does({"ready": True}).opens("/start/fem")
    phone.presses("Starta rutinen", vem=SECRET).does({"ready": True})
    assert phone.heading == f"Ett hos {SECRET}"
    return phone


def comes_back(signal: Relay, own: House) -> None:
    """There is signal again, some time later."""
    own.waits(minutes=5)
    signal.way = "open"


def place(phone: Window) -> str:
    """The address of the instance that the phone shows."""
    return "/".join(phone.path.split("/")[:3])


def times_done(phone: Window, where: str, *labels: str) -> list[int]:
    """How often the history has each."""
    history = phone.opens(f"{where}/history").text
    return [history.count(each) for each in labels]


def looks(phone: Window, name: str) -> Window:
    """At the page as it is: nothing may be wrong with it. `SCREENSHOTS` names a folder for pictures."""
    shots = os.environ.get("SCREENSHOTS")
    if not shots:
        return phone.does({"look": name})
    return phone.does({"look": name}, shots=shots, widths=(320, 390, 1280), schemes=("light", "dark"))


def test_five_steps_without_signal_are_sent_in_order_and_once(
    windows: Windows, signal: Relay, own: House
) -> None:
    phone = begins(windows, signal)
    where = place(phone)
    signal.way = "dead"
    phone.presses("Ett är gjort")
    assert phone.heading == "Två"
    phone.does(
        {"says": "Ingen täckning. 1 väntar."},
        {"tick": True},
        {"press": "Två är gjort", "heading": "Tre"},
        {"again": True, "heading": "Tre"},
    )
    phone.presses("Svara på tre").presses("Spara och gå vidare", hur="Hemligt svar")
    looks(phone.presses("Fyra är gjort").does({"says": "4 väntar."}), "without-signal")
    phone.presses("Fem är gjort")
    assert phone.heading == "Alla fem är gjorda"
    phone.does({"unreadable": [SECRET, "Hemligt", "medarbetare", "Ett hos"], "lie": ["fem", "owner"]})
    assert looks(phone.opens("/unit"), "not-in-the-phone").heading == "Sidan finns inte i telefonen"
    phone.opens("/home").does({"says": "Ingen täckning. 5 väntar."})
    beside = windows(at=signal.address, beside=phone).opens("/home")
    comes_back(signal, own)
    # Two tabs begin to send at once.
    beside.opens("/home")
    phone.opens("/home").does({"ready": True})
    beside.does({"ready": True})
    assert "väntar." not in phone.text
    labels = ("Ett är gjort", "Två är gjort", "Svara på tre", "Fyra är gjort", "Fem är gjort")
    assert times_done(phone, where, *labels) == [1] * 5
    places = [phone.text.index(each) for each in labels]
    assert places in (sorted(places), sorted(places, reverse=True))


def test_what_a_colleague_has_done_meanwhile_needs_help_and_stays_the_owners(
    windows: Windows, signal: Relay, own: House
) -> None:
    phone = begins(windows, signal)
    where = phone.path
    signal.way = "dead"
    phone.presses("Ett är gjort").does({"tick": True}, {"press": "Två är gjort", "heading": "Tre"})
    # The home page is from before the routine was started.
    looks(phone.opens("/home").does({"says": "Det här pågår i telefonen"}), "home-without-signal")
    assert "Du har inget som pågår" not in phone.text
    # The page has asked whether there is signal by itself, and waits before it asks again.
    assert phone.presses("Fem steg: Tre").does({"ready": True}).heading == "Tre"
    comes_back(signal, own)
    windows(EMPLOYEE, at=own.address).opens(where).presses("Ett är gjort")
    looks(phone.opens("/home").does({"says": "Ett steg behöver din hjälp"}), "needs-help")
    assert "Kanske hann en kollega före" in phone.text
    assert "Nu är det: Två" in phone.text
    looks(phone.does({"tap": "Byt person"}, {"says": "2 steg är inte skickade"}), "sign-out")
    phone.does({"press": "Logga ut ändå"})
    other = phone.presses(COLLEAGUE).does({"ready": True})
    other.does({"unreadable": [SECRET, "Två är gjort", "Ett hos", "medarbetare"], "lie": ["owner"]})
    assert "behöver din hjälp" not in other.text
    other.does({"press": "Byt person"})
    phone.presses(EMPLOYEE).does({"says": "Ett steg behöver din hjälp"}, {"tap": "Ta bort trycket"})
    # The next one was done in a step that opened at another time.
    phone.does({"says": "”Två är gjort” i Två"}, {"tap": "Ta bort trycket"}, {"says": "Väntar på dig"})
    assert times_done(phone, "/".join(where.split("/")[:3]), "Ett är gjort", "Två är gjort") == [1, 0]


@pytest.mark.soak
def test_a_tap_whose_answer_is_lost_is_done_once(windows: Windows, signal: Relay, own: House) -> None:
    phone = begins(windows, signal)
    where = place(phone)
    signal.way = "lost"
    phone.presses("Ett är gjort")
    phone.opens("/home")
    comes_back(signal, own)
    phone.opens("/home").does({"ready": True})
    assert "väntar." not in phone.text
    assert times_done(phone, where, "Ett är gjort") == [1]


@pytest.mark.soak
def test_what_answers_for_the_server_takes_nothing(windows: Windows, signal: Relay, own: House) -> None:
    phone = begins(windows, signal)
    where = place(phone)
    signal.way = "dead"
    phone.presses("Ett är gjort")
    signal.way = "portal"
    assert phone.opens("/home").heading == "Welcome to the Wi-Fi"
    signal.way = "dead"
    phone.opens(where).does({"says": "1 väntar."})
    comes_back(signal, own)
    phone.opens("/home").does({"ready": True})
    assert times_done(phone, where, "Ett är gjort") == [1]


@pytest.mark.soak
def test_a_session_that_ends_before_it_is_sent_loses_nothing(
    windows: Windows, signal: Relay, own: House
) -> None:
    phone = begins(windows, signal)
    where = place(phone)
    signal.way = "dead"
    phone.presses("Ett är gjort")
    own.engine.sessions.end_everywhere("demo-medarbetare")
    comes_back(signal, own)
    phone.opens("/home")
    assert "Välj vem du är" in phone.text
    phone.presses(EMPLOYEE).does({"ready": True})
    assert times_done(phone, where, "Ett är gjort") == [1]


@pytest.mark.soak
def test_who_signs_out_with_all_sent_leaves_nothing(windows: Windows, signal: Relay) -> None:
    phone = begins(windows, signal)
    phone.presses("Byt person").does({"unreadable": ["owner", "fem"]})


@pytest.mark.soak
def test_what_can_not_be_done_without_signal_says_so(windows: Windows, signal: Relay) -> None:
    phone = begins(windows, signal).opens("/start/fem")
    signal.way = "dead"
    assert phone.presses("Starta rutinen", vem="x").heading == "Det gick inte att skicka"


@pytest.mark.soak
def test_a_phone_that_is_locked_shows_nothing_until_it_is_opened_with_signal(
    windows: Windows, signal: Relay, own: House
) -> None:
    phone = begins(windows, signal)
    where = place(phone)
    signal.way = "dead"
    phone.presses("Ett är gjort")
    comes_back(signal, own)
    phone.opens("/pin").presses("Lås med den här", pin="274905")
    phone.opens("/person").presses("Lås telefonen nu")
    signal.way = "dead"
    assert phone.opens(where).heading == "Låst tills du har täckning"
    phone.does({"unreadable": [SECRET, "Ett är gjort"]})


@pytest.mark.soak
def test_a_browser_that_keeps_nothing_says_so_and_works_as_without_it(windows: Windows, own: House) -> None:
    phone = windows(at=own.address, bare=True).opens("/").presses(EMPLOYEE)
    phone.does({"says": "Utan täckning fungerar inte i den här webbläsaren."})
    phone.opens("/start/fem").presses("Starta rutinen", vem="x").presses("Ett är gjort")
    assert phone.heading == "Två"
