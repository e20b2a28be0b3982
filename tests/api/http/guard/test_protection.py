"""Facts about what keeps the application whole: demonstration mode stays on this machine, trouble is told in words."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import httpx
import pytest
from starlette.types import Message, Scope

from api.app import create_app
from api.settings import Settings
from engine.check import check
from engine.errors.store import StoreTrouble
from engine.said import Said
from engine.service.engine import Engine
from engine.service.upkeep.write_check import GOOD_FOR
from engine.service.worker.worker import Worker
from engine.store.memory.store import MemoryStore
from tests.api.acting import PLAIN, Actor
from tests.api.house import OWN_ROUTINES, House, house
from tests.api.serving import serving
from tests.engine.database.office import MORNING

T = TypeVar("T")


@pytest.fixture(scope="module")
def demo() -> Iterator[House]:
    with house(demo=True) as built:
        yield built


# Demonstration mode


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "10.0.0.1", "[::", ""]
)
@pytest.mark.parametrize("path", ["/", "/api/v1/me", "/healthz", "/static/rutin.css", "/nothing"])
def test_demonstration_mode_does_not_answer_under_another_name(demo: House, host: str, path: str) -> None:
    headers = {"Host": host, "Authorization": "Bearer demo-chef"}
    response = httpx.get(demo.address + path, headers=headers, verify=PLAIN)
    assert response.status_code == 403
    assert response.json()["type"] == "/problems/only-on-this-machine"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "[::1]:8000"])
def test_demonstration_mode_answers_under_the_names_of_this_machine(demo: House, host: str) -> None:
    response = httpx.get(
        f"{demo.address}/api/v1/me", headers={"Host": host, "Authorization": "Bearer demo-chef"}, verify=PLAIN
    )
    assert response.status_code == 200


def asked_from(app: Any, client: str) -> int:
    """The status that a caller at the address `client` gets: what no test on one machine can be, the scope says."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/",
        "raw_path": b"/",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"localhost")],
        "client": (client, 50000),
        "server": ("localhost", 8000),
    }
    asyncio.run(app(scope, receive, send))
    return int(sent[0]["status"])


@pytest.mark.parametrize(
    ("client", "status"), [("192.168.1.7", 403), ("2001:db8::1", 403), ("127.0.0.1", 200)]
)
def test_demonstration_mode_does_not_answer_another_machine(client: str, status: int) -> None:
    with Engine.open("memory://") as engine:
        assert asked_from(create_app(Settings.load(demo=True), engine), client) == status


def test_the_tokens_of_demonstration_mode_are_worth_nothing_without_it(shared: House) -> None:
    for token in ("demo-medarbetare", "demo-chef", "demo-it"):
        assert shared.visitor(token).get("/me").status_code == 401


def test_the_people_of_demonstration_mode_have_roles_only_in_its_own_units(demo: House) -> None:
    for token in ("demo-medarbetare", "demo-chef", "demo-it", "demo-medarbetare-2"):
        grants = demo.visitor(token).get("/me").json()["grants"]
        assert {grant["unit"] for grant in grants} <= {"demo", "demo-2"}


def test_starting_again_in_demonstration_mode_makes_nobody_twice() -> None:
    with Engine.open("memory://") as engine:
        engine.publish(check([OWN_ROUTINES]).routines)
        for _ in range(3):
            create_app(Settings.load(demo=True), engine)
        number = engine._people.number("demo-chef")
        assert len(engine._store.read(lambda reader: reader.tokens_of(number))) == 1


# Trouble


class Troubled(MemoryStore):
    """A store whose reading and writing fail with `trouble`, once it is set; and the time on the clock beside it."""

    trouble: Exception | None = None
    now = MORNING

    def transact(self, work: Callable[[Any], T]) -> T:
        if self.trouble:
            raise self.trouble
        return super().transact(work)

    def read(self, query: Callable[[Any], T]) -> T:
        if self.trouble:
            raise self.trouble
        return super().read(query)


@pytest.fixture
def troubled() -> Iterator[tuple[Troubled, Actor]]:
    store = Troubled()
    with Engine(store, clock=lambda: store.now) as engine:
        engine.publish(check([OWN_ROUTINES]).routines)
        token = engine.tokens.add("anst-1", {("medarbetare", "norra")})
        with serving(create_app(Settings.load(), engine)) as address:
            actor = Actor(address, token)
            yield store, actor
            actor.http.close()


FULL = StoreTrouble(
    Said("Disken är full. Frigör plats och försök igen.", "The disk is full. Free some space and try again.")
)


