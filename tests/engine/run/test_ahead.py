"""The way on is known before it is taken, as far as nothing has to be asked; and it is the way that `step` goes."""

from __future__ import annotations

from typing import Any

import pytest

from engine.model.routine import Routine
from engine.run.ahead import MOST, Ahead, ahead
from engine.run.context import Context
from engine.run.instance import Person
from engine.scenarios.player import ROOT
from tests.engine.run.acting import COLLEAGUE, MANAGER, WORKER, Tale, routine

STATES = """
    borja:
      title: Börja med {vad}
      role: medarbetare
      checklist: [Nyckel, Telefon]
      choices:
        klar: {label: Klar, when: checklist is done, because: Bocka av., to: fraga}
        bara_ja: {label: Det gick bra, when: ja, because: Nej., to: slut}
        annan: {label: En annan rutin, start: barn, to: slut}
    fraga:
      title: Fråga
      role: medarbetare
      choices:
        svar: {label: Svara, ask: [vad, ja], to: vantar}
        om: {label: Om igen, to: borja}
        valj: {label: Välj, to: valj}
        ring: {label: Ring, to: ring}
    valj: {choose: [{when: ja, to: slut}, {else: granska}]}
    ring: {call: barn, to: slut}
    vantar: {title: "Vänta på {vad}", role: medarbetare, choices: {vidare: {label: Vidare, to: granska}}}
    granska: {title: Granska, role: chef, choices: {godkant: {label: Godkänt, to: slut}}}
    slut: {end: slut}
"""
FACTS = "facts: {vad: {type: text, title: Vad}, ja: {type: yes_no, title: Gick det bra}}"
CHILD = "lyssna: {title: Lyssna, role: medarbetare}\nnog: {end: nog}\n"


def tale() -> Tale:
    found = routine(STATES, start="{by: medarbetare, ask: [vad]}", more=FACTS)
    return Tale(found, routine(CHILD, id="barn"), vad="något")


def seen(told: Tale, by: Person = WORKER) -> tuple[Ahead, ...]:
    instance = told.case.instances[ROOT]
    return ahead(told.library.pinned(instance.digest), instance, by, told.now, Context())


def led(places: tuple[Ahead, ...], *choices: str) -> Ahead:
    """The place that the choices lead to from the first."""
    here = places[0]
    for choice in choices:
        to = next(way.to for (_, id), way in here.ways.items() if id == choice)
        assert to is not None, choice
        here = places[to]
    return here


def states(place: Ahead) -> set[str]:
    return {token.state for token in place.instance.tokens.values()}


def test_the_way_that_is_known_is_the_way_that_is_taken() -> None:
    told = tale()
    places = seen(told)
    taken: tuple[str, ...] = ()
    for choice, rest in (
        ("klar", {"checked": (1, 2)}),
        ("svar", {"vad": "allt", "ja": True}),
        ("vidare", {}),
    ):
        taken = (*taken, choice)
        expected = led(places, *taken)
        told.takes(choice, **rest)
        assert states(expected) == told.here()


def test_what_is_filled_in_on_the_way_is_not_known_afterwards() -> None:
    places = seen(tale())
    assert led(places, "klar").instance.facts == {"vad": "något"}
    assert led(places, "klar", "svar").instance.facts == {}


def test_a_condition_and_another_routine_are_not_looked_beyond_but_lead_there() -> None:
    ways = led(seen(tale()), "klar").ways
    assert {id: way.to for (_, id), way in ways.items() if way.to is None} == {"valj": None, "ring": None}


def test_a_choice_with_a_condition_or_one_that_starts_something_is_no_way() -> None:
    assert [id for _, id in seen(tale())[0].ways] == ["klar"]


def test_what_is_another_persons_can_be_seen_and_not_taken() -> None:
    there = led(seen(tale()), "klar", "svar", "vidare")
    assert states(there) == {"granska"}
    assert not there.ways
    assert not seen(tale(), COLLEAGUE)[0].ways
    # A manager acts on behalf of whoever has the step; a phone does not know whether that is wanted then.
    assert not seen(tale(), MANAGER)[0].ways


def test_a_way_back_leads_to_the_place_that_is_known_already() -> None:
    places = seen(tale())
    assert led(places, "klar", "om") is places[0]


def test_nothing_is_known_of_what_another_routine_goes_on_with() -> None:
    parent = routine("ring: {call: barn, to: klart}\nklart: {end: klart}\n")
    told = Tale(parent, routine(CHILD, id="barn"))
    child = told.child("barn")
    places = ahead(told.library.pinned(child.digest), child, WORKER, told.now, Context())
    assert [way.to for way in places[0].ways.values()] == [None]


def test_an_instance_that_is_over_has_no_way() -> None:
    told = tale().takes("klar", checked=(1, 2)).takes("svar", vad="x", ja=False).takes("vidare")
    told.takes("godkant", by=MANAGER)
    (only,) = seen(told)
    assert not only.ways


@pytest.mark.parametrize("steps", [3, MOST + 5])
def test_so_many_places_are_worked_out_and_no_more(steps: int) -> None:
    def one(number: int) -> str:
        to = f"s{number + 1}" if number < steps else "slut"
        return f"s{number}: {{title: Steg {number}, role: medarbetare, choices: {{klar: {{label: Klar, to: {to}}}}}}}\n"

    long: Routine = routine("".join(map(one, range(1, steps + 1))) + "slut: {end: slut}\n")
    places = seen(Tale(long))
    assert len(places) == min(steps + 1, MOST)
    known: list[Any] = [way.to for place in places for way in place.ways.values()]
    assert known.count(None) == (0 if steps < MOST else 1)
