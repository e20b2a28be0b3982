"""The tables of the first release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r1"
down_revision = None


def _moment(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _string(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _integer(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "compatibility",
        sa.Column("oldest_release", sa.Integer, autoincrement=False),
        sa.PrimaryKeyConstraint("oldest_release"),
    )
    op.execute("insert into compatibility (oldest_release) values (1)")
    op.create_table(
        "people",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        _string("subject", 200, nullable=True),
        _text("name", nullable=True),
        _moment("known_since"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("subject"),
    )
    op.create_table(
        "routines",
        _string("id", 40),
        _integer("version"),
        _string("digest", 64),
        _text("document"),
        _moment("published_at"),
        sa.PrimaryKeyConstraint("id", "version"),
        sa.UniqueConstraint("digest"),
    )
    op.create_table("settings", _string("name", 40), _text("value"), sa.PrimaryKeyConstraint("name"))
    op.create_table(
        "cases",
        _string("id", 40),
        _string("unit", 80),
        _integer("sequence"),
        _string("head", 64),
        _text("undo", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "instances",
        _string("id", 40),
        _string("case_id", 40),
        _string("routine", 40),
        _string("digest", 64),
        _string("unit", 80),
        _integer("owner"),
        _string("status", 10),
        _integer("revision"),
        _moment("started_at"),
        _text("body"),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
    )
    op.create_index("instances_by_case", "instances", ["case_id", "status"])
    op.create_index("instances_by_owner", "instances", ["owner", "status"])
    op.create_index("instances_by_unit", "instances", ["unit", "status"])
    op.create_table(
        "history",
        _string("case_id", 40),
        _integer("sequence"),
        _moment("at"),
        _integer("format"),
        _string("salt", 32, nullable=True),
        _text("content", nullable=True),
        _string("digest", 64),
        _string("previous", 64),
        _string("hash", 64),
        sa.PrimaryKeyConstraint("case_id", "sequence"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
    )
    op.create_table(
        "open_steps",
        _string("instance_id", 40),
        _integer("visit"),
        _string("role", 40),
        _string("case_id", 40),
        _string("routine", 40),
        _string("digest", 64),
        _string("state", 40),
        _string("unit", 80),
        sa.Column("holder", sa.Integer),
        _moment("since"),
        _moment("due", nullable=True),
        sa.PrimaryKeyConstraint("instance_id", "visit", "role"),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"]),
    )
    op.create_index("open_steps_by_role", "open_steps", ["unit", "role"])
    op.create_index("open_steps_by_holder", "open_steps", ["holder"])
    op.create_table(
        "timers",
        _string("instance_id", 40),
        _integer("visit"),
        _integer("number"),
        _string("case_id", 40),
        _moment("due"),
        sa.PrimaryKeyConstraint("instance_id", "visit", "number"),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"]),
    )
    op.create_index("timers_by_due", "timers", ["due"])
    op.create_index("timers_by_case", "timers", ["case_id"])
    op.create_table(
        "outbox",
        _string("instance_id", 40),
        _integer("visit"),
        _string("case_id", 40),
        _integer("sequence"),
        _string("kind", 10),
        _text("recipients"),
        _text("subject"),
        _text("body"),
        _string("state", 10),
        _integer("attempts"),
        _moment("next_try"),
        _text("problem", nullable=True),
        sa.PrimaryKeyConstraint("instance_id", "visit"),
        sa.ForeignKeyConstraint(["instance_id"], ["instances.id"]),
    )
    op.create_index("outbox_by_state", "outbox", ["state", "next_try"])
    op.create_index("outbox_by_case", "outbox", ["case_id", "sequence"])
    op.create_table(
        "notices",
        _string("case_id", 40),
        _integer("sequence"),
        _integer("number"),
        _moment("at"),
        _string("kind", 10),
        _string("instance_id", 40),
        _string("state", 40),
        _text("text"),
        sa.Column("person", sa.Integer),
        _string("role", 40, nullable=True),
        _string("unit", 80),
        sa.PrimaryKeyConstraint("case_id", "sequence", "number"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
    )
    op.create_index("notices_by_person", "notices", ["person", "at"])
    op.create_index("notices_by_role", "notices", ["unit", "role", "at"])
    op.create_table(
        "answers",
        _integer("person"),
        _string("key", 255),
        _string("body_hash", 64),
        _text("answer"),
        _moment("at"),
        sa.PrimaryKeyConstraint("person", "key"),
    )
    op.create_index("answers_by_at", "answers", ["at"])
    op.create_table(
        "reads",
        _string("id", 20),
        _string("instance_id", 40),
        _moment("at"),
        _integer("person"),
        _string("what", 10),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("reads_by_instance", "reads", ["instance_id", "at"])
    op.create_table(
        "tokens",
        _string("hash", 64),
        _integer("person"),
        _text("grants"),
        _moment("created_at"),
        _moment("revoked_at", nullable=True),
        sa.PrimaryKeyConstraint("hash"),
    )