def test_trouble_with_the_database_is_told_in_words_and_nothing_is_lost(
    troubled: tuple[Troubled, Actor], caplog: pytest.LogCaptureFixture
) -> None:
    store, actor = troubled
    run = actor.starts("besok", ref="S-1")
    content = {"state": "forbered", "choice": "klart"}
    store.trouble = FULL
    for response in (
        actor.get(run.path),
        actor.post(f"{run.path}/choices", content, Idempotency_Key="k"),
        actor.get("//readyz"),
        actor.get("//metrics"),
    ):
        assert (response.status_code, response.json()["type"]) == (503, "/problems/unavailable")
        assert "Disken" not in response.text
        assert (
            f"{response.json()['error_id']}: {response.request.method} {response.url.path}: {FULL}"
            in caplog.text
        )
        assert response.headers["retry-after"] == "5"
    assert actor.get("//healthz").status_code == 200
    store.trouble = None
    assert actor.post(f"{run.path}/choices", content, Idempotency_Key="k").status_code == 200
    store.now += GOOD_FOR
    assert actor.get("//readyz").json() == {"status": "ready", "routines": 2}


def test_a_fault_of_ours_is_logged_under_an_id_and_shows_nothing_of_itself(
    troubled: tuple[Troubled, Actor], caplog: pytest.LogCaptureFixture
) -> None:
    store, actor = troubled
    run = actor.starts("besok", ref="S-1")
    store.trouble = ZeroDivisionError("a secret of the inside")
    with caplog.at_level(logging.ERROR, logger="rutin.api"):
        response = actor.get(run.path)
    store.trouble = None
    assert (response.status_code, response.json()["type"]) == (500, "/problems/unexpected")
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert response.json()["error_id"] in caplog.text
    assert "a secret of the inside" in caplog.text
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_fault_while_a_command_is_decided_is_told_to_have_changed_nothing(
    troubled: tuple[Troubled, Actor], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, actor = troubled
    run = actor.starts("besok", ref="S-1")
    before = actor.get(run.path).json()

    def fails(*_: object) -> None:
        raise ZeroDivisionError("a secret of the inside")

    with monkeypatch.context() as while_wrong, caplog.at_level(logging.ERROR):
        while_wrong.setattr("engine.store.unit.advance", fails)
        response = actor.post(f"{run.path}/choices", {"state": "pa_vag", "choice": "framme"})
    told = response.json()
    assert (response.status_code, told["type"]) == (500, "/problems/not-saved")
    assert told["detail"].startswith(
        "Något gick fel hos oss, och inget har ändrats. Säg till den som sköter Rutin"
    )
    assert told["error_id"] in told["detail"]
    assert "secret" not in response.text
    assert f"{told['error_id']}: a command Choose" in caplog.text
    assert "a secret of the inside" in caplog.text
    assert actor.get(run.path).json() == before


def test_a_server_without_routines_is_alive_but_not_ready() -> None:
    with house(None) as built:
        visitor = built.visitor(None)
        assert visitor.get("//healthz").json() == {"status": "ok"}
        assert (visitor.get("//readyz").status_code, visitor.get("//readyz").json()["type"]) == (
            503,
            "/problems/not-ready",
        )


def test_a_server_whose_writer_has_stopped_is_not_ready(troubled: tuple[Troubled, Actor]) -> None:
    store, actor = troubled
    run = actor.starts("besok", ref="S-1")
    store.trouble = SystemExit()  # type: ignore[assignment]
    content = {"state": "forbered", "choice": "klart"}
    assert actor.post(f"{run.path}/choices", content).status_code == 500
    store.trouble = None
    response = actor.get("//readyz")
    assert (response.status_code, response.json()["type"]) == (503, "/problems/ended")
    assert response.json()["detail"] == "Den del av servern som sparar har stannat. Starta om Rutin."
    assert actor.post(f"{run.path}/choices", content).status_code == 500
    assert actor.get("//healthz").status_code == 200


def test_a_server_whose_worker_has_stopped_is_not_ready() -> None:
    with Engine.open("memory://") as engine:
        engine.publish(check([OWN_ROUTINES]).routines)
        worker = Worker(engine, {})
        worker.start()
        with serving(create_app(Settings.load(), engine, worker)) as address:
            assert httpx.get(f"{address}/readyz").json()["status"] == "ready"
            worker.stop()
            response = httpx.get(f"{address}/readyz", headers={"Accept-Language": "en"})
    assert (response.status_code, response.json()["detail"]) == (
        503,
        "The part of the server that fires timers and sends mail has stopped. Start Rutin again.",
    )


def test_a_program_that_draws_and_is_not_there_is_told_at_the_start() -> None:
    from diagrams.errors import CannotDraw

    with Engine.open("memory://") as engine, pytest.raises(CannotDraw, match="nowhere"):
        create_app(Settings.load(dot="/nowhere/dot"), engine)
