"""What is published, seen by several threads at once and by a batch."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar
from zoneinfo import ZoneInfo

import pytest

from engine.errors.published import DocumentChanged, VersionTaken
from engine.errors.request import NotFound
from engine.errors.stored import StoredDamaged
from engine.language.compile import compile_text
from engine.model.head import Attachment
from engine.model.routine import Routine
from engine.run.binding import HeldBack, UnreadRunning
from engine.run.context import Library
from engine.store import tables
from engine.store.memory.store import MemoryStore
from engine.store.port import Reader
from engine.store.published import Published
from engine.store.staged.changes import Changes
from engine.stored.formats import Format
from engine.stored.routine import digest, routine_to_stored
from engine.values.texts import Text
from tests.engine.database.office import MORNING, Office
from tests.engine.database.routines import barn, prov
from tests.engine.language.files import VISIT, routine_of
from tests.engine.store.counting import Counting

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


def test_what_is_published_can_be_read_as_it_stands_in_the_store() -> None:
    store = MemoryStore()
    published(store).publish([prov()], {}, MORNING)
    text = store.read(lambda reader: reader.document(prov().digest))
    assert text is not None
    assert "Börja" in text


def test_the_library_counts_in_the_organisation_s_zone() -> None:
    assert published(MemoryStore()).library().context.zone == ZoneInfo("Europe/Stockholm")


TOLD = routine_of(VISIT)
UNTOLD = replace(TOLD, scenarios=())


@pytest.mark.parametrize(("before", "now"), [(TOLD, UNTOLD), (UNTOLD, TOLD)], ids=["fewer", "more"])
def test_other_scenarios_make_no_other_version_of_what_was_published_in_an_earlier_form(
    before: Routine, now: Routine
) -> None:
    document = routine_to_stored(before) | {"format": 1}
    changes = Changes()
    row = {"id": before.id, "version": before.version, "digest": digest(document)}
    changes.insert(tables.routines, row | {"document": json.dumps(document), "published_at": MORNING})
    store = MemoryStore()
    store.write(changes)
    (found,) = published(store).publish([now], {}, MORNING)
    assert (found.digest, found.new) == (digest(document), False)
    assert digest(document) != now.digest


def test_a_digest_that_was_never_published_is_not_found() -> None:
    with pytest.raises(NotFound):
        published(MemoryStore()).pinned("0" * 64)


WAITS = "routine: prov\nversion: 1\ntitle: Prov\nroles: {medarbetare: Medarbetare}\nstart: medarbetare\nfacts: {antal: number}\nstates:\n"
WAITS += "  v: {wait: svar, timers: [{after: 1 d, to: klart}]}\n  klart: {end: klart}\n"


def waits(text: str = WAITS) -> Routine:
    """The routine of the text, compiled now."""
    found = compile_text(text, "prov.yaml").routine
    assert found is not None
    return found


def test_a_routine_from_before_waits_named_their_facts_is_named_until_its_next_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = MemoryStore()
    with monkeypatch.context() as first_form:
        first_form.setattr("engine.stored.routine.FORMAT", Format())
        published(store).publish([waits()], {}, MORNING)
    after = published(store)

    (again,) = after.publish([waits()], {}, MORNING)

    assert (again.new, again.any_fact) == (False, ("svar",))
    assert after.version("prov").messages_with_any_fact() == ("svar",)
    with pytest.raises(VersionTaken):
        after.publish([waits(WAITS.replace("wait: svar", "wait: svar, ask: antal"))], {}, MORNING)
    (newer,) = after.publish([waits(WAITS.replace("version: 1", "version: 2"))], {}, MORNING)
    assert (newer.new, newer.any_fact) == (True, ())
    assert after.version("prov").messages_with_any_fact() == ()


WIDER = """
routine: barn
version: 2
title: Barn
language: sv
roles:
  medarbetare: Medarbetare
  chef: {title: Chefen, manager: yes}
facts:
  ref: {type: text, title: Referens}
start: {by: medarbetare, ask: [ref]}
states:
  svara: {title: Svara, role: medarbetare, choices: {svarat: {label: Svarat, to: slut}}}
  slut: {end: klart}
