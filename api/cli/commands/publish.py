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
  rutin publish routines/stodpass.yaml""",
    """A published version never changes: raise version in the file when its content changes.
What is already running keeps the version that it began with.

Examples:
  rutin publish                        the folder routines/
  rutin publish routines/stodpass.yaml""",
)


def arguments(parser: Parser) -> None:
    """What `rutin publish` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_paths()
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Publish what has no errors, all or nothing."""
    from api.cli.opening import open_engine, publish
    from api.settings import Settings

    settings = Settings.load()
    with open_engine(settings) as engine:
        published = publish(engine, options.paths or [settings.routines], options.language)
    return OK if published else FOUND
