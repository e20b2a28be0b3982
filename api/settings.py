"""Settings, from the environment (`RUTIN_…`) and one file (`rutin.toml`); `docs/settings.md` has each one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.sending_kinds import (
    CollectorAddress,
    Fields,
    Form,
    GatewayAddress,
    Headers,
    JsonPath,
    Method,
    Pattern,
    Secrets,
    Statuses,
)
from api.setting_file import FILE_VARIABLE, read_file
from api.setting_for_practice import NOT_IN_PRACTICE, own_database, refuse_beside_practice
from api.setting_kinds import (
    TEXT,
    Addresses,
    Allowed,
    Database,
    Day,
    Days,
    Folder,
    Hours,
    Language,
    LockMinutes,
    LogForm,
    MailAddress,
    Minutes,
    Networks,
    Paragraph,
    PhoneNumber,
    Port,
    Processes,
    Public,
    RoleName,
    Seconds,
    Security,
    Streams,
    Times,
    Words,
    YesNo,
    Zone,
    is_loopback,
    origin,
)
from api.sign_in_kinds import AskSeconds, Issuer, Roles, Units, Values
from engine.errors.store import SettingsWrong
from engine.problems import clipped, hint
from engine.said import Said

PREFIX = "RUTIN_"
FILE = Path("rutin.toml")


class Told(NamedTuple):
    """What may be told of a setting. `value` as text; None where it has none, or is secret."""

    name: str
    set: bool
    value: str | None


_SECRET = frozenset(
    {
        "database_url",
        "practice_database",
        "smtp_user",
        "smtp_password",
        "oidc_client_secret",
        "sms_user",
        "sms_secret",
        "sms_fields",
        "sms_headers",
        "webhook_secrets",
    }
)


class Settings(BaseSettings):
    """Everything that can be set. `load` makes it, and answers a wrong value with `SettingsWrong`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True)

    database_url: Database = "sqlite:///rutin.db"
    routines: Folder = Path("routines")
    language: Language = "sv"
    time_zone: Zone = "Europe/Stockholm"
    host: Words = "127.0.0.1"
    port: Port = 8000
    address: Public = None
    proxies: Networks = ()
    drain_seconds: Seconds = 0
    processes: Processes = 1
    session_hours: Hours = 12
    session_idle_minutes: Minutes = 120
    lock_minutes: LockMinutes = 5
    requests_per_minute: Times = 600
    exports_per_minute: Times = 60
    tries_per_minute: Times = 20
    streams: Streams = 1000
    oidc_issuer: Issuer = None
    oidc_name: Words | None = None
    oidc_client_id: Words | None = None
    oidc_client_secret: SecretStr | None = None
    oidc_scope: Words = "openid profile"
    oidc_acr: Values = ()
    oidc_ask_seconds: AskSeconds = 60
    oidc_audience: Words | None = None
    oidc_subject_claim: Words = "sub"
    oidc_roles_claim: Words = "roles"
    oidc_roles: Roles = {}
    oidc_units_claim: Words | None = None
    oidc_units: Units = {}
    demo: YesNo = False
    practice: YesNo = False
    practice_database: Database | None = None
    practice_address: Public = None
    worker: YesNo = True
    open_routines: YesNo = False
    suggestions_to: RoleName = None
    organisation: Words | None = None
    contact_mail: MailAddress = None
    contact_phone: PhoneNumber = None
    accessibility_assessed: Day | None = None
    accessibility_adds: Paragraph | None = None
    reads_kept_days: Days | None = None
    retain: YesNo = False
    paper_folder: Folder | None = None
    dot: Words | None = None
    log_form: LogForm = "text"
    traces: CollectorAddress = None
    smtp_host: Words | None = None
    smtp_port: Port = 587
    smtp_security: Security = "starttls"
    smtp_user: Words | None = None
    smtp_password: SecretStr | None = None
    smtp_from: MailAddress = None
    sms_address: GatewayAddress = None
    sms_method: Method = "POST"
    sms_form: Form = "json"
    sms_fields: Fields = {}
    sms_headers: Headers = {}
    sms_user: Words | None = None
    sms_secret: SecretStr | None = None
    sms_taken_status: Statuses = ()
    sms_taken_field: JsonPath = None
    sms_taken_pattern: Pattern = None
    webhook_addresses: Addresses = ()
    webhook_secrets: Secrets = {}

    @property
    def database_file(self) -> Path | None:
        """The file that the database is; None where it is a server's."""
        file = self.database_url.partition("sqlite:///")[2].partition("?")[0]
        return Path(file) if file else None

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's time zone: times are shown in it, and kept in UTC."""
        return ZoneInfo(self.time_zone)

    @property
    def public_address(self) -> str:
        """Where people reach the pages, for links that are sent to them: no slash at its end."""
        return self.address or origin("http", self.host, self.port)

    @property
    def session_lasts(self) -> timedelta:
        """How long a session on the pages lasts at most, whatever goes on in it."""
        return timedelta(hours=self.session_hours)

    @property
    def session_idle(self) -> timedelta:
        """How long a session on the pages lasts when nobody uses it."""
        return timedelta(minutes=self.session_idle_minutes)

    @property
    def oidc_asks_after(self) -> timedelta:
        """How old what the organisation's sign-in said of somebody gets before it is asked again."""
        return timedelta(seconds=self.oidc_ask_seconds)

    @property
    def locks_after(self) -> timedelta:
        """When a shared phone that nobody uses locks."""
        return timedelta(minutes=self.lock_minutes)

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

    def webhook_secrets_of(self, listed: str) -> tuple[str, ...]:
        """What calls to a listed address are signed by, the newest first; none where nothing is set."""
        return tuple(self.webhook_secrets.get(listed, "").split())

    @property
    def only_here(self) -> bool:
        """Whether the pages are reached from this machine alone."""
        return is_loopback(self.host) and is_loopback(urlsplit(self.public_address).hostname or "")

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
        from_file = read_file(file or FILE, required=file is not None)
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
        if not settings.practice:
            return settings
        own = own_database(settings.practice_database, settings.database_url, settings.database_file)
        usual = {name: cls.model_fields[name].get_default() for name in NOT_IN_PRACTICE}
        return settings.model_copy(update={**usual, "database_url": own, "reads_kept_days": "always"})

    def _refuse_what_does_not_fit(self) -> None:
        if self.demo and not is_loopback(self.host):
            raise SettingsWrong(
                Said(
                    "Demonstrationsläget släpper in vem som helst. Det startar bara på den egna datorn, inte på "
                    f"”{self.host}”. Ta bort RUTIN_HOST (då gäller 127.0.0.1) eller demonstrationsläget.",
                    "Demonstration mode lets anybody sign in and starts only on this machine, not on "
                    f"“{self.host}”. Remove RUTIN_HOST (127.0.0.1 is used then) or demonstration mode.",
                ),
            )
        if self.demo and self.address and not is_loopback(urlsplit(self.address).hostname or ""):
            raise SettingsWrong(
                Said(
                    "Demonstrationsläget nås bara på den egna datorn. Ta bort RUTIN_ADDRESS eller demonstrationsläget.",
                    "Demonstration mode is reached only on this machine. Remove RUTIN_ADDRESS or demonstration mode.",
                ),
            )
        if self.practice:
            refuse_beside_practice(demo=self.demo, processes=self.processes, worker=self.worker)
        if self.processes > 1 and not self.database_url.startswith("postgresql"):
            raise SettingsWrong(
                Said(
                    "Flera serverprocesser (RUTIN_PROCESSES, --processes) behöver PostgreSQL: i en fil skriver en i taget. "
                    "Sätt RUTIN_DATABASE_URL till en PostgreSQL-databas, eller nöj dig med en process.",
                    "Several server processes (RUTIN_PROCESSES, --processes) need PostgreSQL: a file is written by one at a time. "
                    "Set RUTIN_DATABASE_URL to a PostgreSQL database, or make do with one process.",
                ),
            )
        if self.processes > 1 and self.demo:
            raise SettingsWrong(
                Said(
                    "Demonstrationsläget körs i en process. Ta bort RUTIN_PROCESSES (--processes) eller demonstrationsläget.",
                    "Demonstration mode runs in one process. Remove RUTIN_PROCESSES (--processes) or demonstration mode.",
                ),
            )
        if self.oidc_issuer and not (self.oidc_name and self.oidc_client_id and self.oidc_roles):
            raise SettingsWrong(
                Said(
                    "RUTIN_OIDC_ISSUER är satt, men inte allt som hör till. Sätt också RUTIN_OIDC_NAME, RUTIN_OIDC_CLIENT_ID och "
                    "RUTIN_OIDC_ROLES, se docs/sign-in.md.",
                    "RUTIN_OIDC_ISSUER is set, but not all that belongs to it. Set RUTIN_OIDC_NAME, RUTIN_OIDC_CLIENT_ID and "
                    "RUTIN_OIDC_ROLES too, see docs/sign-in.md.",
                ),
            )
        if self.oidc_units_claim is None and any(
            ":" not in each for roles in self.oidc_roles.values() for each in roles
        ):
            raise SettingsWrong(
                Said(
                    "RUTIN_OIDC_ROLES har en roll utan enhet. Skriv den som medarbetare:norra, eller säg med RUTIN_OIDC_UNITS_CLAIM var "
                    "inloggningen berättar om enheter.",
                    "RUTIN_OIDC_ROLES has a role without a unit. Write it as medarbetare:norra, or say with RUTIN_OIDC_UNITS_CLAIM where "
                    "the sign-in tells of units.",
                ),
            )
        if self.smtp_host and not self.smtp_from:
            raise SettingsWrong(
                Said(
                    "RUTIN_SMTP_HOST är satt men ingen avsändare. Sätt RUTIN_SMTP_FROM till en e-postadress.",
                    "RUTIN_SMTP_HOST is set but there is no sender. Set RUTIN_SMTP_FROM to a mail address.",
                ),
            )
        if self.sms_address and not self.sms_fields:
            raise SettingsWrong(
                Said(
                    "RUTIN_SMS_ADDRESS är satt, men inte vad som ska skickas. Sätt RUTIN_SMS_FIELDS, se docs/sending.md.",
                    "RUTIN_SMS_ADDRESS is set, but not what is to be sent. Set RUTIN_SMS_FIELDS, see docs/sending.md.",
                ),
            )
        if self.sms_form != "json" and not all(isinstance(each, str) for each in self.sms_fields.values()):
            raise SettingsWrong(
                Said(
                    "RUTIN_SMS_FIELDS har fält som inte är text. Det går bara när RUTIN_SMS_FORM är json.",
                    "RUTIN_SMS_FIELDS has fields that are not texts. That needs RUTIN_SMS_FORM to be json.",
                ),
            )
        if self.sms_method == "GET" and self.sms_form != "query":
            raise SettingsWrong(
                Said(
                    "RUTIN_SMS_METHOD är GET, och då har anropet inget innehåll. Sätt RUTIN_SMS_FORM till query.",
                    "RUTIN_SMS_METHOD is GET, and such a call has no body. Set RUTIN_SMS_FORM to query.",
                ),
            )
        for address in self.webhook_secrets.keys() - {*self.webhook_addresses}:
            raise SettingsWrong(
                Said(
                    f"RUTIN_WEBHOOK_SECRETS har en nyckel för ”{address}”, som inte står i RUTIN_WEBHOOK_ADDRESSES. "
                    "Skriv adressen likadant i båda.",
                    f"RUTIN_WEBHOOK_SECRETS has a secret for “{address}”, which is not in RUTIN_WEBHOOK_ADDRESSES. "
                    "Write the address the same in both.",
                ),
            )


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _variable(name: str) -> str:
    return PREFIX + name.upper()


