"""What is kept of a sign-in to ask by once more: sealed with the session's id, which only that browser has.

Whoever copies the database has nothing to ask by.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

_HEADER = {"alg": "dir", "enc": "A256GCM"}
_LABEL = b"rutin: to ask the sign-in service once more"

LONGEST = 16 * 1024
"""Characters of a refresh token that is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """What to ask the service by (`token`), and what its answer has to agree with: `subject` and `nonce` of the sign-in."""

    token: str
    subject: str
    nonce: str

    def sealed(self, session: str) -> str:
        """As it is kept."""
        return jwe.encrypt_compact(dict(_HEADER), json.dumps(asdict(self)).encode(), _key(session))


def opened(sealed: str, session: str) -> Renewal | None:
    """As it was, or None where it was sealed with another session's id."""
    try:
        content = jwe.decrypt_compact(sealed, _key(session), algorithms=list(_HEADER.values())).plaintext
        return Renewal(**json.loads(content or b""))
    except (JoseError, ValueError, TypeError):
        return None


def _key(session: str) -> OctKey:
    return OctKey.import_key(hmac.digest(session.encode(), _LABEL, hashlib.sha256))
