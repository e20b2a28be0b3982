"""`rutin deliveries`: what has not left, sending one of it again, and whether anything would arrive."""

from __future__ import annotations

import argparse
import json
import sys

from api.cli.parser import CANNOT_RUN, FOUND, OK, Parser
from engine.said import Said

_EXAMPLES = Said(
    """Exempel:
  rutin deliveries                              vad som väntar, och vad som stod emot senast
  rutin deliveries --again 3f9c02d1a4b7e8aa-2   försök nu, lika många gånger som från början
  rutin deliveries --test it@kommun.example     skicka ett prov, och säg om det togs emot
  rutin deliveries --test +46700000000          samma med sms""",
    """Examples:
  rutin deliveries                              what waits, and what stood against it the last time
  rutin deliveries --again 3f9c02d1a4b7e8aa-2   try now, as many times as from the beginning
  rutin deliveries --test it@kommun.example     send a test, and say whether it was taken
  rutin deliveries --test +46700000000          the same by SMS""",
)


def arguments(parser: Parser) -> None:
    """What `rutin deliveries` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument(
        "--again", metavar="ID", help=Said("försök skicka den igen nu", "try to send it again now")
    )
    parser.add_argument(
        "--test",
        metavar=Said("ADRESS", "ADDRESS").say(parser.speaks),
        help=Said(
            "skicka ett prov: till en mejladress, ett telefonnummer (+46…) eller en webhooks adress",
            "send a test: to a mail address, a phone number (+46…) or the address of a webhook",
        ),
    )
    parser.add_format()


def run(options: argparse.Namespace) -> int:
    """List what waits, let one be tried now, or send a test. Raises NotFound where that one does not wait."""
    if options.test:
        return _test(options.test, options.language)
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


def _test(address: str, language: str) -> int:
    """Send a test by the settings, and say what came of it."""
    from api.settings import Settings
    from api.transports.trial import trial
    from api.transports.ways import transports
    from engine.service.sending import DeliveryProblem, send

    try:
        message = trial(address, language)
    except ValueError:
        told = Said(
            "Skriv en mejladress, ett telefonnummer som +46700000000, eller en adress som börjar med https://.",
            "Write a mail address, a phone number such as +46700000000, or an address that begins with https://.",
        )
        print(told.say(language), file=sys.stderr)
        return CANNOT_RUN
    settings = Settings.load()
    try:
        send(transports(settings), message)
    except DeliveryProblem as problem:
        print(problem.why.say(language), file=sys.stderr)
        return FOUND
    told = Said("Det togs emot. Se efter att det kom fram.", "It was taken. See that it arrived.")
    if settings.demo:
        told = Said(
            "Inget skickades: det är demonstrationsläge.", "Nothing was sent: this is demonstration mode."
        )
    print(told.say(language))
    return OK
