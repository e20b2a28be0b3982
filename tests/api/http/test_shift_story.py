"""A whole shift, over HTTP alone, against a real server: two visits, one of them missed, a phone that fails
in the middle, and the end of the shift."""

from __future__ import annotations

from tests.api.acting import Actor
from tests.api.house import House


def test_a_shift_with_two_visits_and_a_phone_that_fails(real_house: House) -> None:
    house = real_house
    employee: Actor = house.person("anst-1", ("medarbetare", "norra"))
    manager: Actor = house.person("chef-1", ("enhetschef", "norra"))
    it: Actor = house.person("it-1", ("it_avdelningen", "norra"))

    # The shift begins: the phone is fetched, the employee signs in and reads the plan.
    shift = employee.starts("arbetspass", pass_slut="2026-03-02T16:00:00Z")
    assert shift.doing == ["Hämta arbetstelefonen"]
    shift.takes("Jag har telefonen", telefon_id="T-07")
    assert shift.doing == ["Logga in på LMO applikationen"]
    shift.takes("Jag är inloggad")
    shift.takes("Jag har läst")
    assert shift.doing == ["Använd arbetstelefonen under hela arbetspasset"]

    # The first visit takes place.
    shift.takes("Starta ett stödpass", besok_ref="S-101")
    visit = shift.child("stodpass")
    assert visit.doing == ["Åk till stödpasset"]
    visit.takes("Jag är framme")
    visit.takes("Ankomsten är registrerad")

    # The shift can't end while the visit is open, and it says why.
    ending = shift.look().offers("Avsluta passet")
    assert not ending["allowed"]
    assert ending["because"] == "Det går inte ännu: Ett stödpass är fortfarande öppet. Gör klart det först."
    refused = shift.tries("Avsluta passet")
    assert refused.status_code == 409
    assert refused.json()["type"] == "/problems/condition-not-met"
    assert refused.json()["because"] == "Ett stödpass är fortfarande öppet. Gör klart det först."

    # In the middle of it the phone fails. The employee tries everything; IT is called.
    visit.takes("Telefonen krånglar")
    fault = visit.child("telefon_fel")
    assert fault.doing == ["Felsök telefonen"]
    too_early = fault.tries("Problemet kvarstår", checked=[1, 2], symptom="inget_nat")
    assert too_early.json()["because"].startswith("Någon punkt är inte prövad.")
    fault.takes("Problemet kvarstår", symptom="inget_nat")
    assert fault.view["steps"][0]["contacts"][0]["phone"] == "08-530 610 10"
    fault.takes("Jag har ringt IT-avdelningen", arendenummer="IT-4711")
    fault.takes("Jag kan arbeta vidare", ersattning="reservtelefon")

    # The visit goes on with the spare phone, and is documented.
    house.passes(hours=1, minutes=15)
    visit.look().takes("Insatserna är utförda")
    visit.takes("Insatser och tid är registrerade", insatser=["samtal", "inkop"])
    visit.takes("Jag har dokumenterat")
    assert visit.ended == "genomfort"

    # A wrong tap on the way to the second visit is taken back.
    shift.look().takes("Starta ett stödpass", besok_ref="S-102")
    missed = shift.child("stodpass")
    missed.takes("Jag är framme")
    assert missed.view["undo"]["label"] == "Jag är framme"
    undone = employee.post(f"{missed.path}/undo")
    assert undone.status_code == 200, undone.text
    assert missed.look().doing == ["Åk till stödpasset"]

    # The second visit does not take place; it is documented all the same.
    missed.takes("Stödpasset blir inte av", orsak="avbokat", meddelat_av="anhorig")
    assert missed.doing == ["Dokumentera det uteblivna stödpasset"]
    missed.takes("Jag har dokumenterat")
    assert missed.ended == "uteblivet"

    # IT solves the fault, from its own worklist.
    waiting = [task for task in it.tasks() if task["routine"] == "telefon_fel"]
    assert [task["step"] for task in waiting] == ["Vänta på svar från IT-avdelningen"]
    it.follows(waiting[0]["instance"]).takes("Telefonen fungerar igen")
    assert fault.look().ended == "lost"

    # Half an hour after the planned end the employee is reminded, an hour after it the manager is told.
    house.passes(hours=9)  # now an hour and more after 16.00
    reminders = [notice["text"] for notice in employee.get("/notices").json()]
    assert "Passet skulle ha slutat för en halvtimme sedan. Avsluta passet." in reminders
    told = [notice["text"] for notice in manager.get("/notices").json()]
    assert "Ett arbetspass är inte avslutat en timme efter planerat slut." in told

    # The shift ends: everything is checked, handed over, and the phone stands in its place.
    shift.look().takes("Avsluta passet")
    unticked = shift.tries("Allt är dokumenterat", checked=[1, 2])
    assert unticked.status_code == 409
    shift.takes("Allt är dokumenterat")
    shift.takes("Jag har lämnat över")
    shift.takes("Jag har loggat ut")
    shift.takes("Telefonen står på sin plats")
    assert shift.ended == "avslutat"
    assert employee.tasks() == []

    # Afterwards a time is corrected, with a reason, and the history tells all of it.
    corrected = employee.post(
        f"{visit.path}/corrections",
        {"facts": {"ankomst": "2026-03-02T08:05:00+01:00"}, "reason": "Jag tryckte för sent."},
    )
    assert corrected.status_code == 200, corrected.text
    told = employee.get(f"{shift.path}/history").json()
    taken = [each["label"] for entry in told for each in entry["happened"] if each["kind"] == "chosen"]
    assert taken == [
        "Jag har telefonen",
        "Jag är inloggad",
        "Jag har läst",
        "Starta ett stödpass",
        "Starta ett stödpass",
        "Avsluta passet",
        "Allt är dokumenterat",
        "Jag har lämnat över",
        "Jag har loggat ut",
        "Telefonen står på sin plats",
    ]
    assert house.engine.audit().findings == ()
