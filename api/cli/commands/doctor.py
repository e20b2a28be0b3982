"""`rutin doctor`: is this installation as it has to be, and what to do where it is not."""

from __future__ import annotations

import argparse
import json
import logging

from api.cli.parser import FOUND, OK, Parser
from engine.said import Said

_EXAMPLES = Said(
    """Allt som Rutin behöver prövas i tur och ordning: bilder och disk, databasen och det som finns i den, mejl, inloggning och adress.
Inget skickas och inget ändras. Det som är fel står med !, det som någon bör tänka på med –. Slutkod 1 om något är fel.

Exempel:
  rutin doctor
  rutin doctor --format json""",
    """All that Rutin needs is tried in turn: pictures and disk, the database and what is in it, mail, sign-in and address.
Nothing is sent and nothing changed. What is wrong has a !, what somebody ought to think of a –. Exit code 1 if anything is wrong.

Examples:
  rutin doctor
  rutin doctor --format json""",
)
_MARKS = {"well": "✓", "look": "–", "wrong": "!"}


def arguments(parser: Parser) -> None:
    """What `rutin doctor` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_format()
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Look at everything. 0: nothing is wrong, 1: something is. Raises SettingsWrong where the settings can't be read."""
    from api.cli.doctor.kept import kept
    from api.cli.doctor.machine import machine
    from api.cli.doctor.reached import reached
    from api.settings import Settings

    # What a server would write in its log is told among the rest here.
    logging.getLogger().addHandler(logging.NullHandler())
    settings = Settings.load()
    is_wrong, told = False, []
    for look in (machine, kept, reached):
        for each in look(settings):
            is_wrong = is_wrong or each.state == "wrong"
            what, said = each.what.say(options.language), each.said.say(options.language)
            if options.format == "json":
                told.append({"what": what, "state": each.state, "message": said})
            else:
                # As it is found: some of them take their time.
                print(f"{_MARKS[each.state]} {what}: {said}", flush=True)
    if options.format == "json":
        print(json.dumps(told, ensure_ascii=False, indent=2))
    return FOUND if is_wrong else OK
