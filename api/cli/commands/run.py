"""`rutin run`: a routine step by step in the terminal, on a clock that one moves oneself. Nothing is saved or sent."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from api.cli.parser import CANNOT_RUN, FOUND, INTERRUPTED, OK, Parser
from engine.said import Said

_EXAMPLES = Said(
    """Du spelar alla roller. Svara med valets nummer eller ord. Annat som går att skriva:
  vänta 30 min   låt tiden gå; påminnelser kommer och tider går ut (även: vänta till 16:00)
  ångra          ta tillbaka det senaste valet
  tillbaka       lämna en fråga
  hjälp          visa allt som går att skriva
  sluta          avbryt

Exempel:
  rutin run routines/stodpass.yaml
  rutin run routines/forlorad_telefon.yaml --language en""",
    """You play all roles. Answer with a choice's number or words. What else can be written:
  wait 30 min   let time pass; reminders come and times run out (also: wait until 16:00)
  undo          take back the last choice
  back          leave a question
  help          show all that can be written
  quit          stop

Examples:
  rutin run routines/stodpass.yaml
  rutin run routines/forlorad_telefon.yaml --language sv""",
)


def arguments(parser: Parser) -> None:
    """What `rutin run` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument(
        "path",
        type=Path,
        metavar=Said("FIL", "FILE"),
        help=Said("rutinens fil", "the routine's file"),
    )
    parser.add_language()


def run(options: argparse.Namespace) -> int:
    """Walk through the routine until it ends or the input does."""
    from api.cli.sound import checked, decided, printed_errors

    path: Path = options.path
    report = checked([path], options.said_in)
    printed_errors(report.findings, options.said_in)
    routine = next((each for each in report.routines if each.id == path.stem), None)
    if routine is None:
        return FOUND

    from api.cli.walk import words
    from api.cli.walk.player import WalkedPlayer
    from api.cli.walk.questions import Stopped
    from api.cli.walk.screen import EndOfInput, Screen
    from api.cli.walk.walk import Walk
    from api.settings import Settings
    from engine.run.context import Context, Library

    routines = report.playable.values()  # what it calls and starts lies beside it
    own = next((each for each in routine.languages if each in ("sv", "en")), options.language)
    language = options.said_in or own
    library = Library.of(routines, Context(settings=decided(report)))
    screen = Screen(language)
    try:
        refusal = Walk(screen, WalkedPlayer(library), routine, Settings.load().zone).all()
    except Stopped:
        screen.line()
        screen.line(screen.words(words.STOPPED))
    except EndOfInput:
        screen.line()
        screen.line(screen.words(words.NO_MORE_INPUT))
    except KeyboardInterrupt:
        screen.line()
        screen.line(screen.words(words.STOPPED))
        return INTERRUPTED
    else:
        if refusal is not None:
            print(refusal.say(language), file=sys.stderr)
            return CANNOT_RUN
    return OK
