"""Where people stand in the tables is known of every column that could hold a person's number."""

from __future__ import annotations

from sqlalchemy import Integer

from engine.store import tables
from engine.store.about import ABOUT, HIDDEN

COUNTS = frozenset(
    (
        *("attempts", "closes", "format", "idle_seconds", "lock_seconds", "oldest_release", "opens"),
        *("pin_tries", "revision", "sequence", "version", "visit"),
    )
)
"""What whole numbers are, where they are no people."""
NUMBERS_OF = {"timers", "drafts", "notices", "notifications"}
"""Tables where `number` tells rows of one visit apart."""
SECRET = frozenset(
    (
        *("hash", "token", "pin", "renewal", "handle", "given_by", "provider_subject", "provider_session"),
        *("digest", "body_hash", "body", "kept_from", "half"),
    )
)
"""What opens something, or is a digest; and what others have made too."""


def test_every_whole_number_is_a_person_s_or_is_known_to_be_none() -> None:
    people = {
        table: {
            column.name
            for column in table.columns
            if type(column.type) is Integer
            and column.name not in COUNTS
            and not (column.name == "number" and table.name in NUMBERS_OF)
        }
        for table in tables.metadata.sorted_tables
    }

    assert {table.name: names for table, names in people.items() if names} == {
        table.name: set(names) for table, names in ABOUT.items()
    }


def test_what_is_secret_is_hidden_wherever_it_stands_and_nothing_else() -> None:
    secret = {
        table: {
            column.name
            for column in table.columns
            if column.name in SECRET and column.name not in ABOUT[table]
        }
        for table in ABOUT
    }

    assert {table.name: names for table, names in secret.items() if names} == {
        table.name: names for table, names in HIDDEN.items()
    }
