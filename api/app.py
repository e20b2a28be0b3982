"""The composition root: settings and an engine in, the web application out."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware import Middleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api import demo
from api.http.finished import Finished
from api.http.guard.limits import Limits
from api.http.guard.protection import BodyLimit, HeadAsGet, OnThisMachine, SafeHeaders
from api.http.kept.handbooks import Handbooks
from api.http.kept.pictures import Pictures
from api.http.live.streams import Streams
from api.http.metrics import Counted, Metrics
from api.http.openapi import document as openapi
from api.http.problems import handlers
from api.http.request.identity import Identities
from api.http.routes import (
    administration,
    drafts,
    health,
    instances,
    notifications,
    people,
    routines,
    statistics,
    suggestions,
    tokens,
    unit,
    work,
)
from api.oidc.sign_in import OrganisationSignIn
from api.pages import about, site
from api.pages.rendering import FOLDER
from api.pages.staff import (
    home,
    live,
    organisation,
    shared_phone,
    sign_in,
    starting_afterwards,
    suggesting,
    tasks,
    visitor,
)
from api.pages.staff import notifications as my_notifications
from api.pages.staff import unit as unit_page
from api.pages.staff.instance import routes as instance
from api.pages.staff.offline import phone, replay, shell
from api.pages.staff.people import keys, listed, one, shift
from api.pages.staff.people import unit as unit_people
from api.pages.staff.practice import elsewhere, joining, leading
from api.pages.staff.problem import problem_page
from api.settings import Settings
from diagrams.layout.program import use_dot
from engine.errors.value import FactsWrong
from engine.model.routine import Routine
from engine.service.access.tokens import Bearer
from engine.service.engine import Engine
from engine.service.people.entry import entry
from engine.service.worker.worker import Worker

if TYPE_CHECKING:
    from api.tracing import Traces

LARGEST_BODY = 64 * 1024


def create_app(
    settings: Settings, engine: Engine, worker: Worker | None = None, traces: Traces | None = None
) -> FastAPI:
    """The API and the pages over `engine`, which the caller opens and closes. `/readyz` looks at `worker`, where this process has one.
    `traces`: of requests, where they are wanted.

    Raises:
        CannotDraw: the program that the settings name for drawing is not there.
    """
    if settings.dot:
        use_dot(settings.dot)
    metrics = Metrics(engine.numbers)
    around = [
        *(
            [Middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.proxies))]
            if settings.proxies
            else []
        ),
        *([Middleware(traces.around)] if traces else []),
        Middleware(SafeHeaders, tls=(settings.address or "").startswith("https://")),
        Middleware(HeadAsGet),
        Middleware(Counted, metrics=metrics),
        Middleware(handlers.LastResort),
        Middleware(BodyLimit, most=LARGEST_BODY, larger={listed.IMPORT: listed.ROOM_FOR_A_FILE}),
    ]
    if settings.demo or (settings.practice and settings.only_here):
        around.append(Middleware(OnThisMachine))
    app = FastAPI(
        title="Rutin",
        version=version("rutin"),
        description=openapi.DESCRIPTION,
        openapi_tags=openapi.TAGS,
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
        middleware=around,
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False},
    )
    if settings.demo:
        _make_known(engine)
    app.state.settings = settings
    app.state.language = settings.language
    app.state.engine = engine
    app.state.finished = Finished()
    app.state.limits = Limits(settings)
    app.state.worker = worker
    app.state.leaving = False
    app.state.metrics = metrics
    app.state.streams = Streams(settings.streams, engine.following.follow, metrics.count_streams)
    app.state.pictures = Pictures(lambda: _library(engine), lambda: engine.context.settings)
    app.state.handbooks = Handbooks(lambda: _library(engine), lambda: engine.context.settings)
    # The demonstration's people are not the organisation's.
    app.state.sign_in = OrganisationSignIn(settings) if settings.oidc_issuer and not settings.demo else None
    app.state.identities = Identities(_finder(settings, engine), app.state.sign_in, engine.people.granted)
    handlers.install(app, problem_page)
    app.add_exception_handler(visitor.SignInFirst, visitor.lead_to_sign_in)
    app.add_exception_handler(visitor.UnlockFirst, visitor.lead_to_unlock)
    openapi.install(app)
    # Those that are asked most come first.
    for router in (
        instances.router,
        instance.router,
        home.router,
        live.router,
        work.router,
        drafts.router,
        routines.router,
        statistics.router,
        suggestions.router,
        notifications.router,
        tokens.router,
        people.router,
        unit.router,
        administration.router,
        health.router,
        site.router,
        about.router,
        sign_in.router,
        listed.router,
        one.router,
        keys.router,
        organisation.router,
        unit_people.router,
        shift.router,
        shared_phone.router,
        tasks.router,
        unit_page.router,
        starting_afterwards.router,
        suggesting.router,
        my_notifications.router,
        *_of_mode(settings),
    ):
        # Side by side, and not each in a router of its own: a request is held against each, and the inner ones twice.
        app.router.routes.extend(router.routes)
    app.mount("/static", StaticFiles(directory=FOLDER / "static"), name="static")
    return app


def _of_mode(settings: Settings) -> tuple[APIRouter, ...]:
    """What practice has alone, or what it has not: its clock moves, and a phone without signal can't follow."""
    if settings.practice:
        return joining.router, leading.router
    return phone.router, replay.router, shell.router, elsewhere.router


def _library(engine: Engine) -> dict[str, Routine]:
    """The newest version of each published routine, by id."""
    return {each.id: each for each in engine.routines()}


def _make_known(engine: Engine) -> None:
    """Lets the people of demonstration mode be handed things. The tokens that this makes are thrown away unseen."""
    for each in demo.people(engine.routines()):
        try:
            engine.tokens.check_receiver(each.token, each.unit)
        except FactsWrong:
            engine.tokens.add(each.token, each.person.grants)
            # Where no mail ever goes (RFC 2606): what would be sent is seen in the log.
            engine.people.write([entry(each.token, mail=f"{each.token}@rutin.example")])


def _finder(settings: Settings, engine: Engine) -> Callable[[str], Bearer | None]:
    """How it is found whom a token stands for: in the database; in demonstration mode among those that all know."""
    if not settings.demo:
        return engine.tokens.bearer

    def find(token: str) -> Bearer | None:
        shown = {each.token: Bearer(each.person) for each in demo.people(engine.routines())}
        return shown.get(token) or engine.tokens.bearer(token)

    return find
