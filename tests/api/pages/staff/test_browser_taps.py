"""Taps that come twice, too late, or from elsewhere, in a real browser: each is counted once, and whoever was too late is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.service.access.sessions import LONGEST
from tests.api.house import House, house
from tests.api.pages.staff.conftest import Windows
from tests.browser import Window

EMPLOYEE = "Medarbetare i enheten demo"
TOO_LATE = "så det du tryckte räknades inte"
HEARS_NOTHING = ({"deaf": "all"}, {"again": True})
"""From here on the page is not told what others do: it shows what was when it was loaded."""


@pytest.fixture
def phone(windows: Windows) -> Window:
    """Somebody who has begun a visit."""
    return begins(windows(EMPLOYEE))


@pytest.fixture
def night() -> Iterator[House]:
    """A house of the test's own, whose clock it moves."""
    with house(demo=True) as built:
        yield built


def begins(phone: Window) -> Window:
    phone.opens("/start/besok").presses("Starta rutinen", ref="S-101")
    assert phone.heading == "Läs om S-101"
    return phone


def times_done(phone: Window, label: str) -> int:
    """How often the history of the visit has it."""
    return phone.presses("Historik").text.count(label)


def test_a_double_tap_starts_one_and_answers_once(windows: Windows, night: House) -> None:
    phone = windows(EMPLOYEE, at=night.address).opens("/start/besok")
    phone.does({"type": {"ref": "S-2"}, "twice": "Starta rutinen", "heading": "Läs om S-2"})
    assert [task["step"] for task in night.visitor("demo-medarbetare").tasks()] == ["Läs om [Referens]"]
    phone.does({"twice": "Jag har läst", "heading": "Kontrollera väskan"})
    assert times_done(phone, "Jag har läst") == 1


def test_who_goes_back_after_an_answer_sees_where_the_routine_is(phone: Window) -> None:
    phone.presses("Fyll i allt").does(
        {"type": {"antal": "3"}, "choose": ["ja-yes", "orsak-borta", "insatser-stad"]}
    )
    question = phone.presses("Spara och gå vidare")
    assert question.heading == "Kontrollera väskan"
    phone.does({"back": True, "heading": "Kontrollera väskan"})
    assert "är inte öppet längre. Här är rutinen nu." in phone.text
    assert times_done(phone, "Fyll i allt") == 1


def test_a_second_tab_that_answers_a_step_already_left_is_told_and_counts_nothing(
    phone: Window, windows: Windows
) -> None:
    phone.does(*HEARS_NOTHING)
    other = windows(beside=phone).opens(phone.path)
    phone.presses("Jag har läst")
    other.presses("Jag har läst")
    assert TOO_LATE in other.text
    assert other.heading == "Kontrollera väskan"
    assert times_done(other, "Jag har läst") == 1


def test_two_phones_that_answer_the_same_step_are_one_answer(phone: Window, windows: Windows) -> None:
    phone.does(*HEARS_NOTHING)
    other = windows(EMPLOYEE).opens(phone.path)
    other.presses("Jag har läst")
    phone.presses("Jag har läst")
    assert TOO_LATE in phone.text
    assert times_done(phone, "Jag har läst") == 1


def test_a_page_loaded_again_after_a_tap_does_nothing_again(phone: Window) -> None:
    phone.does({"tick": True}, {"press": "Jag har läst"}, {"press": "Väskan är packad"}, {"again": True})
    assert phone.heading == "Kontrollera väskan"
    assert times_done(phone, "Väskan är packad") == 0


def test_a_form_from_yesterday_is_shown_as_it_was_filled_in_and_counts_when_it_is_sent(
    windows: Windows, night: House
) -> None:
    phone = begins(windows(EMPLOYEE, at=night.address))
    phone.presses("Fyll i allt").does({"type": {"antal": "3"}, "choose": ["ja-yes"]})
    night.waits(seconds=LONGEST.total_seconds())
    phone.presses("Spara och gå vidare")
    assert "Välj vem du är" in phone.text
    phone.presses(EMPLOYEE)
    assert phone.heading == "Det som du hade fyllt i finns kvar"
    phone.presses("Visa det som jag fyllde i")
    assert phone.heading == "Fyll i allt"
    assert ("antal", "3") in phone.filled


def test_a_form_from_yesterday_of_a_step_that_a_colleague_has_left_is_told_so(
    windows: Windows, night: House
) -> None:
    phone = begins(windows(EMPLOYEE, at=night.address)).does(*HEARS_NOTHING)
    night.waits(seconds=LONGEST.total_seconds())
    windows(EMPLOYEE, at=night.address).opens(phone.path).presses("Jag har läst")
    windows(beside=phone, at=night.address).opens("/").presses(EMPLOYEE)
    phone.presses("Jag har läst")
    assert TOO_LATE in phone.text
    assert phone.heading == "Kontrollera väskan"


def test_a_routine_that_is_no_more_says_so_with_a_way_home(windows: Windows) -> None:
    phone = windows(EMPLOYEE).opens("/start/avskaffad")
    assert "avskaffad" in phone.text
    assert phone.presses("Hem").heading == "Hem"


def test_a_visit_without_a_script(windows: Windows) -> None:
    phone = begins(windows(EMPLOYEE, script=False))
    phone.presses("Jag har läst").does({"tick": True}, {"press": "Väskan är packad"})
    assert phone.heading == "Vänta på leverans"


def test_a_visit_by_the_keyboard_alone(windows: Windows, night: House) -> None:
    phone = windows(at=night.address).opens("/")
    phone.does({"reach": EMPLOYEE, "heading": "Hem"}, {"reach": "Besök", "heading": "Besök"})
    phone.does({"reach": "Referens"}, {"write": "S-9"}, {"reach": "Starta rutinen", "heading": "Läs om S-9"})
    phone.does({"reach": "Jag har läst", "heading": "Kontrollera väskan"})
    phone.does({"reach": "Nyckel"}, {"reach": "Telefon"}, {"reach": "Väskan är packad"})
    assert phone.heading == "Vänta på leverans"


def test_who_goes_back_to_what_was_refused_sees_the_step_with_what_was_typed(phone: Window) -> None:
    phone.presses("Jag har läst").does({"choose": ["item-2"]}, {"press": "Väskan är packad"})
    assert "Det här är kvar" in phone.text
    phone.does({"press": "Hjälp", "heading": "Hjälp"}, {"back": True, "heading": "Kontrollera väskan"})
    assert ("checked", "2") in phone.filled


def test_who_goes_back_to_a_start_that_was_refused_sees_it(windows: Windows) -> None:
    phone = windows(EMPLOYEE).opens("/start/besok").presses("Starta rutinen", ref="x" * 30)
    assert "Det här behöver rättas" in phone.text
    phone.does({"press": "Hjälp", "heading": "Hjälp"}, {"back": True, "heading": "Besök"})


def test_who_goes_back_to_where_a_code_was_refused_sees_it(windows: Windows) -> None:
    phone = windows().opens("/enter").presses("Kom in", code="K7RM 4QXD")
    assert "Koden gäller inte" in phone.text
    phone.does({"press": "Hjälp", "heading": "Hjälp"}, {"back": True, "heading": "Kom in med en kod"})
