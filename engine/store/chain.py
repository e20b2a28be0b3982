"""The hash chain of a case's history.

Each row's hash covers the hash before it, the row's place and time, and a *salted digest* of its content: content and salt may be erased
(a person's right, an archive rule) and the chain still proves that no row was altered, removed or moved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

START = "0" * 64
"""What the first row of a case has before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """One history row; `format` is the form of its content. `salt` and `content` are None where the content was erased."""

    case: str
    sequence: int
    at: datetime
    format: int
    salt: str | None
    content: str | None
    digest: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """The first row of a case that is not as it was written. `kind`: altered, removed, moved, cut."""

    case: str
    sequence: int
    kind: str


def link(
    case: str, sequence: int, at: datetime, format: int, content: str, salt: str, previous: str
) -> ChainLink:
    """The next row of a chain."""
    digest = content_digest(salt, content)
    return ChainLink(
        case=case,
        sequence=sequence,
        at=at,
        format=format,
        salt=salt,
        content=content,
        digest=digest,
        previous=previous,
        hash=_hash(case, sequence, at, format, digest, previous),
    )


def content_digest(salt: str, content: str) -> str:
    """The digest that stands for the content."""
    return hashlib.sha256(f"{salt}\n{content}".encode()).hexdigest()


def first_break(case: str, links: Iterable[ChainLink], head: str, length: int) -> Break | None:
    """The first row that is not as written, or None; `head` and `length` are what the case row says of its history."""
    previous, expected = START, 1
    for each in links:
        if each.sequence != expected:
            return Break(case=case, sequence=expected, kind="removed")
        if each.previous != previous:
            return Break(case=case, sequence=each.sequence, kind="moved")
        altered = each.hash != _hash(case, each.sequence, each.at, each.format, each.digest, each.previous)
        if each.content is not None and each.digest != content_digest(each.salt or "", each.content):
            altered = True
        if altered:
            return Break(case=case, sequence=each.sequence, kind="altered")
        previous, expected = each.hash, expected + 1
    if expected - 1 != length or previous != head:
        return Break(case=case, sequence=expected, kind="cut")
    return None


def _hash(case: str, sequence: int, at: datetime, format: int, digest: str, previous: str) -> str:
    place = f"{previous}\n{case}\n{sequence}\n{at.isoformat()}\n{format}\n{digest}"
    return hashlib.sha256(place.encode()).hexdigest()
