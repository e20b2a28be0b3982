"""`rutin test`: play the scenarios of routines, and say what no scenario takes."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.cli.parser import FOUND, OK, Parser
from engine.said import Said

if TYPE_CHECKING:
    from engine.check import Report
    from engine.model.routine import Routine
    from engine.scenarios.coverage import Way
    from engine.scenarios.play import Failed, Played
    from engine.scenarios.search.repair import Repair

_EXAMPLES = Said(
    """Scenarierna står i rutinens fil, under scenarios. De spelas på en låtsasklocka; inget sparas eller skickas.

Exempel:
  rutin test                              alla i mappen routines/
  rutin test routines/stodpass.yaml --cover
                                          säg också vilka val, vägar, tider och slut som inget scenario tar
  rutin test routines/stodpass.yaml --suggest
                                          skriv scenarier som tar det, att klistra in

Slutkoder: 0 alla gick att spela, 1 något gick inte.""",
    """The scenarios stand in the routine's file, under scenarios. They are played on a simulated clock; nothing is saved or sent.

Examples:
  rutin test                              all of the folder routines/
  rutin test routines/stodpass.yaml --cover
                                          say too which choices, timers and outcomes no scenario takes
  rutin test routines/stodpass.yaml --suggest
                                          write scenarios that take those, to paste

Exit codes: 0 all played, 1 one did not.""",
)


def arguments(parser: Parser) -> None:
    """What `rutin test` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_paths()
    parser.add_argument(
        "--cover",
        action="store_true",
        help=Said("säg vad inget scenario tar", "say what no scenario takes"),
    )
    parser.add_argument(
        "--suggest",
        action="store_true",
        help=Said(
            "skriv scenarier som tar det som inget scenario tar",
            "write scenarios that take what no scenario takes",
        ),
    )
    parser.add_argument(
        "--suggest-all",
        action="store_true",
        help=Said(
            "skriv de minsta scenarier som tar allt, som om filen inte hade några",
            "write the smallest set of scenarios that takes everything, as if the file had none",
        ),
    )
    parser.add_format()
    parser.add_language()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    routine: Routine
    file: str
    outcomes: tuple[Played | Failed, ...]
    repairs: tuple[Repair | None, ...]
    ways: tuple[Way, ...]
    missing: tuple[Way, ...]


def run(options: argparse.Namespace) -> int:
    """Play and print. 0: all played, 1: one did not, or a file has errors."""
    from api.cli.sound import sound
    from engine.scenarios.play import Failed

    # What `check` says of scenarios is told below, scenario by scenario; anything else has to be put right first.
    report = sound(options.paths or [_folder()], options.said_in, tolerates=("scenario-fails",))
    if report is None:
        return FOUND
    results = _results(report)
    if options.suggest or options.suggest_all:
        _suggest(results, report.playable, options)
    elif options.format == "json":
        wires = [_wire(each, _spoken(each, options)) for each in results]
        print(json.dumps(wires, ensure_ascii=False, indent=2))
    else:
        for result in results:
            _print(result, _spoken(result, options), cover=options.cover)
    return FOUND if any(isinstance(each, Failed) for result in results for each in result.outcomes) else OK


def _spoken(result: _Result, options: argparse.Namespace) -> str:
    """The language that is asked for, or the routine's own."""
    asked: str | None = options.said_in
    return asked or result.routine.languages[0]


def _folder() -> Path:
    from api.settings import Settings

    return Settings.load().routines


def _results(report: Report) -> list[_Result]:
    from engine.scenarios.coverage import all_ways
    from engine.scenarios.play import Failed, Played, play
    from engine.scenarios.search.repair import repair

    results = []
    for file in report.files:
        routine, routines = report.playable[Path(file).stem], report.playable
        outcomes = tuple(play(routine, scenario, routines) for scenario in routine.scenarios)
        repairs = tuple(
            repair(routine, scenario, outcome, routines) if isinstance(outcome, Failed) else None
            for scenario, outcome in zip(routine.scenarios, outcomes, strict=True)
        )
        taken: set[Way] = set()
        for each in outcomes:
            if isinstance(each, Played):
                taken |= each.takes(routine)
        ways = all_ways(routine)
        missing = tuple(way for way in ways if way not in taken)
        results.append(
            _Result(
                routine=routine, file=file, outcomes=outcomes, repairs=repairs, ways=ways, missing=missing
            )
        )
    return results


