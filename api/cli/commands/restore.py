"""`rutin restore`: a backup read into an empty database, and proved to be whole there."""

from __future__ import annotations

import argparse
from pathlib import Path

from api.cli.parser import FOUND, OK, Parser
from engine.said import Said

_EXAMPLES = Said(
    """Kopian läses in i databasen som RUTIN_DATABASE_URL anger. Den ska vara tom: inget skrivs någonsin över. Kopian ändras inte.
Allt läses in, eller inget; sedan granskas historiken. Kopian får vara av en tidigare utgåva, och databasen av ett annat slag:
så flyttar man från en fil till PostgreSQL.
Var och en får logga in på nytt. En nyckel som togs bort efter att kopian gjordes gäller igen: se rutin token --list.

Exempel:
  rutin restore /kopior/rutin-20260113-0200.db
  rutin restore /kopior/rutin-20260113-0200.db.age --key nyckel.txt""",
    """The backup is read into the database that RUTIN_DATABASE_URL names. That has to be empty: nothing is ever written over. The
backup is not changed. All is read, or nothing; then the history is audited. The backup may be of an earlier release, and the
database of another kind: that is how one moves from a file to PostgreSQL.
Everybody has to sign in again. A key that was ended after the backup was made works again: see rutin token --list.

Examples:
  rutin restore /backups/rutin-20260113-0200.db
  rutin restore /backups/rutin-20260113-0200.db.age --key key.txt""",
)

_WHOSE = Said(
    "Kopian har rutinerna {routines}, och i enheterna {units} pågår något. Är det en annan organisations kopia: ta bort databasen, och läs "
    "in rätt fil i en ny.",
    "The backup has the routines {routines}, and in the units {units} something goes on. If it is another organisation's: remove the "
    "database, and read the right file into a new one.",
)
"""By what somebody sees whose backup it is: a file says no organisation's name."""


def arguments(parser: Parser) -> None:
    """What `rutin restore` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument(
        "file",
        type=Path,
        metavar=Said("FIL", "FILE"),
        help=Said("kopian som rutin backup gjorde", "the backup that rutin backup made"),
    )
    parser.add_argument(
        "--key",
        type=Path,
        metavar=Said("FIL", "FILE"),
        help=Said(
            "filen med den hemliga nyckeln för age, om kopian är krypterad",
            "the file with the secret key of age, if the backup is encrypted",
        ),
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Read it, and audit what was read. 0: all is whole, 1: something is not. Raises StoreTrouble."""
    from api.cli.opening import open_engine
    from api.settings import Settings
    from engine.service.upkeep.backup import restore

    settings = Settings.load()
    held = restore(options.file, settings.database_url, options.key)
    with open_engine(settings, new=False, read_only=True) as engine:
        audit = engine.audit()
        whose = _WHOSE.fill(
            routines=", ".join(each.id for each in engine.routines()) or "–",
            units=", ".join(sorted(engine.units_open.units())) or "–",
        )
    print(whose.say(options.language))
    for finding in audit.findings:
        print(finding.say(options.language))
    print(audit.say(options.language))
    if held.waiting:
        told = Said(
            "Det som väntade på att skickas när kopian gjordes ({waiting}) skickas när rutin serve eller rutin worker startas. "
            "Något av det kan ha kommit fram redan. Se det med rutin deliveries.",
            "What waited to be sent when the backup was made ({waiting}) is sent as soon as rutin serve or rutin worker runs. "
            "Some of it may have arrived already. See it by rutin deliveries.",
        )
        print(told.fill(waiting=held.waiting).say(options.language))
    return FOUND if audit.findings else OK
