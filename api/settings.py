"""Settings, from the environment (`RUTIN_…`) and one file (`rutin.toml`); `docs/settings.md` has each one."""

from __future__ import annotations

import ipaddress
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from engine.errors.store import SettingsWrong
from engine.problems import clipped, hint
from engine.said import Said
from engine.system import why

PREFIX = "RUTIN_"
FILE = Path("rutin.toml")
FILE_VARIABLE = "RUTIN_CONFIG"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a setting may be, in words for the sentence that refuses anything else."""

    sv: str
    en: str


_TEXT = Allowed("en text", "a text")


def is_loopback(host: str) -> bool:
    """Whether `host` (a name or an address) can only be reached from this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


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


def _split(value: object) -> object:
    return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value


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


Port = Annotated[
    int,
    Field(ge=0, le=65535),
    Allowed("ett heltal mellan 0 och 65535", "a whole number from 0 to 65535"),
]
YesNo = Annotated[bool, Allowed("yes eller no", "yes or no")]
Words = Annotated[str, Field(min_length=1), _TEXT]
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
Folder = Annotated[Path, Allowed("en mapp", "a folder")]
Language = Annotated[Literal["sv", "en"], Allowed("sv eller en", "sv or en")]
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
    BeforeValidator(_split),
    AfterValidator(_secure),
    Allowed(
        "adresser som börjar med https://, med komma mellan",
        "addresses that begin with https://, with commas between",
    ),
]


class Told(NamedTuple):
    """What may be told of a setting. `value` as text; None where it has none, or is secret."""

    name: str
    set: bool
    value: str | None


_SECRET = frozenset({"database_url", "smtp_user", "smtp_password"})


class Settings(BaseSettings):
    """Everything that can be set. `load` makes it, and answers a wrong value with `SettingsWrong`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True)

    database_url: Database = "sqlite:///rutin.db"
    routines: Folder = Path("routines")
    language: Language = "sv"
    time_zone: Zone = "Europe/Stockholm"
    host: Words = "127.0.0.1"
    port: Port = 8000
    demo: YesNo = False
    worker: YesNo = True
    open_routines: YesNo = False
    reads_kept_days: Days | None = None
    dot: Words | None = None
    smtp_host: Words | None = None
    smtp_port: Port = 587
    smtp_security: Security = "starttls"
    smtp_user: Words | None = None
    smtp_password: SecretStr | None = None
    smtp_from: MailAddress = None
    webhook_addresses: Addresses = ()

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's time zone: times are shown in it, and kept in UTC."""
        return ZoneInfo(self.time_zone)

    @property
    def reads_kept(self) -> timedelta | None:
        """How long it is kept who has read what; None: for ever."""
        days = self.reads_kept_days
        return timedelta(days=days) if isinstance(days, int) else None

    def told(self) -> list[Told]:
        """Each setting: whether it is another than by itself, and its value where that is not secret."""
        told = []
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            shown = None if value is None or name in _SECRET else _as_text(value)
            told.append(Told(_variable(name), value != field.default, shown))
        return told

    @property
    def shows_routines(self) -> bool:
        """Whether anybody may read the routines on the pages, without a token."""
        return self.open_routines or self.demo

    @classmethod
    def load(cls, file: Path | None = None, **given: object) -> Self:
        """The settings: `given` (command line), else the environment, else `file`, else the defaults.

        `file` is what RUTIN_CONFIG names, or `rutin.toml` in the current folder if there is one.

        Raises:
            SettingsWrong: an unknown name, a value that is not allowed or does not fit another, a file that
                can't be read.
        """
        if file is None and (named := os.environ.get(FILE_VARIABLE)):
            file = Path(named)
        from_file = _read(file or FILE, required=file is not None)
        variables = {name for name, value in os.environ.items() if name.startswith(PREFIX) and value}
        known = [_variable(name) for name in cls.model_fields]
        for name in sorted(variables - {*known, FILE_VARIABLE}):
            raise _unknown(name, known, "miljön", "the environment")
        for name in from_file.keys() - cls.model_fields.keys():
            raise _unknown(name, cls.model_fields, f"filen {file or FILE}", f"the file {file or FILE}")
        below = {name: value for name, value in from_file.items() if _variable(name) not in variables}
        try:
            settings = cls(**{**below, **given})  # type: ignore[arg-type]
        except ValidationError as wrong:
            raise _refused(wrong, {**below, **given}) from None
        settings._refuse_what_does_not_fit()
        return settings

    def _refuse_what_does_not_fit(self) -> None:
        if self.demo and not is_loopback(self.host):
            raise SettingsWrong(
                Said(
                    "Demonstrationsläget släpper in vem som helst. Det startar bara på den egna datorn, inte på "
                    f"«{self.host}». Ta bort RUTIN_HOST (då gäller 127.0.0.1) eller demonstrationsläget.",
                    "Demonstration mode lets anybody sign in and starts only on this machine, not on "
                    f"“{self.host}”. Remove RUTIN_HOST (127.0.0.1 is used then) or demonstration mode.",
                ),
            )
        if self.smtp_host and not self.smtp_from:
            raise SettingsWrong(
                Said(
                    "RUTIN_SMTP_HOST är satt men ingen avsändare. Sätt RUTIN_SMTP_FROM till en e-postadress.",
                    "RUTIN_SMTP_HOST is set but there is no sender. Set RUTIN_SMTP_FROM to a mail address.",
                ),
            )


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _variable(name: str) -> str:
    return PREFIX + name.upper()


