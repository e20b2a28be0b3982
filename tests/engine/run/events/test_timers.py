"""Timers: when they fire, once each, moved by facts, withdrawn with the visit they belong to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.errors.root import Refusal
from engine.errors.step import Incident, NotRunning, Stale
from engine.model.scenario import MORNING
from engine.run.commands import CannotFire, Correct, FireTimer, Take
from engine.run.context import Context
from engine.run.events.timers import reminder_and_limit
from engine.run.instance import SYSTEM, PendingTimer
from engine.run.outcome import Notice
from engine.run.standstill import TimerCannotFire
from engine.said import Said
from engine.scenarios.player import ROOT
from tests.engine.run.acting import OFFICE, WORKER, Tale, compiled, routine

STATES = """
    gor:
      title: Gör det
      role: medarbetare
      timers:
        - {after: 30 min, remind: "Gör det, {sak}."}
        - {after: 1 h, notify: [chef, administrator], say: Det är inte gjort.}
        - {after: 2 h, to: for_sent}
      choices:
        klar: {label: Klar, to: kontorets}
        om: {label: Börja om, to: gor}
    kontorets: {title: Be kontoret, role: administrator, timers: [{after: 10 min, remind: Någon på kontoret väntas.}]}
    klart: {end: klart}
    for_sent: {end: for_sent}
"""
FACT = "facts: {sak: {type: text, title: Sak}}"
START = "{by: medarbetare, ask: [sak]}"


@pytest.fixture
def tale() -> Tale:
    return Tale(routine(STATES, start=START, more=FACT), sak="nu")


def fire(tale: Tale, timer: PendingTimer, *, early: timedelta = timedelta()) -> Refusal | None:
    """What becomes of the timer at its time, or so much earlier."""
    at = timer.due - early
    return tale.do(FireTimer(at=at, by=SYSTEM, instance=ROOT, visit=timer.visit, index=timer.index))


def notices(tale: Tale) -> list[Notice]:
    return [each for each in tale.sent if isinstance(each, Notice)]


def test_timers_count_from_entering_and_stand_in_the_order_they_are_due(tale: Tale) -> None:
    assert [each.due - MORNING for each in tale.timers()] == [
        timedelta(minutes=30),
        timedelta(hours=1),
        timedelta(hours=2),
    ]


def test_a_reminder_goes_to_the_owner_with_its_names_filled_in(tale: Tale) -> None:
    (notice,) = notices(tale.waits(minutes=30))
    assert (notice.kind, notice.text, notice.subject, notice.roles) == ("remind", "Gör det, nu.", "m1", ())


TWO_LANGUAGES = """\
routine: prov
version: 1
language: [sv, en]
title: {sv: Prov, en: Trial}
roles: {medarbetare: {title: {sv: Medarbetare, en: Employee}}}
start: medarbetare
states:
  gor:
    title: {sv: Gör det, en: Do it}
    role: medarbetare
    timers: [{after: 1 h, remind: {sv: Gör det nu., en: Do it now.}}]
  klart: {title: {sv: Klart, en: Done}, end: klart}
