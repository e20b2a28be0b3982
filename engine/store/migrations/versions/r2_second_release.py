"""What the second release adds; the first does not mind it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.store.migrations.filling_r2 import fill

revision = "r2"
down_revision = "r1"


def upgrade() -> None:
    """Indexes, so that what runs is counted without what is over, lists are read by pages, and tokens are found by person and by age.

    Tokens end. Worklists tell reminders from limits, say what stands still and whom a step is not for. People sign in to pages,
    and are known before they do, with their roles and where notices reach them.

    What is filled in of a step that is half done is kept, what people suggest, and which lines on paper have been registered. Routines have
    documents.

    What is erased by its age leaves receipts, and what is held is kept. A store for practice is marked as one.
    """
    running = sa.text("status = 'running'")
    op.create_index(
        "instances_running", "instances", ["status", "digest"], sqlite_where=running, postgresql_where=running
    )
    for of in ("owner", "unit"):
        op.drop_index(f"instances_by_{of}", "instances")
        op.create_index(f"instances_by_{of}", "instances", [of, "status", "started_at"])
    op.create_index("tokens_by_person", "tokens", ["person"])
    op.create_index("tokens_by_age", "tokens", ["created_at", "hash"])
    op.create_index("reads_by_at", "reads", ["at"])
    op.add_column("tokens", sa.Column("ends_at", sa.BigInteger))
    op.add_column("tokens", sa.Column("kind", sa.String(20)))
    op.add_column("open_steps", sa.Column("remind_at", sa.BigInteger))
    op.add_column("open_steps", sa.Column("limit_at", sa.BigInteger))
    op.add_column("open_steps", sa.Column("incident", sa.Boolean))
    op.add_column("open_steps", sa.Column("kept_from", sa.Text))
    op.create_table(
        "sessions",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("person", sa.Integer, nullable=False),
        sa.Column("grants", sa.Text, nullable=False),
        sa.Column("token", sa.String(64)),
        sa.Column("language", sa.String(2)),
        sa.Column("started_at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.Column("used_at", sa.BigInteger, nullable=False),
        sa.Column("idle_seconds", sa.Integer, nullable=False),
        sa.Column("provider_subject", sa.String(64)),
        sa.Column("provider_session", sa.String(64)),
        sa.Column("renewal", sa.Text),
        sa.Column("asked_at", sa.BigInteger),
        sa.Column("pin", sa.String(100)),
        sa.Column("lock_seconds", sa.Integer),
        sa.Column("pin_tries", sa.Integer, nullable=False),
    )
    op.create_index("sessions_by_person", "sessions", ["person"])
    op.create_index("sessions_by_end", "sessions", ["ends_at"])
    op.create_table(
        "kept_forms",
        sa.Column("person", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("path", sa.String(400), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
    )
    op.create_index("kept_forms_by_end", "kept_forms", ["ends_at"])
    op.create_table(
        "phone_keys",
        sa.Column("person", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("half", sa.String(44), nullable=False),
    )
    op.create_table(
        "suggestions",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("routine", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(40)),
        sa.Column("person", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("is_answered", sa.Boolean, nullable=False),
        sa.Column("answered_by", sa.Integer),
        sa.Column("answered_at", sa.BigInteger),
        sa.Column("answer", sa.Text),
    )
    op.create_index("suggestions_by_age", "suggestions", ["is_answered", "at", "id"])
    op.create_index("suggestions_by_person", "suggestions", ["person", "at", "id"])
    op.create_table(
        "drafts",
        sa.Column("instance_id", sa.String(40), sa.ForeignKey("instances.id"), primary_key=True),
        sa.Column("visit", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("person", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    for of in ("subject", "session"):
        op.create_index(f"sessions_by_provider_{of}", "sessions", [f"provider_{of}"])
    op.create_table(
        "used_once",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("until", sa.BigInteger, nullable=False),
    )
    op.create_index("used_once_by_end", "used_once", ["until"])
    op.add_column("outbox", sa.Column("origin", sa.String(100)))
    op.add_column("people", sa.Column("mail", sa.String(254)))
    op.add_column("people", sa.Column("phone", sa.String(20)))
    op.add_column("people", sa.Column("language", sa.String(2)))
    op.add_column("people", sa.Column("is_forgotten", sa.Boolean, nullable=False, server_default=sa.false()))
    half_forgotten = sa.text("subject is null and not is_forgotten")
    op.create_index(
        "people_half_forgotten",
        "people",
        ["number"],
        sqlite_where=half_forgotten,
        postgresql_where=half_forgotten,
    )
    op.create_table(
        "grants",
        sa.Column("person", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("role", sa.String(40), primary_key=True),
        sa.Column("unit", sa.String(80), primary_key=True),
        sa.Column("given_by", sa.String(64), primary_key=True),
        sa.Column("ends_at", sa.BigInteger),
        sa.Column("written_by", sa.Integer),
    )
    op.create_index("grants_by_unit", "grants", ["unit", "person", "role"])
    op.create_table(
        "role_changes",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("person", sa.Integer, nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("is_given", sa.Boolean, nullable=False),
        sa.Column("made_by", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("role_changes_by_person", "role_changes", ["person", "at", "id"])
    op.create_index("role_changes_by_age", "role_changes", ["at"])
    op.create_table(
        "shifts",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("handle", sa.String(2)),
        sa.Column("hash", sa.String(100)),
        sa.Column("person", sa.Integer, nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("given_by", sa.Integer, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("works_until", sa.BigInteger, nullable=False),
        sa.Column("used_at", sa.BigInteger),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("hash"),
    )
    op.create_index("shifts_by_unit", "shifts", ["unit", "made_at", "id"])
    op.create_index("shifts_by_age", "shifts", ["made_at"])
    op.create_index("shifts_by_handle", "shifts", ["handle", "works_until"])
    op.create_table(
        "attachments",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.add_column("notices", sa.Column("visit", sa.Integer))
    op.add_column("notices", sa.Column("about", sa.String(20)))
    op.add_column("notices", sa.Column("is_over", sa.Boolean, nullable=False, server_default=sa.false()))
    op.drop_index("notices_by_person", "notices")
    op.drop_index("notices_by_role", "notices")
    op.create_index("notices_by_person", "notices", ["person", "is_over", "at"])
    op.create_index("notices_by_role", "notices", ["unit", "role", "is_over", "at"])
    op.create_table(
        "notifications",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("case_id", sa.String(40), nullable=False),
        sa.Column("sequence", sa.Integer),
        sa.Column("number", sa.Integer),
        sa.Column("instance_id", sa.String(40), nullable=False),
        sa.Column("visit", sa.Integer),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("roles", sa.Text),
        sa.Column("person", sa.Integer),
        sa.Column("caused_by", sa.Integer),
        sa.Column("way", sa.String(4)),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_try", sa.BigInteger, nullable=False),
        sa.Column("problem", sa.Text),
        sa.Column("given_up", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    given_up = sa.text("given_up")
    op.create_index("notifications_by_state", "notifications", ["state", "next_try"])
    op.create_index("notifications_by_person", "notifications", ["person"])
    op.create_index("notifications_by_case", "notifications", ["case_id"])
    op.create_index(
        "notifications_given_up",
        "notifications",
        ["id"],
        sqlite_where=given_up,
        postgresql_where=given_up,
    )
    op.create_table(
        "notice_choices",
        sa.Column("person", sa.Integer, primary_key=True, autoincrement=False),
        *(
            sa.Column(kind, sa.String(20), nullable=False)
            for kind in ("task", "remind", "notice", "escalation")
        ),
        sa.Column("opens", sa.Integer),
        sa.Column("closes", sa.Integer),
        sa.Column("language", sa.String(2)),
    )
    op.create_table(
        "paper_lines",
        sa.Column("key", sa.String(20), primary_key=True),
        sa.Column("case_id", sa.String(40), nullable=False),
        sa.Column("instance_id", sa.String(40), nullable=False),
        sa.Column("done_at", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("paper_lines_by_case", "paper_lines", ["case_id"])
    op.create_table(
        "holds",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("case_id", sa.String(40)),
        sa.Column("routine", sa.String(40)),
        sa.Column("person", sa.Integer),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("placed_by", sa.Integer, nullable=False),
        sa.Column("placed_at", sa.BigInteger, nullable=False),
        sa.Column("lifted_by", sa.Integer),
        sa.Column("lifted_at", sa.BigInteger),
    )
    op.create_table(
        "practice",
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_table(
        "receipts",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("format", sa.Integer, nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    fill(op.get_bind())
