"""The tables, the same on SQLite and PostgreSQL; those of people stand in a file of their own, and are found here as well.

People are numbers of the table `people`. Times are whole microseconds since 1970 in UTC: exact, small and sorted.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    false,
    text,
)

from engine.store.microseconds import Moment
from engine.store.people_tables import HALF_FORGOTTEN as HALF_FORGOTTEN
from engine.store.people_tables import grants as grants
from engine.store.people_tables import kept_forms as kept_forms
from engine.store.people_tables import metadata as metadata
from engine.store.people_tables import people as people
from engine.store.people_tables import phone_keys as phone_keys
from engine.store.people_tables import role_changes as role_changes
from engine.store.people_tables import sessions as sessions
from engine.store.people_tables import shifts as shifts
from engine.store.people_tables import tokens as tokens
from engine.store.people_tables import used_once as used_once

RUNNING = text("status = 'running'")
"""In words of its own: SQLite takes an index of some rows only for a condition that names no parameter."""

compatibility = Table(
    "compatibility",
    metadata,
    Column("oldest_release", Integer, primary_key=True, autoincrement=False),
)

routines = Table(
    "routines",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("document", Text, nullable=False),
    Column("published_at", Moment, nullable=False),
)

attachments = Table(
    "attachments",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("unit", String(80), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("head", String(64), nullable=False),
    Column("undo", Text),
)

instances = Table(
    "instances",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("routine", String(40), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("unit", String(80), nullable=False),
    Column("owner", Integer, nullable=False),
    Column("status", String(10), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("body", Text, nullable=False),
    Index("instances_by_case", "case_id", "status"),
    Index("instances_by_owner", "owner", "status", "started_at"),
    Index("instances_by_unit", "unit", "status", "started_at"),
    Index("instances_running", "status", "digest", sqlite_where=RUNNING, postgresql_where=RUNNING),
)

history = Table(
    "history",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("format", Integer, nullable=False),
    Column("salt", String(32)),
    Column("content", Text),
    Column("digest", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

open_steps = Table(
    "open_steps",
    metadata,
    Column("instance_id", ForeignKey("instances.id"), primary_key=True),
    Column("visit", Integer, primary_key=True),
    Column("role", String(40), primary_key=True),
    Column("case_id", String(40), nullable=False),
    Column("routine", String(40), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("state", String(40), nullable=False),
    Column("unit", String(80), nullable=False),
    Column("holder", Integer),
    Column("since", Moment, nullable=False),
    Column("due", Moment),
    Column("remind_at", Moment),
    Column("limit_at", Moment),
    Column("incident", Boolean),
    Column("kept_from", Text),
    Index("open_steps_by_role", "unit", "role"),
    Index("open_steps_by_holder", "holder"),
)

timers = Table(
    "timers",
    metadata,
    Column("instance_id", ForeignKey("instances.id"), primary_key=True),
    Column("visit", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("case_id", String(40), nullable=False),
    Column("due", Moment, nullable=False),
    Index("timers_by_due", "due"),
    Index("timers_by_case", "case_id"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("instance_id", ForeignKey("instances.id"), primary_key=True),
    Column("visit", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("person", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("content", Text, nullable=False),
)
"""What is filled in of a step that is half done: no part of the history, and gone with the step."""

suggestions = Table(
    "suggestions",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("routine", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String(40)),
    Column("person", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
    Column("is_answered", Boolean, nullable=False),
    Column("answered_by", Integer),
    Column("answered_at", Moment),
    Column("answer", Text),
    Index("suggestions_by_age", "is_answered", "at", "id"),
    Index("suggestions_by_person", "person", "at", "id"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("instance_id", ForeignKey("instances.id"), primary_key=True),
    Column("visit", Integer, primary_key=True),
    Column("case_id", String(40), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("recipients", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try", Moment, nullable=False),
    Column("problem", Text),
    Column("origin", String(100)),
    Index("outbox_by_state", "state", "next_try"),
    Index("outbox_by_case", "case_id", "sequence"),
)

notices = Table(
    "notices",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("instance_id", String(40), nullable=False),
    Column("state", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("person", Integer),
    Column("role", String(40)),
    Column("unit", String(80), nullable=False),
    Column("visit", Integer),
    Column("about", String(20)),
    Column("is_over", Boolean, nullable=False, server_default=false()),
    Index("notices_by_person", "person", "is_over", "at"),
    Index("notices_by_role", "unit", "role", "is_over", "at"),
)

notifications = Table(
    "notifications",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("case_id", String(40), nullable=False),
    Column("sequence", Integer),
    Column("number", Integer),
    Column("instance_id", String(40), nullable=False),
    Column("visit", Integer),
    Column("step", String(40), nullable=False),
    Column("unit", String(80), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("roles", Text),
    Column("person", Integer),
    Column("caused_by", Integer),
    Column("way", String(4)),
    Column("at", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try", Moment, nullable=False),
    Column("problem", Text),
    Column("given_up", Boolean, nullable=False, server_default=false()),
    Index("notifications_by_state", "state", "next_try"),
    Index("notifications_by_person", "person"),
    Index("notifications_by_case", "case_id"),
    Index(
        "notifications_given_up",
        "id",
        sqlite_where=text("given_up"),
        postgresql_where=text("given_up"),
    ),
)
"""What people are to be told of: a notice (`sequence` and `number`) or a step that waits. Without a `way` it is not known yet by what,
and for `roles` not to whom; each receiver then has a row for each way. It goes when it has been sent, or when what it tells is over."""

notice_choices = Table(
    "notice_choices",
    metadata,
    Column("person", Integer, primary_key=True, autoincrement=False),
    Column("task", String(20), nullable=False),
    Column("remind", String(20), nullable=False),
    Column("notice", String(20), nullable=False),
    Column("escalation", String(20), nullable=False),
    Column("opens", Integer),
    Column("closes", Integer),
    Column("language", String(2)),
)
"""By what each person is told of what (ways with commas between), and within which minutes of the day."""

answers = Table(
    "answers",
    metadata,
    Column("person", Integer, primary_key=True, autoincrement=False),
    Column("key", String(255), primary_key=True),
    Column("body_hash", String(64), nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("answers_by_at", "at"),
)

paper_lines = Table(
    "paper_lines",
    metadata,
    Column("key", String(20), primary_key=True),
    Column("case_id", String(40), nullable=False),
    Column("instance_id", String(40), nullable=False),
    Column("done_at", Moment, nullable=False),
    Column("at", Moment, nullable=False),
    Index("paper_lines_by_case", "case_id"),
)
"""The lines on paper that have been registered, and to where."""

reads = Table(
    "reads",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("instance_id", String(40), nullable=False),
    Column("at", Moment, nullable=False),
    Column("person", Integer, nullable=False),
    Column("what", String(10), nullable=False),
    Index("reads_by_instance", "instance_id", "at"),
    Index("reads_by_at", "at"),
)

holds = Table(
    "holds",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("case_id", String(40)),
    Column("routine", String(40)),
    Column("person", Integer),
    Column("reason", Text, nullable=False),
    Column("placed_by", Integer, nullable=False),
    Column("placed_at", Moment, nullable=False),
    Column("lifted_by", Integer),
    Column("lifted_at", Moment),
)
"""What is kept whatever its age until the hold is lifted, by `kind` one of a case, a routine or a person. One that was lifted stands."""

practice = Table(
    "practice",
    metadata,
    Column("kind", String(10), primary_key=True),
    Column("id", String(80), primary_key=True),
    Column("content", Text, nullable=False),
)
"""What a store for practice keeps beside what any store does, as JSON text: of the kind `store` the mark that it is one. An ordinary
store has no rows here."""

receipts = Table(
    "receipts",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("format", Integer, nullable=False),
    Column("salt", String(32), nullable=False),
    Column("content", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
"""What has been erased by its age: a chain as a case's history is."""