"""


def test_a_reminder_is_in_the_routines_first_language() -> None:
    assert Tale(compiled(TWO_LANGUAGES, "prov")).waits(hours=1).told() == ["Gör det nu."]


def test_a_notice_goes_to_roles_in_the_unit(tale: Tale) -> None:
    notice = notices(tale.waits(hours=1))[-1]
    assert (notice.kind, notice.subject, notice.roles) == ("notify", None, ("chef", "administrator"))
    assert (notice.unit, notice.timer) == (tale.root.unit, 1)


def test_a_notice_goes_to_its_roles_also_where_the_owner_has_the_role() -> None:
    states = STATES.replace("notify: [chef, administrator]", "notify: medarbetare")
    notice = notices(Tale(routine(states, start=START, more=FACT), sak="nu").waits(hours=1))[-1]
    assert (notice.subject, notice.roles) == (None, ("medarbetare",))


def test_a_reminder_of_a_step_that_nobody_has_goes_to_its_role(tale: Tale) -> None:
    notice = notices(tale.takes("klar").waits(minutes=10))[-1]
    assert (notice.kind, notice.subject, notice.roles) == ("remind", None, ("administrator",))


def test_a_reminder_of_a_taken_step_goes_to_who_took_it(tale: Tale) -> None:
    tale.takes("klar")
    tale.asks(Take, OFFICE, state="kontorets")
    notice = notices(tale.waits(minutes=10))[-1]
    assert (notice.subject, notice.roles) == ("a1", ())


def test_nothing_fires_before_its_time(tale: Tale) -> None:
    assert notices(tale.waits(minutes=29)) == []


def test_a_timer_that_comes_too_early_is_stale(tale: Tale) -> None:
    assert isinstance(fire(tale, tale.timers()[0], early=timedelta(seconds=1)), Stale)


def test_a_timer_fires_once(tale: Tale) -> None:
    timer = tale.timers()[0]
    assert fire(tale, timer) is None
    assert isinstance(fire(tale, timer), Stale)


def test_a_timer_that_is_told_before_an_earlier_one_fires_and_leaves_that_armed(tale: Tale) -> None:
    first, second, third = tale.timers()
    assert fire(tale, second) is None
    assert tale.told() == ["Det är inte gjort."]
    assert tale.timers() == (first, third)


def test_an_instance_does_not_grow_with_timers_that_fired_in_visits_that_are_over(tale: Tale) -> None:
    visit = tale.root.visits
    assert tale.waits(minutes=30).root.fired == {(visit, 0)}
    assert tale.takes("om").root.fired == frozenset()


def test_a_place_has_its_next_reminder_and_the_first_of_its_limits(tale: Tale) -> None:
    token = tale.root.tokens["main"]
    assert reminder_and_limit(routine(STATES, start=START, more=FACT), tale.root, token) == (
        MORNING + timedelta(minutes=30),
        MORNING + timedelta(hours=1),
    )


OFTEN = """
    bada:
      title: Båda
      together:
        ena:
          states:
            skriv:
              title: Skriv
              role: medarbetare
              timers:
                - {after: 2 h, remind: Nu.}
                - {after: 1 h, remind: Snart.}
                - {after: 4 h, to: a}
                - {after: 30 min, notify: chef, say: Inte än.}
            a: {end: a}
        andra: {states: {ring: {title: Ring, role: medarbetare}, b: {end: b}}}
    klart: {end: klart}
"""


def test_of_two_places_each_has_the_first_of_its_own_reminders_and_limits_or_none() -> None:
    tale = Tale(routine(OFTEN))
    told = [
        reminder_and_limit(routine(OFTEN), tale.root, tale.root.tokens[f"bada.{flow}"])
        for flow in ("ena", "andra")
    ]
    assert told == [(MORNING + timedelta(hours=1), MORNING + timedelta(minutes=30)), (None, None)]


def test_an_interrupting_timer_moves_on(tale: Tale) -> None:
    tale.waits(hours=2)
    assert tale.root.outcome == "for_sent"
    assert tale.last("timer").detail == {"index": 2}
    assert tale.entries()[-1].command.by == SYSTEM


def test_timers_fire_in_the_order_they_are_due(tale: Tale) -> None:
    tale.waits(hours=3)
    assert [each.detail for each in tale.happened if each.kind == "timer"] == [
        {"index": 0},
        {"index": 1},
        {"index": 2},
    ]


def test_leaving_withdraws_the_timers_and_a_late_one_is_stale(tale: Tale) -> None:
    late = tale.timers()[2]
    tale.takes("klar")
    assert [each.state for each in tale.timers()] == ["kontorets"]
    assert isinstance(fire(tale, late), Stale)


def test_a_second_visit_has_timers_of_its_own(tale: Tale) -> None:
    first = tale.timers()
    tale.waits(minutes=45).takes("om")
    assert tale.timers()[0].due - tale.now == timedelta(minutes=30)
    assert all(isinstance(fire(tale, each), Stale) for each in first)


def test_a_timer_of_a_routine_that_has_ended_does_nothing(tale: Tale) -> None:
    late = tale.timers()[0]
    tale.waits(hours=2)
    assert isinstance(fire(tale, late), NotRunning)


BY = """
    gor:
      title: Gör det
      role: medarbetare
      choices:
        kom: {label: Kom, ask: [slut]}
        stannar: {label: Byt tid, ask: [slut], to: gor}
    sluta:
      title: Sluta
      role: medarbetare
      timers:
        - {by: slut + 30 min, remind: Du skulle ha slutat.}
        - {by: slut + 1 h, to: avbrutet}
        - {by: now + 5 h, notify: chef, say: Fem timmar har gått.}
      choices: {klar: {label: Klar, to: klart}, annat: {label: Anteckna, ask: [antal], to: sluta}}
    klart: {end: klart}
    avbrutet: {end: avbrutet}
"""
BY_FACTS = """
facts:
  slut: {type: moment, title: Slut}
  antal: {type: number, title: Antal}
