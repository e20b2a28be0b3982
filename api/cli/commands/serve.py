"""`rutin serve`: the web and the API, with the worker inside."""

from __future__ import annotations

import argparse
import errno
import logging
import socket
from typing import TYPE_CHECKING

from api.cli.parser import FOUND, OK, Parser
from engine.said import Said

if TYPE_CHECKING:
    from api.settings import Settings
    from engine.service.engine import Engine

_EXAMPLES = Said(
    """Exempel:
  rutin serve --demo             prova på den här datorn: rutinerna publiceras, vem som helst kan logga in
  rutin publish && rutin serve   på riktigt: publicera först, ge ut nycklar med rutin token
  rutin serve --no-worker        om rutin worker körs för sig
  rutin serve --practice         öva: inget är på riktigt, och utbildaren flyttar klockan""",
    """Examples:
  rutin serve --demo             try it on this machine: the routines are published, anybody can sign in
  rutin publish && rutin serve   for real: publish first, give out keys with rutin token
  rutin serve --no-worker        where rutin worker runs apart
  rutin serve --practice         practise: nothing is real, and the trainer moves the clock""",
)


KEPT_FOR_EVER = Said(
    "Vem som har läst vilket ärende sparas för alltid, tills ni bestämmer hur länge: sätt RUTIN_READS_KEPT_DAYS till ett antal dagar, "
    "eller till always om det är så ni vill ha det.",
    "Who has read which case is kept for ever, until you decide how long: set RUTIN_READS_KEPT_DAYS to a number of days, "
    "or to always if that is what you want.",
)


NO_ADDRESS = Said(
    "Andra datorer kan nå servern, men den vet inte under vilken adress. Först när den vet det skyddas inloggningen som den ska. "
    "Sätt RUTIN_ADDRESS, till exempel till https://rutin.kommunen.example.",
    "Other machines can reach the server, but it does not know under which address. Only when it does is the sign-in protected as it "
    "should be. Set RUTIN_ADDRESS, for example to https://rutin.council.example.",
)


_PRACTICE = Said(
    "\nRutin för övning: {base}\n\nInget är på riktigt, och inget skickas ut.\n"
    "Utbildarens nyckel, som visas bara nu och fungerar i en månad:\n\n  {key}\n\nAvsluta med Ctrl-C.\n",
    "\nRutin for practice: {base}\n\nNothing is real, and nothing is sent out.\n"
    "The trainer's key, which is shown only now and works for a month:\n\n  {key}\n\nStop with Ctrl-C.\n",
)


