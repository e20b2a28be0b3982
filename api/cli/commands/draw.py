"""`rutin draw`: a routine's picture as a file."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time
from functools import partial
from typing import TYPE_CHECKING

from api.cli.commands.drills import A_DAY, day
from api.cli.parser import FOUND, OK, ROUTINES, Parser
from engine.said import Said

if TYPE_CHECKING:
    from api.settings import Settings
    from diagrams.output import Look
    from engine.check import Report

_EXAMPLES = Said(
    """Exempel:
  rutin draw routines/stodpass.yaml                        skriver stodpass.svg
  rutin draw routines/stodpass.yaml --format png           skriver stodpass.png
  rutin draw routines/stodpass.yaml --format pdf           på så många A4 som det behövs för att kunna läsa
  rutin draw routines/stodpass.yaml --paper slide --format png    bilder att visa (16:9), en del av rutinen på varje
  rutin draw routines --output bilder                      alla rutiner, till mappen bilder/
  rutin draw routines --format pdf --output rutiner.pdf    alla i ett dokument, först hur de hänger ihop
  rutin draw routines --overview --output karta.svg        bara hur de hänger ihop
  rutin draw routines/stodpass.yaml --theme mono           för den som skriver ut utan färg
  rutin draw routines/stodpass.yaml --heat                 hur lång tid stegen tar, ur databasen
  rutin draw routines/stodpass.yaml --view technical       tillståndsdiagram, för den som bygger
  rutin draw routines/stodpass.yaml --format mermaid       text som en wiki ritar
  rutin draw routines/stodpass.yaml --output - > bild.svg  till ett annat program""",
    """Examples:
  rutin draw routines/stodpass.yaml                           writes stodpass.svg
  rutin draw routines/stodpass.yaml --format png              writes stodpass.png
  rutin draw routines/stodpass.yaml --format pdf              on as many A4 as it takes to be read
  rutin draw routines/stodpass.yaml --paper slide --format png    slides (16:9), a part of the routine on each
  rutin draw routines --output pictures                       all routines, to the folder pictures/
  rutin draw routines --format pdf --output routines.pdf      all in one document, first how they belong together
  rutin draw routines --overview --output map.svg             only how they belong together
  rutin draw routines/stodpass.yaml --theme mono              to print without colour
  rutin draw routines/stodpass.yaml --heat                    how long steps take, from the database
  rutin draw routines/stodpass.yaml --view technical          a statechart, for engineers
  rutin draw routines/stodpass.yaml --format mermaid          text that a wiki draws
  rutin draw routines/stodpass.yaml --output - > picture.svg  to another program""",
)

_ENDINGS = {"svg": "svg", "png": "png", "pdf": "pdf", "mermaid": "mmd"}


def arguments(parser: Parser) -> None:
    """What `rutin draw` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_paths(needed=ROUTINES)
    parser.add_argument(
        "--format",
        choices=tuple(_ENDINGS),
        help=Said(
            "bildens format (annars som filen i --output heter, eller svg)",
            "the picture's format (else as the file of --output is called, or svg)",
        ),
    )
    parser.add_argument(
        "--theme",
        choices=("light", "dark", "mono"),
        default="light",
        help=Said(
            "ljus, mörk, eller utan färg för svartvitt papper",
            "light, dark, or without colour for black-and-white paper",
        ),
    )
    parser.add_argument(
        "--view",
        choices=("staff", "technical"),
        default="staff",
        help=Said(
            "personalens bild, eller ett exakt tillståndsdiagram (UML)",
            "staff's picture, or an exact statechart (UML)",
        ),
    )
    parser.add_argument(
        "--paper",
        choices=("a4", "a3", "slide"),
        help=Said(
            "på sidor som går att läsa: a4, a3 för överblick, eller slide (16:9) för att visa (pdf: a4 är förval)",
            "on pages that can be read: a4, a3 for an overview, or slide (16:9) to show (pdf: a4 is the default)",
        ),
    )
    parser.add_argument(
        "--overview",
        action="store_true",
        help=Said(
            "en bild av hur rutinerna startar varandra", "one picture of how the routines start each other"
        ),
    )
    parser.add_argument(
        "--heat",
        action="store_true",
        help=Said(
            "visa hur lång tid varje steg tar, ur databasen",
            "show how long each step takes, from the database",
        ),
    )
    parser.add_argument(
        "--since",
        type=day,
        hint=A_DAY,
        metavar=Said("ÅÅÅÅ-MM-DD", "YYYY-MM-DD"),
        help=Said(
            "med --heat: räkna från den dagen (annars de senaste tre hela månaderna)",
            "with --heat: count from that day (else the last three whole months)",
        ),
    )
    parser.add_output(
        Said(
            "en fil, en mapp, eller - för standard ut (annars RUTINENS_ID.svg här)",
            "a file, a folder, or - for standard output (else ROUTINE_ID.svg here)",
        )
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Draw each routine that has no errors; a file is written whole or not at all."""
    from api.cli import output
    from api.cli.sound import sound
    from api.settings import Settings
    from diagrams.layout.program import use_dot
    from diagrams.output import Look

    options.format = output.format_for(options.format, options.output, tuple(_ENDINGS), _ENDINGS)
    report = sound(options.paths, options.said_in)
    if report is None:
        return FOUND
    settings = Settings.load()
    use_dot(settings.dot)
    look = Look(
        format=options.format,
        theme=options.theme,
        view=options.view,
        paper=options.paper,
        language=options.said_in,
    )
    _refuse_what_is_not(options, look)
    drawings = _heated(report, look, settings, options) if options.heat else _drawings(report, look, options)
    made = {
        f"{name}{f'-{number}' if len(pages) > 1 else ''}.{_ENDINGS[look.format]}": content
        for name, pages in drawings
        for number, content in enumerate(pages, 1)
    }
    replaces = [f".{ending}" for ending in _ENDINGS.values()]
    output.write(made, options.output, replaces=replaces, what=Said("bild", "picture"))
    return OK


def _refuse_what_is_not(options: argparse.Namespace, look: Look) -> None:
    from engine.errors.store import SettingsWrong

    if options.heat and (look.view == "technical" or options.overview):
        raise SettingsWrong(
            Said(
                "Hur lång tid stegen tar (--heat) visas i personalens bild av varje rutin, utan --view technical och --overview.",
                "How long steps take (--heat) is shown in staff's picture of each routine, without --view technical and --overview.",
            ),
        )
    if options.since is not None and not options.heat:
        raise SettingsWrong(Said("--since hör ihop med --heat.", "--since goes with --heat."))
    if look.view == "technical" and (look.format == "mermaid" or look.paper or options.overview):
        raise SettingsWrong(
            Said(
                "Tillståndsdiagrammet (--view technical) är ett blad för sig: det finns som svg, png och pdf, utan --paper och --overview.",
                "The statechart (--view technical) is one sheet by itself: there is svg, png and pdf, without --paper and --overview.",
            ),
        )


def _heated(
    report: Report, look: Look, settings: Settings, options: argparse.Namespace
) -> Iterator[tuple[str, Sequence[bytes]]]:
    """(name, files) of each routine with the time that its steps take. Drawn anew each time: their figures come from the database."""
    from api.cli.opening import open_engine
    from api.cli.sound import decided
    from diagrams import output
    from engine.figures.statistics import USUAL_PERIOD

    values = decided(report)
    with open_engine(settings, new=False) as engine:
        until = engine.now()
        since = until - USUAL_PERIOD
        if options.since is not None:
            since = datetime.combine(options.since, time(), settings.zone)
        for routine in report.routines:
            figures = engine.followed.statistics(routine.id, since, until, None)
            files = output.drawn(routine, look, statistics=figures, routines=report.playable, settings=values)
            yield f"{routine.id}-heat", files


def _is_one_document(report: Report, options: argparse.Namespace) -> bool:
    """Whether all routines go into one PDF: there are several, and one file is named for them."""
    is_named = bool(options.output) and options.output.endswith((".pdf", "-"))
    return (
        not options.heat
        and len(report.routines) > 1
        and options.format == "pdf"
        and options.view == "staff"
        and is_named
    )


def _drawings(
    report: Report, look: Look, options: argparse.Namespace
) -> Iterator[tuple[str, Sequence[bytes]]]:
    """(name, files) of everything that is asked for: drawn, or as it was drawn before."""
    from api.cli.sound import decided
    from diagrams import output
    from diagrams.material.cache import Cache, cache_folder
    from diagrams.material.edition import mark

    values = decided(report)
    known = report.playable
    kept = Cache(cache_folder())

    def marked(*drawing: str) -> str:
        return mark(known.values(), values, repr(look), *drawing)

    all_ids = [each.id for each in report.routines]
    draw: Callable[[], Sequence[bytes]]
    if options.overview:
        draw = partial(output.drawn_map, report.routines, look, settings=values)
        yield "overview", kept.once(marked("overview", *all_ids), draw)
    elif _is_one_document(report, options):
        draw = partial(output.drawn_together, report.routines, look, known=known, settings=values)
        yield "routines", kept.once(marked("together", *all_ids), draw)
    else:
        ending = "-technical" if look.view == "technical" else ""
        for routine in report.routines:
            draw = partial(output.drawn, routine, look, routines=known, settings=values)
            yield f"{routine.id}{ending}", kept.once(marked("one", routine.id), draw)