"""


def at(hour: float) -> str:
    return (MORNING + timedelta(hours=hour)).isoformat()


@pytest.fixture
def waiting() -> Tale:
    return Tale(routine(BY, more=BY_FACTS)).takes("kom", slut=at(2))


def correct(tale: Tale, **facts: object) -> None:
    refusal = tale.asks(Correct, WORKER, facts=facts, reason="Ny tid")
    assert refusal is None, refusal


def test_a_timer_by_a_fact_is_due_when_the_fact_says(waiting: Tale) -> None:
    assert [each.due - MORNING for each in waiting.timers()][:2] == [
        timedelta(hours=2.5),
        timedelta(hours=3),
    ]


def test_a_correction_moves_the_timer(waiting: Tale) -> None:
    correct(waiting, slut=at(6))
    waiting.waits(hours=6)
    assert waiting.told() == ["Fem timmar har gått."]
    assert waiting.waits(minutes=30).told()[-1] == "Du skulle ha slutat."


def test_a_deadline_that_is_moved_ahead_is_a_new_one(waiting: Tale) -> None:
    waiting.waits(hours=2.5)
    assert waiting.told() == ["Du skulle ha slutat."]
    correct(waiting, slut=at(4))
    assert [each.index for each in waiting.timers()] == [0, 1, 2]
    assert waiting.waits(hours=2).told() == ["Du skulle ha slutat."] * 2


def test_a_deadline_that_is_moved_to_what_has_passed_does_not_fire_again(waiting: Tale) -> None:
    waiting.waits(hours=2.5)
    correct(waiting, slut=at(1.75))
    assert 0 not in [each.index for each in waiting.timers()]
    assert waiting.waits(minutes=5).told() == ["Du skulle ha slutat."]


def test_a_deadline_that_is_moved_ahead_and_back_again_fires_at_once(waiting: Tale) -> None:
    waiting.waits(hours=2.5)
    correct(waiting, slut=at(4))
    correct(waiting, slut=at(1.75))
    assert waiting.waits(minutes=0).told() == ["Du skulle ha slutat."] * 2


def test_a_correction_of_something_else_arms_nothing_that_has_fired(waiting: Tale) -> None:
    waiting.waits(hours=2.5)
    correct(waiting, antal=4)
    assert 0 not in [each.index for each in waiting.timers()]


def test_nor_does_one_on_a_clock_that_is_behind_the_one_it_fired_by(waiting: Tale) -> None:
    waiting.waits(hours=2.5).waits(minutes=-1)
    correct(waiting, antal=4)
    assert 0 not in [each.index for each in waiting.timers()]
    assert waiting.waits(minutes=2).told() == ["Du skulle ha slutat."]


def test_unsetting_the_fact_withdraws_the_timer_and_setting_it_arms_it(waiting: Tale) -> None:
    correct(waiting, slut=None)
    assert [each.index for each in waiting.timers()] == [2]
    correct(waiting, slut=at(3))
    assert [each.index for each in waiting.timers()] == [0, 1, 2]


def test_now_in_a_timer_is_the_time_of_entering_whatever_facts_come_later(waiting: Tale) -> None:
    waiting.waits(hours=1)
    correct(waiting, antal=4)
    assert waiting.timers()[-1].due == MORNING + timedelta(hours=5)


def test_a_timer_moved_before_now_fires_at_once(waiting: Tale) -> None:
    waiting.waits(hours=2)
    correct(waiting, slut=at(-5))
    assert waiting.waits(minutes=0).root.outcome == "avbrutet"


def test_hours_are_elapsed_hours_when_the_clocks_change() -> None:
    stockholm = Context(zone=ZoneInfo("Europe/Stockholm"))
    tale = Tale(routine(STATES, start=START, more=FACT), context=stockholm, sak="nu")
    tale.now = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # 01:30 there, and at 02:00 it becomes 03:00
    tale.takes("om")
    assert tale.timers()[1].due == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


ROUND = """
    ena: {title: Gör det ena, role: medarbetare, timers: [{by: slut, to: andra}]}
    andra: {title: Gör det andra, role: medarbetare, timers: [{by: slut, to: ena}]}
    klart: {end: klart}
