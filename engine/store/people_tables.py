"""The tables of people: who they are, what they hold, how they come in. The same on SQLite and PostgreSQL."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, String, Table, Text, false, text

from engine.store.microseconds import Moment

metadata = MetaData()
"""Of all tables, also of those that are not here."""

HALF_FORGOTTEN = text("subject is null and not is_forgotten")
"""Whom the program of the release before has forgotten, as far as it knew."""

people = Table(
    "people",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("subject", String(200), unique=True),
    Column("name", Text),
    Column("known_since", Moment, nullable=False),
    Column("mail", String(254)),
    Column("phone", String(20)),
    Column("language", String(2)),
    Column("is_forgotten", Boolean, nullable=False, server_default=false()),
    Index("people_half_forgotten", "number", sqlite_where=HALF_FORGOTTEN, postgresql_where=HALF_FORGOTTEN),
)
"""`is_forgotten`: all that was known of the person is gone. The release before takes only their subject and name away."""

grants = Table(
    "grants",
    metadata,
    Column("person", Integer, primary_key=True, autoincrement=False),
    Column("role", String(40), primary_key=True),
    Column("unit", String(80), primary_key=True),
    Column("given_by", String(64), primary_key=True),
    Column("ends_at", Moment),
    Column("written_by", Integer),
    Index("grants_by_unit", "unit", "person", "role"),
)
"""Who holds which role where. `given_by`: what it rests on, one of `engine.store.grounds`, or the hash of a token; `written_by`: whose hand
wrote it down, where one did."""

role_changes = Table(
    "role_changes",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("person", Integer, nullable=False),
    Column("role", String(40), nullable=False),
    Column("unit", String(80), nullable=False),
    Column("is_given", Boolean, nullable=False),
    Column("made_by", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Index("role_changes_by_person", "person", "at", "id"),
    Index("role_changes_by_age", "at"),
)
"""Who has written down, or taken away, which role of whose: kept as long as who has read what."""

kept_forms = Table(
    "kept_forms",
    metadata,
    Column("person", Integer, primary_key=True, autoincrement=False),
    Column("path", String(400), nullable=False),
    Column("content", Text, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Index("kept_forms_by_end", "ends_at"),
)
"""What somebody sent when they were not signed in any more: the latest, until it is of no use."""

phone_keys = Table(
    "phone_keys",
    metadata,
    Column("person", Integer, primary_key=True, autoincrement=False),
    Column("half", String(44), nullable=False),
)
"""Half of the key by which somebody's phones read what they keep."""

tokens = Table(
    "tokens",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("person", Integer, nullable=False),
    Column("grants", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("ends_at", Moment),
    Column("kind", String(20)),
    Index("tokens_by_person", "person"),
    Index("tokens_by_age", "created_at", "hash"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("person", Integer, nullable=False),
    Column("grants", Text, nullable=False),
    Column("token", String(64)),
    Column("language", String(2)),
    Column("started_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=False),
    Column("idle_seconds", Integer, nullable=False),
    Column("provider_subject", String(64)),
    Column("provider_session", String(64)),
    Column("renewal", Text),
    Column("asked_at", Moment),
    Column("pin", String(100)),
    Column("lock_seconds", Integer),
    Column("pin_tries", Integer, nullable=False),
    Index("sessions_by_person", "person"),
    Index("sessions_by_end", "ends_at"),
    Index("sessions_by_provider_subject", "provider_subject"),
    Index("sessions_by_provider_session", "provider_session"),
)
"""Who has signed in to the pages. `token`: the hash of the one that it was done with; then what that allows is what counts.

`pin`: salt and hash of what it opens with when it is locked; `lock_seconds`: after how long without use.

`provider_subject`, `provider_session`: hashes of what the organisation's sign-in calls the person and their session there. `renewal`: what
it is asked by whether it still says what it said, sealed with the session's id, which is not kept; `asked_at`: when that was last.
"""

shifts = Table(
    "shifts",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("handle", String(2)),
    Column("hash", String(100), unique=True),
    Column("person", Integer, nullable=False),
    Column("role", String(40), nullable=False),
    Column("unit", String(80), nullable=False),
    Column("given_by", Integer, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("works_until", Moment, nullable=False),
    Column("used_at", Moment),
    Column("ends_at", Moment, nullable=False),
    Index("shifts_by_unit", "unit", "made_at", "id"),
    Index("shifts_by_age", "made_at"),
    Index("shifts_by_handle", "handle", "works_until"),
)
"""Who has let in whom for a shift. `works_until`: the code; `ends_at`: the shift.

`handle`: what the code begins with; `hash`: salt and hash of its rest; both until it is used.
"""

used_once = Table(
    "used_once",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("until", Moment, nullable=False),
    Index("used_once_by_end", "until"),
)
"""What may not be shown a second time, as hashes; `until`: when it would be refused by itself."""
