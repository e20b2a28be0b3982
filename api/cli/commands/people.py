"""`rutin people`: who is known, and forgetting somebody."""

from __future__ import annotations

import argparse
import json

from api.cli.parser import OK, Parser
from engine.said import Said

_EXAMPLES = Said(
    """Den som glöms är borta för alltid, och dess nycklar gäller inte mer. Det den har gjort står kvar, med ett
nummer som inte säger vem det var.

Exempel:
  rutin people
  rutin people --forget anst-1042""",
    """Whoever is forgotten is gone for ever, and their tokens work no more. What they did stands, by a number that
does not say who it was.

Examples:
  rutin people
  rutin people --forget anst-1042""",
)


def arguments(parser: Parser) -> None:
    """What `rutin people` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument(
        "--forget", metavar="ID", help=Said("glöm den personen, för alltid", "forget that person, for ever")
    )
    parser.add_format()


def run(options: argparse.Namespace) -> int:
    """List everybody, or forget somebody. Raises NotFound where nobody is known by that subject."""
    from api.cli.opening import open_engine
    from api.settings import Settings
    from engine.errors.request import NotFound
    from engine.service.cursor import every
    from engine.values.moments import iso

    with open_engine(Settings.load(), new=False) as engine:
        if options.forget:
            if not engine.forget_person(options.forget):
                raise NotFound("person", options.forget)
            told = Said(f"{options.forget} är glömd.", f"{options.forget} is forgotten.")
            print(json.dumps({"done": True}) if options.format == "json" else told.say(options.language))
            return OK
        found = list(every(engine.people.listed))
    if options.format == "json":
        print(
            json.dumps(
                [{"number": each.number, "subject": each.subject, "since": iso(each.since)} for each in found]
            )
        )
        return OK
    for each in found:
        print(f"{each.number:>6}  {each.subject}  {each.since:%Y-%m-%d}")
    return OK
