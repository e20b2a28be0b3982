"""Traces (OpenTelemetry): each request, and each delivery, linked to the request that it goes back to.

Only methods, patterns of paths, statuses and kinds are told: no person, no instance, no address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from threading import Thread

from opentelemetry.context import Context
from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_VERSION, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import Link, Span, SpanKind, StatusCode, get_current_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.service.origin import ORIGIN
from engine.service.sending import DeliveryProblem, Transport
from engine.service.sending import Message as Sent

NOT_TRACED = frozenset({"/healthz", "/readyz", "/metrics"})
"""What is asked all the time by those who watch."""

LAST_SECONDS = 1.5
"""How long a process that ends waits for its last spans to be taken."""

_TRACEPARENT = TraceContextTextMapPropagator()


class Traces:
    """Makes spans and hands them to `exporter`, in a thread of its own. Close it to hand over the last."""

    def __init__(self, exporter: SpanExporter) -> None:
        told = Resource.create({SERVICE_NAME: "rutin", SERVICE_VERSION: version("rutin")})
        self._provider = TracerProvider(resource=told, shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("rutin")

    def close(self) -> None:
        """Hand over what has not been yet, as far as it is taken at once: a collector that is gone holds no process up."""
        # The library would wait half a minute, and knows no shorter time.
        handing_over = Thread(target=self._provider.shutdown, daemon=True)
        handing_over.start()
        handing_over.join(LAST_SECONDS)

    def around(self, app: ASGIApp) -> ASGIApp:
        """The application, with a span for each request."""
        return _TracedApp(app, self)

    def along(self, ways: Mapping[str, Transport]) -> Mapping[str, Transport]:
        """The transports, with a span for each message."""
        return {kind: _TracedTransport(each, self) for kind, each in ways.items()}

    @contextmanager
    def span(
        self, name: str, kind: SpanKind, within: Context | None = None, link: str | None = None
    ) -> Iterator[Span]:
        """A span, which is the origin of what is done inside. `link`: the origin that it goes back to. What fails is told by nobody but
        the log: its words may be of people.
        """
        linked = (
            get_current_span(_TRACEPARENT.extract({"traceparent": link})).get_span_context() if link else None
        )
        with self._tracer.start_as_current_span(
            name,
            context=within if within is not None else Context(),
            kind=kind,
            links=[Link(linked)] if linked and linked.is_valid else [],
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            carrier: dict[str, str] = {}
            _TRACEPARENT.inject(carrier)
            before = ORIGIN.set(carrier.get("traceparent"))
            try:
                yield span
            finally:
                ORIGIN.reset(before)


class _TracedApp:
    """ASGI middleware: a span for each request, within what the caller's `traceparent` says."""

    def __init__(self, app: ASGIApp, traces: Traces) -> None:
        self.app, self.traces = app, traces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on."""
        if scope["type"] != "http" or scope["path"] in NOT_TRACED:
            return await self.app(scope, receive, send)
        came = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        with self.traces.span(
            scope["method"], SpanKind.SERVER, _TRACEPARENT.extract(came, Context())
        ) as span:
            span.set_attribute("http.request.method", scope["method"])

            async def told(message: Message) -> None:
                if message["type"] == "http.response.start":
                    _tell(span, scope, message["status"])
                await send(message)

            return await self.app(scope, receive, told)


def _tell(span: Span, scope: Scope, status: int) -> None:
    route = getattr(scope.get("route"), "path", None)
    if route:
        span.update_name(f"{scope['method']} {route}")
        span.set_attribute("http.route", route)
    span.set_attribute("http.response.status_code", status)
    if status >= 500:
        span.set_status(StatusCode.ERROR)


class _TracedTransport:
    """A transport with a span for each message, linked to the request that it goes back to."""

    def __init__(self, transport: Transport, traces: Traces) -> None:
        self._transport, self._traces = transport, traces

    def send(self, message: Sent) -> None:
        """Send, or raise DeliveryProblem."""
        with self._traces.span(f"send {message.kind}", SpanKind.PRODUCER, link=message.origin) as span:
            span.set_attribute("rutin.kind", message.kind)
            try:
                self._transport.send(message)
            except DeliveryProblem:
                span.set_status(StatusCode.ERROR)
                raise
