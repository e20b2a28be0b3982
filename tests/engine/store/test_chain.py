"""The hash of a row of the history: what was chained by every release is checked by the next."""

from __future__ import annotations

from datetime import UTC, datetime

from engine.store.chain import START, link

AT = datetime(2026, 1, 12, 7, tzinfo=UTC)


def test_the_hash_of_a_row_is_counted_as_it_has_always_been() -> None:
    row = link("c1", 1, AT, 2, "{}", "salt", START)
    assert row.hash == "5e35631df02a924e3bb9e9c21800c92ec3acd421f035a69bb8de6616ffe0599f"
