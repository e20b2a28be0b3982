"""The way to the organisation's sign-in and back: authorization code with PKCE (OpenID Connect Core 1.0, RFC 9700)."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import httpx2
from authlib.integrations.httpx_client import AsyncOAuth2Client, OAuthError
from authlib.oauth2.client import OAuth2Client

from api.oidc import fetching, grants, tokens
from api.oidc.metadata import Metadata
from api.oidc.problems import NotLetIn, Over, Silent, Stopped, Untrusted, Weak
from api.oidc.provider import Provider
from api.settings import Settings
from engine.run.instance import Person
from engine.service.access.sessions import Provided

SECONDS = 600
"""How long somebody may be away to sign in."""

_log = logging.getLogger("rutin.sign_in")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A sign-in that one browser has begun. It is kept in that browser alone."""

    state: str
    nonce: str
    verifier: str
    next: str
    at: int

    def text(self) -> str:
        """To be kept."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> Attempt | None:
        """As it was kept, or None where it can't be read."""
        try:
            found = cls(**json.loads(text))
        except (ValueError, TypeError, RecursionError):
            return None
        texts = (found.state, found.nonce, found.verifier, found.next)
        return found if all(isinstance(each, str) for each in texts) and type(found.at) is int else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Who has come back, signed in, with what the service says that they hold. `name`: what they are called, where it tells that."""

    person: Person
    provided: Provided
    name: str | None


class OrganisationSignIn:
    """Signing in by the service that the settings name."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        assert settings.oidc_issuer
        assert settings.oidc_client_id
        self._settings, self._clock = settings, clock
        self._client_id: str = settings.oidc_client_id
        self._provider = Provider(settings.oidc_issuer)

    async def begin(self, back: str, next: str, *, anew: bool) -> tuple[str, Attempt]:
        """Where to send the browser, and what it has to keep. `back`: our address that it comes back to.

        `anew`: whoever is signed in there already has to show who they are all the same. Raises Silent.
        """
        service = await self._provider.metadata()
        attempt = Attempt(
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
            next=next,
            at=int(self._clock()),
        )
        client = OAuth2Client(
            None,
            client_id=self._client_id,
            redirect_uri=back,
            scope=self._settings.oidc_scope,
            code_challenge_method="S256",
        )
        more = {"acr_values": " ".join(self._settings.oidc_acr)} if self._settings.oidc_acr else {}
        more |= {"prompt": "login"} if anew else {}
        address, _ = client.create_authorization_url(
            service.authorization_endpoint,
            state=attempt.state,
            code_verifier=attempt.verifier,
            nonce=attempt.nonce,
            **more,
        )
        return str(address), attempt

    async def finish(self, attempt: Attempt | None, answer: Mapping[str, str], back: str) -> Arrival:
        """Who came back with the answer, in the browser that keeps the attempt. Raises NotLetIn."""
        try:
            return await self._finish(attempt, answer, back)
        except NotLetIn as wrong:
            _log.warning("sign-in refused (%s): %s", wrong.reason, wrong.why)
            raise

    async def _finish(self, attempt: Attempt | None, answer: Mapping[str, str], back: str) -> Arrival:
        if attempt is None or not secrets.compare_digest(
            attempt.state.encode(), answer.get("state", "").encode()
        ):
            raise Over("the state is not that of this browser")
        if not 0 <= self._clock() - attempt.at <= SECONDS:
            raise Over("begun too long ago")
        service = await self._provider.metadata()
        if (service.names_itself or "iss" in answer) and answer.get("iss") != service.issuer:
            raise Untrusted("the answer of another service")
        if "error" in answer:
            raise Stopped(_clean(answer["error"]))
        told = await self._exchange(service, answer.get("code", ""), attempt.verifier, back)
        token = told.get("id_token")
        if not isinstance(token, str):
            raise Untrusted("no ID token")
        claims = tokens.id_token(
            token,
            await self._provider.keys(tokens.key_named(token)),
            issuer=service.issuer,
            client=self._client_id,
            nonce=attempt.nonce,
            now=int(self._clock()),
        )
        session = claims.get("sid")
        return Arrival(
            person=self._person(claims),
            provided=Provided(subject=claims["sub"], session=session if isinstance(session, str) else None),
            name=grants.name(claims),
        )

    async def caller(self, token: str) -> Person:
        """Who calls the API with an access token of the service, with what it says that they hold. Raises NotLetIn."""
        audience = self._settings.oidc_audience
        if audience is None:
            raise Untrusted("no access tokens are taken")
        named = tokens.key_named(token)
        service = await self._provider.metadata()
        claims = tokens.access_token(
            token,
            await self._provider.keys(named),
            issuer=service.issuer_of_access,
            audience=audience,
            now=int(self._clock()),
        )
        return self._person(claims)

    async def signed_out(self, token: str) -> tuple[Provided, str, int]:
        """Whom the service signs out by a logout token, what tells that token from others, and when it is over. Raises NotLetIn."""
        named = tokens.key_named(token)
        service = await self._provider.metadata()
        claims = tokens.logout_token(
            token,
            await self._provider.keys(named),
            issuer=service.issuer,
            client=self._client_id,
            now=int(self._clock()),
        )
        who = Provided(subject=claims.get("sub", ""), session=claims.get("sid"))
        return who, claims["jti"], int(claims["exp"])

    async def _exchange(self, service: Metadata, code: str, verifier: str, back: str) -> Mapping[str, Any]:
        """What the service gives for the code."""
        secret = self._settings.oidc_client_secret
        way = "none"
        if secret:
            way = next((each for each in _WAYS if each in service.ways_to_authenticate), _WAYS[0])
        try:
            async with (
                asyncio.timeout(fetching.SECONDS),
                AsyncOAuth2Client(
                    client_id=self._client_id,
                    client_secret=secret.get_secret_value() if secret else None,
                    token_endpoint_auth_method=way,
                    redirect_uri=back,
                    transport=fetching.Bounded(),
                    timeout=fetching.SECONDS,
                ) as client,
            ):
                found: Mapping[str, Any] = await client.fetch_token(
                    service.token_endpoint,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=verifier,
                    headers=fetching.HEADERS,
                )
        except OAuthError as refused:
            raise Untrusted(f"the code was refused: {_clean(refused.error)}") from refused
        except (TimeoutError, httpx2.HTTPError, ValueError, RecursionError) as wrong:
            raise Silent(f"{service.token_endpoint}: {type(wrong).__name__}") from wrong
        return found

    def _person(self, claims: Mapping[str, Any]) -> Person:
        demanded = self._settings.oidc_acr
        if demanded and claims.get("acr") not in demanded:
            raise Weak(f"acr {_clean(claims.get('acr'))}")
        called = grants.subject(claims, self._settings)
        if called is None:
            raise Untrusted(f"nobody can be called as {self._settings.oidc_subject_claim} says")
        return Person(called, grants.grants(claims, self._settings))


_WAYS = ("client_secret_basic", "client_secret_post")


def _clean(text: object) -> str:
    """For the log: short, and on one line."""
    return repr(text)[:80]
