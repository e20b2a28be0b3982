"""A sign-in service that says whatever a test wants: a real HTTP server with keys of its own, which nobody real would run."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

CLIENT, AUDIENCE = "rutin", "urn:rutin"
ROLES = {"rutin-norra": "medarbetare:norra"}


def part(value: Any) -> str:
    """A part of a token."""
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


class Forger:
    """The service's state. `told`: what it answers for a code; `answers`: bytes that it answers instead of what belongs at a path."""

    def __init__(self) -> None:
        self.issuer = ""
        self.key = ECKey.generate_key("P-256", {"kid": "k1", "use": "sig"})
        self.shown = [self.key]
        self.asked: list[str] = []
        self.told: dict[str, Any] = {}
        self.names_itself = True
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.document: dict[str, Any] = {}

    def claims(self, **other: Any) -> dict[str, Any]:
        """What an ID token says that is as it should be; `other` instead, and without what is None."""
        now = int(time.time())
        usual = {"iss": self.issuer, "aud": CLIENT, "sub": "anst-1", "iat": now, "exp": now + 300}
        made = {**usual, "roles": ["rutin-norra"], **other}
        return {name: value for name, value in made.items() if value is not None}

    def signs(self, claims: dict[str, Any], *, key: ECKey | None = None, **header: Any) -> str:
        """A token, signed as the service does."""
        return jwt.encode({"alg": "ES256", "kid": "k1", **header}, claims, key or self.key)

    def unsigned(self, claims: dict[str, Any]) -> str:
        """A token that says that it needs no signature."""
        return f"{part({'alg': 'none', 'kid': 'k1'})}.{part(claims)}."

    def signed_with_the_public_key(self, claims: dict[str, Any]) -> str:
        """A token whose secret is the key that everybody knows."""
        head = f"{part({'alg': 'HS256', 'kid': 'k1'})}.{part(claims)}"
        signature = hmac.new(self.key.as_pem(private=False), head.encode(), hashlib.sha256).digest()
        return f"{head}.{part(signature)}"

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """The answer at the path."""
        self.asked.append(path)
        if path in self.answers:
            return self.answers[path]
        if path == "/.well-known/openid-configuration":
            found: Any = {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/auth",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/jwks",
                "authorization_response_iss_parameter_supported": self.names_itself,
                **self.document,
            }
        elif path == "/jwks":
            found = {"keys": [each.as_dict(private=False) for each in self.shown]}
        else:
            found = self.told
        status = 400 if "error" in found else 200
        return status, {"Content-Type": "application/json"}, json.dumps(found).encode()


@contextmanager
def forger() -> Iterator[Forger]:
    """The service, for a test."""
    made = Forger()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, content = made.answer(urlsplit(self.path).path)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


def asked_for(address: str) -> dict[str, str]:
    """What a browser is sent to a service with."""
    return {name: texts[0] for name, texts in parse_qs(urlsplit(address).query).items()}
