"""`rutin worker`: timers and the outbox, in a process of their own."""

from __future__ import annotations

import argparse
import signal

from api.cli.parser import OK, Parser
from engine.said import Said

_EXAMPLES = Said(
    """Behövs bara där webben körs med --no-worker, eller på flera datorer mot en PostgreSQL-databas.
Hur många som helst får köras samtidigt: varje tid löper ut en gång.""",
    """Only needed where the web runs with --no-worker, or on several hosts with a PostgreSQL database.
Any number may run at once: each timer fires once.""",
)

IN_PRACTICE = Said(
    "I övningar sköts tiderna av rutin serve --practice, som har klockan. Ta bort RUTIN_PRACTICE.",
    "In practice the timers are fired by rutin serve --practice, which has the clock. Remove RUTIN_PRACTICE.",
)


def arguments(parser: Parser) -> None:
    """What `rutin worker` takes."""
    parser.epilog = _EXAMPLES.say(parser.speaks)
    parser.add_argument(
        "--once",
        action="store_true",
        help=Said("gör det som ska göras nu och sluta", "do what is due now and stop"),
    )


def run(options: argparse.Namespace) -> int:
    """Work until told to stop (Ctrl-C or SIGTERM)."""
    from api.cli.opening import open_engine
    from api.cli.running.log import begin_log
    from api.cli.running.traces import traces_of
    from api.cli.running.working import worker_of
    from api.settings import Settings
    from engine.errors.store import SettingsWrong

    settings = Settings.load()
    if settings.practice:
        raise SettingsWrong(IN_PRACTICE)
    begin_log(settings.log_form)
    with open_engine(settings) as engine, traces_of(settings) as traces:
        worker = worker_of(settings, engine, options.language, traces)
        if options.once:
            count = worker.once()
            print(Said(f"{count} gjorda.", f"{count} done.").say(options.language))
            return OK
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        print(
            Said("Arbetar. Avsluta med Ctrl-C.", "At work. Stop with Ctrl-C.").say(options.language),
            flush=True,
        )
        worker.start()
        try:
            signal.pause() if hasattr(signal, "pause") else _wait_for_ever()
        except KeyboardInterrupt:
            worker.stop()
    return OK


def _wait_for_ever() -> None:
    """Windows has no signal.pause."""
    import threading

    while True:
        threading.Event().wait(1.0)
