"""What goes on after an instance is over: those it started, and timers that have no end."""

from __future__ import annotations

from datetime import UTC, datetime

from engine.language.compile import compile_text
from engine.run.instance import Person
from engine.service.engine import TICK_ROUNDS, Engine
from engine.store import tables
from tests.engine.database.office import Office

STAFF = Person("anst-1", frozenset({("medarbetare", "norra")}))
NOW = datetime(2026, 1, 12, 8, 0, tzinfo=UTC)

MOTHER = """\
routine: dag
version: 1
title: Dagen
roles: {medarbetare: Medarbetare}
facts: {bud: {type: yes_no, title: "Har budet kommit?"}}
states:
  start:
    title: Börja dagen
    role: medarbetare
    choices:
      ny: {label: Starta ett ärende, start: arende}
      hem: {label: Gå hem, to: hemma}
      ut: {label: Skicka budet, when: bud is set, to: hemma}
  hemma: {end: hemma, title: Dagen är slut}
"""
CHILD = """\
routine: arende
version: 1
title: Ärendet
roles: {medarbetare: Medarbetare}
start: medarbetare
states:
  gor: {title: Gör ärendet, role: medarbetare}
  klart: {end: klart, title: Ärendet är klart}
"""
ENDLESS = """\
routine: evig
version: 1
title: Två som väcker varandra
roles: {medarbetare: Medarbetare}
facts: {forr: {type: moment, title: Förr}}
start: {by: medarbetare, ask: [forr]}
states:
  tick: {title: Vänta på tack, wait: tack, to: klart, timers: [{by: forr, to: tock}]}
  tock: {title: Vänta på tock, wait: tack, to: klart, timers: [{by: forr, to: tick}]}
  klart: {end: klart, title: Slut}
"""


def _engine(*texts: str) -> Engine:
    compiled = [compile_text(text, f"{text.split()[1]}.yaml") for text in texts]
    engine = Engine.open("memory://", clock=lambda: NOW)
    engine.publish([each.routine for each in compiled if each.routine])
    return engine


def test_an_ended_instance_shows_how_those_it_started_are_now() -> None:
    with _engine(MOTHER, CHILD) as engine:
        day = engine.start("dag", STAFF, "norra").instance
        child = engine.choose(day, "start", "ny", STAFF).view()["children"][0]["id"]
        engine.choose(day, "start", "hem", STAFF)
        engine.choose(child, "gor", "klar", STAFF)

        (shown,) = engine.records.view(day, STAFF)["children"]

    assert (shown["status"], shown["outcome"]) == ("ended", "klart")


def test_an_ended_instance_shows_one_that_is_gone_as_it_was_last_known() -> None:
    with _engine(MOTHER, CHILD) as engine:
        day = engine.start("dag", STAFF, "norra").instance
        child = engine.choose(day, "start", "ny", STAFF).view()["children"][0]["id"]
        engine.choose(day, "start", "hem", STAFF)
        Office(engine, [NOW]).removes(tables.instances, id=child)

        (shown,) = engine.records.view(day, STAFF)["children"]

    assert (shown["id"], shown["status"]) == (child, "running")


def test_a_condition_without_because_is_told_in_words() -> None:
    with _engine(MOTHER, CHILD) as engine:
        view = engine.start("dag", STAFF, "norra").view()

    why = next(each["because"] for each in view["steps"][0]["choices"] if each["choice"] == "ut")

    assert "Har budet kommit?" in why
    assert "is set" not in why


def test_timers_that_wake_each_other_in_the_past_do_not_hold_up_the_worker() -> None:
    with _engine(ENDLESS) as engine:
        engine.start("evig", STAFF, "norra", {"forr": "2026-01-12T07:00:00Z"})
        assert engine.tick() <= TICK_ROUNDS
