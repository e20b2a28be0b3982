"""`rutin reads`: who has read an instance, for whoever runs the database."""

from __future__ import annotations

import argparse
import json

from api.cli.parser import OK, Parser
from engine.said import Said

_EXAMPLES = Said(
    """Den som läste senast står först: när den läste första gången den dagen, vem, och vad
(view, history, picture).

Exempel:
  rutin reads 3f9c02d1a4b7e8aa10c2""",
    """The latest reader stands first: when they read for the first time that day, who, and what
(view, history, picture).

Example:
  rutin reads 3f9c02d1a4b7e8aa10c2""",
)


def arguments(parser: Parser) -> None:
    """What `rutin reads` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument("instance", metavar="ID", help=Said("den pågående rutinens id", "the instance's id"))
    parser.add_format()


def run(options: argparse.Namespace) -> int:
    """List who has read it. Raises NotFound where there is no such instance."""
    from functools import partial

    from api.cli.opening import open_engine
    from api.settings import Settings
    from engine.service.cursor import every

    with open_engine(Settings.load(), new=False, read_only=True) as engine:
        found = list(every(partial(engine.records.reads, options.instance, None)))
    if options.format == "json":
        print(json.dumps(found, ensure_ascii=False))
        return OK
    for each in found:
        print(f"{each['at']}  {each['by']}  {each['what']}")
    return OK
