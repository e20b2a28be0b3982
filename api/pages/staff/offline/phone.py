"""What a phone is told of its owner: the half of its key, until when it may show what it keeps, and what it keeps of an instance."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from api.pages.edition import edition
from api.pages.staff.offline.places import kept
from api.pages.staff.visitor import AnyVisitor, Visitor
from engine.errors.root import Refusal
from engine.values.moments import iso

router = APIRouter(include_in_schema=False)

NOBODY = JSONResponse({}, 401)
"""To a phone on which nobody is signed in, or which is locked."""


@router.get("/offline/phone")
async def phone(
    request: Request, visitor: AnyVisitor, nonce: str = "", instance: str = "", has: str = ""
) -> Response:
    """`nonce`: by which the answer proves itself; `instance`: whose step is shown; `has`: the mark of what the phone keeps of it."""
    if visitor is None:
        return NOBODY
    return JSONResponse(await run_in_threadpool(_told, request, visitor, nonce, instance, has))


def _told(request: Request, visitor: Visitor, nonce: str, instance: str, has: str) -> dict[str, Any]:
    key = visitor.engine.phone_keys.of(visitor.me.subject)
    locks = request.app.state.settings.locks_after if visitor.has_pin else None
    told: dict[str, Any] = {
        "owner": key.owner,
        "half": key.half,
        "proof": key.proof(nonce),
        "edition": edition(),
        "now": iso(visitor.engine.now()),
        "until": iso(visitor.ends_at),
        "locks": locks.total_seconds() if locks else None,
    }
    if not instance:
        return told
    try:
        return told | _instance(visitor, instance, has)
    except Refusal:
        # The page itself says why; there is nothing to keep.
        return told


def _instance(visitor: Visitor, instance: str, has: str) -> dict[str, Any]:
    """What is to be kept of the instance, and its `mark`; that alone where the phone has the same already."""
    routine, found = visitor.engine.records.instance(instance, visitor.me)
    settings = visitor.engine.context.settings
    of = [found.revision, visitor.language, edition(), sorted(visitor.me.grants), sorted(settings.items())]
    mark = hashlib.sha256(json.dumps([routine.digest, *of]).encode()).hexdigest()[:16]
    return {"mark": mark} if mark == has else {"mark": mark, "kept": kept(visitor, instance)}
