"""Every value enters by one door: the fact that receives it reads it, whoever or whatever brings it."""

from __future__ import annotations

from typing import Any

import pytest

from engine.errors.step import Incident
from engine.errors.value import FactsWrong
from engine.model.routine import Routine
from engine.run.commands import Correct
from tests.engine.run.acting import MANAGER, WORKER, Tale, routine

FILLED = """
    fyll: {title: Fyll i uppgifterna, role: medarbetare, ask: [n, {fact: orsak, required: no}]}
    val: {choose: [{when: orsak == sjukhus, to: sjukhus}, {else: klart}]}
    sjukhus: {title: Ring sjukhuset, role: medarbetare, choices: {om: {label: Gör om, to: fyll}}}
    klart: {end: klart}
"""
FACTS = """
facts:
  n: {type: text, title: N}
  orsak: {type: choice, title: Orsak, options: [sjukhus, avbokat]}
"""


@pytest.fixture
def filled() -> Tale:
    """A form that was filled in once, and is shown again."""
    return Tale(routine(FILLED, more=FACTS)).takes("klar", n="a", orsak="sjukhus").takes("om")


@pytest.mark.parametrize("nothing", [{}, {"orsak": None}, {"orsak": ""}, {"orsak": "  "}])
def test_what_is_left_empty_has_no_value(filled: Tale, nothing: dict[str, Any]) -> None:
    filled.takes("klar", n="b", **nothing)
    assert filled.root.facts == {"n": "b"}
    assert filled.root.outcome == "klart"
    assert filled.last("asked").detail == {"n": "b", "orsak": None}


def test_a_form_shows_what_it_holds_so_that_it_can_be_sent_again(filled: Tale) -> None:
    shown = {ask["fact"]: ask["value"] for ask in filled.choice("klar")["ask"]}
    assert shown == {"n": "a", "orsak": "sjukhus"}
    filled.takes("klar", **shown)
    assert filled.here() == {"sjukhus"}


def test_a_required_fact_that_is_left_empty_is_asked_for_again(filled: Tale) -> None:
    refusal = filled.tries("klar", n=None, orsak="avbokat")
    assert isinstance(refusal, FactsWrong)
    assert refusal.problems["n"][0] == "”N” saknas. Fyll i det."
    assert filled.root.facts == {"n": "a", "orsak": "sjukhus"}


def test_what_has_no_value_and_gets_none_is_not_told() -> None:
    tale = Tale(routine(FILLED, more=FACTS)).takes("klar", n="a")
    assert tale.last("asked").detail == {"n": "a"}


WAITING = """
    vanta: {title: Vänta, wait: svar, ask: {fact: orsak, required: no}}
    ring: {title: Ring, role: medarbetare, choices: {om: {label: Vänta igen, to: vanta}, k: {label: Klar, to: klart}}}
    klart: {end: klart}
"""


def test_a_message_that_brings_nothing_for_a_fact_takes_its_value_away() -> None:
    tale = Tale(routine(WAITING, more=FACTS))
    assert tale.receive("svar", {"orsak": "sjukhus"}) is None
    assert tale.takes("om").receive("svar", {"orsak": None}) is None
    assert tale.root.facts == {}


CALLING = """
    borja: {title: Börja, role: medarbetare, ask: [{fact: antal, required: no}]}
    hjalp: {title: Få hjälp, call: barn, with: {x: antal}, take: {svar: y}}
    val: {choose: [{when: svar > 3, to: stort}, {else: igen}]}
    stort: {title: Fortsätt, role: medarbetare, choices: {om: {label: Gör om, to: borja}}}
    igen: {title: Prova igen, role: medarbetare, choices: {om: {label: Gör om, to: borja}}}
    klart: {end: klart}
"""
NUMBERS = "facts: {antal: {type: number, title: Antal}, svar: {type: number, title: Svar, max: 10}}"
CALLED = """
    svara: {title: Svara, role: medarbetare, ask: [{fact: y, required: no}]}
    klart: {end: klart}
"""


def called(x: str = "number", y: str = "number", start: str = "medarbetare") -> Routine:
    """The called routine, with facts of these types."""
    return routine(CALLED, id="barn", start=start, more=f"facts: {{x: {x}, y: {y}}}")


def test_taking_up_a_fact_that_has_no_value_takes_the_value_away() -> None:
    tale = Tale(routine(CALLING, more=NUMBERS), called()).takes("klar", antal=1)
    tale.takes("klar", of=tale.child("barn").id, y=5)
    assert tale.root.facts["svar"] == 5
    tale.takes("om").takes("klar", antal=1)
    tale.takes("klar", of=tale.child("barn").id)
    assert tale.here() == {"igen"}
    assert "svar" not in tale.root.facts


