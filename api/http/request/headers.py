"""The request headers that guard a change, `If-Match` and `Idempotency-Key`; and `If-None-Match`, by what the caller has already."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Header, Request

from api.http.problems.errors import HeaderWrong
from engine.said import Said

LONGEST_KEY = 255
_KEY = re.compile(rf'"?([!#-~]{{1,{LONGEST_KEY}}})"?', re.ASCII)
_TAG = re.compile(r'(?:W/)?"(\d{1,15})"', re.ASCII)
_ANY_TAG = r'(?:W/)?"([!#-~\x80-\xff]*)"'
_TAGS = re.compile(rf"[ \t,]*{_ANY_TAG}(?:[ \t]*,[ \t,]*{_ANY_TAG})*[ \t,]*")


def etag(revision: int) -> str:
    """The `ETag` of an instance at `revision`."""
    return f'"{revision}"'


def seen_revision(if_match: str | None) -> int | None:
    """The revision that the caller saw, or None when any will do.

    A tag marked weak counts as the same: proxies that compress mark it so on its way.

    Raises:
        HeaderWrong: the header is not one tag of this API's, or `*`.
    """
    if if_match is None or if_match.strip() == "*":
        return None
    match = _TAG.fullmatch(if_match.strip())
    if not match:
        raise HeaderWrong(
            Said(
                'Rubriken If-Match ska vara ETag från ett tidigare svar, som "7" med citattecken, eller *.',
                'The header If-Match must be the ETag of an earlier answer, for example "7" with quotes, or *.',
            ),
        )
    return int(match[1])


def has_already(request: Request, tag: str) -> bool:
    """Whether `If-None-Match` names the `ETag`, in any of its lines: a list of tags, or `*`. Compared weakly (RFC 9110, 13.1.2);
    what is no such list names nothing, and is answered in full.
    """
    named = ",".join(request.headers.getlist("If-None-Match"))
    if named.strip() == "*":
        return True
    return bool(_TAGS.fullmatch(named)) and tag.strip('"') in re.findall(_ANY_TAG, named)


def refuse_repeated(request: Request) -> None:
    """Raises HeaderWrong where one of the two stands more than once: either could be the one that was meant."""
    for name in ("If-Match", "Idempotency-Key"):
        if len(request.headers.getlist(name)) > 1:
            raise HeaderWrong(
                Said(
                    f"Rubriken {name} står flera gånger i begäran. Skicka den en gång.",
                    f"The header {name} stands several times in the request. Send it once.",
                ),
            )


def request_key(idempotency_key: str | None) -> str | None:
    """The caller's key for this change.

    Raises:
        HeaderWrong: the key is too long or has characters that a key may not have.
    """
    if idempotency_key is None:
        return None
    match = _KEY.fullmatch(idempotency_key.strip())
    if not match:
        raise HeaderWrong(
            Said(
                f"Rubriken Idempotency-Key ska vara 1–{LONGEST_KEY} tecken utan mellanslag, som ett UUID.",
                f"The header Idempotency-Key must be 1–{LONGEST_KEY} characters without spaces, as a UUID.",
            ),
        )
    return match[1]


IfMatch = Annotated[
    str | None,
    Header(
        description='The `ETag` that you saw, as `"7"`: the request is refused with 412 if somebody has moved on since. '
        "Without it, or with `*`, it is done at whatever revision the instance is.",
        examples=['"7"'],
        json_schema_extra={"pattern": rf"^ *(\*|{_TAG.pattern}) *$"},
    ),
]
IdempotencyKey = Annotated[
    str | None,
    Header(
        description="A key of your own for this change, new for each. Sent again with the same content it gives the same "
        "answer, and nothing is done twice: send again what got no answer.",
        examples=["8e03978e-40d5-43dd-bc93-6894a57f9324"],
        json_schema_extra={"pattern": f"^ *{_KEY.pattern} *$"},
    ),
]
