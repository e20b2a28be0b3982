"""What the settings of SMS and webhooks may be, and how they are read from one line of the environment."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import NoDecode

from api import signing
from api.setting_kinds import Allowed, is_loopback, split

IN_A_FIELD = ("to", "to_digits", "text", "id", "secret")
"""What a field of an SMS may name in braces."""


def _read(value: object) -> object:
    """A mapping in one line is JSON; in the file it is a table. Raises ValueError."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except RecursionError as wrong:
        raise ValueError from wrong


def _gateway(address: str | None) -> str | None:
    if address is None:
        return None
    parts = urlsplit(address)
    private = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    if not private or not parts.hostname or "@" in parts.netloc or parts.fragment:
        raise ValueError
    return address


def _collector(address: str | None) -> str | None:
    if address is None:
        return None
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.fragment:
        raise ValueError
    return address


def _fields(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    named = {name for text in _texts(fields) for name in re.findall(r"\{(\w+)\}", text)}
    if not named <= {*IN_A_FIELD} or (fields and not {"text"} <= named):
        raise ValueError
    return fields


def _headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    for name, text in headers.items():
        named = set(re.findall(r"\{(\w+)\}", text))
        if (
            not re.fullmatch(r"[A-Za-z0-9-]+", name)
            or not text.isprintable()
            or not named <= {"secret", "id"}
        ):
            raise ValueError
    return headers


def _texts(template: object) -> Iterator[str]:
    if isinstance(template, str):
        yield template
    elif isinstance(template, Mapping | list):
        inside: Iterable[object] = template.values() if isinstance(template, Mapping) else template
        for each in inside:
            yield from _texts(each)


def _pattern(text: str | None) -> str | None:
    try:
        re.compile(text or "")
    except re.error as wrong:
        raise ValueError from wrong
    return text


def _signed_by(secrets: Mapping[str, str]) -> Mapping[str, str]:
    for each in secrets.values():
        if not each.split():
            raise ValueError
        for secret in each.split():
            signing.key(secret)
    return secrets


Secrets = Annotated[
    Mapping[str, str],
    NoDecode,
    BeforeValidator(_read),
    AfterValidator(_signed_by),
    Field(repr=False),
    Allowed(
        "godkända adresser, var och en med sin nyckel (whsec_…), den nya och den gamla med blanksteg mellan när den byts",
        "approved addresses, each with its secret (whsec_…), the new one and the old one with a space between while it is changed",
    ),
]
GatewayAddress = Annotated[
    str | None,
    AfterValidator(_gateway),
    Allowed(
        "en adress som börjar med https:// (eller http:// till den här datorn)",
        "an address that begins with https:// (or http:// to this machine)",
    ),
]
CollectorAddress = Annotated[
    str | None,
    AfterValidator(_collector),
    Allowed(
        "en adress som börjar med https:// eller http://",
        "an address that begins with https:// or http://",
    ),
]
Method = Annotated[Literal["POST", "PUT", "GET"], Allowed("POST, PUT eller GET", "POST, PUT or GET")]
Form = Annotated[Literal["json", "form", "query"], Allowed("json, form eller query", "json, form or query")]
Fields = Annotated[
    Mapping[str, Any],
    NoDecode,
    BeforeValidator(_read),
    AfterValidator(_fields),
    Field(repr=False),
    Allowed(
        "fält med text, där {text} är med och annars bara {to}, {to_digits}, {id} och {secret} står inom klamrar",
        "fields with texts, {text} among them, and else only {to}, {to_digits}, {id} and {secret} in braces",
    ),
]
Headers = Annotated[
    Mapping[str, str],
    NoDecode,
    BeforeValidator(_read),
    AfterValidator(_headers),
    Field(repr=False),
    Allowed(
        "huvuden med text, där bara {secret} och {id} står inom klamrar",
        "headers with texts, with only {secret} and {id} in braces",
    ),
]
Statuses = Annotated[
    tuple[Annotated[int, Field(ge=200, le=299)], ...],
    NoDecode,
    BeforeValidator(split),
    Allowed("koder mellan 200 och 299, med komma mellan", "codes from 200 to 299, with commas between"),
]
JsonPath = Annotated[
    str | None,
    Field(pattern=r"^[^.\s]+(\.[^.\s]+)*$"),
    Allowed(
        "en väg i svaret, till exempel messages.0.status",
        "a path in the answer, for example messages.0.status",
    ),
]
Pattern = Annotated[
    str | None,
    AfterValidator(_pattern),
    Allowed("ett reguljärt uttryck", "a regular expression"),
]
