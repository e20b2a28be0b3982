"""The command `rutin`: finds the subcommand, loads only what that needs, and turns every error into a sentence."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from api.cli.parser import CANNOT_RUN, INTERRUPTED, Parser
from engine.said import CODE, Said

COMMANDS: dict[str, Said] = {
    "check": Said(
        "granska rutiner och säga vad som är fel, och var", "check routines and say what is wrong, and where"
    ),
    "new": Said("skriva en ny rutin att börja från", "write a new routine to start from"),
    "diff": Said(
        "säga vad som skiljer två versioner av en rutin", "say what differs between two versions of a routine"
    ),
    "schema": Said(
        "låta editorn föreslå en rutins egna namn", "let the editor propose a routine's own names"
    ),
    "test": Said("spela rutinernas scenarier", "play the routines' scenarios"),
    "drills": Said(
        "föreslå övningar på det som ingen har gjort på länge",
        "propose drills for what nobody has done for long",
    ),
    "run": Said(
        "gå igenom en rutin steg för steg i terminalen", "walk through a routine step by step in the terminal"
    ),
    "draw": Said("rita en rutin som SVG eller PNG", "draw a routine as SVG or PNG"),
    "storyboard": Said(
        "göra bildserier av en rutins scenarier, för utbildning",
        "make storyboards of a routine's scenarios, for training",
    ),
    "handbook": Said(
        "göra handboken: dokumentet, bilden och övningsfrågor",
        "make the handbook: the document, the picture and practice questions",
    ),
    "rolecards": Said("göra ett rollkort för varje roll", "make a card for each role"),
    "paper": Said(
        "göra blanketter att fylla i för hand när Rutin inte fungerar",
        "make forms to fill in by hand when Rutin does not work",
    ),
    "training": Said("göra allt utbildningsmaterial i en mapp", "make all training material in one folder"),
    "publish": Said(
        "publicera rutiner, så att de kan följas", "publish routines, so that they can be followed"
    ),
    "serve": Said("starta webben och API:et", "start the web and the API"),
    "worker": Said(
        "sköta tider och utskick, skilt från webben", "fire timers and send mail, apart from the web"
    ),
    "token": Said(
        "ge en person eller ett program en nyckel till API:et", "give a person or a program a key to the API"
    ),
    "people": Said("visa vilka som är kända, och glömma någon", "show who is known, and forget somebody"),
    "deliveries": Said(
        "visa mejl och anrop som inte har gått iväg, och försöka igen",
        "show mail and calls that have not left, and try again",
    ),
    "reads": Said("visa vem som har läst en pågående rutin", "show who has read an instance"),
    "retain": Said("gallra det som är äldre än rutinen säger", "erase what is older than its routine says"),
    "hold": Said("bevara något från gallring", "hold something from being erased"),
    "archive": Said("ta ut avslutade ärenden för arkivet", "take out cases that have ended, for the archive"),
    "extract": Said("ge någon allt som är sparat om den", "give somebody all that is kept about them"),
    "settings": Said("visa vad som är inställt", "show what is set"),
    "doctor": Said("pröva om installationen är som den ska", "look over the installation"),
    "audit": Said("pröva att historiken är orörd", "prove that the history is untouched"),
    "backup": Said(
        "kopiera allt till en fil, medan andra arbetar", "copy everything to a file, while others work"
    ),
    "restore": Said("läs in en kopia i en tom databas", "read a backup into an empty database"),
}

_ABOUT = Said(
    "Rutin gör skrivna rutiner körbara: en YAML-fil är rutinen som personalen följer, bilden och dokumentet.",
    "Rutin makes written routines executable: one YAML file is what staff follow, the picture and the document.",
)
_EXAMPLES = Said(
    """Börja så här:
  rutin check routines              granska alla rutiner i mappen
  rutin run routines/stodpass.yaml  prova en rutin i terminalen
  rutin serve --demo                starta allt på den här datorn och prova

Om ett kommando: rutin KOMMANDO --help
Slutkoder: 0 det gick bra, 1 något hittades eller nekades, 2 kommandot kunde inte köras.
Inställningar: miljövariabler RUTIN_… eller filen rutin.toml. På engelska: RUTIN_LANGUAGE=en""",
    """Begin like this:
  rutin check routines              check all routines of the folder
  rutin run routines/stodpass.yaml  try a routine in the terminal
  rutin serve --demo                start everything on this machine and try it

