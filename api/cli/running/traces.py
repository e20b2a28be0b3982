"""The traces that the settings ask for; what they need is only loaded where they do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from api.settings import Settings
from engine.errors.store import SettingsWrong
from engine.said import Said

if TYPE_CHECKING:
    from api.tracing import Traces

_MISSING = Said(
    "RUTIN_TRACES är satt, men paketet ”{package}” saknas. Installera rutin[traces], eller ta bort RUTIN_TRACES.",
    "RUTIN_TRACES is set, but the package “{package}” is missing. Install rutin[traces], or remove RUTIN_TRACES.",
)


def can_trace(settings: Settings) -> None:
    """Raises SettingsWrong where something is to be traced and a package for it is missing."""
    if settings.traces is None:
        return
    try:
        import opentelemetry.exporter.otlp.proto.http.trace_exporter  # noqa: F401  # only asked for

        import api.tracing  # noqa: F401  # as well
    except ModuleNotFoundError as missing:
        raise SettingsWrong(_MISSING.fill(package=str(missing.name))) from missing


@contextmanager
def traces_of(settings: Settings) -> Iterator[Traces | None]:
    """None where nothing is to be traced. Afterwards the last has been handed over. Raises SettingsWrong."""
    if settings.traces is None:
        yield None
        return
    can_trace(settings)
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    from api.tracing import Traces

    traces = Traces(OTLPSpanExporter(endpoint=settings.traces))
    try:
        yield traces
    finally:
        traces.close()
