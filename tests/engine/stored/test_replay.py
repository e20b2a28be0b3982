"""A case from its history: the accepted commands lead to the same place again."""

from __future__ import annotations

import json

import pytest

from engine.errors import Incident, NotPossibleHere
from engine.run.commands import HandOver, TakeBack
from engine.run.context import Library
from engine.run.instance import Case
from engine.scenarios.play import ROOT
from engine.stored.replay import ReplayDiffers, replay
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


def again(tale: Tale) -> Case:
    return replay(ROOT, json.loads(json.dumps(tale.history)), tale.library)


def test_replaying_the_history_gives_the_same_case(tale: Tale) -> None:
    assert again(tale) == tale.case


def test_a_command_taken_away_makes_a_later_one_impossible(tale: Tale) -> None:
    del tale.history[0][1][:]
    place = next(n for n, (command, _) in enumerate(tale.history) if command["command"] == "HandOver")
    del tale.history[place]
    with pytest.raises(ReplayDiffers) as differs:
        again(tale)
    assert differs.value.sequence == place + 1


def test_a_changed_command_is_named_with_its_refusal(tale: Tale) -> None:
    tale.history[1][0]["state"] = "anropa"
    with pytest.raises(ReplayDiffers) as differs:
        again(tale)
    assert differs.value.sequence == 2
    assert isinstance(differs.value.refusal, NotPossibleHere)


def test_a_started_routine_is_the_version_that_it_was_then(tale: Tale) -> None:
    newer = routine(VISIT.replace("GÖR", "Gör annat"), id="besok")
    first = tale.library.latest("besok")
    assert first is not None
    tale.library = Library.of([tale.library.pinned(tale.root.digest), first, newer])
    assert tale.library.latest("besok") == newer
    assert again(tale) == tale.case


def test_a_start_that_the_history_does_not_tell_of_finds_no_routine(tale: Tale) -> None:
    tale.history[1][1].clear()
    with pytest.raises(Incident, match="not published"):
        again(tale)
