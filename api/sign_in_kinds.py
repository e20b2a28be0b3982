"""What the settings of the organisation's sign-in may be."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import NoDecode

from api.setting_kinds import Allowed, is_loopback, split

_ROLE = re.compile(r"[a-z][a-z0-9_]{0,39}(:[^\s:]{1,80})?")


def _issuer(address: str | None) -> str | None:
    if address is None:
        return None
    parts = urlsplit(address)
    private = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    if not private or not parts.hostname or "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError
    return address


def _table(value: object) -> object:
    """A table in one line is JSON. Raises ValueError."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except RecursionError as wrong:
        raise ValueError from wrong


def _in_lists(value: object) -> object:
    """One role may stand without a list round it."""
    found = _table(value)
    if not isinstance(found, Mapping):
        return found
    return {name: (roles,) if isinstance(roles, str) else roles for name, roles in found.items()}


def _roles(table: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    for roles in table.values():
        if not roles or not all(map(_ROLE.fullmatch, roles)):
            raise ValueError
    return table


Issuer = Annotated[
    str | None,
    AfterValidator(_issuer),
    Allowed("en adress som börjar med https://", "an address that begins with https://"),
]
AskSeconds = Annotated[
    int,
    Field(ge=10, le=3600),
    Allowed("ett antal sekunder mellan 10 och 3600", "a number of seconds from 10 to 3600"),
]
Values = Annotated[
    tuple[str, ...],
    NoDecode,
    BeforeValidator(split),
    Allowed("texter, med komma mellan", "texts, with commas between"),
]
Roles = Annotated[
    Mapping[str, tuple[str, ...]],
    NoDecode,
    BeforeValidator(_in_lists),
    AfterValidator(_roles),
    Allowed(
        "en tabell: vad inloggningen säger, och den roll det ger här, som medarbetare eller medarbetare:norra",
        "a table: what the sign-in says, and the role that it gives here, as medarbetare or medarbetare:norra",
    ),
]
Units = Annotated[
    Mapping[str, str],
    NoDecode,
    BeforeValidator(_table),
    Allowed(
        "en tabell: vad inloggningen kallar en enhet, och vad den heter här",
        "a table: what the sign-in calls a unit, and what it is called here",
    ),
]
