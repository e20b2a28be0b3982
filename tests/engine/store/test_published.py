"""What is published, seen by several threads at once and by a batch."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest

from engine.errors.request import NotFound
from engine.errors.stored import StoredDamaged
from engine.language.compile import compile_text
from engine.model.routine import Routine
from engine.run.context import Library
from engine.store import tables
from engine.store.memory.store import MemoryStore
from engine.store.port import Reader
from engine.store.published import FRESH_SECONDS, Published
from tests.engine.database.office import MORNING, Office
from tests.engine.database.routines import barn, prov
from tests.engine.store.counting import Counting
from tests.engine.store.standing import Standing

T = TypeVar("T")


class SlowStore(MemoryStore):
    """A store whose next answer, when `held`, is on its way until `gate` is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.held = False
        self.asked, self.gate = threading.Event(), threading.Event()

    def read(self, query: Callable[[Reader], T]) -> T:
        held, self.held = self.held, False
        answer = super().read(query)
        if held:
            self.asked.set()
            assert self.gate.wait(20)
        return answer


def published(store: MemoryStore) -> Published:
    """What is published in the store."""
    return Published(store, ZoneInfo("Europe/Stockholm"))


class Look:
    """Another thread's look at what is published, whose answer is on its way."""

    def __init__(self, store: SlowStore, seen_by: Published) -> None:
        self._store = store
        self.found: list[Library] = []
        self._thread = threading.Thread(target=lambda: self.found.append(seen_by.library()))
        store.held = True
        self._thread.start()
        assert store.asked.wait(20)

    def arrives(self) -> Library:
        """The answer comes."""
        self._store.gate.set()
        self._thread.join(20)
        return self.found[0]


def test_what_was_published_stays_found_when_an_older_look_comes_back() -> None:
    store = SlowStore()
    shelf = published(store)
    look = Look(store, shelf)
    shelf.publish([barn()], {}, MORNING)
    look.arrives()
    assert shelf.version("barn") == barn()


def test_a_look_that_began_before_something_was_published_looks_once_more() -> None:
    store = SlowStore()
    shelf = published(store)
    look = Look(store, shelf)
    shelf.publish([barn()], {}, MORNING)
    assert look.arrives().latest("barn") == barn()


def test_a_look_that_took_long_does_not_replace_what_a_later_one_found() -> None:
    store = SlowStore()
    here, elsewhere = published(store), published(store)
    look = Look(store, here)
    elsewhere.publish([barn()], {}, MORNING)
    assert here.library().latest("barn") == barn()
    look.arrives()
    assert here.library().latest("barn") == barn()


def test_a_library_does_not_change_when_something_is_published() -> None:
    shelf = published(MemoryStore())
    shelf.publish([prov()], {"nummer": "1"}, MORNING)
    before = shelf.library()
    shelf.publish([prov(2, title="Ny början")], {"nummer": "2"}, MORNING)
    assert (before.latest("prov"), before.context.settings) == (prov(), {"nummer": "1"})


def test_what_has_just_been_looked_at_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.store.published.FRESH_SECONDS", 3600.0)
    store = Counting()
    shelf = published(store)
    first = shelf.library()
    assert (shelf.library() is first, store.reads) == (True, 1)


def test_what_was_looked_at_a_second_ago_is_looked_at_again() -> None:
    runner, store = Standing(), Counting()
    shelf = Published(store, ZoneInfo("Europe/Stockholm"), runner)
    found = []
    for runner.now in (7.0, 7.0 + FRESH_SECONDS / 2, 7.0 + FRESH_SECONDS):
        shelf.library()
        found.append(store.reads)
    assert found == [1, 1, 2]


def test_what_is_published_here_is_seen_at_once_whatever_the_time_is() -> None:
    runner = Standing()
    runner.now = 0.0
    shelf = Published(MemoryStore(), ZoneInfo("Europe/Stockholm"), runner)
    found = []
    for version in (1, 2):
        shelf.publish([barn(version)], {}, MORNING)
        found.append(shelf.library().newest["barn"])
    assert found == [barn(1).digest, barn(2).digest]


def test_what_is_published_can_be_read_as_it_stands_in_the_store() -> None:
    store = MemoryStore()
    published(store).publish([prov()], {}, MORNING)
    (row,) = store._tables["routines"].values()
    assert "Börja" in row["document"]
    assert row["published_at"] == MORNING


def test_the_library_counts_in_the_organisation_s_zone() -> None:
    assert published(MemoryStore()).library().context.zone == ZoneInfo("Europe/Stockholm")


