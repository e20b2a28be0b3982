"""`rutin deliveries`: mail and webhooks that have not left, and sending one again."""

from __future__ import annotations

import argparse
import json

from api.cli.parser import OK, Parser
from engine.said import Said

_EXAMPLES = Said(
    """Exempel:
  rutin deliveries                              vad som väntar, och vad som stod emot senast
  rutin deliveries --again 3f9c02d1a4b7e8aa-2   försök nu, lika många gånger som från början""",
    """Examples:
  rutin deliveries                              what waits, and what stood against it the last time
  rutin deliveries --again 3f9c02d1a4b7e8aa-2   try now, as many times as from the beginning""",
)


def arguments(parser: Parser) -> None:
    """What `rutin deliveries` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument(
        "--again", metavar="ID", help=Said("försök skicka den igen nu", "try to send it again now")
    )
    parser.add_format()


def run(options: argparse.Namespace) -> int:
    """List what waits, or let one be tried now. Raises NotFound where that one does not wait."""
    from api.cli.opening import open_engine
    from api.settings import Settings
    from engine.service.cursor import every
    from engine.values.moments import iso

    with open_engine(Settings.load(), new=False) as engine:
        if options.again:
            engine.administration.send_again(options.again)
            told = Said(
                "Den skickas när rutin serve eller rutin worker är igång.",
                "It is sent as soon as rutin serve or rutin worker runs.",
            )
            print(json.dumps({"done": True}) if options.format == "json" else told.say(options.language))
            return OK
        found = list(every(engine.administration.deliveries))
    if options.format == "json":
        told_of = [
            {
                "id": each.id,
                "kind": each.kind,
                "attempts": each.attempts,
                "next_try": iso(each.next_try),
                "problem": each.problem.say(options.language) if each.problem else None,
                "given_up": each.given_up,
            }
            for each in found
        ]
        print(json.dumps(told_of, ensure_ascii=False))
        return OK
    for each in found:
        state = Said("uppgiven", "given up") if each.given_up else Said("väntar", "waits")
        tried = Said(f"försök: {each.attempts}", f"tries: {each.attempts}")
        words = [each.id, each.kind, state.say(options.language), tried.say(options.language)]
        print(
            "  ".join(
                [
                    *words,
                    f"{each.next_try:%Y-%m-%d %H:%M}Z",
                    each.problem.say(options.language) if each.problem else "",
                ]
            ).rstrip()
        )
    return OK
