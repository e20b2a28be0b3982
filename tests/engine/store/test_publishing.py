"""What publishing writes and refuses, and what it tells of what already runs."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from engine.errors.published import DocumentChanged, VersionTaken
from engine.errors.request import NotFound
from engine.language.compile import compile_text
from engine.model.head import Attachment
from engine.model.routine import Routine
from engine.run.binding import HeldBack, UnreadRunning
from engine.store import tables
from engine.store.memory.store import MemoryStore
from engine.store.staged.changes import Changes
from engine.stored.formats import Format
from engine.stored.routine import digest, routine_to_stored
from engine.values.texts import Text
from tests.engine.database.office import MORNING, Office
from tests.engine.database.routines import barn, prov
from tests.engine.language.files import VISIT, routine_of
from tests.engine.store.counting import Counting
from tests.engine.store.port.shelf import full
from tests.engine.store.test_published import published, starting


def test_a_setting_is_put_changed_and_taken_away_by_itself() -> None:
    shelf = published(MemoryStore())
    found = []
    for settings in ({"a": "1", "b": "2"}, {"a": "3", "c": None}, {"b": None}):
        shelf.publish([], settings, MORNING)
        found.append(dict(shelf.library().context.settings))
    assert found == [{"a": "1", "b": "2"}, {"a": "3", "b": "2"}, {"a": "3"}]


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
    assert (told.new, told.held_back, told.unread) == (True, (), ())


def test_a_next_version_is_published_also_where_what_runs_and_calls_it_can_not_be_read(
    desk: Office, caplog: pytest.LogCaptureFixture
) -> None:
    desk.starts()
    desk.engine.publish([prov(2, title="Ny början")])
    desk.starts()
    desk.alters(tables.routines, {"id": "prov", "version": 1}, document="[]")
    desk.engine._published._compiled.clear()

    (told,) = desk.engine.publish([replace(routine_of(WIDER), digest="w" * 64)])

    assert told.unread == (UnreadRunning(routine="prov", version=1, count=1),)
    assert told.held_back == (HeldBack(routine="prov", version=2, count=1, gets=1),)
    assert f"routine {prov().digest}" in caplog.text


def test_what_runs_and_can_not_be_read_is_told_in_order_also_where_nobody_knows_which_version_it_is(
    quick_desk: Office,
) -> None:
    second, first, lost = quick_desk.starts(), quick_desk.starts(), quick_desk.starts()
    newer = prov(2, title="Ny början")
    quick_desk.engine.publish([newer])
    for instance, follows in ((second, newer.digest), (first, prov().digest), (lost, "z" * 64)):
        quick_desk.alters(tables.instances, {"id": instance}, digest=follows)
    quick_desk.alters(tables.routines, {"id": "prov"}, document="[]")
    quick_desk.engine._published._compiled.clear()

    (told,) = quick_desk.engine.publish([barn(2)])

    assert told.unread == (
        UnreadRunning(routine="prov", version=1, count=1),
        UnreadRunning(routine="prov", version=2, count=1),
        UnreadRunning(routine="z" * 64, version=0, count=1),
    )


def test_what_is_asked_as_something_is_published_is_asked_in_its_transaction() -> None:
    store = Counting()
    published(store).publish([prov()], {}, MORNING)
    store._tables["instances"]["i1",] = full(tables.instances, {"status": "running", "digest": prov().digest})
    store.reads = 0
    published(store).publish([prov(2, title="Ny början")], {}, MORNING)
    with pytest.raises(VersionTaken):
        published(store).publish([prov(title="Ändrad")], {}, MORNING)
    assert store.reads == 0


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


@pytest.mark.parametrize("given", [{"c" * 64: b"abc"}, None], ids=["another", "none"])
def test_a_version_whose_document_is_not_there_is_not_published(given: dict[str, bytes] | None) -> None:
    there = published(MemoryStore())
    with pytest.raises(DocumentChanged) as told:
        there.publish([with_blank()], {}, MORNING, given)
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