"""


def test_what_runs_and_does_not_get_what_is_published_is_told_and_counted(desk: Office) -> None:
    desk.starts()
    ended, _ = desk.starts(), desk.starts()
    desk.takes(ended, "borja", "sluta")
    needs_more = replace(routine_of(WIDER), digest="w" * 64)
    (told,) = desk.engine.publish([needs_more])
    assert told.held_back == (HeldBack(routine="prov", version=1, count=2, gets=1),)
    (again,) = desk.engine.publish([needs_more])
    again_beside_what_is_new, _ = desk.engine.publish(
        [needs_more, replace(prov(), version=2, digest="v" * 64)]
    )
    assert again_beside_what_is_new.held_back == ()
    assert (again.new, again.held_back) == (False, ())
    (mended,) = desk.engine.publish([barn(3)])
    assert mended.held_back == ()


def test_what_runs_gets_the_highest_version_whichever_was_published_last(quick_desk: Office) -> None:
    quick_desk.engine.publish([barn(3)])
    quick_desk.starts()
    (told,) = quick_desk.engine.publish([replace(routine_of(WIDER), digest="w" * 64)])
    assert (told.new, told.held_back) == (True, ())


def test_what_is_new_is_published_also_where_something_that_runs_can_not_be_read(quick_desk: Office) -> None:
    quick_desk.starts()
    quick_desk.alters(tables.routines, {"id": "prov"}, document="[]")
    quick_desk.engine._published._compiled.clear()
    (told,) = quick_desk.engine.publish([starting("ena", "barn")])
    assert told.new


def test_a_next_version_is_published_also_where_what_runs_and_calls_it_can_not_be_read(desk: Office) -> None:
    desk.starts()
    desk.engine.publish([prov(2, title="Ny början")])
    desk.starts()
    desk.alters(tables.routines, {"id": "prov", "version": 1}, document="[]")
    desk.engine._published._compiled.clear()

    (told,) = desk.engine.publish([replace(routine_of(WIDER), digest="w" * 64)])

    assert told.unread == (UnreadRunning(routine="prov", version=1, count=1),)
    assert told.held_back == (HeldBack(routine="prov", version=2, count=1, gets=1),)


def test_a_routine_that_can_not_be_read_is_left_out_of_those_that_are_served(quick_desk: Office) -> None:
    quick_desk.alters(tables.routines, {"id": "prov"}, document="[]")
    quick_desk.engine._published._compiled.clear()

    assert [each.id for each in quick_desk.engine.routines()] == ["barn"]
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


def test_routines_that_start_each_other_are_read() -> None:
    one, other = (starting(id, of) for id, of in (("ena", "andra"), ("andra", "ena")))
    store = MemoryStore()
    published(store).publish([one, other], {}, MORNING)
    there = published(store)
    assert (there.version("ena"), there.version("andra")) == (one, other)


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


BLANK = Attachment(
    id="blankett",
    title=Text((("sv", "Blankett"),)),
    file="b.pdf",
    media_type="application/pdf",
    size=3,
    digest="b" * 64,
)


def with_blank(version: int = 1) -> Routine:
    """The called routine with a document."""
    routine = replace(barn(version), documents={"blankett": BLANK})
    return replace(routine, digest=digest(routine_to_stored(routine)))


def test_a_document_is_kept_once_with_the_version_that_brings_it() -> None:
    there = published(MemoryStore())
    there.publish([with_blank()], {}, MORNING, {BLANK.digest: b"abc"})
    assert there.attachment(BLANK.digest) == b"abc"
    assert [each.new for each in there.publish([with_blank(), with_blank(2)], {}, MORNING)] == [False, True]
    assert there.version("barn") == with_blank(2)
    with pytest.raises(NotFound) as told:
        there.attachment("c" * 64)
    assert (told.value.what, told.value.id) == ("document", "c" * 64)


def test_a_version_whose_document_is_not_there_is_not_published() -> None:
    there = published(MemoryStore())
    with pytest.raises(DocumentChanged) as told:
        there.publish([with_blank()], {}, MORNING, {"c" * 64: b"abc"})
    assert (told.value.routine, told.value.file) == ("barn", "b.pdf")
    assert there.library().newest == {}


def test_what_is_published_already_needs_no_document_again() -> None:
    store = MemoryStore()
    published(store).publish([with_blank()], {}, MORNING, {BLANK.digest: b"abc"})
    store._tables["attachments"].clear()
    assert [each.new for each in published(store).publish([with_blank()], {}, MORNING)] == [False]


def test_the_next_version_to_take_is_counted_in_the_routines_own() -> None:
    there = published(MemoryStore())
    there.publish([prov(), replace(barn(), version=7)], {}, MORNING)
    with pytest.raises(VersionTaken) as taken:
        there.publish([prov(title="Ändrad")], {}, MORNING)
    assert taken.value.next == 2
