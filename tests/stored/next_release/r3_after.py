"""The second half: what only fits when no program of the release before is at work any more."""

from __future__ import annotations

from alembic import op

revision = "r3_after"
down_revision = "r3_before"


def upgrade() -> None:
    """Take away what only the program before read."""
    op.drop_index("instances_by_unit", "instances")
    op.execute("update compatibility set oldest_release = 2")
