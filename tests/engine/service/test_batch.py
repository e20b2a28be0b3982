"""A batch: one library for all of it, one connection, and after the commit nothing that fails."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from engine.errors.fault import NotSaved
from engine.errors.store import StoreTrouble
from engine.run import case
from engine.run.commands import Choose, Command
from engine.said import Said
from engine.service.batch import Answer, Order
from engine.service.engine import Engine
from engine.store import tables
from engine.store.memory.store import MemoryStore
from engine.store.port import Reader, Transaction
from engine.store.sql.store import SqlStore
from tests.engine.database.office import MORNING, UNIT, WORKER, Office, office
from tests.engine.database.routines import barn, prov

T = TypeVar("T")


class OneConnection(MemoryStore):
    """A store that is never read beside a transaction of the same thread."""

    def __init__(self) -> None:
        super().__init__()
        self._within = threading.local()

    def transact(self, work: Callable[[Transaction], T]) -> T:
        self._within.now = True
        try:
            return super().transact(work)
        finally:
            self._within.now = False

    def read(self, query: Callable[[Reader], T]) -> T:
        assert not getattr(self._within, "now", False), "a second connection within a transaction"
        return super().read(query)


def test_all_that_a_transaction_needs_it_reads_itself() -> None:
    with Engine(OneConnection(), clock=lambda: MORNING) as engine:
        engine.publish([prov(), barn()], {"nummer": "1"})
        instance = engine.start("prov", WORKER, UNIT).instance
        engine._published._compiled.clear()
        engine.choose(instance, "borja", "fraga", WORKER)
        assert [each.id for each in engine._published._compiled.values()] == ["prov", "barn"]


class Meanwhile(MemoryStore):
    """A store where `happens`, once, when a transaction has just begun."""

    happens: Callable[[], object] | None = None

    def transact(self, work: Callable[[Transaction], T]) -> T:
        happens, self.happens = self.happens, None
        if happens:
            happens()
        return super().transact(work)


def test_what_is_published_while_a_batch_is_at_work_is_for_the_next_one() -> None:
    with Engine(Meanwhile(), clock=lambda: MORNING) as engine:
        engine.publish([prov(), barn()])
        assert isinstance(engine._store, Meanwhile)
        first, second = (engine.start("prov", WORKER, UNIT).instance for _ in range(2))
        engine._store.happens = lambda: engine.publish([barn(2)])
        started = [
            engine.choose(each, "borja", "fraga", WORKER).view()["children"][0]["id"]
            for each in (first, second)
        ]
        versions = [engine.records.instance(each, WORKER)[1].version for each in started]
    assert versions == [1, 2]


def fails(*_: object) -> None:
    """What goes wrong after the commit."""
    raise ZeroDivisionError("after the commit")


class Alarm(threading.Event):
    """A worker that can't be woken."""

    set = fails


