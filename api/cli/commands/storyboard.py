"""`rutin storyboard`: a routine's scenarios as cards, for those who train others."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from api.cli.parser import FOUND, OK, ROUTINES, Parser
from engine.said import Said

if TYPE_CHECKING:
    from diagrams.storyboard.story import Storyboard
    from engine.model.routine import Routine
    from engine.model.scenario import Scenario

_WHAT = Said("bildserie", "storyboard")
_EXAMPLES = Said(
    """Ett scenario blir ett kort för varje steg: vem gör vad, klockan, var i rutinen, och vad telefonen visar då.
Scenarierna står i rutinens fil. De spelas av samma motor som personalen följer; inget sparas eller skickas.

Exempel:
  rutin storyboard routines/stodpass.yaml                   skriver stodpass-1-ett-vanligt-stodpass.html …
  rutin storyboard routines/stodpass.yaml --scenario 4      bara det fjärde scenariot i filen
  rutin storyboard routines/stodpass.yaml --scenario "Stödpasset är avbokat" --format pptx
                                                            bilder att visa, med anteckningar till den som leder
  rutin storyboard routines --format pdf --output bildserier
                                                            alla scenarier i alla rutiner, till mappen bildserier/""",
    """A scenario becomes one card a step: who does what, the time, where in the routine, and what the phone shows then.
The scenarios stand in the routine's file. They are played by the same engine that staff follow; nothing is saved or sent.

Examples:
  rutin storyboard routines/stodpass.yaml                   writes stodpass-1-ett-vanligt-stodpass.html …
  rutin storyboard routines/stodpass.yaml --scenario 4      only the fourth scenario of the file
  rutin storyboard routines/stodpass.yaml --scenario "Stödpasset är avbokat" --format pptx
                                                            slides to show, with notes for the one who leads
  rutin storyboard routines --format pdf --output storyboards
                                                            all scenarios of all routines, to the folder storyboards/""",
)


def arguments(parser: Parser) -> None:
    """What `rutin storyboard` takes."""
    from diagrams.storyboard.formats import FORMATS
    from diagrams.type.palette import THEMES

    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_paths(needed=ROUTINES)
    parser.add_argument(
        "--scenario",
        metavar=Said("TITEL", "TITLE"),
        help=Said(
            "bara det scenariot: titeln, eller numret i filen",
            "only that one: its title, or its number in the file",
        ),
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help=Said("html (förval), pdf eller pptx", "html (default), pdf or pptx"),
    )
    parser.add_argument(
        "--theme",
        choices=tuple(THEMES),
        help=Said(
            "färger (annars ljusa, och på skärm som läsaren har det)",
            "colours (else light, and on a screen as the reader has it)",
        ),
    )
    parser.add_output(
        Said(
            "en mapp, en fil för ett scenario, eller - för standard ut (annars RUTINENS_ID-NUMMER-TITEL.html här)",
            "a folder, a file for one scenario, or - for standard output (else ROUTINE_ID-NUMBER-TITLE.html here)",
        )
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Make all storyboards, then write them; where one can't be made none is written."""
    from api.cli import output
    from api.cli.sound import decided, sound
    from diagrams.storyboard.formats import FORMATS, storyboard_as

    options.format = output.format_for(options.format, options.output, FORMATS)
    report = sound(options.paths, options.said_in)
    if report is None:
        return FOUND
    asked = list(_asked(report.routines, options.scenario, options.language))
    if not asked:
        print(_nothing(report.routines, options.scenario).say(options.language), file=sys.stderr)
        return FOUND
    _refuse_one_place_for_several(len(asked), options)
    values = decided(report)
    files: dict[str, bytes] = {}
    for routine, scenario in asked:
        # A routine that is written in English is told in English, unless somebody asks for Swedish.
        language = options.said_in or routine.languages[0]
        made = _made(routine, scenario, report.playable, values, language)
        if isinstance(made, Said):
            print(made.say(language), file=sys.stderr)
            return FOUND
        files[f"{made.name}.{options.format}"] = storyboard_as(options.format, made, options.theme)
    output.write(files, options.output, replaces=(f".{options.format}",), what=_WHAT)
    return OK


def _asked(
    routines: Sequence[Routine], wanted: str | None, language: str
) -> Iterator[tuple[Routine, Scenario]]:
    """The scenarios that are wanted: all, those with a title, or the one with a number in each file."""
    for routine in routines:
        for number, scenario in enumerate(routine.scenarios, 1):
            titles = {_plain(scenario.title.say(each)) for each in (*routine.languages, language)}
            if wanted is None or wanted.strip() == str(number) or _plain(wanted) in titles:
                yield routine, scenario


def _refuse_one_place_for_several(count: int, options: argparse.Namespace) -> None:
    from engine.errors.store import SettingsWrong

    if count > 1 and (options.output or "").endswith(("-", f".{options.format}")):
        raise SettingsWrong(
            Said(
                f"{count} scenarier blir {count} filer. Välj ett med --scenario, eller ange en mapp med --output.",
                f"{count} scenarios become {count} files. Choose one with --scenario, or give a folder with --output.",
            ),
        )


def _plain(title: str) -> str:
    """A title as it is compared: however it is spaced, and with small letters or large."""
    return re.sub(r"\s+", " ", title).strip().casefold()


def _nothing(routines: Sequence[Routine], wanted: str | None) -> Said:
    """Why there is no scenario to show, with the nearest title."""
    from engine.problems import clipped, hint

    if wanted is None:
        return Said(
            "Här finns inga scenarier. Skriv ett under scenarios i rutinens fil; docs/spraket.md visar hur.",
            "There are no scenarios here. Write one under scenarios in the routine's file; docs/language.md shows how.",
        )
    titles = [scenario.title.say() for routine in routines for scenario in routine.scenarios]
    sv, en = hint(wanted, titles)
    return Said(
        f"Det finns inget scenario ”{clipped(wanted)}”.{sv} rutin test skriver vilka som finns.",
        f"There is no scenario “{clipped(wanted)}”.{en} rutin test prints those that there are.",
    )


def _made(
    routine: Routine,
    scenario: Scenario,
    routines: Mapping[str, Routine],
    settings: Mapping[str, str],
    language: str,
) -> Storyboard | Said:
    """The storyboard, or what the player says of a scenario that does not play."""
    from diagrams.storyboard.cards import storyboard
    from engine.scenarios.play import Failed

    made = storyboard(routine, scenario, routines, language=language, settings=settings)
    return made.why if isinstance(made, Failed) else made