def _read(file: Path, *, required: bool) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if not required:
            return {}
        raise SettingsWrong(
            Said(
                f"Inställningsfilen {file} finns inte. Skapa den, eller ta bort {FILE_VARIABLE}.",
                f"The settings file {file} does not exist. Create it, or remove {FILE_VARIABLE}.",
            ),
        ) from None
    except UnicodeDecodeError:
        raise SettingsWrong(
            Said(
                f"Inställningsfilen {file} är inte sparad som UTF-8. Spara den på nytt med kodningen UTF-8.",
                f"The settings file {file} is not saved as UTF-8. Save it again with the encoding UTF-8.",
            ),
        ) from None
    except OSError as trouble:
        sv, en = why(trouble)
        raise SettingsWrong(
            Said(
                f"Inställningsfilen {file} kan inte läsas: {sv}. Rätta det, eller ange en annan med {FILE_VARIABLE}.",
                f"The settings file {file} can't be read: {en}. Put that right, or name another one with {FILE_VARIABLE}.",
            ),
        ) from None
    except tomllib.TOMLDecodeError as trouble:
        raise SettingsWrong(
            Said(
                f"Inställningsfilen {file} är inte TOML ({trouble}). En rad ser ut så: port = 8000",
                f"The settings file {file} is not proper TOML ({trouble}). A line looks like this: port = 8000",
            ),
        ) from None


def _unknown(name: str, known: Iterable[str], place_sv: str, place_en: str) -> SettingsWrong:
    hint_sv, hint_en = hint(name, known)
    return SettingsWrong(
        Said(
            f"Det finns ingen inställning «{clipped(name)}» ({place_sv}).{hint_sv} docs/settings.md har alla.",
            f"There is no setting “{clipped(name)}” ({place_en}).{hint_en} docs/settings.md lists them all.",
        ),
    )


def _refused(wrong: ValidationError, given: Mapping[str, object]) -> SettingsWrong:
    """One sentence for each wrong setting; `given` are the values that did not come from the environment."""
    sv, en = [], []
    for name in dict.fromkeys(str(error["loc"][0]) for error in wrong.errors()):
        metadata = Settings.model_fields[name].metadata
        allowed = next((each for each in metadata if isinstance(each, Allowed)), _TEXT)
        value = str(given.get(name, os.environ.get(_variable(name))))
        shown = "…" if "password" in name or "@" in value else clipped(value)
        sv.append(f"Inställningen {_variable(name)} kan inte vara «{shown}»: den ska vara {allowed.sv}.")
        en.append(f"The setting {_variable(name)} can't be “{shown}”: it must be {allowed.en}.")
    return SettingsWrong(Said(" ".join(sv), " ".join(en)))