@pytest.mark.parametrize("what", ["remember", "listener"])
def test_what_fails_after_the_commit_is_logged_and_nobody_is_told_otherwise(
    desk: Office, what: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    alarm = Alarm()
    if what == "remember":
        monkeypatch.setattr("engine.store.unit.UnitOfWork.remember", fails)
    else:
        desk.engine._listening.add(alarm)
    instance = desk.starts()
    desk.takes(instance, "borja", "mejla")
    assert [row["sequence"] for row in desk.rows(tables.history)] == [1, 2]
    assert "after a commit" in caplog.text


def test_a_connection_that_can_not_be_given_back_does_not_undo_or_repeat_what_was_kept(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with Engine.open(sqlite_url, clock=lambda: MORNING) as engine:
        engine.publish([prov()])
        assert isinstance(engine._store, SqlStore)
        event.listen(engine._store._writing, "checkin", fails)
        engine.start("prov", WORKER, UNIT)
        event.remove(engine._store._writing, "checkin", fails)
        assert len(engine.records.instances(WORKER).items) == 1
    assert "could not be given back" in caplog.text


def test_the_view_of_an_answer_needs_no_database_any_more(quick_desk: Office) -> None:
    answer = quick_desk.engine.start("prov", WORKER, UNIT)
    quick_desk.engine._store.read = fails  # type: ignore[method-assign,assignment]
    assert answer.view()["steps"][0]["state"] == "borja"


def poisoned(instance: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on whatever is decided of the instance goes wrong in a way that nobody has thought of."""

    def advance(found: Any, command: Command, *rest: Any) -> Any:
        if isinstance(command, Choose) and command.instance == instance:
            raise ZeroDivisionError("a fault of ours")
        return case.advance(found, command, *rest)

    monkeypatch.setattr("engine.store.unit.advance", advance)


def test_a_fault_in_one_command_is_its_own_alone_and_nothing_is_done_twice(
    desk: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, wrong, last = (desk.starts() for _ in range(3))
    begun: list[int] = []
    transact = desk.engine._store.transact

    def counted(work: Callable[[Transaction], T]) -> T:
        begun.append(1)
        return transact(work)

    monkeypatch.setattr(desk.engine._store, "transact", counted)
    poisoned(wrong, monkeypatch)
    answers = desk.engine._batches.carry_out([_order(desk, each) for each in (first, wrong, last)])
    fault = answers[1]
    assert isinstance(fault, NotSaved)
    assert re.fullmatch("[0-9a-f]{12}", fault.error_id)
    assert [isinstance(each, Answer) for each in answers] == [True, False, True]
    assert len(begun) == 1
    sequences = {row["id"]: row["sequence"] for row in desk.rows(tables.cases)}
    assert sequences == {first: 2, wrong: 1, last: 2}
    assert f"{fault.error_id}: a command Choose" in caplog.text
    assert "ZeroDivisionError: a fault of ours" in caplog.text


def test_a_command_that_went_wrong_is_carried_out_when_the_fault_is_mended(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = desk.starts()
    with monkeypatch.context() as while_wrong:
        poisoned(instance, while_wrong)
        with pytest.raises(NotSaved):
            desk.takes(instance, "borja", "mejla", key="k")
    assert not desk.takes(instance, "borja", "mejla", key="k").replayed


def test_two_commands_to_one_case_in_a_batch_are_two_links_of_one_chain(desk: Office) -> None:
    instance = desk.starts()
    desk.engine._batches.carry_out([_order(desk, instance, "hjalp"), _order(desk, instance)])
    assert [row["sequence"] for row in desk.rows(tables.history)] == [1, 2, 3]
    assert desk.engine.audit().findings == ()


def test_what_is_started_is_gone_on_with_in_the_same_batch(desk: Office) -> None:
    start = desk.engine.starting("prov", WORKER, UNIT)
    begun = Order(command=start, language="sv", key=None, body_hash="")
    answers = desk.engine._batches.carry_out([begun, _order(desk, start.instance)])
    assert [each.revision for each in answers] == [1, 2]
    assert desk.here(start.instance) == ["skicka"]


def _order(desk: Office, instance: str, choice: str = "mejla") -> Order:
    command = Choose(at=desk.now, by=WORKER, instance=instance, state="borja", choice=choice)
    return Order(command=command, language="sv", key=None, body_hash="")


def fails_once(desk: Office, wrong: Exception) -> None:
    """Let the database fail when a routine is read that is not in memory, which is when something is decided; and never again."""
    assert isinstance(desk.engine._store, SqlStore)
    desk.engine._published._compiled.clear()
    failures = [wrong]

    def fails(*of: Any) -> None:
        if "routines.document" in of[2] and failures:
            raise failures.pop()

    event.listen(desk.engine._store._writing, "before_cursor_execute", fails)


BROKEN = OperationalError("select", {}, sqlite3.OperationalError("disk I/O error"))
GONE = OperationalError("select", {}, sqlite3.OperationalError("gone"), connection_invalidated=True)


def test_a_database_that_fails_while_something_is_decided_is_no_fault_of_the_command(sqlite_url: str) -> None:
    with office(sqlite_url) as desk:
        instance = desk.starts()
        fails_once(desk, BROKEN)
        with pytest.raises(StoreTrouble, match="could not be read"):
            desk.takes(instance, "borja", "granskas")
        assert desk.takes(instance, "borja", "granskas").revision == 2


def test_trouble_that_the_store_tells_while_something_is_decided_ends_the_batch(sqlite_url: str) -> None:
    with office(sqlite_url) as desk:
        order = _order(desk, desk.starts())
        fails_once(desk, StoreTrouble(Said("borta", "away")))
        with pytest.raises(StoreTrouble, match="away"):
            desk.engine._batches.carry_out([order])


def test_a_connection_that_is_lost_while_something_is_decided_is_not_noticed(sqlite_url: str) -> None:
    with office(sqlite_url) as desk:
        instance = desk.starts()
        fails_once(desk, GONE)
        assert desk.takes(instance, "borja", "granskas").revision == 2


def test_a_timer_that_the_database_fails_is_fired_when_it_works_again(sqlite_url: str) -> None:
    with office(sqlite_url) as desk:
        desk.starts()
        desk.waits(minutes=31)
        fails_once(desk, BROKEN)
        with pytest.raises(StoreTrouble, match="could not be read"):
            desk.works()
        assert desk.works() == 1
        assert [row["incident"] for row in desk.rows(tables.open_steps)] == [False]
