"""Who has signed in to the pages, the same on every store."""

from __future__ import annotations

import pytest

from engine.run.instance import Person
from engine.service.sessions import LONGEST, Session
from engine.store import tables
from tests.engine.database.office import UNIT, WORKER, Office


def person_of(session: Session | None) -> Person | None:
    """Who is signed in by it."""
    return session.person if session else None


def test_a_session_is_known_again_and_only_its_hash_is_stored(desk: Office) -> None:
    id = desk.engine.sessions.begin(WORKER)
    assert person_of(desk.engine.sessions.find(id)) == WORKER
    assert id not in repr(desk.rows(tables.sessions))


def test_a_guessed_session_is_nobodys(desk: Office) -> None:
    desk.engine.sessions.begin(WORKER)
    assert desk.engine.sessions.find("gissad") is None


def test_a_session_ends_with_the_shift_whatever_goes_on_in_it(desk: Office) -> None:
    id = desk.engine.sessions.begin(WORKER)
    desk.waits(seconds=LONGEST.total_seconds() - 1)
    assert desk.engine.sessions.find(id) is not None
    desk.waits(seconds=1)
    assert desk.engine.sessions.find(id) is None


def test_who_signs_out_is_out(desk: Office) -> None:
    id, other = desk.engine.sessions.begin(WORKER), desk.engine.sessions.begin(WORKER)
    desk.engine.sessions.end(id)
    desk.engine.sessions.end(id)
    assert desk.engine.sessions.find(id) is None
    assert desk.engine.sessions.find(other) is not None


def test_a_session_allows_what_its_token_allows_and_ends_with_it(desk: Office) -> None:
    token = desk.engine.tokens.add("m7", [("chef", UNIT)])
    id = desk.engine.sessions.begin(Person("m7", frozenset()), token=token)
    assert person_of(desk.engine.sessions.find(id)) == Person("m7", frozenset({("chef", UNIT)}))
    desk.engine.tokens.revoke(token)
    assert desk.engine.sessions.find(id) is None


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_language_that_somebody_chooses_is_remembered(desk: Office, language: str) -> None:
    id = desk.engine.sessions.begin(WORKER)
    desk.engine.sessions.speak(id, language)
    found = desk.engine.sessions.find(id)
    assert found is not None
    assert found.language == language


def test_ended_sessions_are_forgotten_and_the_others_stay(desk: Office) -> None:
    desk.engine.sessions.begin(WORKER)
    desk.waits(seconds=LONGEST.total_seconds() + 1)
    stays = desk.engine.sessions.begin(WORKER)
    desk.engine.sessions.forget_ended()
    assert len(desk.rows(tables.sessions)) == 1
    assert desk.engine.sessions.find(stays) is not None


def test_somebody_who_is_forgotten_is_signed_in_nowhere(desk: Office) -> None:
    id = desk.engine.sessions.begin(WORKER)
    assert desk.engine.forget_person(WORKER.subject)
    assert desk.engine.sessions.find(id) is None
