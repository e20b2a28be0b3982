"""A case from its history: the accepted commands lead to the same place again."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.model.scenario import MORNING
from engine.run.commands import HandOver, TakeBack
from engine.run.context import Context, Library
from engine.scenarios.player import ROOT
from engine.stored.replay import ReplayDiffers, Replayed, replay
from tests.engine.run.acting import COLLEAGUE, WORKER, Tale, routine

PARENT = """
    borja: {title: Börja, role: medarbetare, choices: {klar: {label: Klar, undo: 10 min}, besok: {label: Besök, start: besok}}}
    anropa: {title: Få besök, call: besok, timers: [{after: 1 h, to: klart}]}
    klart: {end: klart}
"""
VISIT = "    gor: {title: GÖR, role: medarbetare, timers: [{after: 5 min, remind: Gå.}]}\n    klart: {end: klart}\n"


@pytest.fixture
def tale() -> Tale:
    tale = Tale(routine(PARENT), routine(VISIT, id="besok")).takes("besok", "klar")
    tale.asks(TakeBack, WORKER)
    tale.waits(minutes=6).takes("klar", of=tale.root.children[0].id)
    tale.asks(HandOver, WORKER, to="m2")
    return tale.takes("klar", by=COLLEAGUE).waits(hours=2)


def again(tale: Tale) -> Replayed:
    return replay(ROOT, tale.entries(), tale.library, tale.people)


def test_replaying_the_history_gives_the_same_case(tale: Tale) -> None:
    assert again(tale) == Replayed(case=tale.case, not_replayed=0)


def test_a_command_taken_away_makes_a_later_one_impossible(tale: Tale) -> None:
    place = next(n for n, each in enumerate(tale.history) if each["command"]["command"] == "HandOver")
    del tale.history[place]
    with pytest.raises(ReplayDiffers) as differs:
        again(tale)
    assert differs.value.sequence == place + 1


def test_a_changed_command_is_named(tale: Tale) -> None:
    tale.history[1]["command"]["state"] = "anropa"
    with pytest.raises(ReplayDiffers) as differs:
        again(tale)
    assert differs.value.sequence == 2


def test_an_entry_that_says_that_it_changed_something_else_is_named(tale: Tale) -> None:
    tale.history[1]["changed"][0]["set"]["visits"] = 9
    with pytest.raises(ReplayDiffers) as differs:
        again(tale)
    assert differs.value.sequence == 2


def test_an_entry_that_says_that_something_else_happened_is_named(tale: Tale) -> None:
    tale.history[1]["happened"].pop()
    with pytest.raises(ReplayDiffers) as differs:
        again(tale)
    assert differs.value.sequence == 2


def test_a_started_routine_is_the_version_that_it_was_then(tale: Tale) -> None:
    newer = routine(VISIT.replace("GÖR", "Gör annat"), id="besok")
    first = tale.library.latest("besok")
    assert first is not None
    tale.library = Library.of([tale.library.pinned(tale.root.digest), first, newer])
    assert tale.library.latest("besok") == newer
    assert again(tale).case == tale.case


def test_a_start_that_the_history_does_not_tell_of_finds_no_routine(tale: Tale) -> None:
    del tale.history[1]["read"]
    with pytest.raises(ReplayDiffers):
        again(tale)


def test_an_entry_that_says_that_an_undo_stays_where_there_was_none_brings_none(tale: Tale) -> None:
    tale.history[0]["undo_stays"] = True
    assert again(tale).case == tale.case


def test_an_entry_of_another_behaviour_is_folded_and_not_replayed(tale: Tale) -> None:
    tale.history[1]["behaviour"] = 0
    tale.history[1]["command"]["choice"] = "something that the engine of then knew"
    found = again(tale)
    assert found.not_replayed == 1
    assert found.case.instances == tale.case.instances


def test_every_entry_folded_leads_where_replaying_does(tale: Tale) -> None:
    for each in tale.history:
        each["behaviour"] = 0
    assert again(tale) == Replayed(case=tale.case, not_replayed=len(tale.history))


def test_what_was_chosen_by_another_behaviour_can_be_taken_back_by_todays() -> None:
    tale = Tale(routine(PARENT), routine(VISIT, id="besok")).takes("klar")
    tale.asks(TakeBack, WORKER)
    tale.history[1]["behaviour"] = 0
    assert again(tale) == Replayed(case=tale.case, not_replayed=1)


def test_the_zone_of_today_does_not_change_what_was_decided_in_another() -> None:
    text = """
        borja: {title: Börja, role: medarbetare}
        valj: {choose: [{when: days_since(dag) >= 1, to: sent}, {else: tidigt}]}
        sent: {end: sent}
        tidigt: {end: tidigt}
    """
    more = "facts: {dag: {type: date, title: Dag}}\n"
    of = routine(text, start="{by: medarbetare, ask: [dag]}", more=more)
    day = (MORNING - timedelta(days=1)).date().isoformat()
    tale = Tale(of, context=Context(zone=ZoneInfo("Pacific/Honolulu")), dag=day).takes("klar")
    elsewhere = tale.library.at(zone=ZoneInfo("Pacific/Kiritimati"))
    assert replay(ROOT, tale.entries(), elsewhere, tale.people).case == tale.case