def _suggest(results: list[_Result], routines: Mapping[str, Routine], options: argparse.Namespace) -> None:
    from api.cli.scenarios.suggestions import suggested, suggested_wire
    from engine.scenarios.search.tour import tour

    wires = []
    for each in results:
        wanted = each.ways if options.suggest_all else each.missing
        found, language = tour(each.routine, routines, wanted), _spoken(each, options)
        if options.format == "json":
            wires.append(_wire(each, language) | suggested_wire(each.routine, found, language))
        else:
            print(suggested(each.routine, each.file, found, wanted, language))
    if wires:
        print(json.dumps(wires, ensure_ascii=False, indent=2))


def _print(result: _Result, language: str, *, cover: bool) -> None:
    from engine.scenarios.play import Failed

    print(f"{result.routine.title.say(language)} ({result.file})")
    for number, (scenario, outcome) in enumerate(zip(result.routine.scenarios, result.outcomes, strict=True)):
        failed = isinstance(outcome, Failed)
        print(f"  {'✗' if failed else '✓'} {scenario.title.say(language)}")
        if isinstance(outcome, Failed):
            print(f"      {result.file}:{outcome.line}: {outcome.why.say(language)}")
            for line in _difference(result, number, language):
                print(f"      {line}")
    if not result.outcomes:
        print(Said("  Inga scenarier.", "  No scenarios.").say(language))
    if cover:
        _print_cover(result, language)


def _print_cover(result: _Result, language: str) -> None:
    for way in result.missing:
        print(f"  – {_told(way, result.routine, language)}")
    of = len(result.ways)
    taken = of - len(result.missing)
    print(
        Said(
            f"  {taken} av {of} val, vägar, tider och slut tas av något scenario.",
            f"  {taken} of {of} choices, ways, timers and ends are taken by some scenario.",
        ).say(language)
    )


def _difference(result: _Result, number: int, language: str) -> list[str]:
    """How the scenario that failed would play, as a diff; nothing where no single change helps."""
    from api.cli.scenarios.difference import difference

    found = result.repairs[number]
    if found is None:
        return []
    title = (
        Said("så går det att spela", "so it plays")
        if found.whole
        else Said("så kommer det längre", "so it comes further")
    )
    return difference(
        result.file, result.routine, result.routine.scenarios[number], found.scenario, title.say(language)
    )


def _told(way: Way, routine: Routine, language: str) -> str:
    from engine.scenarios.way_names import name_of

    name = name_of(routine, way, language)
    if way.kind == "outcome":
        return Said(f"inget scenario når {name}", f"no scenario reaches {name}").say(language)
    if way.kind == "timer":
        return Said(f"inget scenario väntar ut {name}", f"no scenario waits for {name}").say(language)
    return Said(f"inget scenario tar {name}", f"no scenario takes {name}").say(language)


def _wire(result: _Result, language: str) -> dict[str, Any]:
    from api.cli.scenarios.suggestions import way_wire
    from engine.scenarios.play import Failed

    return {
        "routine": result.routine.id,
        "file": result.file,
        "scenarios": [
            {
                "title": scenario.title.say(language),
                "line": outcome.line if isinstance(outcome, Failed) else scenario.written.line,
                "played": not isinstance(outcome, Failed),
                "message": outcome.why.say(language) if isinstance(outcome, Failed) else None,
                "difference": _difference(result, number, language),
            }
            for number, (scenario, outcome) in enumerate(
                zip(result.routine.scenarios, result.outcomes, strict=True)
            )
        ],
        "ways": len(result.ways),
        "missing": [way_wire(way) for way in result.missing],
    }
