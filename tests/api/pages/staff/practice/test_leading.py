"""A practice as it goes: a group comes in, a drill is started, the clock is moved, and it is told how it went."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.house import REAL_ROUTINES, house
from tests.api.pages.staff.phone import Phone
from tests.api.practising import Practice, practice_server


@pytest.fixture(scope="module")
def served() -> Iterator[Practice]:
    """A practice with the organisation's own routines."""
    with practice_server(REAL_ROUTINES) as built:
        yield built


_PHONES: list[Phone] = []


@pytest.fixture(autouse=True)
def hung_up() -> Iterator[None]:
    """Every phone of a test is put away after it."""
    yield
    while _PHONES:
        _PHONES.pop().http.close()


def phone_at(address: str) -> Phone:
    """Somebody's phone at a server."""
    _PHONES.append(Phone(address))
    return _PHONES[-1]


def leads(served: Practice) -> tuple[Phone, str]:
    """A trainer with a new group, and the group's code."""
    trainer = phone_at(served.address)
    trainer.opens("/")
    trainer.presses("Jag leder övningen")
    trainer.presses("Börja med en ny grupp")
    return trainer, trainer.page.heading.split()[-1]


def comes(served: Practice, code: str, role: str) -> Phone:
    """Somebody who comes in to the group as the role."""
    phone = phone_at(served.address)
    phone.opens(f"/practice/join?code={code.lower()}")
    phone.presses(role)
    return phone


def test_a_group_practises_a_drill_with_a_moved_clock(served: Practice) -> None:
    trainer, code = leads(served)
    phone, colleague = comes(served, code, "Medarbetare"), comes(served, code, "Medarbetare")
    trainer.opens(f"/practice/groups/{code}/drills/ej_antraffbar")
    drill = next(each for each in trainer.page.buttons if each.startswith("Fel dag i planeringen"))
    trainer.presses(drill)
    phone.opens("/home")
    assert "Kontrollera uppgifterna om stödpasset" in phone.page.text
    colleague.opens("/home")
    assert "Väntar på andra (1)" in " ".join(colleague.page.text.split())
    trainer.presses("Fram till nästa påminnelse eller gräns")
    assert "Det här hände av sig självt: 1 sak." in " ".join(trainer.page.text.split())
    phone.opens("/home")
    assert "Stämmer tid och adress?" in phone.page.text
    served.worker.once()
    trainer.opens("/practice")
    assert "ÖVNING: Påminnelse: Kontrollera uppgifterna om stödpasset" in trainer.page.text
    trainer.presses("Fram till i morgon bitti klockan 7")
    phone.opens("/home")
    assert phone.page.heading == "Hem", "who practises is not signed out by a clock that is moved"
    trainer.opens(f"/practice/groups/{code}")
    trainer.opens(trainer.page.links["Hur det har gått"])
    told = " ".join(trainer.page.text.split())
    assert "Inte än." in told
    assert "valet ”Uppgifterna stämmer”" in told


def test_each_page_is_marked_and_none_calls_anybody(served: Practice) -> None:
    _, code = leads(served)
    phone = comes(served, code, "Medarbetare")
    for path in ("/home", "/", "/help", "/routines/ej_antraffbar", "/person", "/practice/join"):
        phone.opens(path)
        assert "<title>ÖVNING. " in phone.response.text, path
        assert "Inget här är på riktigt." in phone.page.text, path
        assert "tel:" not in phone.response.text, path
        assert "manifest" not in phone.response.text, path


def test_the_trainers_pages_are_the_trainers_alone(served: Practice) -> None:
    _, code = leads(served)
    phone, nobody = comes(served, code, "Enhetschef"), phone_at(served.address)
    for path in ("/practice", f"/practice/groups/{code}", f"/practice/groups/{code}/drills/losenord"):
        phone.opens(path)
        assert phone.response.status_code == 403, path
        nobody.opens(path)
        assert nobody.page.path == "/" or "Led en övning" in nobody.page.text
    for path in ("/practice/clock", "/practice/groups", f"/practice/groups/{code}/start"):
        answer = phone.http.post(path, data={"to": "hour"}, headers={"Origin": served.address})
        assert answer.status_code == 403, path


def test_a_code_that_is_wrong_lets_nobody_in(served: Practice) -> None:
    phone = phone_at(served.address)
    phone.opens("/practice/join?code=AAAAAA")
    assert phone.response.status_code == 422
    assert "Det finns ingen grupp med den koden." in phone.page.text


def test_a_link_of_practice_says_so_at_work() -> None:
    with house(demo=True) as at_work:
        phone = phone_at(at_work.address)
        phone.opens("/practice/groups/ABCDEF")
        assert phone.response.status_code == 404
        assert "Den här länken hör till en övning" in phone.page.text
        phone.opens("/")
        phone.presses("Medarbetare i enheten demo")
        phone.opens("/instances/ovning-0123")
        assert "Den här länken hör till en övning" in phone.page.text
