"""`rutin backup`: all that is kept, in one file, while others work."""

from __future__ import annotations

import argparse
from pathlib import Path

from api.cli.parser import OK, Parser
from engine.said import Said

_EXAMPLES = Said(
    """Allt kopieras som det är i ett och samma ögonblick, medan andra arbetar: rutiner och deras dokument, ärenden med sin historik,
människor, nycklar och det som väntar. Kopian är en enda fil, vilken databas den än är gjord av.
Den innehåller allt som databasen gör: förvara den lika säkert, eller kryptera den med --to.

Exempel:
  rutin backup /kopior                     en fil i mappen, med dagens datum i namnet
  rutin backup /kopior/natt.db             en fil med det namnet
  rutin backup /kopior --to age1qz…        krypterad: bara den som har nyckeln kan läsa den (age-keygen gör nycklar)
  RUTIN_DATABASE_URL=sqlite:////kopior/natt.db rutin audit
                                           pröva att en kopia är hel
Tillbaka: rutin restore""",
    """All is copied as it is at one and the same moment, while others work: routines and their documents, cases with their history,
people, keys, and what waits. A backup is one file, whichever database it was made of.
It holds all that the database does: keep it as safe, or encrypt it with --to.

Examples:
  rutin backup /backups                    a file in the folder, with today's date in its name
  rutin backup /backups/night.db           a file of that name
  rutin backup /backups --to age1qz…       encrypted: only whoever has the key can read it (age-keygen makes keys)
  RUTIN_DATABASE_URL=sqlite:////backups/night.db rutin audit
                                           prove that a backup is whole
Back again: rutin restore""",
)


def arguments(parser: Parser) -> None:
    """What `rutin backup` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument(
        "file",
        type=Path,
        metavar=Said("FIL", "FILE"),
        help=Said("filen som görs, eller en mapp", "the file that is made, or a folder"),
    )
    parser.add_argument(
        "--to",
        action="append",
        default=[],
        metavar=Said("NYCKEL", "KEY"),
        help=Said(
            "kryptera för den som har den här offentliga nyckeln för age; får anges flera gånger",
            "encrypt for whoever has this public key of age; may be given several times",
        ),
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Make the file. Raises StoreTrouble."""
    from datetime import datetime

    from api.settings import Settings
    from engine.service.upkeep.backup import back_up

    settings = Settings.load()
    file = options.file
    if file.is_dir():
        name = f"rutin-{datetime.now(settings.zone):%Y%m%d-%H%M%S}.db"
        file = file / (f"{name}.age" if options.to else name)
    held = back_up(settings.database_url, file, options.to)
    told = Said(
        "{file} är gjord. Ärenden: {cases}, rader i historiken: {history}, versioner av rutiner: {routines}.",
        "{file} is made. Cases: {cases}, rows of history: {history}, versions of routines: {routines}.",
    )
    print(
        told.fill(file=str(file), cases=held.cases, history=held.history, routines=held.routines).say(
            options.language
        )
    )
    return OK
