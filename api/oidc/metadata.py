"""What a sign-in service says of itself (OpenID Connect Discovery 1.0)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from api.oidc.problems import Silent
from api.setting_kinds import is_loopback

WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Where to go. `names_itself`: it says who it is in the answer that a browser brings (RFC 9207).

    `issuer_of_access`: what it calls itself in access tokens; AD FS has another name there.
    """

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    keys_at: str
    names_itself: bool
    issuer_of_access: str
    ways_to_authenticate: tuple[str, ...]


def read(document: Mapping[str, Any], issuer: str) -> Metadata:
    """The document of `issuer`. Raises Silent where it is another's, or leads to where nothing is protected."""
    if document.get("issuer") != issuer:
        raise Silent(f"the document of {issuer} calls itself {document.get('issuer')!r}")

    def endpoint(name: str) -> str:
        address = document.get(name)
        if not isinstance(address, str) or not _is_protected(address):
            raise Silent(f"{name} of {issuer} is {address!r}")
        return address

    other = document.get("access_token_issuer")
    ways = document.get("token_endpoint_auth_methods_supported")
    return Metadata(
        issuer=issuer,
        authorization_endpoint=endpoint("authorization_endpoint"),
        token_endpoint=endpoint("token_endpoint"),
        keys_at=endpoint("jwks_uri"),
        names_itself=document.get("authorization_response_iss_parameter_supported") is True,
        issuer_of_access=other if isinstance(other, str) else issuer,
        ways_to_authenticate=tuple(map(str, ways)) if isinstance(ways, list) else ("client_secret_basic",),
    )


def _is_protected(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
