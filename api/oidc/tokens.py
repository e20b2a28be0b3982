"""Whether a token can be trusted: signed by the service, for us, and for now (OpenID Connect Core 1.0, RFC 7519, RFC 9068)."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from api.oidc.problems import Untrusted

ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "Ed25519",
)
"""Only such as a public key verifies: `none`, and HS256 with the public key as its secret, are refused by this."""

LONGEST = 16 * 1024
"""Characters of a token."""

LEEWAY = 60
"""Seconds that clocks may differ."""

LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
_LOGOUT_TYPE = "logout+jwt"
_ACCESS_TYPES = (None, "jwt", "at+jwt", "application/at+jwt")
_NO_ACCESS = ("ID", "Logout", "Refresh", "Offline")
"""What Keycloak says in the claim `typ` of tokens that open nothing."""

Claims = Mapping[str, Any]


def key_named(token: str) -> object:
    """The name of the key that a token says it is signed with; nothing about it can be trusted yet. Raises Untrusted."""
    if len(token) > LONGEST or token.count(".") != 2:
        raise Untrusted("no token")
    head = token.partition(".")[0]
    try:
        header = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    except (ValueError, RecursionError) as wrong:
        raise Untrusted("a header that can't be read") from wrong
    return header.get("kid") if isinstance(header, dict) else None


def id_token(token: str, keys: KeySet, *, issuer: str, client: str, nonce: str, now: int) -> Claims:
    """What an ID token says of whoever signed in. Raises Untrusted."""
    claims = _id_token(token, keys, issuer=issuer, client=client, now=now)
    if claims.get("nonce") != nonce:
        raise Untrusted("the nonce of another sign-in")
    return claims


def renewed_id_token(
    token: str, keys: KeySet, *, issuer: str, client: str, subject: str, nonce: str, now: int
) -> Claims:
    """What an ID token says that came when the service was asked once more (OpenID Connect Core 1.0, 12.2). Raises Untrusted."""
    claims = _id_token(token, keys, issuer=issuer, client=client, now=now)
    if claims["sub"] != subject or claims.get("nonce", nonce) != nonce:
        raise Untrusted("of another sign-in")
    return claims


def _id_token(token: str, keys: KeySet, *, issuer: str, client: str, now: int) -> Claims:
    header, claims = _verified(
        token, keys, issuer=issuer, audience=client, now=now, needs=("sub", "exp", "iat")
    )
    if header.get("typ") == _LOGOUT_TYPE or "events" in claims:
        raise Untrusted("another kind of token")
    audiences = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if ("azp" in claims or len(audiences) > 1) and claims.get("azp") != client:
        raise Untrusted("made for another")
    return claims


def access_token(token: str, keys: KeySet, *, issuer: str, audience: str, now: int) -> Claims:
    """What an access token says of whoever it was given to. Raises Untrusted."""
    header, claims = _verified(token, keys, issuer=issuer, audience=audience, now=now, needs=("sub", "exp"))
    kind = header.get("typ")
    is_access = (kind.lower() if isinstance(kind, str) else kind) in _ACCESS_TYPES
    if not is_access or claims.get("typ") in _NO_ACCESS or "nonce" in claims or "events" in claims:
        raise Untrusted("another kind of token")
    return claims


def logout_token(token: str, keys: KeySet, *, issuer: str, client: str, now: int) -> Claims:
    """Who is to be signed out (Back-Channel Logout 1.0). Raises Untrusted."""
    _, claims = _verified(token, keys, issuer=issuer, audience=client, now=now, needs=("iat", "exp", "jti"))
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT), dict) or "nonce" in claims:
        raise Untrusted("another kind of token")
    names = [claims[name] for name in ("sub", "sid") if name in claims]
    if not names or not all(isinstance(each, str) and each for each in names):
        raise Untrusted("nobody to sign out")
    return claims


def _verified(
    token: str, keys: KeySet, *, issuer: str, audience: str, now: int, needs: tuple[str, ...]
) -> tuple[Claims, Claims]:
    """The header and the claims."""
    asked: dict[str, Any] = {name: {"essential": True} for name in needs}
    asked |= {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": audience},
    }
    try:
        found = jwt.decode(token, keys, algorithms=ALGORITHMS)
        JWTClaimsRegistry(now=now, leeway=LEEWAY, **asked).validate(found.claims)
    except (JoseError, ValueError, TypeError, RecursionError) as wrong:
        raise Untrusted(f"{type(wrong).__name__}: {wrong}") from wrong
    return found.header, found.claims
