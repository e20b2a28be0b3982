"""Which form a stored thing is in, how an older one becomes today's, and what is said of what can't be read."""

from __future__ import annotations

import pytest

from engine.errors.stored import StoredByNewer, StoredDamaged
from engine.stored.formats import Document, Format, FromTheFuture, read


def named(document: Document) -> Document:
    """Form 2 calls it a name."""
    return {"format": 2, "name": document["title"]}


def in_capitals(document: Document) -> Document:
    """Form 3 has capitals."""
    return {"format": 3, "name": document["name"].upper()}


FORMAT = Format((named, in_capitals))
TODAYS = {"format": 3, "name": "A"}


@pytest.mark.parametrize("document", [{"format": 1, "title": "a"}, {"format": 2, "name": "a"}, TODAYS])
def test_each_form_becomes_todays_by_the_upgrades_that_it_lacks(document: Document) -> None:
    assert FORMAT.current(document) == TODAYS


def test_the_form_that_is_written_follows_the_upgrades() -> None:
    assert (Format().number, FORMAT.number) == (1, 3)


def test_a_number_beside_the_document_is_the_form_that_counts() -> None:
    assert FORMAT.current({"name": "a"}, 2) == TODAYS


@pytest.mark.parametrize("number", [0, -1, True, "1", 1.0, None])
def test_what_is_no_number_from_1_is_no_form(number: object) -> None:
    with pytest.raises(ValueError, match="is no form"):
        FORMAT.current({"format": number, "title": "a"})


def test_a_later_form_is_from_the_future_and_said_to_be_written_by_a_newer_program() -> None:
    with pytest.raises(FromTheFuture):
        FORMAT.current({"format": 4})
    with pytest.raises(StoredByNewer):
        read("routine", "prov", '{"format": 4}', FORMAT.current)


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", '{"format": 1}', '{"format": 0}', '{"format": 2, "name": 1}']
)
def test_what_cannot_be_read_is_said_to_be_damaged(text: str) -> None:
    with pytest.raises(StoredDamaged):
        read("routine", "prov", text, FORMAT.current)


def test_what_can_be_read_is_what_was_decoded() -> None:
    assert read("routine", "prov", '{"format": 1, "title": "a"}', FORMAT.current) == TODAYS
