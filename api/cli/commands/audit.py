"""`rutin audit`: prove that the history is whole, and that it leads to what is stored."""

from __future__ import annotations

import argparse
import json

from api.cli.parser import FOUND, OK, Parser
from engine.said import Said

_EXAMPLES = Said(
    """Varje rad i historiken bär ett avtryck av raden före. Granskningen räknar om dem, säger vilken rad som
först är ändrad, borttagen eller omflyttad, och spelar upp historiken för att se att den leder till det som är sparat.
Ingenting skrivs: en säkerhetskopia, ett skrivskyddat medium och ett konto som bara får läsa går lika bra.""",
    """Each row of the history holds a hash of the one before. The audit computes them again, names the first row that
was altered, removed or moved, and replays the history to see that it leads to what is stored.
Nothing is written: a backup, a read-only medium and an account that may only read do as well.""",
)


def arguments(parser: Parser) -> None:
    """What `rutin audit` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_format()
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Audit every case. 0: all is whole, 1: something is not."""
    from api.cli.opening import open_engine
    from api.settings import Settings

    with open_engine(Settings.load(), new=False, read_only=True) as engine:
        audit = engine.audit()
    if options.format == "json":
        print(json.dumps(audit.as_json(options.language), ensure_ascii=False, indent=2))
    else:
        for finding in audit.findings:
            print(finding.say(options.language))
        print(audit.say(options.language))
    return FOUND if audit.findings else OK