def _unknown(name: str, known: Iterable[str], place_sv: str, place_en: str) -> SettingsWrong:
    hint_sv, hint_en = hint(name, known)
    return SettingsWrong(
        Said(
            f"Det finns ingen inställning ”{clipped(name)}” ({place_sv}).{hint_sv} docs/settings.md har alla.",
            f"There is no setting “{clipped(name)}” ({place_en}).{hint_en} docs/settings.md lists them all.",
        ),
    )


def _refused(wrong: ValidationError, given: Mapping[str, object]) -> SettingsWrong:
    """One sentence for each wrong setting; `given` are the values that did not come from the environment."""
    sv, en = [], []
    for name in dict.fromkeys(str(error["loc"][0]) for error in wrong.errors()):
        metadata = Settings.model_fields[name].metadata
        allowed = next((each for each in metadata if isinstance(each, Allowed)), TEXT)
        value = str(given.get(name, os.environ.get(_variable(name))))
        shown = "…" if name in _SECRET or "@" in value else clipped(value)
        sv.append(f"Inställningen {_variable(name)} kan inte vara ”{shown}”: den ska vara {allowed.sv}.")
        en.append(f"The setting {_variable(name)} can't be “{shown}”: it must be {allowed.en}.")
    return SettingsWrong(Said(" ".join(sv), " ".join(en)))
