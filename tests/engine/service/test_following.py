"""Following what others do: who follows is told of each case that moves on, once, whoever moved it, and of nothing else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue

import pytest

from engine.errors.person import NotYours
from engine.service import following
from engine.service.following import Answered, Following
from engine.store.memory.store import MemoryStore
from engine.store.moved import Moved
from engine.store.runner import Runner
from tests.engine.database.office import COLLEAGUE, MANAGER, OFFICE, STRANGER, UNIT, WORKER, Office, office

Heard = SimpleQueue[list[Moved] | None]


def heard_by(followed: Following) -> Heard:
    """What is told, from when other processes are heard."""
    heard: Heard = SimpleQueue()
    followed.follow(lambda moved: heard.put(None if moved is None else list(moved)))
    assert heard.get(timeout=20) is None
    return heard


def test_whoever_follows_is_told_of_each_step_with_how_far_the_case_has_come(desk: Office) -> None:
    heard = heard_by(desk.engine.following)
    instance = desk.starts(ref="R-1")
    assert heard.get(timeout=20) == [Moved(instance, 1, UNIT)]
    desk.takes(instance, "borja", "mejla")
    assert heard.get(timeout=20) == [Moved(instance, 2, UNIT)]


def test_what_is_refused_and_what_is_read_moves_nothing(desk: Office) -> None:
    instance = desk.starts(ref="R-1")
    heard = heard_by(desk.engine.following)
    with pytest.raises(NotYours):
        desk.takes(instance, "borja", "mejla", STRANGER)
    desk.engine.records.view(instance, WORKER)
    desk.finishes_writing()
    assert heard.empty()


def test_what_another_process_does_is_told_and_what_is_heard_twice_is_told_once(database_url: str) -> None:
    with office(database_url) as here, office(database_url) as there:
        heard = heard_by(here.engine.following)
        first = here.starts(ref="R-1")
        second = there.starts(ref="R-2")
        assert heard.get(timeout=20) == [Moved(first, 1, UNIT)]
        assert heard.get(timeout=20) == [Moved(second, 1, UNIT)]
        here.takes(second, "borja", "mejla")
        assert heard.get(timeout=20) == [Moved(second, 2, UNIT)]
        there.takes(first, "borja", "mejla")
        assert heard.get(timeout=20) == [Moved(first, 2, UNIT)]


class Broken(MemoryStore):
    """A database that is lost once while it is listened to, and once when others are to be told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Moved] = []
        self.tries = self.hearings = 0

    def tell(self, moved: Iterable[Moved]) -> None:
        """The first time in vain."""
        self.tries += 1
        if self.tries == 1:
            raise OSError("lost")
        self.told += moved

    def hear(self, take: Callable[[Iterable[Moved] | None], None], stop: threading.Event) -> None:
        """As above."""
        self.hearings += 1
        take(None)
        if self.hearings == 1:
            raise OSError("lost")
        stop.wait()


def test_where_the_database_was_lost_it_is_listened_again_and_anything_may_have_moved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(following, "AGAIN_SECONDS", 0.01)
    with followed(Broken()) as (each, _):
        heard = heard_by(each)
        assert heard.get(timeout=20) is None


def test_what_could_not_be_told_hinders_nothing_that_comes_after() -> None:
    with followed(Broken()) as (each, store):
        each.moved([Moved("a1", 1, UNIT)])
        each.tell_others()
        each.moved([Moved("a1", 2, UNIT), Moved("a2", 1, UNIT)])
        each.tell_others()
        each.tell_others()
        assert store.told == [Moved("a1", 2, UNIT), Moved("a2", 1, UNIT)]
        assert store.tries == 2


@contextmanager
def followed(store: Broken) -> Iterator[tuple[Following, Broken]]:
    """The engine's part by itself, on that store."""
    each = Following(store, None, Runner())  # type: ignore[arg-type]
    yield each, store
    each.close()


def test_nobody_listens_to_the_database_where_nobody_follows() -> None:
    with followed(Broken()) as (each, store):
        each.moved([Moved("a1", 1, UNIT)])
        assert store.hearings == 0


def test_how_a_case_is_now_is_told_to_those_who_may_read_it_and_is_no_reading(desk: Office) -> None:
    instance = desk.starts(ref="R-1")
    assert desk.engine.following.now(instance, COLLEAGUE) == (instance, 1)
    with pytest.raises(NotYours):
        desk.engine.following.now(instance, STRANGER)
    desk.finishes_writing()
    assert desk.engine.records.reads(instance, WORKER).items == []


def test_what_somebody_else_has_chosen_since_is_told_by_its_label_and_role(desk: Office) -> None:
    instance = desk.starts(ref="R-1")
    told = desk.engine.following.answered
    desk.takes(instance, "borja", "granskas")
    assert told(instance, WORKER, 1, "sv") is None
    desk.takes(instance, "granska", "om", OFFICE)
    assert told(instance, WORKER, 2, "sv") == Answered(label="Gör om", roles=("Administratör",))
    assert told(instance, WORKER, 1, "sv") == Answered(label="Gör om", roles=("Administratör",))
    assert told(instance, OFFICE, 2, "sv") is None
    desk.takes(instance, "borja", "granskas", MANAGER)
    assert told(instance, WORKER, 3, "sv") == Answered(label="Låt granska", roles=("Chefen",))
    assert told(instance, WORKER, 4, "sv") is None
    with pytest.raises(NotYours):
        told(instance, STRANGER, 1, "sv")


def test_what_happens_by_itself_was_chosen_by_nobody(desk: Office) -> None:
    instance = desk.starts(ref="R-1")
    desk.takes(instance, "borja", "granskas")
    desk.waits(days=2)
    desk.engine.tick()
    assert desk.engine.following.now(instance, WORKER) == (instance, 3)
    assert desk.engine.following.answered(instance, WORKER, 2, "sv") is None