About one command: rutin COMMAND --help
Exit codes: 0 all went well, 1 something was found or refused, 2 the command could not be run.
Settings: environment variables RUTIN_… or the file rutin.toml. In Swedish: RUTIN_LANGUAGE=sv""",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code; never shows a traceback, but where its report can't be kept."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    language = CODE.say(os.environ.get("RUTIN_LANGUAGE", "").strip())
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = _dispatch(arguments, language)
        print(end="", flush=True)  # also where there is no standard output at all
        return code
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return INTERRUPTED
    except ModuleNotFoundError as missing:
        words = Said(
            f"paketet ”{missing.name}” saknas. Installera om Rutin.",
            f"the package “{missing.name}” is missing. Install Rutin again.",
        )
        print(f"rutin: {words.say(language)}", file=sys.stderr)
        return CANNOT_RUN
    except BrokenPipeError:
        # The reader (`head`, a closed pager) has had enough; writing more at exit would complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as wrong:
        if (
            wrong.errno == errno.ENOSPC and wrong.filename is None
        ):  # the answer itself; it would complain again at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        told = (
            _fault(wrong, arguments) if wrong.errno is None else _told(wrong)
        )  # without one it is not of a file
        print(f"rutin: {told.say(language)}", file=sys.stderr)
        return CANNOT_RUN
    except Exception as fault:
        print(f"rutin: {_fault(fault, arguments).say(language)}", file=sys.stderr)
        return CANNOT_RUN


def _fault(fault: Exception, arguments: Sequence[str]) -> Said:
    """What a person is told of a fault that is the program's own; the traceback is kept in a file."""
    import traceback

    from api.cli import fault_report

    kept = fault_report.keep(fault, arguments, _version())
    if kept is None:
        traceback.print_exception(fault)
    told = Said(
        "det blev fel i programmet, inte i det du skrev. Försök igen.",
        "something went wrong in the program, not in what you wrote. Try again.",
    )
    if kept is None:
        return told
    return Said(
        f"{told.sv} Blir det fel igen: skicka filen {kept} till den som sköter Rutin.",
        f"{told.en} If it goes wrong again: send the file {kept} to whoever looks after Rutin.",
    )


def _told(trouble: OSError) -> Said:
    """What a file has against it that no command foresaw."""
    from engine.problems import clipped
    from engine.system import why

    sv, en = why(trouble)
    if trouble.filename is None:
        return Said(f"svaret går inte att skriva: {sv}.", f"the answer can't be written: {en}.")
    place = clipped(os.fsdecode(trouble.filename))
    return Said(
        f"”{place}” går inte att använda: {sv}. Kontrollera namnet, eller ange ett annat.",
        f"“{place}” can't be used: {en}. Check the name, or give another one.",
    )


def _dispatch(arguments: list[str], language: str) -> int:
    parser = Parser(prog="rutin", language=language, about=_ABOUT, examples=_EXAMPLES)
    parser.add_argument(
        "--version",
        action="version",
        version=_version(),
        help=Said("skriv versionen och sluta", "print the version and stop"),
    )
    commands = parser.add_subparsers(
        title=Said("kommandon", "commands").say(language),
        dest="command",
        metavar=Said("KOMMANDO", "COMMAND").say(language),
        required=True,
    )
    chosen = next((each for each in arguments if not each.startswith("-")), None)
    for name, words in COMMANDS.items():
        sub = commands.add_parser(name, language=language, about=words, help=words.say(language))
        if name == chosen:
            module = import_module(f"api.cli.commands.{name}")
            module.arguments(sub)
            sub.set_defaults(run=module.run)
    if not arguments:
        parser.print_help()
        return CANNOT_RUN
    options, unknown = parser.parse_known_args(arguments)
    if unknown:  # told by the command, whose help has what it knows
        commands.choices[options.command].refuse(unknown)
    # What the caller asked for in so many words; None lets a routine speak its own language.
    options.said_in = getattr(options, "language", None) or os.environ.get("RUTIN_LANGUAGE") or None
    options.language = options.said_in or language
    from engine.errors.root import Refusal, RutinError

    try:
        return int(options.run(options))
    except RutinError as trouble:
        print(f"rutin {options.command}: {trouble.say(options.language)}", file=sys.stderr)
        return 1 if isinstance(trouble, Refusal) else CANNOT_RUN


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"rutin {version('rutin')}"
    except PackageNotFoundError:
        return "rutin (not installed)"
