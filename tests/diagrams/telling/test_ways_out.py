"""The ways out of a state: those to the same place are one arrow."""

from __future__ import annotations

from diagrams.telling.ways_out import WayOut, ways_out
from diagrams.words.speech import Speech
from engine.model.routine import Routine
from tests.diagrams.samples import load, routine


def ways(of: Routine, state: str, **known: Routine) -> tuple[WayOut, ...]:
    return ways_out(of.states[state], Speech(routine=of, language="sv", routines=known))


def test_choices_to_the_same_state_are_one_way_with_all_their_labels() -> None:
    of = routine(
        "  a: {title: A, role: personal, choices: {x: {label: Ja, to: b}, y: {label: Kanske, to: b}}}\n  b: {end: slut}"
    )
    assert [(way.labels, way.to) for way in ways(of, "a")] == [(("Ja", "Kanske"), "b")]


def test_the_only_choice_of_a_step_needs_no_label() -> None:
    of = routine("  a: {title: A, role: personal}\n  b: {end: slut}")
    assert ways(of, "a") == (WayOut(id="klar", labels=(), to="b"),)


def test_the_main_choice_comes_first() -> None:
    of = routine(
        "  a: {title: A, role: personal, choices: {x: {label: X, to: c}, y: {label: Y, main: yes, to: b}}}\n"
        "  b: {end: slut}\n  c: {end: annat}"
    )
    assert [way.labels for way in ways(of, "a")] == [("Y",), ("X",)]


def test_skipping_is_no_way_of_its_own() -> None:
    of = routine("  a: {title: A, role: personal, skip: ask}\n  b: {end: slut}")
    assert [way.labels for way in ways(of, "a")] == [()]


def test_a_timer_that_moves_is_a_way_that_goes_by_itself() -> None:
    of = routine(
        "  a: {title: A, role: personal, timers: [{after: 2 h, to: c}]}\n  b: {end: slut}\n  c: {end: sent}"
    )
    assert [(way.labels, way.timed) for way in ways(of, "a")] == [(("Klar",), False), (("efter 2 h",), True)]


def test_a_choice_and_a_timer_to_the_same_place_are_one_way_with_the_time_last() -> None:
    of = routine(
        "  a: {title: A, role: personal, choices: {x: {label: X, to: c}, y: {label: Y, to: b}}, timers: [{after: 2 h, to: c}]}\n"
        "  b: {end: slut}\n  c: {end: sent}"
    )
    assert [(way.labels, way.choices, way.times, way.timed) for way in ways(of, "a")] == [
        (("X", "efter 2 h"), ("X",), 1, False),
        (("Y",), ("Y",), 0, False),
    ]


def test_a_called_routine_leads_on_by_the_titles_of_its_ends() -> None:
    lmo = routine("  a: {title: A, role: personal}\n  klart: {end: klart, title: LMO fungerar igen}")
    assert [way.labels for way in ways(load("telefonfel"), "lmo_rutinen", lmo=lmo)] == [
        ("LMO fungerar igen",),
        ("Hopplost",),
    ]


def test_the_way_for_all_other_outcomes_is_named_by_them_where_the_called_routine_is_known() -> None:
    of = routine(
        "  a: {call: annan, outcomes: {klart: b}, to: c}\n  b: {end: slut}\n  c: {title: C, role: personal}\n  d: {end: sent}"
    )
    called = routine(
        "  a: {title: A, role: personal, choices: {x: {label: X, to: klart}, y: {label: Y, to: nej}}}\n"
        "  klart: {end: klart, title: Det är klart}\n  nej: {end: nej, title: Det gick inte}"
    )
    assert [way.labels for way in ways(of, "a", annan=called)] == [("Det är klart",), ("Det gick inte",)]
    assert [way.labels for way in ways(of, "a")] == [("Klart",), ("Annars",)]


def test_the_ends_of_its_branches_are_no_ways_on() -> None:
    of = routine(
        "  a: {call: annan, outcomes: {klart: b}, to: c}\n  b: {end: slut}\n  c: {title: C, role: personal}\n  d: {end: sent}"
    )
    called = routine(
        "  s: {together: {x: {states: {i: {title: I, role: personal}, j: {end: klart, title: Nej}}}, "
        "y: {states: {k: {title: K, role: personal}, l: {end: halvt, title: Halva}}}}}\n"
        "  slut: {end: klart, title: Allt är klart}\n  sent: {title: S, role: personal, to: forsent}\n"
        "  forsent: {end: sent, title: Det blev sent}"
    )
    assert [way.labels for way in ways(of, "a", annan=called)] == [("Allt är klart",), ("Det blev sent",)]


def test_that_the_called_routine_is_cancelled_is_a_way_of_its_own() -> None:
    of = routine(
        "  a: {call: annan, outcomes: {cancelled: c}}\n  b: {end: slut}\n  c: {title: C, role: personal, to: b}"
    )
    assert [(way.labels, way.to) for way in ways(of, "a")] == [
        (("När rutinen är klar",), "b"),
        (("Om rutinen avbryts",), "c"),
    ]


def test_a_choice_that_starts_a_routine_beside_leads_nowhere() -> None:
    of = routine(
        "  a: {title: A, role: personal, choices: {x: {label: Ring, start: annan}, y: {label: Klar, to: b}}}\n  b: {end: slut}"
    )
    assert [(way.to, way.starts) for way in ways(of, "a")] == [("b", None), (None, "annan")]
