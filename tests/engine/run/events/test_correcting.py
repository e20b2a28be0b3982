"""Who has decided something by a value that is corrected."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.model.routine import Routine
from engine.run.commands import Correct, TakeBack
from engine.run.events.correcting import deciders
from engine.run.instance import Person
from engine.run.outcome import Notice
from engine.scenarios.player import ROOT, UNIT
from tests.engine.run.acting import MANAGER, OFFICE, WORKER, Tale, compiled, routine

STATES = """
    ange: {title: Ange, role: medarbetare, ask: [belopp, namn]}
    stort: {title: Stort, choose: [{when: belopp > 10, to: attest}, {else: bestall}]}
    attest:
      title: Attestera
      role: administrator
      choices: {ja: {label: Ja, to: bestall, undo: 10 min}, om: {label: Om, to: ange}}
    bestall:
      title: Beställ
      role: medarbetare
      choices:
        litet: {label: Litet, when: belopp < 99, because: För stort., to: sist}
        utan: {label: Utan, to: sist}
    sist: {title: Sist, role: medarbetare}
    klart: {end: klart}
"""
FACTS = "facts: {belopp: {type: number, title: Belopp}, namn: {type: text, title: Namn}}"
PROV = routine(STATES, more=FACTS)


def tale(amount: int = 50) -> Tale:
    return Tale(PROV).takes("klar", belopp=amount, namn="A")


def decided(of: Tale, by: Person = WORKER, what: Routine = PROV, **facts: object) -> list[str]:
    """Whom a correction of the facts has to do with."""
    command = Correct(at=of.now, by=by, instance=ROOT, facts=facts or {"belopp": 7}, reason="Fel")
    history = ((entry.command.by, entry.happened) for entry in of.entries())
    return list(deciders(what, command, UNIT, history))


def test_who_took_a_choice_in_the_step_that_the_gateway_led_to_has() -> None:
    assert decided(tale().takes("ja", by=OFFICE)) == ["a1"]


def test_who_took_a_choice_whose_condition_reads_it_has() -> None:
    of = tale(5).takes("litet")
    assert decided(of, by=MANAGER) == ["m1"]


SIX = [f"tal_{number}" for number in range(1, 7)]


def test_those_who_decided_by_several_are_told_fact_by_fact() -> None:
    choices = ", ".join(
        f"av_{fact}: {{label: Av {fact}, when: {fact} > 1, because: För litet., to: gor}}" for fact in SIX
    )
    states = f"""
        ange: {{title: Ange, role: medarbetare, ask: [{", ".join(SIX)}]}}
        gor: {{title: Gör, role: administrator, choices: {{{choices}, klar: {{label: Klar, to: klart}}}}}}
        klart: {{end: klart}}
    """
    facts = "facts: {" + ", ".join(f"{fact}: {{type: number, title: {fact}}}" for fact in SIX) + "}"
    by_six = routine(states, more=facts)
    of = Tale(by_six).takes("klar", **dict.fromkeys(SIX, 2))
    for fact in reversed(SIX):
        of.takes(f"av_{fact}", by=Person(f"efter_{fact}", OFFICE.grants))
    correction: dict[str, Any] = dict.fromkeys(SIX, 3)
    assert decided(of, what=by_six, **correction) == [f"efter_{fact}" for fact in SIX]


def test_who_took_another_choice_in_another_step_has_not() -> None:
    assert decided(tale().takes("ja", by=OFFICE).takes("utan", "klar"), by=MANAGER) == ["a1"]


def test_who_filled_in_something_else_since_has_all_the_same() -> None:
    of = tale().takes("ja", by=OFFICE)
    of.asks(Correct, MANAGER, facts={"namn": "B"}, reason="Fel")
    assert decided(of, by=MANAGER) == ["a1"]


def test_who_took_a_choice_in_a_step_that_another_gateway_led_to_has_not() -> None:
    by_name = routine(STATES.replace("when: belopp > 10", "when: namn is set"), more=FACTS)
    of = Tale(by_name).takes("klar", belopp=5, namn="A").takes("ja", by=OFFICE)
    assert decided(of, what=by_name) == []


def test_who_chose_in_another_instance_of_the_case_has_not() -> None:
    beside = routine(STATES, more=FACTS + "\nanytime: {fler: {label: Fler, start: prov2}}")
    same = routine(STATES.replace("Attestera", "Godkänn"), id="prov2", more=FACTS)
    of = Tale(beside, same).takes("fler").takes("klar", belopp=5, namn="A")
    other = of.child("prov2").id
    of.takes("klar", of=other, belopp=50, namn="A").takes("ja", by=OFFICE, of=other)
    assert decided(of, what=beside) == []


TWO_LANGUAGES = """\
routine: tva
version: 1
title: {sv: Två, en: Two}
language: [sv, en]
roles: {chef: {title: {sv: Chefen, en: The manager}, manager: yes}}
facts: {belopp: {type: number, title: {sv: Belopp, en: Amount}}}
start: chef
states:
  ange: {title: {sv: Ange, en: Fill in}, role: chef, ask: belopp}
  stort: {title: {sv: Stort, en: Large}, choose: [{when: belopp > 10, to: klart}, {else: litet}]}
  litet: {title: {sv: Litet, en: Small}, role: chef}
  klart: {end: klart, title: {sv: Klart, en: Done}}
