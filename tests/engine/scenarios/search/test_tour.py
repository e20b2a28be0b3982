"""Suggested scenarios: they play, they take what they say, and what is left out is named with the reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

import pytest

from engine.check import check
from engine.model.routine import Routine
from engine.model.scenario import Scenario
from engine.scenarios.coverage import Way, all_ways
from engine.scenarios.play import Played, play
from engine.scenarios.search.tour import Tour, tour
from tests.engine.run.acting import routine
from tests.routines.library import ROUTINES


@cache
def ours() -> Mapping[str, Routine]:
    """The project's own routines by id."""
    return check(["routines"]).playable


def toured(found: Routine, *others: Routine, wanted: Collection[Way] | None = None) -> Tour:
    """The tour, each of whose scenarios has been played here once more."""
    routines = {each.id: each for each in others}
    result = tour(found, routines, wanted)
    for each in result.suggestions:
        assert set(each.ways) <= played(found, each.scenario, routines)
    return result


def played(found: Routine, scenario: Scenario, routines: dict[str, Routine]) -> frozenset[Way]:
    outcome = play(found, scenario, routines)
    assert isinstance(outcome, Played), outcome
    return outcome.takes(found)


def missed(result: Tour) -> list[tuple[str, str, str]]:
    return [(each.way.kind, each.way.state, each.way.id) for each in result.missed]


@pytest.mark.parametrize("id", ROUTINES)
def test_everything_of_our_routines_is_taken(id: str) -> None:
    each = ours()[id]
    result = toured(each, *ours().values())

    assert {way for one in result.suggestions for way in one.ways} == set(all_ways(each))
    assert result.missed == ()


def test_the_same_routine_gives_the_same_tour() -> None:
    assert tour(ours()["stodpass"], ours()) == tour(ours()["stodpass"], ours())


TWO = """
    gor:
      title: Gör
      role: medarbetare
      choices: {klar: {label: Klar}, hem: {label: Gå hem, to: hemma}}
      timers: [{after: 1 h, remind: Gör det.}]
    klart: {end: klart}
    hemma: {end: hemma}
"""


def test_no_more_scenarios_are_suggested_than_are_needed() -> None:
    assert len(toured(routine(TWO)).suggestions) == 2


def test_only_what_is_wanted_is_suggested() -> None:
    home = Way(kind="choice", state="gor", id="hem")

    (only,) = toured(routine(TWO), wanted={home}).suggestions

    assert [line.choice for line in only.scenario.play] == ["hem"]
    assert only.ways == (home,)


def test_nothing_wanted_is_nothing_suggested() -> None:
    assert toured(routine(TWO), wanted=()) == Tour(suggestions=())


def test_a_title_says_what_is_out_of_the_ordinary_and_how_it_ends() -> None:
    titles = [each.scenario.title.say("sv") for each in toured(routine(TWO)).suggestions]

    assert titles == ["”Gör” dröjer 1 timme, ”Klar” – ”Klart”", "”Gå hem” – ”Hemma”"]


def test_a_title_names_no_fact_that_is_still_to_be_filled_in() -> None:
    found = routine(
        """
    gor: {title: "Gör {vad}", role: medarbetare, timers: [{after: 1 h, remind: Gör det.}]}
    klart: {end: klart}
    """,
        start="{by: medarbetare, ask: [vad]}",
        more="facts: {vad: {type: text, title: Vad}}",
    )

    (only,) = toured(found).suggestions

    assert only.scenario.title.say("sv") == "”Gör vad” dröjer 1 timme, ”Klar” – ”Klart”"


COUNTED = """
    prova:
      title: Prova igen
      role: medarbetare
      choices:
        igen: {label: Det gick inte, set: {forsok: forsok + 1}, to: raknat}
        gick: {label: Det gick, to: klart}
    raknat: {choose: [{when: forsok >= 3, to: ring}, {else: prova}]}
    ring: {title: Ring, role: medarbetare}
    klart: {end: klart}
"""


def test_what_needs_the_same_thing_several_times_is_found() -> None:
    found = routine(
        COUNTED,
        start="{by: medarbetare, ask: [forsok]}",
        more="facts: {forsok: {type: number, title: Försök, min: 0, max: 9}}",
    )

    assert toured(found).missed == ()


TIME = """
    vanta: {title: Vänta, role: medarbetare, choices: {klar: {label: Klar, set: {slut: now}}}}
    sedan: {title: Sedan, role: medarbetare}
    valj: {choose: [{when: hours_since(slut) >= 72, to: sent}, {else: tidigt}]}
    tidigt: {end: tidigt}
    sent: {end: sent}
"""


def test_time_passes_where_a_condition_measures_it() -> None:
    assert toured(routine(TIME, more="facts: {slut: {type: moment, title: Slut}}")).missed == ()


COMPARED = """
    fraga: {title: Fråga, role: medarbetare, ask: [alla, gjorda, nar, sedan]}
    antal: {choose: [{when: gjorda < alla, to: farre}, {when: gjorda > alla, to: fler}, {else: tid}]}
    tid: {choose: [{when: nar < sedan, to: fore}, {when: nar > sedan, to: efter}, {else: samtidigt}]}
    farre: {end: farre}
    fler: {end: fler}
    fore: {end: fore}
    efter: {end: efter}
    samtidigt: {end: samtidigt}
"""


