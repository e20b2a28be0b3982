"""`rutin publish`: check routines and make them the ones that new instances follow."""

from __future__ import annotations

import argparse

from api.cli.parser import FOUND, OK, Parser
from engine.said import Said

_EXAMPLES = Said(
    """En publicerad version ändras aldrig: höj version i filen när innehållet ändras.
Det som redan pågår följer den version som det började med.

Exempel:
  rutin publish                        mappen routines/
  rutin publish routines/stodpass.yaml
  rutin publish --unfinished stodpass  också om stodpass inte är klar""",
    """A published version never changes: raise version in the file when its content changes.
What is already running keeps the version that it began with.

Examples:
  rutin publish                        the folder routines/
  rutin publish routines/stodpass.yaml
  rutin publish --unfinished stodpass  even if stodpass is not finished""",
)


def arguments(parser: Parser) -> None:
    """What `rutin publish` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_paths()
    parser.add_argument(
        "--unfinished",
        action="append",
        default=[],
        metavar=Said("RUTIN", "ROUTINE"),
        help=Said(
            "publicera rutinen fast den inte är klar: mallens text står kvar, eller en inställning saknas i en rutin för nödlägen",
            "publish the routine though it is not finished: it has the starter's text, or lacks a setting in a routine for emergencies",
        ),
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Publish what has no errors, all or nothing."""
    from api.cli.opening import open_engine, publish
    from api.settings import Settings

    settings = Settings.load()
    with open_engine(settings) as engine:
        paths = options.paths or [settings.routines]
        published = publish(engine, paths, options.language, unfinished=options.unfinished)
    return OK if published else FOUND
