"""What kinds of values settings have, and what each kind may be in words."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import NoDecode

from engine.values import days


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a setting may be, in words for the sentence that refuses anything else."""

    sv: str
    en: str


TEXT = Allowed("en text", "a text")


def is_loopback(host: str) -> bool:
    """Whether `host` (a name or an address) can only be reached from this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


_USUAL_PORT = {"http": 80, "https": 443}


def origin(scheme: str, host: str, port: int | None) -> str:
    """The address of a server, as browsers write it: in small letters, without the port that goes without saying."""
    shown = "" if port in (None, _USUAL_PORT.get(scheme)) else f":{port}"
    return f"{scheme}://{f'[{host}]' if ':' in host else host}{shown}".lower()


def _database(url: str) -> str:
    if not url.startswith(("sqlite://", "postgresql://", "postgresql+psycopg://")):
        raise ValueError
    return url


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError) as wrong:
        raise ValueError from wrong
    return name


def split(value: object) -> object:
    """What stands in one line with commas between."""
    return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value


def _day(value: object) -> object:
    return days.read(value) if isinstance(value, str) else value


def _secure(addresses: tuple[str, ...]) -> tuple[str, ...]:
    for address in addresses:
        parts = urlsplit(address)
        if (
            parts.scheme != "https"
            or not parts.hostname
            or "@" in parts.netloc
            or parts.query
            or parts.fragment
        ):
            raise ValueError
    return addresses


def _public(address: str) -> str:
    parts = urlsplit(address.rstrip("/"))
    by_tls = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    if not by_tls or not parts.hostname or "@" in parts.netloc or parts.path or parts.query or parts.fragment:
        raise ValueError
    return origin(parts.scheme, parts.hostname, parts.port)


def _networks(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        ipaddress.ip_network(name)
    return names


Port = Annotated[
    int,
    Field(ge=0, le=65535),
    Allowed("ett heltal mellan 0 och 65535", "a whole number from 0 to 65535"),
]
YesNo = Annotated[bool, Allowed("yes eller no", "yes or no")]
Words = Annotated[str, Field(min_length=1), TEXT]
Paragraph = Annotated[
    str,
    Field(min_length=1, max_length=4000),
    Allowed("en text på högst 4000 tecken", "a text of at most 4000 characters"),
]
Day = Annotated[date, BeforeValidator(_day), Allowed("en dag, som 2026-11-30", "a day, such as 2026-11-30")]
Database = Annotated[
    str,
    AfterValidator(_database),
    Allowed(
        "en adress som börjar med sqlite:/// eller postgresql://",
        "an address that begins with sqlite:/// or postgresql://",
    ),
]
Zone = Annotated[
    str,
    AfterValidator(_zone),
    Allowed(
        "en tidszon med IANA:s namn, till exempel Europe/Stockholm",
        "a time zone by its IANA name, for example Europe/Stockholm",
    ),
]
Days = Annotated[
    Literal["always"] | Annotated[int, Field(ge=1, le=36_500)],
    Allowed("ett antal dagar, eller always", "a number of days, or always"),
]
Hours = Annotated[
    int, Field(ge=1, le=24), Allowed("ett antal timmar mellan 1 och 24", "a number of hours from 1 to 24")
]
Seconds = Annotated[
    int,
    Field(ge=0, le=300),
    Allowed("ett antal sekunder mellan 0 och 300", "a number of seconds from 0 to 300"),
]
Processes = Annotated[
    int,
    Field(ge=1, le=64),
    Allowed("ett antal processer mellan 1 och 64", "a number of processes from 1 to 64"),
]
Minutes = Annotated[
    int,
    Field(ge=1, le=1440),
    Allowed("ett antal minuter mellan 1 och 1440", "a number of minutes from 1 to 1440"),
]
LockMinutes = Annotated[
    int,
    # Once a minute it is written down that a session is used: one minute would lock a phone that is in use.
    Field(ge=2, le=60),
    Allowed("ett antal minuter mellan 2 och 60", "a number of minutes from 2 to 60"),
]
PhoneNumber = Annotated[
    str | None,
    Field(pattern=r"^\+?[0-9][0-9 ()/-]{3,30}$"),
    Allowed("ett telefonnummer", "a phone number"),
]
RoleName = Annotated[
    str | None,
    Field(pattern=r"^[a-z][a-z0-9_]{0,39}$"),
    Allowed("en rolls id, som i rutinerna", "a role's id, as in the routines"),
]
Times = Annotated[
    int, Field(ge=1, le=10_000_000), Allowed("ett helt tal, minst 1", "a whole number, 1 or more")
]
Streams = Annotated[
    int, Field(ge=0, le=50_000), Allowed("ett helt tal, 0 till 50000", "a whole number, 0 to 50000")
]
Folder = Annotated[Path, Allowed("en mapp", "a folder")]
Language = Annotated[Literal["sv", "en"], Allowed("sv eller en", "sv or en")]
LogForm = Annotated[Literal["text", "json"], Allowed("text eller json", "text or json")]
Security = Annotated[
    Literal["starttls", "tls", "none"], Allowed("starttls, tls eller none", "starttls, tls or none")
]
MailAddress = Annotated[
    str | None,
    Field(pattern=r"^[^\s@,;<>]+@[^\s@,;<>]+$"),
    Allowed("en e-postadress", "a mail address"),
]
Addresses = Annotated[
    tuple[str, ...],
    NoDecode,
    BeforeValidator(split),
    AfterValidator(_secure),
    Allowed(
        "adresser som börjar med https://, med komma mellan",
        "addresses that begin with https://, with commas between",
    ),
]
Public = Annotated[
    str | None,
    AfterValidator(lambda address: None if address is None else _public(address)),
    Allowed(
        "en adress som börjar med https://, utan något efter namnet och porten",
        "an address that begins with https://, with nothing after the name and the port",
    ),
]
Networks = Annotated[
    tuple[str, ...],
    NoDecode,
    BeforeValidator(split),
    AfterValidator(_networks),
    Allowed(
        "IP-adresser eller nät som 10.0.0.0/24, med komma mellan",
        "IP addresses or networks such as 10.0.0.0/24, with commas between",
    ),
]