def test_facts_that_are_compared_with_each_other_are_tried_equal_and_apart() -> None:
    facts = """
facts:
  alla: {type: number, title: Alla}
  gjorda: {type: number, title: Gjorda}
  nar: {type: moment, title: När}
  sedan: {type: moment, title: Sedan}
"""
    assert toured(routine(COMPARED, more=facts)).missed == ()


FACTS = """
    fraga: {title: Fråga, role: medarbetare, ask: [antal, {fact: namn, required: no}, svar, flera]}
    valj:
      choose:
        - {when: antal > 5 and svar == c, to: a}
        - {when: namn == "Ja" or samtal in flera, to: b}
        - {else: d}
    a: {end: a}
    b: {end: b}
    d: {end: d}
"""


def test_facts_are_filled_in_so_that_each_branch_is_reached() -> None:
    more = """
    facts:
      antal: {type: number, title: Antal, min: 2, max: 8}
      namn: {type: text, title: Namn}
      svar: {type: choice, title: Svar, options: [a, b, c]}
      flera: {type: choices, title: Flera, options: [stad, samtal]}
    """
    assert toured(routine(FACTS, more=more)).missed == ()


CHILD = routine(
    """
    gor: {title: Gör, role: medarbetare, choices: {bra: {label: Bra, to: bra}, illa: {label: Illa, to: illa}}}
    bra: {end: bra}
    illa: {end: illa}
    """,
    id="barn",
)


def test_called_routines_are_played_through_to_each_of_their_ends() -> None:
    found = routine(
        """
    kor: {title: Kör, call: barn, outcomes: {bra: klart, illa: fel}}
    klart: {end: klart}
    fel: {end: fel}
    """
    )

    result = toured(found, CHILD)

    assert result.missed == ()
    assert [line.routine for each in result.suggestions for line in each.scenario.play] == ["barn", "barn"]


def test_a_started_routine_is_played_through_where_a_condition_waits_for_it() -> None:
    found = routine(
        """
    borja:
      title: Börja
      role: medarbetare
      choices:
        starta: {label: Starta, start: barn}
        sluta: {label: Sluta, when: running("barn") == 0 and antal is set, because: Vänta., to: klart}
        fyll: {label: Fyll i, ask: [antal], to: borja}
    klart: {end: klart}
    """,
        more="facts: {antal: {type: number, title: Antal}}",
    )

    assert toured(found, CHILD).missed == ()


def test_what_is_shown_when_mail_does_not_arrive_is_reached() -> None:
    found = routine(
        """
    borja: {title: Börja, role: medarbetare}
    mejla: {title: Mejla, do: {mail: it, subject: Hej, body: Hej}, to: klart, failed: ring}
    ring: {title: Ring, role: medarbetare, choices: {ringt: {label: Jag har ringt, to: klart}}}
    klart: {end: klart}
    """,
        more="contacts: {it: {title: IT, email: it@example.org}}",
    )

    result = toured(found)

    assert result.missed == ()
    assert [line.delivered for each in result.suggestions for line in each.scenario.play] == [False, True]


def test_a_message_brings_the_fact_that_a_condition_reads() -> None:
    found = routine(
        """
    vanta: {title: Vänta, wait: svaret, ask: {fact: ja_tack, required: no}, timers: [{after: 1 d, to: tyst}]}
    valj: {choose: [{when: ja_tack == yes, to: ja}, {else: nej}]}
    ja: {end: ja}
    nej: {end: nej}
    tyst: {end: tyst}
    """,
        start="medarbetare",
        more="facts: {ja_tack: {type: yes_no, title: Ja}}",
    )

    assert toured(found).missed == ()


def test_what_can_never_be_taken_is_named_with_the_reason() -> None:
    found = routine(
        """
    gor:
      title: Gör
      role: medarbetare
      choices:
        klar: {label: Klar, to: klart}
        aldrig: {label: Aldrig, when: antal > 3 and annat < 3 and annat == antal, because: Det går inte., ask: [antal], to: klart}
    klart: {end: klart}
    """,
        more="facts: {antal: {type: number, title: Antal}, annat: {type: number, title: Annat}}",
    )

    result = toured(found)

    assert missed(result) == [("choice", "gor", "aldrig")]
    assert result.missed[0].why.sv == "Det går inte ännu: Det går inte"


def test_a_search_that_is_stopped_says_so() -> None:
    result = tour(ours()["forlorad_telefon"], ours(), most=30)

    assert result.missed
    assert all(each.why.sv.endswith("; sökningen stannade efter 30 försök") for each in result.missed)
    assert all(each.why.en.endswith("; the search stopped after 30 tries") for each in result.missed)
    assert len(result.missed) + sum(len(each.ways) for each in result.suggestions) >= 40


def test_a_routine_that_is_not_there_is_the_reason() -> None:
    found = routine(
        "kor: {title: Kör, call: borta, outcomes: {bra: klart}, to: klart}\nklart: {end: klart}\n"
    )

    result = toured(found)

    assert {each.way.kind for each in result.missed} == {"outcome"}
    assert "”borta” är inte publicerad" in result.missed[0].why.sv
