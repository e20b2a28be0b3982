"""The first half of a migration as the next release could have it: what the program before it does not mind."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r3_before"
down_revision = "r2"


def upgrade() -> None:
    """Add what only the new program knows."""
    op.add_column("instances", sa.Column("title", sa.Text))
    op.create_table("photographs", sa.Column("instance_id", sa.String(40), primary_key=True))
    op.create_index("instances_by_title", "instances", ["title"])
