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
    from engine.service.worker.worker import Worker

_EXAMPLES = Said(
    """Exempel:
  rutin serve --demo             prova på den här datorn: rutinerna publiceras, vem som helst kan logga in
  rutin publish && rutin serve   på riktigt: publicera först, ge ut nycklar med rutin token
  rutin serve --no-worker        om rutin worker körs för sig""",
    """Examples:
  rutin serve --demo             try it on this machine: the routines are published, anybody can sign in
  rutin publish && rutin serve   for real: publish first, give out keys with rutin token
  rutin serve --no-worker        where rutin worker runs apart""",
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
        "--host",
        help=Said("adress att lyssna på (annars RUTIN_HOST)", "address to listen on (else RUTIN_HOST)"),
    )
    parser.add_argument(
        "--port",
        type=int,
        help=Said("port, 0 för en ledig (annars RUTIN_PORT)", "port, 0 for a free one (else RUTIN_PORT)"),
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
    from api.cli.log import begin_log
    from api.cli.opening import open_engine, publish
    from api.cli.working import worker_of
    from api.settings import Settings
    from diagrams.layout.program import use_dot

    given = {
        name: value
        for name in ("demo", "host", "port", "worker")
        if (value := getattr(options, name)) is not None
    }
    settings = Settings.load(**given)
    begin_log(settings.log_form)
    use_dot(settings.dot)
    listener = _listen(settings.host, settings.port)
    # A free port was asked for: links lead to the one that was given.
    settings = settings.model_copy(update={"port": listener.getsockname()[1]})
    with listener, open_engine(settings) as engine:
        if settings.demo and not publish(engine, [settings.routines], options.language, quiet=True):
            return FOUND
        worker = worker_of(settings, engine, options.language) if settings.worker else None
        if worker is not None:
            worker.start()
        try:
            _serve(settings, engine, worker, listener, options.language)
        finally:
            if worker is not None:
                worker.stop()
    return OK


def _serve(
    settings: object, engine: object, worker: Worker | None, listener: socket.socket, language: str
) -> None:
    import uvicorn

    from api.app import create_app
    from api.http.guard.connections import most_connections, patient
    from api.http.guard.leaving import LONGEST, LeavingServer
    from api.setting_kinds import is_loopback
    from api.settings import Settings
    from engine.service.engine import Engine

    assert isinstance(settings, Settings)
    assert isinstance(engine, Engine)
    app = create_app(settings, engine, worker)
    if settings.reads_kept_days is None and not settings.demo:
        logging.getLogger(__name__).warning("%s", KEPT_FOR_EVER.say(language))
    if settings.address is None and not is_loopback(settings.host):
        logging.getLogger(__name__).warning("%s", NO_ADDRESS.say(language))
    print(_welcome(settings, engine, listener, language), flush=True)
    config = uvicorn.Config(
        app,
        http=patient(most_connections(), language=settings.language),
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=LONGEST,
        proxy_headers=False,  # whose word counts is a setting, see create_app
    )
    LeavingServer(config, app, settings.drain_seconds).run(sockets=[listener])


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


def _welcome(settings: object, engine: object, listener: socket.socket, language: str) -> str:
    from api import demo
    from api.setting_kinds import origin
    from api.settings import Settings
    from engine.service.engine import Engine

    assert isinstance(settings, Settings)
    assert isinstance(engine, Engine)
    host, port = listener.getsockname()[:2]
    base = settings.address or origin("http", host, port)
    routines = engine.routines()
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