@pytest.mark.parametrize(
    ("y", "answer"), [("text", "12"), ("number", 999), ("{type: choices, options: [a, b]}", ["a"])]
)
def test_what_the_called_ends_with_and_does_not_fit_stands_at_the_call(y: str, answer: Any) -> None:
    tale = Tale(routine(CALLING, more=NUMBERS), called(y=y)).takes("klar", antal=1)
    child = tale.child("barn").id
    tale.takes("klar", of=child, y=answer)
    assert tale.case.instances[child].status == "ended"
    assert tale.here() == {"hjalp"}
    assert "svar" not in tale.root.facts
    assert tale.view()["steps"][0]["incident"] == (
        "”Rutinen barn” slutade med värden som inte passar här: Svar. Säg till enhetens chef."
    )
    assert tale.view(language="en")["steps"][0]["incident"] == (
        "“Rutinen barn” ended with values that do not fit here: Svar. Tell the unit's manager."
    )


@pytest.mark.parametrize(
    ("x", "why"),
    [
        ("{type: number, max: 10}", "must be at most 10"),
        ("text", "must be a text"),
        ("moment", "must be a moment"),
    ],
)
def test_what_is_handed_down_is_read_by_the_fact_that_receives_it(x: str, why: str) -> None:
    tale = Tale(routine(CALLING, more=NUMBERS), called(x=x))
    with pytest.raises(Incident, match=f"“barn” can't start: .*“X” {why}"):
        tale.takes("klar", antal=500)
    assert tale.here() == {"borja"}


def test_a_fact_that_the_called_does_not_have_is_told_and_not_dropped() -> None:
    renamed = routine(CALLED.replace("y", "z"), id="barn", more="facts: {z: number}")
    with pytest.raises(Incident, match="has no fact called “x”"):
        Tale(routine(CALLING, more=NUMBERS), renamed).takes("klar", antal=1)


SUMS = """
    rakna:
      title: Räkna
      role: medarbetare
      choices: {fler: {label: Fler, ask: [svar], set: {svar: svar + 5}, to: rakna}, slut: {label: Slut, to: klart}}
    klart: {end: klart}
"""


def test_what_is_worked_out_is_read_by_its_fact() -> None:
    tale = Tale(routine(SUMS, more=NUMBERS))
    refusal = tale.tries("fler", svar=8)
    assert isinstance(refusal, FactsWrong)
    assert refusal.problems["svar"][0] == "”Svar” ska vara högst 10."
    assert tale.root.facts == {}


@pytest.mark.parametrize("value", [11, "fem", [1]])
def test_a_correction_is_read_by_its_fact(value: Any) -> None:
    tale = Tale(routine(SUMS, more=NUMBERS))
    assert isinstance(tale.asks(Correct, MANAGER, facts={"svar": value}, reason="Fel"), FactsWrong)


def test_what_is_given_at_the_start_is_read_by_its_fact() -> None:
    asking = routine(
        "    a: {title: Gå, role: medarbetare}\n    klart: {end: klart}\n",
        start="{by: medarbetare, ask: [svar]}",
        more=NUMBERS,
    )
    with pytest.raises(AssertionError, match="“Svar” must be at most 10"):
        Tale(asking, by=WORKER, svar=11)


SUMMED = """
    ett: {title: Räkna, role: medarbetare, ask: [a, b]}
    tva: {title: Summera, role: medarbetare, choices: {ok: {label: Summera, set: {s: a + b}}}}
    tre:
      title: Jämför
      role: medarbetare
      choices: {ok: {label: Stämmer, when: s <= 0.3}, om: {to: ett}, minska: {label: Minska, set: {s: s - a - b}, to: tre}}
    klart: {end: klart}
"""
DECIMALS = "facts: {a: number, b: number, s: {type: number, title: Summa, min: 0}}"


def test_what_is_judged_is_what_is_shown() -> None:
    tale = Tale(routine(SUMMED, more=DECIMALS)).takes("klar", a=0.1, b=0.2).takes("ok")
    assert tale.last("asked").detail == {"s": 0.3}
    assert tale.choice("ok")["allowed"] is True
    assert tale.takes("minska").root.facts["s"] == 0
    assert tale.takes("ok").root.outcome == "klart"


def test_what_is_not_so_is_told_with_its_decimals() -> None:
    tale = Tale(routine(SUMMED, more=DECIMALS)).takes("klar", a=1.1, b=2.2).takes("ok")
    assert tale.choice("ok")["because"] == "Det går inte ännu: Summa är högst 0,3 (nu: 3,3)."
    assert tale.choice("ok", language="en")["because"] == "Not possible yet: Summa is at most 0.3 (now: 3.3)."


@pytest.mark.parametrize("number", [10**400, 1e300, 0.30000000000000004, 1e-9])
def test_a_number_that_is_not_kept_exactly_is_refused(number: Any) -> None:
    refusal = Tale(routine(SUMMED, more=DECIMALS)).tries("klar", a=number, b=1)
    assert isinstance(refusal, FactsWrong)
    assert list(refusal.problems) == ["a"]
