"""Figures counted from histories: what was left, by how many, after how long; never of fewer people than five."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from engine.figures.statistics import FEWEST_PEOPLE, Figures, Statistics
from engine.figures.tally import Tally
from engine.model.routine import Routine
from engine.model.scenario import MORNING
from engine.run import commands
from engine.run.instance import Person
from engine.scenarios.coverage import Way
from engine.scenarios.player import UNIT
from tests.engine.run.acting import MANAGER, Tale, routine

STATES = """
    gor:
      title: Gör
      role: medarbetare
      choices: {klar: {label: Klar, undo: 10 min}, sluta: {label: Sluta, to: klart, undo: 10 min}}
      timers: [{after: 1 h, remind: Gör det.}]
    valj: {choose: [{when: antal > 3, to: sedan}, {else: sedan}]}
    sedan: {title: Sedan, role: medarbetare, timers: [{after: 1 d, to: klart}]}
    klart: {end: klart}
"""
MORE = """
facts: {antal: {type: number, title: Antal}}
anytime: {hjalp: {label: Hjälp, start: barn, undo: 10 min}}
"""
FOUND = routine(STATES, more=MORE)
CHILD = routine("lyssna: {title: Lyssna, role: medarbetare}\nnog: {end: nog}\n", id="barn")

FIVE = [Person(f"p{number}", frozenset({("medarbetare", UNIT)})) for number in range(FEWEST_PEOPLE)]
KLAR = Way(kind="choice", state="gor", id="klar")
SLUTA = Way(kind="choice", state="gor", id="sluta")
HELP = Way(kind="choice", state="", id="hjalp")
ENDED = Way(kind="outcome", state="", id="klart")
REMINDED = Way(kind="timer", state="gor", id="0")
LATE = Way(kind="timer", state="sedan", id="0")


def tale(by: Person, found: Routine = FOUND) -> Tale:
    return Tale(found, CHILD, by=by)


def counted(
    *tales: Tale, of: Routine = FOUND, since: float = 0, until: float = 100, elsewhere: Tale | None = None
) -> Statistics:
    """The statistics of those cases, from `since` until `until` hours after the morning; one may be in another unit."""
    begins, ends = MORNING + timedelta(hours=since), MORNING + timedelta(hours=until)
    shelf = {each.digest: each for each in (FOUND, CHILD)}
    tally = Tally(of.id, begins, ends, shelf.__getitem__)
    for number, each in enumerate(tales):
        for entry in each.entries():
            command = entry.command
            if each is elsewhere and isinstance(command, commands.StartCase):
                command = replace(command, unit="södra")
            tally.add(str(number), entry.done_at, command, entry.happened)
    return tally.statistics()


def test_a_state_tells_how_often_by_how_many_and_how_long() -> None:
    tales = [tale(by).waits(minutes=number * 10).takes("klar", by=by) for number, by in enumerate(FIVE)]

    found = counted(*tales)

    assert found.states == {
        "gor": Figures(visits=5, people=5, median=timedelta(minutes=20)),
        "valj": Figures(visits=5, people=5),
    }
    assert found.ways == {KLAR: 5}


def test_a_figure_with_fewer_people_behind_it_is_not_there() -> None:
    tales = [tale(by).takes("klar", by=by) for by in FIVE[1:] + FIVE[1:]]

    found = counted(*tales)

    assert (found.states, found.ways) == ({}, {})
    assert found.taken == {KLAR}


SIXTH = Person("p6", frozenset({("medarbetare", UNIT)}))


def test_what_few_did_in_one_month_does_not_come_out_beside_what_many_did_in_another() -> None:
    many = [tale(by).takes("klar", by=by) for by in FIVE]
    one_later = tale(SIXTH).waits(days=40).takes("klar", by=SIXTH)

    assert counted(*many, one_later, until=10_000).states == counted(*many).states
    assert counted(*many, one_later, until=10_000).ways[KLAR] == 5


def test_what_few_did_in_one_unit_does_not_come_out_beside_what_many_did_in_another() -> None:
    many = [tale(by).takes("klar", by=by) for by in FIVE]
    one_there = tale(SIXTH).takes("klar", by=SIXTH)

    assert counted(*many, one_there).ways[KLAR] == 6
    assert counted(*many, one_there, elsewhere=one_there).states == counted(*many).states
    assert counted(*many, one_there, elsewhere=one_there).ways[KLAR] == 5


def test_months_that_each_have_enough_people_are_summed() -> None:
    tales = [tale(by).waits(days=days).takes("klar", by=by) for by in FIVE for days in (0, 40)]

    assert counted(*tales, until=10_000).ways[KLAR] == 10


def test_how_many_people_is_told_in_fives() -> None:
    nine = [*FIVE, *(Person(f"q{number}", FIVE[0].grants) for number in range(4))]
    found = counted(*[tale(by).takes("klar", by=by) for by in nine])

    assert (found.states["gor"].visits, found.states["gor"].people) == (9, 5)


def test_what_happened_outside_the_period_does_not_count() -> None:
    tales = [
        tale(by).waits(hours=2).takes("klar", by=by).waits(hours=2).takes("klar", by=by, state="sedan")
        for by in FIVE
    ]

    early, late = counted(*tales, until=3), counted(*tales, since=3)

    assert set(early.states) == {"gor", "valj"}
    assert set(late.states) == {"sedan"}
    assert late.states["sedan"].median == timedelta(hours=2)
    assert REMINDED in early.taken
    assert late.taken == {Way(kind="choice", state="sedan", id="klar"), ENDED}


def test_what_was_taken_back_does_not_count() -> None:
    tales = []
    for by in FIVE:
        each = tale(by).waits(minutes=5).takes("sluta", by=by).waits(minutes=5)
        assert each.asks(commands.TakeBack, by) is None
        tales.append(each.waits(minutes=20).takes("klar", by=by))

    found = counted(*tales)

    assert SLUTA not in found.taken
    assert found.states["gor"] == Figures(visits=5, people=5, median=timedelta(minutes=30))


def test_a_reminder_between_a_choice_and_its_undo_counts() -> None:
    tales = []
    for by in FIVE:
        each = tale(by).waits(minutes=55).takes("hjalp", by=by).waits(minutes=6)
        assert each.asks(commands.TakeBack, by) is None
        tales.append(each.waits(minutes=9).takes("klar", by=by))

    found = counted(*tales)

    assert found.ways == {REMINDED: 5, KLAR: 5}
    assert found.states["gor"] == Figures(visits=5, people=5, median=timedelta(minutes=70))


def test_what_time_does_counts_as_the_owners() -> None:
    tales = [tale(by).takes("klar", by=by).waits(hours=24) for by in FIVE]

    found = counted(*tales)

    assert found.states["sedan"] == Figures(visits=5, people=5, median=timedelta(hours=24))
    assert (found.ways[LATE], found.ways[ENDED]) == (5, 5)


def test_whoever_acts_on_behalf_counts_as_themselves() -> None:
    tales = [tale(by).takes("klar", by=MANAGER) for by in FIVE]

    assert counted(*tales).states == {}


def test_what_is_cancelled_was_never_left() -> None:
    tales = []
    for by in FIVE:
        each = tale(by)
        assert each.asks(commands.Cancel, MANAGER, reason="Fel dag") is None
        tales.append(each)

    assert counted(*tales) == counted()


def test_a_started_routine_has_figures_of_its_own() -> None:
    tales = []
    for by in FIVE:
        each = tale(by).takes("hjalp", by=by).waits(minutes=7)
        tales.append(each.takes("klar", by=by, of=each.child("barn").id))

    assert counted(*tales).ways == {HELP: 5}
    assert counted(*tales, of=CHILD).states == {
        "lyssna": Figures(visits=5, people=5, median=timedelta(minutes=7))
    }


BRANCHES = routine(
    """
    samtidigt:
      title: Samtidigt
      timers: [{after: 2 h, to: klart}]
      together:
        ena: {states: {ring: {title: Ring, role: medarbetare}, r_klar: {end: klar}}}
        andra: {states: {skriv: {title: Skriv, role: medarbetare}, s_klar: {end: klar}}}
    klart: {end: klart}
    """,
    id="grenar",
)


def test_branches_that_are_left_together_are_all_left() -> None:
    tally = Tally("grenar", MORNING, MORNING + timedelta(days=1), lambda digest: BRANCHES)
    for by in FIVE:
        each = Tale(BRANCHES, by=by).waits(hours=1).takes("klar", by=by, state="ring").waits(hours=2)
        for entry in each.entries():
            tally.add(by.subject, entry.done_at, entry.command, entry.happened)

    medians = {state: figures.median for state, figures in tally.statistics().states.items()}

    assert medians == {
        "ring": timedelta(hours=1),
        "skriv": timedelta(hours=2),
        "samtidigt": timedelta(hours=2),
    }
