"""`rutin settings`: what is set, without what is secret."""

from __future__ import annotations

import argparse
import json

from api.cli.parser import OK, Parser
from engine.said import Said

_EXAMPLES = Said(
    """Lösenord, konton och databasens adress visas aldrig, bara om de är satta.
docs/settings.md säger vad var och en är.

Exempel:
  rutin settings
  rutin settings --format json""",
    """Passwords, accounts and the database's address are never shown, only whether they are set.
docs/settings.md tells what each is.

Examples:
  rutin settings
  rutin settings --format json""",
)


def arguments(parser: Parser) -> None:
    """What `rutin settings` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_format()


def run(options: argparse.Namespace) -> int:
    """List every setting with whether it is set."""
    from api.settings import Settings

    found = Settings.load().told()
    if options.format == "json":
        print(json.dumps([each._asdict() for each in found], ensure_ascii=False))
        return OK
    for each in found:
        state = Said("satt", "set") if each.set else Said("förval", "default")
        print(f"{each.name}  {state.say(options.language)}  {each.value or ''}".rstrip())
    return OK
