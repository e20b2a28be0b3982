"""The way to the organisation's sign-in and back: authorization code with PKCE (OpenID Connect Core 1.0, RFC 9700)."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import httpx2
from authlib.integrations.httpx_client import AsyncOAuth2Client, OAuthError
from authlib.oauth2.client import OAuth2Client

from api.oidc import fetching, grants, sealing, tokens
from api.oidc.metadata import Metadata
from api.oidc.problems import Ended, NotLetIn, Over, Silent, Stopped, Untrusted, Weak
from api.oidc.provider import Provider
from api.oidc.sealing import Renewal
from api.settings import Settings
from engine.run.instance import Person
from engine.service.access.sessions import Provided

SECONDS = 600
"""How long somebody may be away to sign in."""

SILENT_FOR = 60
"""Seconds for which nobody asks whether a role still holds, when there was no answer: pages are not to wait for it again and again."""

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
    """Who has come back, signed in, with what the service says that they hold. `name`: what they are called, where it tells that;
    `renewal`: what to ask by whether it still says so, where it gives that."""

    person: Person
    provided: Provided
    name: str | None
    renewal: Renewal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the service says now of whoever signed in, and what to ask by the next time."""

    person: Person
    name: str | None
    renewal: Renewal | None


class OrganisationSignIn:
    """Signing in by the service that the settings name."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        assert settings.oidc_issuer
        assert settings.oidc_client_id
        self._settings, self._clock = settings, clock
        self._client_id: str = settings.oidc_client_id
        self._provider = Provider(settings.oidc_issuer)
        self._asked_in_vain = float("-inf")

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
            renewal=_renewal(told, claims["sub"], attempt.nonce),
        )

    async def renewed(self, renewal: Renewal) -> Told | None:
        """What the service says now (OpenID Connect Core 1.0, 12); None where it says nothing of people when it is asked so.

        How strongly they signed in is not asked anew: that was then.

        Raises:
            Ended: it has ended the sign-in.
            Untrusted: what it says is not to be believed.
            Silent: it does not answer, or has not just now; or does not let Rutin ask.
        """
        if self._clock() - self._asked_in_vain < SILENT_FOR:
            raise Silent("it has just not answered")
        try:
            return await self._renewed(renewal)
        except Silent as silent:
            _log.warning("the sign-in service was asked in vain whether a role still holds: %s", silent.why)
            self._asked_in_vain = self._clock()
            raise

    async def _renewed(self, renewal: Renewal) -> Told | None:
        service = await self._provider.metadata()
        try:
            told = await self._tokens(
                lambda client: client.refresh_token(
                    service.token_endpoint, refresh_token=renewal.token, headers=fetching.HEADERS
                ),
                service,
            )
        except OAuthError as refused:
            if refused.error == "invalid_grant":
                raise Ended("the service has ended the sign-in") from refused
            raise Silent(f"it refuses to be asked: {_clean(refused.error)}") from refused
        token = told.get("id_token")
        if not isinstance(token, str):
            _log.warning("the sign-in service says nothing of people when it is asked once more")
            return None
        claims = tokens.renewed_id_token(
            token,
            await self._provider.keys(tokens.key_named(token)),
            issuer=service.issuer,
            client=self._client_id,
            subject=renewal.subject,
            nonce=renewal.nonce,
            now=int(self._clock()),
        )
        return Told(
            person=self._called(claims),
            name=grants.name(claims),
            renewal=_renewal(told, renewal.subject, renewal.nonce),
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
        try:
            return await self._tokens(
                lambda client: client.fetch_token(
                    service.token_endpoint,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=verifier,
                    headers=fetching.HEADERS,
                ),
                service,
                redirect_uri=back,
            )
        except OAuthError as refused:
            raise Untrusted(f"the code was refused: {_clean(refused.error)}") from refused

    async def _tokens(
        self, ask: Callable[[AsyncOAuth2Client], Awaitable[Any]], service: Metadata, **more: str
    ) -> Mapping[str, Any]:
        """What the service answers where it gives tokens. Raises OAuthError, Silent."""
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
                    transport=fetching.Bounded(),
                    timeout=fetching.SECONDS,
                    **more,
                ) as client,
            ):
                found: Mapping[str, Any] = await ask(client)
        except (TimeoutError, httpx2.HTTPError, ValueError, RecursionError) as wrong:
            raise Silent(f"{service.token_endpoint}: {type(wrong).__name__}") from wrong
        return found

    def _person(self, claims: Mapping[str, Any]) -> Person:
        demanded = self._settings.oidc_acr
        if demanded and claims.get("acr") not in demanded:
            raise Weak(f"acr {_clean(claims.get('acr'))}")
        return self._called(claims)

    def _called(self, claims: Mapping[str, Any]) -> Person:
        called = grants.subject(claims, self._settings)
        if called is None:
            raise Untrusted(f"nobody can be called as {self._settings.oidc_subject_claim} says")
        return Person(called, grants.grants(claims, self._settings))


def _renewal(told: Mapping[str, Any], subject: str, nonce: str) -> Renewal | None:
    """What to ask by the next time: what the service gave last."""
    token = told.get("refresh_token")
    if not isinstance(token, str) or len(token) > sealing.LONGEST:
        return None
    return Renewal(token=token, subject=subject, nonce=nonce)


_WAYS = ("client_secret_basic", "client_secret_post")


def _clean(text: object) -> str:
    """For the log: short, and on one line."""
    return repr(text)[:80]
