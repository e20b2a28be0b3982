"""`/metrics`: what monitoring reads, as Prometheus text. Only numbers: no person, no instance, no address.

Where several processes serve, each counts in a file of its own in one folder, and whoever is asked sums them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The time when a counter was made is a number more for each number, and nobody reads it.
disable_created_metrics()  # type: ignore[no-untyped-call]

GATHERED_IN = "PROMETHEUS_MULTIPROC_DIR"
"""The variable of the environment with the folder where several processes count. It is read when the library is imported."""

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
HELP = {
    "instances_running": "Instances that have not ended.",
    "open_steps": "Rows of the worklist.",
    "timers_waiting": "Timers that have not fired.",
    "timer_lag_seconds": "How late the earliest timer or delivery is that has not been seen to.",
    "outbox_waiting": "Mail and webhooks that wait to be sent.",
    "outbox_failed": "Mail and webhooks that were given up, before their cases are told.",
    "outbox_retrying": "Mail and webhooks that could not be sent and are tried again.",
    "notifications_given_up": "Notices by mail and SMS that did not reach anybody.",
    "incidents": "Steps that stand still until somebody sees to them.",
    "clock_ahead_seconds": "How far this server's clock is ahead of the database's; below zero, behind.",
    "writer_queue": "Changes that wait for the writer.",
}
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics:
    """Counts requests, and asks the engine for its own numbers when it is read."""

    def __init__(self, numbers: Callable[[], Mapping[str, float]]) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "rutin_requests",
            "Answered requests.",
            ("method", "path", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "rutin_request_seconds",
            "Seconds from a request to its answer.",
            ("path",),
            registry=self._registry,
            buckets=_SECONDS,
        )
        self._changes = Counter(
            "rutin_changes",
            "Changes that were asked for, by kind, and what came of them.",
            ("command", "outcome"),
            registry=self._registry,
        )
        self._streams = Gauge(
            "rutin_streams",
            "Open pages that are told at once that there is something new.",
            registry=self._registry,
            multiprocess_mode="livesum",
        )
        self._shown = self._registry
        if folder := os.environ.get(GATHERED_IN):
            self._shown = CollectorRegistry()
            MultiProcessCollector(self._shown, folder)  # type: ignore[no-untyped-call]
        self._shown.register(_Numbers(numbers))

    def count(self, scope: Scope, status: int, seconds: float) -> None:
        """Counts one request, under the path's pattern and never the path itself."""
        path = getattr(scope.get("route"), "path", "other")
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._requests.labels(method, path, str(status)).inc()
        self._seconds.labels(path).observe(seconds)

    def count_change(self, command: str, outcome: str) -> None:
        """Counts one change: `kept`, `replayed`, or the slug of the problem that it was refused with."""
        self._changes.labels(command, outcome).inc()

    def count_streams(self, open_now: int) -> None:
        """How many pages are told at once that there is something new."""
        self._streams.set(open_now)

    def page(self) -> Response:
        """Everything counted so far, by all processes that serve together; what waits for the writer is the asked one's own."""
        return Response(generate_latest(self._shown), media_type=CONTENT_TYPE_LATEST)


class _Numbers(Collector):
    """The engine's own numbers, asked for when they are read."""

    def __init__(self, numbers: Callable[[], Mapping[str, float]]) -> None:
        self._numbers = numbers

    def collect(self) -> Iterable[Metric]:
        """One gauge for each number."""
        for name, value in self._numbers().items():
            yield GaugeMetricFamily(
                f"rutin_{name}", HELP.get(name, name.replace("_", " ").capitalize() + "."), value
            )


class Counted:
    """ASGI middleware that counts each request with its status and its time."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on, and counts when the answer begins."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        begun = time.perf_counter()

        async def counting(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.metrics.count(scope, message["status"], time.perf_counter() - begun)
            await send(message)

        return await self.app(scope, receive, counting)
