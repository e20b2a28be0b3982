"""A day of the organisation's own routines fills nobody's mailbox: staff hear of nothing, and a role that is asked hears of each time."""

from __future__ import annotations

from collections import Counter

from engine.service.people.entry import entry
from engine.service.worker.worker import Worker
from tests.api.house import House
from tests.engine.database.office import Post


def test_on_a_day_when_a_phone_fails_only_those_who_mend_it_get_mail(real_house: House) -> None:
    house, post = real_house, Post()
    worker = Worker(house.engine, {"mail": post}, server="https://rutin.example")
    staff = {f"dag-{number}": "medarbetare" for number in range(4)}
    every = {**staff, "dag-chef": "enhetschef", "dag-it": "it_avdelningen"}
    house.engine.people.write(
        [entry(each, mail=f"{each}@kommun.example", grants=[(role, "sodra")]) for each, role in every.items()]
    )
    shifts = [
        house.person(each, ("medarbetare", "sodra")).starts("arbetspass", pass_slut="2026-03-02T23:00:00Z")
        for each in staff
    ]
    for shift in shifts:
        shift.takes("Jag har telefonen", telefon_id="T-07").takes("Jag är inloggad").takes("Jag har läst")
        shift.takes("Starta ett stödpass", besok_ref="S-1")
    house.passes(minutes=20)
    worker.once()
    visits = [shift.child("stodpass") for shift in shifts]
    for visit in visits:
        visit.takes("Jag är framme").takes("Ankomsten är registrerad")
    visits[0].takes("Telefonen krånglar")
    fault = visits[0].child("telefon_fel").takes("Problemet kvarstår", symptom="inget_nat")
    fault.takes("Jag har ringt IT-avdelningen", arendenummer="IT-1").takes(
        "Jag kan arbeta vidare", ersattning="reservtelefon"
    )
    house.passes(minutes=45)
    worker.once()
    assert Counter(each.recipients[0] for each in post.sent) == {"dag-it@kommun.example": 1}
