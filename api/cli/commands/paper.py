"""`rutin paper`: forms to fill in by hand when nothing else works, and all that a unit has open now."""

from __future__ import annotations

import argparse
import sys
from random import SystemRandom

from api.cli.parser import CANNOT_RUN, FOUND, OK, Parser
from engine.said import Said

_EXAMPLES = Said(
    """Exempel:
  rutin paper routines/stodpass.yaml                  skriver stodpass-blankett.pdf, att fylla i för hand
  rutin paper routines --output reserv/               en blankett för varje rutin
  rutin paper --unit norra                            allt som är öppet i enheten nu, i oppet-norra.pdf

Varje utskrift får ett eget nummer, och varje rad en egen kod. Koden skrivs in när raden registreras i efterhand.
Skriv ut en blankett för varje gång som rutinen följs; en kopia har samma koder.""",
    """Examples:
  rutin paper routines/stodpass.yaml                  writes stodpass-form.pdf, to fill in by hand
  rutin paper routines --output reserve/              a form for each routine
  rutin paper --unit norra                            all that is open in the unit now, in open-norra.pdf

Each printout has a number of its own, and each line a code of its own. The code is typed when the line is registered afterwards.
Print a form for each time that the routine is followed; a copy has the same codes.""",
)
_FORM = Said("blankett", "form")
_OPEN = Said("oppet", "open")
_WHAT = Said("blankett", "form")
_ONE_OF_THEM = Said(
    "Ange antingen rutiner eller --unit: en enhets blad är av allt som är öppet där.",
    "Give either routines or --unit: a unit's sheet is of all that is open there.",
)
_NOTHING = Said(
    "Inget är öppet i enheten ”{unit}”. Är namnet skrivet som i Rutin, med stor eller liten bokstav? Inget skrevs.",
    "Nothing is open in the unit “{unit}”. Is the name written as in Rutin, with its capitals? Nothing was written.",
)


def arguments(parser: Parser) -> None:
    """What `rutin paper` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_paths()
    parser.add_argument(
        "--unit",
        metavar=Said("ENHET", "UNIT"),
        help=Said(
            "allt som är öppet i enheten nu, ur databasen",
            "all that is open in the unit now, from the database",
        ),
    )
    parser.add_output(
        Said(
            "en fil, en mapp, eller - för standard ut (annars RUTINENS_ID-blankett.pdf här)",
            "a file, a folder, or - for standard output (else ROUTINE_ID-form.pdf here)",
        )
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Make the forms, where no routine has an error; the files are written whole or not at all."""
    from api.cli import output
    from api.cli.sound import decided, sound
    from api.settings import Settings
    from diagrams.printed.of_routine import form_of
    from diagrams.printed.pdf import form_pdf

    output.format_for(None, options.output, ("pdf",))
    if options.unit is not None and options.paths:
        print(_ONE_OF_THEM.say(options.language), file=sys.stderr)
        return CANNOT_RUN
    if options.unit is not None:
        return _unit(options)
    report = sound(options.paths or [Settings.load().routines], options.said_in)
    if report is None:
        return FOUND
    name, chance = _FORM.say(options.language), SystemRandom()
    files = {
        f"{routine.id}-{name}.pdf": form_pdf(
            form_of(
                routine, chance, language=options.said_in, known=report.playable, settings=decided(report)
            )
        )
        for routine in report.routines
    }
    output.write(files, options.output, replaces=(".pdf",), what=_WHAT)
    return OK


def _unit(options: argparse.Namespace) -> int:
    """Make the form of all that is open in the unit; where nothing is, no file is made: a name that is misspelt looks like that."""
    from api.cli import output
    from api.cli.opening import open_engine
    from api.settings import Settings
    from api.unit_paper import unit_paper
    from diagrams.words.file_names import named

    with open_engine(Settings.load(), new=False, read_only=True) as engine:
        if not engine.units_open.of(options.unit, None).cases:
            print(_NOTHING.fill(unit=options.unit).say(options.language), file=sys.stderr)
            return FOUND
        content = unit_paper(engine, options.unit, None, options.language)
    name = f"{named(_OPEN.say(options.language), options.unit)}.pdf"
    output.write({name: content}, options.output, replaces=(".pdf",), what=_WHAT)
    return OK