def arguments(parser: Parser) -> None:
    """What `rutin serve` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument(
        "--demo",
        action="store_true",
        default=None,
        help=Said(
            "demonstration: publicera RUTIN_ROUTINES och låt alla logga in; bara på den här datorn",
            "demonstration: publish RUTIN_ROUTINES and let anybody sign in; on this machine only",
        ),
    )
    parser.add_argument(
        "--practice",
        action="store_true",
        default=None,
        help=Said(
            "övning: samma rutiner och sidor i en egen databas, med en klocka att flytta; inget skickas ut",
            "practice: the same routines and pages in a database of their own, with a clock to move; nothing is sent out",
        ),
    )
    parser.add_argument(
        "--host",
        help=Said("adress att lyssna på (annars RUTIN_HOST)", "address to listen on (else RUTIN_HOST)"),
    )
    parser.add_argument(
        "--port",
        type=int,
        help=Said("port, 0 för en ledig (annars RUTIN_PORT)", "port, 0 for a free one (else RUTIN_PORT)"),
    )
    parser.add_argument(
        "--processes",
        type=int,
        help=Said(
            "antal processer som delar på arbetet; fler än en behöver PostgreSQL (annars RUTIN_PROCESSES)",
            "number of processes that share the work; more than one need PostgreSQL (else RUTIN_PROCESSES)",
        ),
    )
    parser.add_argument(
        "--no-worker",
        dest="worker",
        action="store_false",
        default=None,
        help=Said("sköt inte tider och utskick här", "do not fire timers and send mail here"),
    )


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from api.cli.opening import open_engine, publish
    from api.cli.running.log import begin_log
    from api.cli.running.processes import Processes
    from api.cli.running.serving import serve
    from api.cli.running.traces import can_trace
    from api.settings import Settings
    from diagrams.layout.program import use_dot

    given = {
        name: value
        for name in ("demo", "practice", "host", "port", "processes", "worker")
        if (value := getattr(options, name)) is not None
    }
    settings = Settings.load(**given)
    begin_log(settings.log_form)
    use_dot(settings.dot)
    # Of several processes each would say it in the log only, and be begun again.
    can_trace(settings)
    listener = _listen(settings.host, settings.port)
    # A free port was asked for: links lead to the one that was given.
    settings = settings.model_copy(update={"port": listener.getsockname()[1]})
    with listener:
        with open_engine(settings) as engine:
            if (settings.demo or settings.practice) and not publish(
                engine, [settings.routines], options.language, quiet=True
            ):
                return FOUND

            def ready() -> None:
                _say_what_begins(settings, engine, listener, options.language)

            if settings.processes == 1:
                serve(settings, engine, listener, options.language, ready)
                return OK
            ready()
        Processes(settings, listener, options.language).run()
    return OK


def _say_what_begins(settings: Settings, engine: Engine, listener: socket.socket, language: str) -> None:
    """What somebody ought to think of, and where the server is."""
    from api.setting_kinds import is_loopback

    if settings.reads_kept_days is None and not settings.demo:
        logging.getLogger(__name__).warning("%s", KEPT_FOR_EVER.say(language))
    if settings.address is None and not is_loopback(settings.host):
        logging.getLogger(__name__).warning("%s", NO_ADDRESS.say(language))
    print(_welcome(settings, engine, listener, language), flush=True)


def _listen(host: str, port: int) -> socket.socket:
    """The socket, before anything else is done: a port that is taken is said at once."""
    from engine.errors.store import SettingsWrong

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(1024)
    except (OSError, OverflowError) as wrong:
        listener.close()
        if isinstance(wrong, OSError) and wrong.errno == errno.EADDRINUSE:
            raise SettingsWrong(
                Said(
                    f"Port {port} används redan av ett annat program. Välj en annan: make run PORT={port + 1000}, "
                    f"eller rutin serve --port {port + 1000}.",
                    f"Port {port} is already used by another program. Choose another: make run PORT={port + 1000}, "
                    f"or rutin serve --port {port + 1000}.",
                ),
            ) from wrong
        raise SettingsWrong(
            Said(
                f"Det går inte att lyssna på {host}:{port} ({wrong}). Rätta RUTIN_HOST och RUTIN_PORT.",
                f"It is not possible to listen on {host}:{port} ({wrong}). Correct RUTIN_HOST and RUTIN_PORT.",
            ),
        ) from wrong
    return listener


def _welcome(settings: Settings, engine: Engine, listener: socket.socket, language: str) -> str:
    from api import demo
    from api.practice import trainer
    from api.setting_kinds import origin

    host, port = listener.getsockname()[:2]
    base = settings.address or origin("http", host, port)
    routines = engine.routines()
    if settings.practice:
        return _PRACTICE.fill(base=base, key=trainer.key(engine)).say(language)
    if not settings.demo:
        none = Said(
            "Inga rutiner är publicerade än: kör rutin publish.",
            "No routines are published yet: run rutin publish.",
        )
        return f"Rutin: {base}" + ("" if routines else f"\n{none.say(language)}")
    words = Said(
        "\nRutin i demonstrationsläge: {base}\n\n"
        "  {base}/        rutinerna som bilder, och personer att prova som\n"
        "  {base}/docs    API:et, att prova i webbläsaren\n\n"
        "Prova i ett annat fönster:\n\n{command}\n\nAvsluta med Ctrl-C.\n",
        "\nRutin in demonstration mode: {base}\n\n"
        "  {base}/        the routines as pictures, and people to try as\n"
        "  {base}/docs    the API, to try in the browser\n\n"
        "Try in another window:\n\n{command}\n\nStop with Ctrl-C.\n",
    )
    people = demo.people(routines)
    if not routines or not people:
        return words.say(language).format(base=base, command="")
    first = next((each for each in routines if each.id == "arbetspass"), routines[0])
    starter = next((each for each in people if each.role in first.begin.roles), people[0])
    command = demo.command(first, starter.token, base)["text"]
    return words.say(language).format(base=base, command=command)
