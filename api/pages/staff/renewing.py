"""Whether the organisation's sign-in still says what it said: asked by each session that is used, seldom enough for both."""

from __future__ import annotations

import logging

from fastapi import Request
from fastapi.concurrency import run_in_threadpool

from api.oidc import sealing
from api.oidc.problems import NotLetIn, Silent
from api.oidc.sealing import Renewal
from api.oidc.sign_in import OrganisationSignIn
from engine.service.access.sessions import Session

_log = logging.getLogger("rutin.sign_in")


async def still(request: Request, id: str, found: Session, *, in_use: bool = True) -> Session | None:
    """The session as it is by what the service says now; None where that says that it is over. `in_use`: as where sessions are found.

    Where the service does not answer, what it said last holds.
    """
    state = request.app.state
    sign_in: OrganisationSignIn | None = state.sign_in
    sessions, every = state.engine.sessions, state.settings.oidc_asks_after
    if sign_in is None or found.asked_at is None or state.engine.now() - found.asked_at < every:
        return found
    kept = await run_in_threadpool(sessions.claim_renewal, id, every)
    if kept is None:
        return found
    renewal = sealing.opened(kept, id)
    try:
        told = await sign_in.renewed(renewal) if renewal else None
    except Silent:
        return found
    except NotLetIn as wrong:
        _log.warning("the session of %r is over (%s): %s", found.person.subject, wrong.reason, wrong.why)
        await run_in_threadpool(sessions.expire, id)
        return None
    if told is not None:
        said = told.person
        vouch = state.engine.people.vouched_for
        await run_in_threadpool(vouch, said.subject, said.grants, found.ends_at, told.name)
    await keep(request, id, told.renewal if told else None)
    return await run_in_threadpool(sessions.find, id, in_use=in_use)


async def keep(request: Request, id: str, renewal: Renewal | None) -> None:
    """Keeps with the session what to ask by the next time."""
    sealed = renewal.sealed(id) if renewal else None
    await run_in_threadpool(request.app.state.engine.sessions.keep_renewal, id, sealed)