"""


def test_who_has_is_told_in_the_routines_first_language() -> None:
    of = Tale(compiled(TWO_LANGUAGES, "tva"), by=MANAGER).takes("klar", by=MANAGER, belopp=1)
    command = Correct(
        at=of.now, by=MANAGER, instance=ROOT, facts={"belopp": 2}, reason="Fel", deciders=("m1",)
    )
    assert of.do(command) is None
    assert of.told()[-1].startswith(
        "Du har gjort ett val som hänger på en uppgift som nu är rättad: ”Belopp”."
    )


def test_who_skipped_the_step_that_the_gateway_led_to_has_too() -> None:
    skipped = routine(
        STATES.replace("      role: administrator\n", "      role: administrator\n      skip: ask\n"),
        more=FACTS,
    )
    of = Tale(skipped).takes("klar", belopp=50, namn="A").takes("skip", by=OFFICE, reason="Brådskar")
    assert decided(of, what=skipped) == ["a1"]


def test_what_was_done_on_behalf_is_no_value_of_a_fact_with_such_a_name() -> None:
    named = routine(STATES.replace("belopp", "on_behalf"), more=FACTS.replace("belopp", "on_behalf"))
    of = Tale(named).takes("klar", on_behalf=5, namn="A").takes("litet", by=MANAGER)
    assert of.last("chosen").detail == {"on_behalf": "m1"}
    assert decided(of, by=Person("c2", MANAGER.grants), what=named, on_behalf=7) == ["c1"]


def test_who_corrects_is_not_told() -> None:
    assert decided(tale().takes("ja", by=OFFICE), by=OFFICE) == []


def test_what_was_decided_by_another_value_is_not_told_again() -> None:
    of = tale().takes("om", by=OFFICE).takes("klar", belopp=5, namn="A")
    assert decided(of) == []


def test_what_is_taken_back_never_happened() -> None:
    of = tale().takes("ja", by=OFFICE)
    of.asks(TakeBack, OFFICE)
    assert decided(of) == []


def test_a_fact_that_decides_nothing_has_to_do_with_nobody() -> None:
    assert decided(tale().takes("ja", by=OFFICE), namn="B") == []


def test_a_manager_who_decided_is_told_as_a_manager_where_those_are() -> None:
    of = tale(5).takes("litet", by=MANAGER)
    assert decided(of, by=WORKER) == []
    assert decided(of, by=Person("c2", MANAGER.grants)) == ["c1"]


def test_who_has_is_told_once_of_all_that_was_corrected() -> None:
    of = tale(5).takes("litet")
    correction = replace(
        Correct(at=of.now, by=MANAGER, instance=ROOT, facts={"belopp": 7, "namn": "B"}, reason="Fel"),
        deciders=("m1",),
    )
    assert of.do(correction) is None
    (notice,) = (each for each in of.sent if isinstance(each, Notice))
    assert (notice.subject, notice.roles, notice.visit) == ("m1", (), None)
    assert notice.text == (
        "Du har gjort ett val som hänger på en uppgift som nu är rättad: ”Belopp”. Se efter om valet ändå är rätt."
    )


def test_a_correction_after_the_end_leaves_when_it_ended() -> None:
    of = tale(5).takes("litet", "klar")
    ended = of.root.ended_at
    assert of.waits(hours=1).asks(Correct, MANAGER, facts={"namn": "B"}, reason="Fel") is None
    assert (of.root.ended_at, of.root.facts["namn"]) == (ended, "B")
