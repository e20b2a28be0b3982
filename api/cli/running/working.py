"""The worker that the settings ask for: how messages leave, and what links in them begin with."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from api.cli.clock import apart
from api.nightly_paper import NightlyPaper
from api.practice import written
from api.settings import Settings
from api.transports.ways import transports
from engine.said import Said
from engine.service.engine import Engine
from engine.service.worker.worker import Worker

if TYPE_CHECKING:
    from api.tracing import Traces

NO_LINKS = Said(
    "Mejl och sms till personalen leder till {address}, som bara går att nå från den här datorn. "
    "Sätt RUTIN_ADDRESS till den adress som personalen använder.",
    "Mail and SMS to staff lead to {address}, which can only be reached from this machine. "
    "Set RUTIN_ADDRESS to the address that staff use.",
)

THE_CLOCK = Said("Klockan {differs}", "The clock {differs}")

_log = logging.getLogger(__name__)


def worker_of(settings: Settings, engine: Engine, language: str, traces: Traces | None = None) -> Worker:
    """The worker, not started. Says in the log where people would get links that lead nowhere, or timers would fire at the wrong time."""
    ways = written.ways(engine) if settings.practice else transports(settings)
    if (
        settings.address is None
        and not (settings.demo or settings.practice)
        and ways.keys() & {"mail", "sms"}
    ):
        _log.warning("%s", NO_LINKS.fill(address=settings.public_address).say(language))
    if not settings.practice and (told := apart(engine.ahead_of_database())):
        _log.warning("%s", THE_CLOCK.fill(differs=told).say(language))
    if traces is not None:
        ways = traces.along(ways)
    return Worker(
        engine,
        ways,
        settings.reads_kept,
        settings.language,
        settings.public_address,
        erases=settings.retain,
        printer=NightlyPaper(engine, settings.paper_folder, settings.language)
        if settings.paper_folder
        else None,
    )
