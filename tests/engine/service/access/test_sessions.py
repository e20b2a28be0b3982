"""Who has signed in to the pages, the same on every store."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.run.instance import Person
from engine.service.access.sessions import IDLE, LOCKED_AFTER, LONGEST, PIN_TRIES, Provided, Session
from engine.service.people.entry import entry
from engine.store import tables
from tests.engine.database.office import COLLEAGUE, UNIT, WORKER, Office


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
    for _ in range(11):
        desk.waits(hours=1)
        desk.engine.sessions.find(id)
    desk.waits(seconds=LONGEST.total_seconds() - 11 * 3600 - 1)
    assert desk.engine.sessions.find(id) is not None
    desk.waits(seconds=1)
    assert desk.engine.sessions.find(id) is None


def test_a_session_that_nobody_uses_ends_and_using_it_keeps_it(desk: Office) -> None:
    kept, left = desk.engine.sessions.begin(WORKER), desk.engine.sessions.begin(WORKER)
    desk.waits(seconds=IDLE.total_seconds() - 1)
    assert desk.engine.sessions.find(kept) is not None
    desk.waits(seconds=1)
    assert desk.engine.sessions.find(left) is None
    assert desk.engine.sessions.find(kept) is not None


def test_a_session_has_the_ends_that_it_is_begun_with(desk: Office) -> None:
    id = desk.engine.sessions.begin(WORKER, lasts=timedelta(minutes=40), idle=timedelta(minutes=30))
    desk.waits(minutes=29)
    assert desk.engine.sessions.find(id) is not None
    desk.waits(minutes=12)
    assert desk.engine.sessions.find(id) is None


def test_that_a_session_is_in_use_is_written_once_a_minute_not_with_every_page(desk: Office) -> None:
    id = desk.engine.sessions.begin(WORKER)
    (begun,) = desk.rows(tables.sessions)
    desk.waits(seconds=59)
    desk.engine.sessions.find(id)
    assert [*desk.rows(tables.sessions)] == [begun]
    desk.waits(seconds=1)
    desk.engine.sessions.find(id)
    (row,) = desk.rows(tables.sessions)
    assert row == {**begun, "used_at": desk.now}


def test_a_session_allows_what_is_written_down_of_the_person_while_it_is(desk: Office) -> None:
    id = desk.engine.sessions.begin(Person("m7", frozenset()))
    desk.engine.people.write([entry("m7", grants=[("chef", UNIT)])])
    assert person_of(desk.engine.sessions.find(id)) == Person("m7", frozenset({("chef", UNIT)}))
    desk.engine.people.write([entry("m7")])
    assert person_of(desk.engine.sessions.find(id)) == Person("m7", frozenset())


def test_an_administrator_s_session_is_one_for_as_long_as_the_token_works(desk: Office) -> None:
    token = desk.engine.tokens.add("it-3", (), administers=True)
    id = desk.engine.sessions.begin(Person("it-3", frozenset()), token=token)
    found = desk.engine.sessions.find(id)
    assert found is not None
    assert found.administers
    other = desk.engine.sessions.find(desk.engine.sessions.begin(WORKER))
    assert other is not None
    assert not other.administers


def test_who_signs_out_everywhere_is_out_everywhere(desk: Office) -> None:
    sessions = desk.engine.sessions
    mine = [sessions.begin(WORKER) for _ in range(3)]
    another = sessions.begin(COLLEAGUE)
    assert sessions.end_everywhere(WORKER.subject) == 3
    assert sessions.end_everywhere("ingen") == 0
    assert [sessions.find(each) for each in mine] == [None, None, None]
    assert sessions.find(another) is not None


def test_the_organisation_s_sign_in_ends_one_session_of_its_own_or_all_of_a_person(desk: Office) -> None:
    sessions = desk.engine.sessions
    phone, desk_top = (
        sessions.begin(WORKER, provided=Provided(subject="s-1", session=each)) for each in ("a", "b")
    )
    another = sessions.begin(COLLEAGUE, provided=Provided(subject="s-2", session="c"))
    by_token = sessions.begin(WORKER)
    assert sessions.end_provided(Provided(subject="s-1", session="a")) == 1
    assert sessions.find(phone) is None
    assert sessions.find(desk_top) is not None
    assert sessions.end_provided(Provided(subject="s-1")) == 1
    assert sessions.find(desk_top) is None
    assert sessions.find(another) is not None
    assert sessions.find(by_token) is not None
    assert "s-2" not in str(desk.rows(tables.sessions))


def test_what_is_to_be_shown_once_is_refused_the_second_time_until_it_is_forgotten(desk: Office) -> None:
    sessions = desk.engine.sessions
    until = desk.now + timedelta(minutes=10)
    assert [sessions.is_first_use("x", until), sessions.is_first_use("x", until)] == [True, False]
    assert sessions.is_first_use("y", until)
    desk.waits(minutes=11)
    sessions.forget_ended()
    assert desk.rows(tables.used_once) == []


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


def test_what_to_ask_by_is_handed_to_one_of_all_who_come_and_not_before_its_time(desk: Office) -> None:
    every = timedelta(minutes=1)
    id = desk.engine.sessions.begin(WORKER, provided=Provided(subject="w"))
    assert (found(desk, id).asked_at, desk.engine.sessions.claim_renewal(id, every)) == (None, None)
    desk.engine.sessions.keep_renewal(id, "sealed")
    assert found(desk, id).asked_at == desk.now
    desk.waits(seconds=59)
    assert desk.engine.sessions.claim_renewal(id, every) is None
    desk.waits(seconds=1)
    assert [desk.engine.sessions.claim_renewal(id, every) for _ in range(2)] == ["sealed", None]
    assert found(desk, id).asked_at == desk.now


def test_a_session_that_was_ended_elsewhere_is_over_and_still_tells_whose_it_was(desk: Office) -> None:
    id = desk.engine.sessions.begin(WORKER, provided=Provided(subject="w"))
    desk.engine.sessions.keep_renewal(id, "sealed")
    desk.engine.sessions.expire(id)
    assert desk.engine.sessions.find(id) is None
    assert desk.engine.sessions.whose(id) is not None
    assert "sealed" not in repr(desk.rows(tables.sessions))


def test_somebody_sees_where_they_are_signed_in_and_ends_one_of_them(desk: Office) -> None:
    sessions = desk.engine.sessions
    first = sessions.begin(WORKER)
    desk.waits(minutes=30)
    second, others = sessions.begin(WORKER), sessions.begin(COLLEAGUE)
    told = sessions.open_of(second)
    assert [(each.is_this, desk.now - each.started_at) for each in told] == [
        (True, timedelta(0)),
        (False, timedelta(minutes=30)),
    ]
    sessions.end_open(others, told[1].key)
    assert sessions.find(first) is not None, "it is nobody else's to end"
    sessions.end_open(second, told[1].key)
    assert (sessions.find(first), [each.is_this for each in sessions.open_of(second)]) == (None, [True])


def test_what_is_over_is_no_place_where_one_is_signed_in(desk: Office) -> None:
    desk.engine.sessions.begin(WORKER)
    desk.waits(seconds=IDLE.total_seconds())
    mine = desk.engine.sessions.begin(WORKER)
    assert [each.is_this for each in desk.engine.sessions.open_of(mine)] == [True]
    assert desk.engine.sessions.open_of("guessed") == []


def found(desk: Office, id: str) -> Session:
    """The session."""
    there = desk.engine.sessions.find(id)
    assert there is not None
    return there


def locked(desk: Office) -> str:
    """A session with a PIN that nobody has used for a while."""
    id = desk.engine.sessions.begin(WORKER)
    desk.engine.sessions.set_pin(id, "2580")
    desk.waits(seconds=LOCKED_AFTER.total_seconds())
    return id


def is_locked(desk: Office, id: str) -> bool | None:
    """Whether the session is locked; None where there is none."""
    found = desk.engine.sessions.find(id)
    return found.locked if found else None


def test_a_session_with_a_pin_locks_when_nobody_uses_it_and_opens_with_the_pin(desk: Office) -> None:
    id = locked(desk)
    assert is_locked(desk, id)
    assert is_locked(desk, id), "to look at it is no use of it"
    assert not desk.engine.sessions.unlock(id, "2581")
    assert is_locked(desk, id)
    assert desk.engine.sessions.unlock(id, "2580")
    assert is_locked(desk, id) is False


def test_it_locks_after_the_time_that_was_set_with_the_pin(desk: Office) -> None:
    id = desk.engine.sessions.begin(WORKER)
    desk.engine.sessions.set_pin(id, "2580", timedelta(minutes=20))
    desk.waits(minutes=19)
    assert is_locked(desk, id) is False
    desk.waits(minutes=20)
    assert is_locked(desk, id)
    assert desk.engine.sessions.unlock(id, "2580")
    desk.engine.sessions.lock(id)
    assert is_locked(desk, id)


def test_a_session_that_is_used_or_has_no_pin_does_not_lock(desk: Office) -> None:
    used, without = desk.engine.sessions.begin(WORKER), desk.engine.sessions.begin(WORKER)
    desk.engine.sessions.set_pin(used, "2580")
    for _ in range(3):
        desk.waits(seconds=LOCKED_AFTER.total_seconds() - 60)
        assert is_locked(desk, used) is False
    assert is_locked(desk, without) is False
    desk.engine.sessions.lock(without)
    assert is_locked(desk, without) is False
    desk.engine.sessions.lock(used)
    assert is_locked(desk, used)


def test_after_a_few_wrong_pins_the_session_is_over(desk: Office) -> None:
    id = locked(desk)
    for _ in range(PIN_TRIES - 1):
        assert not desk.engine.sessions.unlock(id, "0000")
    assert is_locked(desk, id)
    assert not desk.engine.sessions.unlock(id, "0000")
    assert is_locked(desk, id) is None
    assert not desk.engine.sessions.unlock(id, "2580")


def test_the_right_pin_forgets_the_wrong_ones(desk: Office) -> None:
    id = locked(desk)
    for _ in range(2):
        for _ in range(PIN_TRIES - 1):
            desk.engine.sessions.unlock(id, "0000")
        assert desk.engine.sessions.unlock(id, "2580")
        desk.engine.sessions.lock(id)
    assert is_locked(desk, id)


def test_a_phone_that_is_one_s_own_does_not_lock_any_more(desk: Office) -> None:
    id = desk.engine.sessions.begin(WORKER)
    desk.engine.sessions.set_pin(id, "2580")
    desk.engine.sessions.set_pin(id, None)
    desk.waits(seconds=LOCKED_AFTER.total_seconds())
    assert is_locked(desk, id) is False


def test_a_locked_session_ends_like_any_other(desk: Office) -> None:
    id = locked(desk)
    desk.waits(seconds=LONGEST.total_seconds())
    assert is_locked(desk, id) is None
