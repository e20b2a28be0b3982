"""Whose number is whose in a store: numbered once, looked up once, forgotten for good."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest

from engine.errors.request import NotFound
from engine.run.instance import SYSTEM
from engine.store.memory.store import MemoryStore
from engine.store.people import KEPT_SECONDS, AskedOnce, StoredPeople
from engine.store.port import Reader, Store
from engine.store.sql.store import SqlStore
from engine.stored.people import NOBODY
from tests.engine.database.office import MORNING
from tests.engine.store.counting import Counting
from tests.engine.store.standing import Standing

T = TypeVar("T")


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """Each of the stores, empty."""
    opened: Store = MemoryStore() if store_url == "memory://" else SqlStore(store_url)
    yield opened
    opened.close()


def known(*subjects: str, store: Store | None = None) -> StoredPeople:
    """People whom the store has just learnt to know."""
    people = StoredPeople(store or MemoryStore())
    people.know(subjects, MORNING)
    return people


def test_people_are_numbered_in_the_order_in_which_they_are_first_seen(store: Store) -> None:
    people = known("m1", "m2", "m1", "m3", store=store)
    people.know(["m2"], MORNING)
    assert [people.number(each) for each in ("m1", "m2", "m3")] == [1, 2, 3]
    assert [people.subject(each) for each in (1, 2, 3)] == ["m1", "m2", "m3"]


def test_it_is_written_since_when_somebody_is_known_and_no_name() -> None:
    store = MemoryStore()
    known("m1", store=store)
    (row,) = store._tables["people"].values()
    nothing_else = {"name": None, "mail": None, "phone": None, "language": None, "is_forgotten": False}
    assert row == {"number": 1, "subject": "m1", "known_since": MORNING, **nothing_else}


def test_every_program_knows_whom_another_has_numbered(store: Store) -> None:
    known("m1", "m2", store=store)
    assert (StoredPeople(store).number("m2"), StoredPeople(store).subject(1)) == (2, "m1")
    known("m3", "m2", store=store)
    assert StoredPeople(store).number("m3") == 3


class NumberedMeanwhile(Counting):
    """A store where another program gives m1 a number just after this one has asked."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile = True

    def read(self, query: Callable[[Reader], T]) -> T:
        answer = super().read(query)
        if self.meanwhile:
            self.meanwhile = False
            known("m0", "m1", store=self)
        return answer


def test_whom_another_program_numbers_at_the_same_time_has_one_number() -> None:
    store = NumberedMeanwhile()
    people, store.reads = known("m1", store=store), 0
    assert (people.number("m1"), store.reads) == (2, 0)
    assert [row["subject"] for row in store._tables["people"].values()] == ["m0", "m1"]


def test_who_was_never_seen_has_no_number() -> None:
    people = known("m1")
    assert people.find("m2") is None
    with pytest.raises(KeyError, match="m2"):
        people.number("m2")
    with pytest.raises(KeyError, match="m2"):
        AskedOnce(people).number("m2")


def test_what_the_system_does_is_nobody_s() -> None:
    people = known()
    assert (people.number(SYSTEM.subject), people.subject(NOBODY)) == (NOBODY, SYSTEM.subject)


def test_somebody_is_looked_up_once() -> None:
    store = Counting()
    known("m1", store=store)
    people, store.reads = StoredPeople(store), 0
    assert [people.number("m1"), people.number("m1"), people.subject(1), store.reads] == [1, 1, "m1", 1]
    other, store.reads = StoredPeople(store), 0
    assert [other.subject(1), other.subject(1), other.number("m1"), store.reads] == ["m1", "m1", 1, 1]


def test_who_is_forgotten_is_called_by_a_number_that_stays_theirs(store: Store) -> None:
    people = known("m1", "m2", store=store)
    assert people.forget("m1")
    assert (people.find("m1"), people.subject(1), people.number("removed#1")) == (None, "removed#1", 1)
    assert (people.number("m2"), people.subject(2)) == (2, "m2")
    assert (StoredPeople(store).subject(1), StoredPeople(store).number("removed#1")) == ("removed#1", 1)


def test_who_comes_back_has_a_new_number(store: Store) -> None:
    people = known("m1", "m2", store=store)
    people.forget("m1")
    people.know(["m1"], MORNING)
    assert (people.number("m1"), people.subject(3), people.subject(1)) == (3, "m1", "removed#1")


def test_who_is_not_known_can_not_be_forgotten_and_the_system_neither() -> None:
    people = known("m1")
    assert [people.forget(each) for each in ("m2", SYSTEM.subject, "m1", "m1")] == [False, False, True, False]


def test_whoever_is_forgotten_can_be_once_more_by_what_they_are_called_since() -> None:
    people = known("m1")
    assert [people.forget(each) for each in ("m1", "removed#1")] == [True, True]


def test_who_is_forgotten_by_another_program_is_known_here_for_a_while_at_most() -> None:
    store, runner = MemoryStore(), Standing()
    people = StoredPeople(store, runner)
    people.know(["m1"], MORNING)
    StoredPeople(store).forget("m1")
    runner.now += KEPT_SECONDS - 1
    assert (people.find("m1"), people.subject(1)) == (1, "m1")
    runner.now += 1
    assert (people.find("m1"), people.subject(1)) == (None, "removed#1")


def test_nobody_becomes_known_by_the_number_of_somebody_forgotten() -> None:
    with pytest.raises(NotFound) as refused:
        known("m1", "removed#1")
    assert "removed#1" in refused.value.say("en")
