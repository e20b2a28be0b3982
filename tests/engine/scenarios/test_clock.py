"""What is rehearsed goes by a clock that shows the organisation's time; moments are read as people write them."""

from __future__ import annotations

from datetime import UTC, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.check import check
from engine.language.compile import compile_text
from engine.scenarios.play import Failed, Played, play

ROUTINE = """\
routine: prov
version: 1
title: Prov
roles: {m: {title: Medarbetare, manager: yes}}
facts: {tid: {type: moment, title: Tid}, dag: {type: date, title: Dag}}
start: {by: m, ask: [tid, dag]}
states:
  folj:
    title: Följ upp
    role: m
    text: "Tid {tid}, dag {dag}."
    ask: tid
    timers: [{by: tid, to: sent}]
  slut: {end: klart}
  sent: {end: sent}
scenarios:
  - title: Klockan
    facts: {tid: TID, dag: DAG}
    play:
      - {wait: WAIT}
    ends: sent
"""

STOCKHOLM, TOKYO = ZoneInfo("Europe/Stockholm"), ZoneInfo("Asia/Tokyo")


def played(tid: str, wait: str, dag: str = "i dag", zone: tzinfo = STOCKHOLM) -> Played | Failed:
    text = ROUTINE.replace("TID", tid).replace("DAG", dag).replace("WAIT", wait)
    compiled = compile_text(text, "prov.yaml", zone=zone)
    assert compiled.routine is not None, compiled.findings
    return play(compiled.routine, compiled.routine.scenarios[0], {})


@pytest.mark.parametrize("tid", ["08:30", "2026-01-12 08:30", "kl 8.30", "12/1 08:30", "12 januari 8.30"])
@pytest.mark.parametrize("zone", [UTC, STOCKHOLM, TOKYO])
def test_it_begins_at_seven_wherever_one_is(tid: str, zone: tzinfo) -> None:
    assert isinstance(played(tid, "90 min", zone=zone), Played)
    assert isinstance(played(tid, "89 min", zone=zone), Failed)


def test_a_moment_with_a_zone_is_what_the_clock_shows_then() -> None:
    for tid, zone in (("2026-01-12T08:30:00+01:00", STOCKHOLM), ("2026-01-11T23:30:00Z", TOKYO)):
        assert isinstance(played(tid, "90 min", zone=zone), Played)
        assert isinstance(played(tid, "89 min", zone=zone), Failed)


def test_a_day_can_be_told_from_the_day_of_the_line() -> None:
    story = played("i morgon 8.30", "2 d", dag="i morgon")

    assert isinstance(story, Played)
    assert str(story.lines[0].case.instances["ovning"].facts["dag"]) == "2026-01-13"


LATER = """\
      - {wait: 1 d}
      - {m: klar, facts: {tid: "16:00"}}
"""


def test_in_a_line_a_time_is_of_the_day_that_it_has_become() -> None:
    text = ROUTINE.replace("TID", "20/1 08:30").replace("DAG", "i dag")
    routine = compile_text(
        text.replace("      - {wait: WAIT}\n", LATER).replace("ends: sent", "ends: klart"), "prov.yaml"
    ).routine
    assert routine is not None

    assert routine.scenarios[0].play[1].facts == {"tid": "2026-01-13T16:00:00Z"}


CALLER = """\
routine: kallar
version: 1
title: Kallar
roles: {m: {title: Medarbetare, manager: yes}}
start: m
states:
  borja: {title: Börja, role: m, choices: {ja: {label: Ja, start: lanar, to: vanta}}}
  vanta: {title: Vänta, role: m}
  slut: {end: klart}
scenarios:
  - title: Den andra
    play:
      - {m: ja}
      - {m: klar, routine: lanar, facts: {tid: "TID"}}
      - {wait: 90 min}
      - {m: klar}
    ends: klart
"""
STARTED = """\
routine: lanar
version: 1
title: Lånar
roles: {m: {title: Medarbetare, manager: yes}}
facts: {tid: {type: moment, title: Tid}}
start: m
states:
  skriv: {title: Skriv tiden, role: m, ask: tid}
  folj: {title: "Följ upp {tid}", role: m, timers: [{by: tid, to: sent}]}
  slut: {end: klart}
  sent: {end: sent}
"""


@pytest.mark.parametrize("tid", ["08:30", "2026-01-12T08:30:00+01:00"])
def test_so_is_what_is_told_to_another_routine(tmp_path: Path, tid: str) -> None:
    (tmp_path / "kallar.yaml").write_text(CALLER.replace("TID", tid), encoding="utf-8")
    (tmp_path / "lanar.yaml").write_text(STARTED, encoding="utf-8")

    report = check([tmp_path], zone=STOCKHOLM)

    assert {each.rule for each in report.findings if each.severity == "error"} == set()
    kallar = report.playable["kallar"]
    story = play(kallar, kallar.scenarios[0], report.playable)
    assert isinstance(story, Played)
    (child,) = (each for each in story.lines[-1].case.instances.values() if each.routine == "lanar")
    assert child.outcome == "sent"
