"""Where people stand in the tables: what an extract of all that is kept about somebody reads."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Table

from engine.store import tables

ABOUT: Mapping[Table, tuple[str, ...]] = {
    tables.people: ("number",),
    tables.grants: ("person", "written_by"),
    tables.role_changes: ("person", "made_by"),
    tables.tokens: ("person",),
    tables.sessions: ("person",),
    tables.shifts: ("person", "given_by"),
    tables.kept_forms: ("person",),
    tables.phone_keys: ("person",),
    tables.notice_choices: ("person",),
    tables.instances: ("owner",),
    tables.open_steps: ("holder",),
    tables.drafts: ("person",),
    tables.notices: ("person",),
    tables.notifications: ("person", "caused_by"),
    tables.suggestions: ("person", "answered_by"),
    tables.reads: ("person",),
    tables.answers: ("person",),
    tables.holds: ("person", "placed_by", "lifted_by"),
}
"""The columns of each table that hold a person's number. Who gave a command stands inside the history."""

HIDDEN: Mapping[Table, frozenset[str]] = {
    tables.grants: frozenset({"given_by"}),
    tables.tokens: frozenset({"hash"}),
    tables.sessions: frozenset({"hash", "token", "pin", "renewal", "provider_subject", "provider_session"}),
    tables.shifts: frozenset({"hash", "handle"}),
    tables.phone_keys: frozenset({"half"}),
    tables.answers: frozenset({"body_hash"}),
    tables.instances: frozenset({"body", "digest"}),
    tables.open_steps: frozenset({"kept_from", "digest"}),
}
"""What opens something, or is a digest of it; and where a case is, which others have made too: what the person did in it is told apart."""


def named_as_doer(person: int) -> str:
    """What stands in a history row's content where the person gave the command, and perhaps elsewhere: who reads it looks closer."""
    return f'"person":{person},'
