"""The worker that the settings ask for: how messages leave, and what links in them begin with."""

from __future__ import annotations

import logging

from api.cli.doctor.kept import clock
from api.settings import Settings
from api.transports.ways import transports
from engine.said import Said
from engine.service.engine import Engine
from engine.service.worker.worker import Worker

NO_LINKS = Said(
    "Mejl och sms till personalen leder till {address}, som bara går att nå från den här datorn. "
    "Sätt RUTIN_ADDRESS till den adress som personalen använder.",
    "Mail and SMS to staff lead to {address}, which can only be reached from this machine. "
    "Set RUTIN_ADDRESS to the address that staff use.",
)

_log = logging.getLogger(__name__)


def worker_of(settings: Settings, engine: Engine, language: str) -> Worker:
    """The worker, not started. Says in the log where people would get links that lead nowhere, or timers would fire at the wrong time."""
    ways = transports(settings)
    if settings.address is None and not settings.demo and ways.keys() & {"mail", "sms"}:
        _log.warning("%s", NO_LINKS.fill(address=settings.public_address).say(language))
    time = clock(engine.ahead_of_database())
    if time.state == "wrong":
        _log.warning("%s %s", time.what.say(language), time.said.say(language))
    return Worker(engine, ways, settings.reads_kept, settings.language, settings.public_address)