def test_a_digest_that_was_never_published_is_not_found() -> None:
    with pytest.raises(NotFound) as told:
        published(MemoryStore()).pinned("0" * 64)
    assert (told.value.what, told.value.id) == ("routine", "0" * 64)


def test_a_routine_that_can_not_be_read_is_left_out_of_those_that_are_served(
    quick_desk: Office, caplog: pytest.LogCaptureFixture
) -> None:
    quick_desk.alters(tables.routines, {"id": "prov"}, document="[]")
    quick_desk.engine._published._compiled.clear()

    assert [each.id for each in quick_desk.engine.routines()] == ["barn"]
    assert f"routine {prov().digest}" in caplog.text
    assert quick_desk.engine.unreadable_routines() == ["prov"]


def test_a_version_that_is_not_published_is_named_as_it_was_asked_for() -> None:
    there = published(MemoryStore())
    there.publish([prov()], {}, MORNING)
    with pytest.raises(NotFound) as told:
        there.version("prov", 9)
    assert told.value.id == "prov version 9"
    with pytest.raises(NotFound) as unknown:
        there.version("provv")
    assert (unknown.value.id, unknown.value.near) == ("provv", "prov")


def test_each_version_is_found_by_its_number_and_one_that_is_not_there_is_not_near_itself() -> None:
    there = published(MemoryStore())
    newer = prov(2, title="Ny början")
    there.publish([prov()], {}, MORNING)
    there.publish([newer, barn()], {}, MORNING)
    found = [
        there.version("prov", 1),
        there.version("prov", 2),
        there.version("prov"),
        there.version("barn", 1),
    ]
    assert found == [prov(), newer, newer, barn()]
    assert there.library().older == {"prov": (prov().digest,)}
    with pytest.raises(NotFound) as told:
        there.version("prov", 3)
    assert told.value.near is None


def test_a_routine_is_read_once_and_what_it_starts_with_it() -> None:
    store = Counting()
    published(store).publish([prov(), barn()], {}, MORNING)
    there = published(store)
    there.library()
    store.reads = 0
    assert (there.pinned(prov().digest), store.reads) == (prov(), 2)
    assert (there.pinned(prov().digest), there.pinned(barn().digest), store.reads) == (prov(), barn(), 2)


def test_a_routine_is_kept_in_memory_rather_than_what_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.store.published.KEPT", 1)
    store = Counting()
    published(store).publish([prov(), barn()], {}, MORNING)
    there = published(store)
    there.library()
    store.reads = 0
    assert (there.pinned(prov().digest), there.pinned(prov().digest), store.reads) == (prov(), prov(), 2)


def test_routines_that_start_each_other_are_read_once_each() -> None:
    one, other = (starting(id, of) for id, of in (("ena", "andra"), ("andra", "ena")))
    store = Counting()
    published(store).publish([one, other], {}, MORNING)
    there = published(store)
    there.library()
    store.reads = 0
    assert (there.pinned(one.digest), there.pinned(other.digest), store.reads) == (one, other, 2)


def test_a_routine_is_read_also_where_what_it_starts_is_not_there() -> None:
    store = Counting()
    published(store).publish([prov()], {}, MORNING)
    there = published(store)
    there.library()
    store.reads = 0
    assert (there.pinned(prov().digest), store.reads) == (prov(), 1)

    gone = published(store)
    published(store).publish([barn()], {}, MORNING)
    gone.library()
    del store._tables["routines"]["barn", 1]
    assert gone.pinned(prov().digest) == prov()


def starting(id: str, of: str) -> Routine:
    """A routine with one step, where another may be started."""
    head = f"routine: {id}\nversion: 1\ntitle: Prov\nroles: {{medarbetare: M}}\nstart: medarbetare\n"
    states = f"states:\n  a: {{title: A, role: medarbetare, choices: {{hjalp: {{label: Hjälp, start: {of}}}, klar: Klar}}}}\n"
    found = compile_text(f"{head}{states}  slut: {{end: klart}}\n", f"{id}.yaml").routine
    assert found is not None
    return found


def test_a_routine_that_can_not_be_read_is_told_as_a_routine() -> None:
    store = MemoryStore()
    published(store).publish([barn()], {}, MORNING)
    (row,) = store._tables["routines"].values()
    row["document"] = "[]"
    with pytest.raises(StoredDamaged) as told:
        published(store).pinned(barn().digest)
    assert (told.value.kind, told.value.id) == ("routine", barn().digest)
