"""`rutin drills`: what nobody has done for real in a period, as scenarios to practise."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.cli.parser import FOUND, OK, Parser
from engine.said import Said

if TYPE_CHECKING:
    from engine.check import Report
    from engine.model.routine import Routine
    from engine.scenarios.drills import Drill, DrillList
    from engine.service.engine import Engine

PERIOD = timedelta(days=91)
"""How far back one looks: a quarter."""

NAMED = 4
"""How many of a drill's ways are named to people; programs get all."""

_EXAMPLES = Said(
    """Läser ur databasen vilka val, tider och slut som någon har tagit, och lägger fram scenarier för dem som ingen har tagit.
Det brådskande står först: det som kan hända när som helst, sedan det som någon annan ska få veta.

Exempel:
  rutin drills                            alla i mappen routines/, det senaste kvartalet
  rutin drills routines/forlorad_telefon.yaml --since 2026-01-01

Slutkoder: 0 det gick bra, 1 en rutin har fel, 2 kommandot kunde inte köras.""",
    """Reads from the database which choices, timers and ends somebody has taken, and lays out scenarios for those that nobody has.
The urgent comes first: what can happen at any time, then what somebody else has to be told.

Examples:
  rutin drills                            all of the folder routines/, the last quarter
  rutin drills routines/forlorad_telefon.yaml --since 2026-01-01

Exit codes: 0 all went well, 1 a routine has errors, 2 the command could not be run.""",
)


def arguments(parser: Parser) -> None:
    """What `rutin drills` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_paths()
    parser.add_argument(
        "--since",
        type=day,
        hint=A_DAY,
        metavar=Said("ÅÅÅÅ-MM-DD", "YYYY-MM-DD"),
        help=Said(
            "räkna från den dagen (annars de senaste 91 dagarna)",
            "count from that day (else the last 91 days)",
        ),
    )
    parser.add_format()
    parser.add_language()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    file: str
    routine: Routine
    found: DrillList


def run(options: argparse.Namespace) -> int:
    """Look and print. 0: done, 1: a file has errors."""
    from api.cli.opening import open_engine
    from api.cli.sound import sound
    from api.settings import Settings

    settings = Settings.load()
    since = datetime.now(UTC) - PERIOD
    if options.since is not None:
        since = datetime.combine(options.since, time(), settings.zone)
    report = sound(options.paths or [settings.routines], options.said_in)
    if report is None:
        return FOUND
    with open_engine(settings, new=False) as engine:
        results = [_result(engine, file, report, since) for file in report.files]
    results.sort(
        key=lambda each: (not each.found.drills, each.found.drills[0].rank if each.found.drills else 0)
    )
    if options.format == "json":
        wires = [_wire(each, report.playable, options.language) for each in results]
        print(json.dumps({"since": since.isoformat(), "routines": wires}, ensure_ascii=False, indent=2))
    else:
        print(_heading(since, options.language))
        for each in results:
            _print(each, report.playable, options.language)
    return OK


A_DAY = Said("Skriv en dag, till exempel 2026-01-31.", "Write a day, for example 2026-01-31.")


def day(text: str) -> date:
    """A day as it is written on the command line. Raises ValueError."""
    from engine.model.facts import YEARS
    from engine.values import days

    found = days.read(text)
    if found.year not in YEARS:
        raise ValueError
    return found


def _result(engine: Engine, file: str, report: Report, since: datetime) -> _Result:
    from engine.scenarios.drills import drills

    routine = report.playable[Path(file).stem]
    is_published = any(each.id == routine.id for each in engine.routines())
    taken = engine.followed.taken_since(routine.id, since) if is_published else ()
    return _Result(file=file, routine=routine, found=drills(routine, taken, report.playable))


def _heading(since: datetime, language: str) -> str:
    return Said(
        f"Det här har ingen gjort på riktigt sedan {since:%Y-%m-%d}. Öva det.",
        f"Nobody has done this for real since {since:%Y-%m-%d}. Practise it.",
    ).say(language)


def _print(result: _Result, routines: Mapping[str, Routine], language: str) -> None:
    from engine.scenarios.way_names import name_of

    routine, found = result.routine, result.found
    counted = Said(
        f"{found.untaken} av {found.of} val, tider och slut",
        f"{found.untaken} of {found.of} choices, timers and ends",
    )
    print(f"\n{routine.title.say(language)}: {counted.say(language)}")
    for number, drill in enumerate(found.drills, 1):
        print(f"\n  {number}. {drill.scenario.title.say(language)} [{_kind(drill, language)}]")
        names = "; ".join(name_of(routine, way, language) for way in drill.ways[:NAMED])
        more = len(drill.ways) - NAMED
        rest = Said(f" och {more} till", f" and {more} more").say(language) if more > 0 else ""
        print(f"     {Said('Övar', 'Practises').say(language)} {names}{rest}.")
        for step, sentence in enumerate(_story(drill, routine, routines, language), 1):
            print(f"       {step:>2}. {sentence}")
        if drill.own:
            show = Said("Visa det som bilder", "Show it as slides").say(language)
            place = routine.scenarios.index(drill.scenario) + 1
            print(f"     {show}: rutin storyboard {result.file} --scenario {place} --format pptx")
    for missed in found.missed:
        why = missed.why.say(language)
        no = Said("Går inte att öva här", "Can't be practised here").say(language)
        print(f"\n  {no}: {name_of(routine, missed.way, language)} ({why})")


def _kind(drill: Drill, language: str) -> str:
    from engine.scenarios.ranking import END, ESCALATION, EVENT, REMINDER, SIDE

    kinds = {
        EVENT: Said("händelse", "event"),
        ESCALATION: Said("någon annan får veta", "somebody else is told"),
        SIDE: Said("sidoväg", "side way"),
        END: Said("slut", "end"),
        REMINDER: Said("påminnelse", "reminder"),
    }
    return kinds.get(drill.rank, Said("huvudväg", "main way")).say(language)


def _story(drill: Drill, routine: Routine, routines: Mapping[str, Routine], language: str) -> Sequence[str]:
    from engine.scenarios.story import story

    return story(routine, drill.scenario, routines, language)


def _wire(result: _Result, routines: Mapping[str, Routine], language: str) -> dict[str, Any]:
    from api.cli.scenarios.suggestions import way_wire
    from engine.scenarios.yaml_text import scenario_text

    routine, found = result.routine, result.found
    return {
        "routine": routine.id,
        "title": routine.title.say(language),
        "ways": found.of,
        "untaken": found.untaken,
        "drills": [
            {
                "title": each.scenario.title.say(language),
                "own": each.own,
                "line": each.scenario.written.line if each.own else None,
                "kind": _kind(each, language),
                "practises": [way_wire(way) for way in each.ways],
                "steps": list(_story(each, routine, routines, language)),
                "yaml": scenario_text(routine, each.scenario),
            }
            for each in found.drills
        ],
        "impossible": [{**way_wire(each.way), "because": each.why.say(language)} for each in found.missed],
    }
