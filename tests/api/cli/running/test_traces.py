"""Traces: a request and what was sent because of it belong together, and nothing in them tells of anybody."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.trace import SpanKind

from api.app import create_app
from api.cli.running.traces import traces_of
from api.settings import Settings
from api.tracing import Traces
from api.transports.webhooks import Webhooks
from engine.errors.store import SettingsWrong
from engine.said import both
from engine.service.engine import Engine
from engine.service.sending import DeliveryProblem, Message
from engine.service.worker.worker import Worker
from tests.api.acting import Actor
from tests.api.serving import serving
from tests.api.transports.receiver import Receiver, receiving
from tests.engine.database.office import UNIT, Post
from tests.engine.database.routines import prov

TRACE, CALLER = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
TRACEPARENT = f"00-{TRACE}-{CALLER}-01"


class Collector(ThreadingHTTPServer):
    """Takes spans as every collector does."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.spans: list[Span] = []
        self.told: set[str] = set()

    @property
    def address(self) -> str:
        """Where spans go."""
        return f"http://127.0.0.1:{self.server_port}/v1/traces"


class _Taking(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        for of in ExportTraceServiceRequest.FromString(content).resource_spans:
            self.server.told |= {each.key for each in of.resource.attributes}
            self.server.spans += [span for scope in of.scope_spans for span in scope.spans]
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Not on the tests' output."""


@contextmanager
def collecting() -> Iterator[Collector]:
    with Collector() as collector:
        Thread(target=collector.serve_forever, daemon=True).start()
        yield collector
        collector.shutdown()


class Told:
    """What a server and a worker told of one mail, which one person led to."""

    def __init__(self, post: Post, **headers: str) -> None:
        settings = Settings.load()
        with collecting() as collector, Engine.open("memory://") as engine:
            engine.publish([prov()])
            traces = Traces(OTLPSpanExporter(endpoint=collector.address))
            token = engine.tokens.add("anna.andersson", [("medarbetare", UNIT)])
            with serving(create_app(settings, engine, traces=traces)) as address:
                actor = Actor(address, token)
                started = actor.post("/instances", {"routine": "prov", "facts": {"ref": "hemlig"}}).json()
                choice = {"state": "borja", "choice": "mejla", "facts": {}}
                actor.post(f"/instances/{started['id']}/choices", choice, **headers)
                actor.get("//healthz")
                actor.http.close()
            Worker(engine, traces.along({"mail": post})).once()
            traces.close()
        self.spans = {each.name: each for each in collector.spans}
        self.resource, self.instance = collector.told, started["id"]

    @property
    def choice(self) -> Span:
        """The request that led to the mail."""
        return self.spans["POST /api/v1/instances/{instance}/choices"]


def attributes(span: Span) -> dict[str, str | int]:
    return {each.key: each.value.string_value or each.value.int_value for each in span.attributes}


@pytest.fixture(scope="module")
def told() -> Told:
    """Of a request within a trace of its caller's."""
    return Told(Post(), traceparent=TRACEPARENT)


def test_a_request_goes_on_with_its_caller_s_trace(told: Told) -> None:
    assert (told.choice.trace_id.hex(), told.choice.parent_span_id.hex()) == (TRACE, CALLER)


def test_a_request_that_brings_none_begins_one(told: Told) -> None:
    begun = told.spans["POST /api/v1/instances"]
    assert begun.parent_span_id == b""
    assert begun.trace_id.hex() not in ("", TRACE)


def test_what_is_sent_is_linked_to_the_request_that_led_to_it(told: Told) -> None:
    (link,) = told.spans["send mail"].links
    assert (link.trace_id, link.span_id) == (told.choice.trace_id, told.choice.span_id)


def test_nothing_tells_of_anybody(told: Told) -> None:
    assert set(told.spans) == {"POST /api/v1/instances", told.choice.name, "send mail"}
    assert attributes(told.choice) == {
        "http.request.method": "POST",
        "http.route": "/api/v1/instances/{instance}/choices",
        "http.response.status_code": 200,
    }
    assert attributes(told.spans["send mail"]) == {"rutin.kind": "mail"}
    for span in told.spans.values():
        for secret in ("hemlig", "anna", told.instance, "127.0.0.1", "it@example.org"):
            assert secret not in str(span)
    assert {each for each in told.resource if not each.startswith("telemetry.sdk.")} <= {
        "service.name",
        "service.version",
        "service.instance.id",
    }


def test_what_could_not_be_sent_is_marked_and_not_explained() -> None:
    post = Post()
    post.problem = DeliveryProblem(both("550 no such user: it@example.org"))
    span = Told(post).spans["send mail"]
    assert span.status.code == span.status.STATUS_CODE_ERROR
    assert list(span.events) == []
    assert "550" not in str(span)


def test_a_line_of_the_log_has_the_trace_that_it_belongs_to(caplog: pytest.LogCaptureFixture) -> None:
    from api.cli.running.log import _AsJson, _ForPeople

    class Refusing(Post):
        def send(self, message: Message) -> None:
            logging.getLogger("rutin").warning("refused")
            record = caplog.records[-1]
            lines.append((_AsJson().format(record), _ForPeople("%(message)s").format(record)))

    lines: list[tuple[str, str]] = []
    span = Told(Refusing()).spans["send mail"]
    ((as_json, for_people),) = lines
    assert f'"trace": "{span.trace_id.hex()}"' in as_json
    assert for_people == f"refused [trace {span.trace_id.hex()}]"


def test_a_collector_that_is_gone_hurts_no_request() -> None:
    with collecting() as collector:
        gone = collector.address
    traces = Traces(OTLPSpanExporter(endpoint=gone, timeout=1))
    with (
        Engine.open("memory://") as engine,
        serving(create_app(Settings.load(), engine, traces=traces)) as address,
    ):
        actor = Actor(address, engine.tokens.add("m1", [("medarbetare", UNIT)]))
        assert actor.get("/tasks").json() == []
        actor.http.close()
    traces.close()


def test_a_process_that_ends_does_not_wait_for_a_collector_that_never_answers() -> None:
    let_go, did = Event(), list[str]()

    class Silent(SpanExporter):
        def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
            did.append("export")
            let_go.wait(60)
            return SpanExportResult.SUCCESS

        def shutdown(self) -> None:
            did.append("shutdown")

    traces = Traces(Silent())
    with traces.span("anything", SpanKind.INTERNAL):
        pass
    traces.close()
    # The library lets go of its exporter when it has stopped waiting.
    assert did == ["export"]
    let_go.set()


def test_a_webhook_is_called_within_the_trace_of_its_delivery() -> None:
    with collecting() as collector, receiving(Receiver()) as at:
        traces = Traces(OTLPSpanExporter(endpoint=collector.address))
        hook, call = (
            Webhooks([at.address]),
            Message(
                id="m1", kind="webhook", recipients=(at.address,), subject="", body="{}", origin=TRACEPARENT
            ),
        )
        traces.along({"webhook": hook})["webhook"].send(call)
        hook.send(call)
        traces.close()
    (span,) = collector.spans
    within, untraced = at.asked
    assert within.headers["traceparent"].startswith(f"00-{span.trace_id.hex()}-{span.span_id.hex()}-")
    assert "traceparent" not in untraced.headers


def test_where_nothing_is_traced_nothing_of_it_is_loaded_or_kept() -> None:
    script = (
        "import sys; import api.cli.commands.serve, api.app; from api.settings import Settings\n"
        "from api.cli.running.traces import traces_of\n"
        "with traces_of(Settings.load()) as traces: print(traces, 'opentelemetry.sdk' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "None False\n"


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    settings = Settings.load(traces="http://127.0.0.1:4318/v1/traces")
    with pytest.raises(SettingsWrong, match=r"rutin\[traces\]"), traces_of(settings):
        pass