"""


def test_timers_that_move_it_round_while_no_time_passes_are_stopped() -> None:
    tale = Tale(routine(ROUND, start="{by: medarbetare, ask: [slut]}", more=BY_FACTS), slut=at(1))
    with pytest.raises(Incident, match="timers move it round"):
        tale.waits(hours=2)


def test_a_deadline_that_is_moved_ahead_stands_still_no_more(waiting: Tale) -> None:
    visit = waiting.root.tokens["main"].visit
    waiting.now = MORNING + timedelta(hours=2.5)
    why = Said("det går runt.", "it goes round.")
    waiting.do(CannotFire(at=waiting.now, by=SYSTEM, instance=ROOT, visit=visit, index=0, why=why))
    correct(waiting, antal=4)
    assert waiting.root.tokens["main"].incident == TimerCannotFire(0, why)
    correct(waiting, slut=at(4))
    assert waiting.root.tokens["main"].incident is None


BESIDE = """
    bada:
      title: Båda
      together:
        ena: {title: Ena, states: {skriv: {title: Skriv, role: medarbetare, timers: [{by: slut, remind: Skriv.}]}, a: {end: a}}}
        andra: {title: Andra, states: {ring: {title: Ring, role: medarbetare}, b: {end: b}}}
    klart: {end: klart}
"""


def test_what_has_fired_beside_a_step_that_is_left_does_not_fire_again() -> None:
    tale = Tale(routine(BESIDE, start="{by: medarbetare, ask: [slut]}", more=BY_FACTS), slut=at(1))
    tale.waits(hours=1).takes("klar", state="ring")
    correct(tale, slut=at(0.5))
    assert tale.timers() == ()
    assert tale.waits(hours=1).told() == ["Skriv."]


AGAIN = """
    gor:
      title: Gör det
      role: medarbetare
      timers:
        - {after: 1 h, every: 30 min, remind: Gör det nu.}
        - {every: 2 h, notify: chef, say: Det är inte gjort.}
      choices: {klar: {label: Klar, to: klart}, annat: {label: Anteckna, ask: [antal], to: gor}}
    klart: {end: klart}
"""


def test_a_reminder_comes_again_until_the_step_is_left() -> None:
    tale = Tale(routine(AGAIN, more=BY_FACTS))
    for _ in range(4):
        tale.waits(minutes=30)
    assert tale.told() == ["Gör det nu.", "Gör det nu.", "Gör det nu.", "Det är inte gjort."]
    assert [(each.index, each.due - MORNING) for each in tale.timers()] == [
        (0, timedelta(hours=2.5)),
        (1, timedelta(hours=4)),
    ]
    assert tale.takes("klar").waits(days=1).told()[4:] == []


def test_what_was_missed_is_not_made_up_for_and_the_next_is_ahead() -> None:
    tale = Tale(routine(AGAIN, more=BY_FACTS))
    first = tale.timers()[0]
    for late, due in ((0, 1.5), (29, 1.5), (30, 2), (300, 6.5)):
        tale = Tale(routine(AGAIN, more=BY_FACTS))
        assert fire(tale, first, early=-timedelta(minutes=late)) is None
        assert next(each.due for each in tale.timers() if each.index == 0) == MORNING + timedelta(hours=due)
        assert len(tale.told()) == 1


BY_AGAIN = BY.replace("slut + 30 min, remind", "slut + 30 min, every: 1 h, remind").replace(
    "{by: slut + 1 h, to: avbrutet}", "{after: 5 d, to: avbrutet}"
)


@pytest.fixture
def called_again() -> Tale:
    return Tale(routine(BY_AGAIN, more=BY_FACTS)).takes("kom", slut=at(2)).waits(hours=2.5)


def next_time(tale: Tale) -> list[timedelta]:
    return [each.due - MORNING for each in tale.timers() if each.index == 0]


def test_a_deadline_that_is_moved_ahead_begins_anew(called_again: Tale) -> None:
    assert next_time(called_again) == [timedelta(hours=3.5)]
    correct(called_again, slut=at(6))
    assert next_time(called_again) == [timedelta(hours=6.5)]
    assert called_again.waits(hours=4).told() == [
        "Du skulle ha slutat.",
        "Fem timmar har gått.",
        "Du skulle ha slutat.",
    ]
    assert next_time(called_again) == [timedelta(hours=7.5)]


@pytest.mark.parametrize("facts", [{"slut": at(1)}, {"antal": 3}])
def test_one_that_is_moved_to_what_has_passed_comes_again_as_it_would(
    called_again: Tale, facts: dict[str, object]
) -> None:
    correct(called_again, **facts)
    assert next_time(called_again) == [timedelta(hours=3.5)]


def test_without_its_fact_nothing_comes_again(called_again: Tale) -> None:
    correct(called_again, slut=None)
    assert next_time(called_again) == []
