"""`/healthz`, `/readyz`, `/metrics`: for those who run the server; no token, no personal data."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from api.http.answers import json_answer
from api.http.language import wanted
from api.http.openapi.document import refusals
from api.http.problems.errors import Ended, Leaving, NotReady
from api.http.problems.kinds import ENDED, LEAVING, NOT_READY, UNAVAILABLE
from engine.said import Said

router = APIRouter(tags=["Health"])


@router.get("/healthz", summary="Alive", response_model=dict[str, str])
async def healthz(request: Request) -> Response:
    """The process answers. Nothing else is looked at."""
    return json_answer({"status": "ok"}, wanted(request))


@router.get(
    "/readyz",
    summary="Ready to work",
    response_model=dict[str, Any],
    responses=refusals(NOT_READY, ENDED, LEAVING, UNAVAILABLE),
)
def readyz(request: Request) -> Response:
    """The database answers and can be written to, routines are published, what is submitted and due is carried out, and the server is
    not about to stop."""
    state = request.app.state
    if state.leaving:
        raise Leaving
    published = len(state.engine.routines())
    if not published:
        raise NotReady
    if not state.engine.at_work():
        raise Ended(Said("sparar", "keeps what people do"))
    if state.worker is not None and not state.worker.at_work():
        raise Ended(Said("sköter tider och utskick", "fires timers and sends mail"))
    state.engine.check_writable()
    return json_answer({"status": "ready", "routines": published}, wanted(request))


@router.get(
    "/metrics",
    summary="Numbers for monitoring",
    response_class=Response,
    responses={200: {"description": "Prometheus' text form.", "content": {"text/plain": {}}}},
)
def metrics(request: Request) -> Response:
    """Requests, steps, timers, outbox and the writer's queue as Prometheus reads them."""
    page: Response = request.app.state.metrics.page()
    return page
