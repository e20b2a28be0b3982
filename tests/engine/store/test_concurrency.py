"""Many at once: one wins in each step, everybody is answered once, the history has no gaps."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from engine.errors.fault import NotSaved
from engine.errors.root import Refusal
from engine.run.commands import Choose
from engine.run.instance import Person
from engine.service.batch import Answer
from engine.store import tables, unit
from tests.engine.database.office import UNIT, WORKER, Office, office
from tests.engine.database.routines import prov

BOTH = frozenset({("medarbetare", UNIT), ("administrator", UNIT), ("chef", UNIT)})
WAY = [("borja", "granskas"), ("granska", "om")]


def at_once(*clients: Callable[[], None]) -> None:
    """Run all in threads that begin together."""
    barrier = threading.Barrier(len(clients))

    def run(client: Callable[[], None]) -> None:
        barrier.wait(20)
        client()

    threads = [threading.Thread(target=run, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()


def choosing(desk: Office, instance: str, by: Person, turn: int) -> Choose:
    """The choice that is possible at that turn, at the revision of that turn."""
    state, choice = WAY[turn % 2]
    return Choose(at=desk.now, by=by, instance=instance, revision=turn + 1, state=state, choice=choice)


def outcome(future: Future[Answer]) -> str:
    """Whether the command was accepted, or why not."""
    try:
        future.result(timeout=60)
    except Refusal as refusal:
        return type(refusal).__name__
    return "accepted"


def test_of_many_who_take_the_same_step_one_wins(desk: Office) -> None:
    cases = [desk.starts(by=Person("m1", BOTH)) for _ in range(4)]
    turns = 5
    told: list[tuple[str, int, str]] = []

    def client(number: int) -> None:
        by = Person("m1", BOTH)
        for turn in range(turns):
            for case in cases:
                future = desk.engine.submit(choosing(desk, case, by, turn))
                told.append((case, turn, outcome(future)))

    at_once(*(lambda number=number: client(number) for number in range(32)))
    accepted = Counter((case, turn) for case, turn, how in told if how == "accepted")
    assert accepted == {(case, turn): 1 for case in cases for turn in range(turns)}
    assert {how for _, _, how in told} == {"accepted", "MovedOn"}
    assert len(told) == 32 * turns * len(cases)
    for case in cases:
        sequences = sorted(row["sequence"] for row in desk.rows(tables.history, case_id=case))
        assert sequences == list(range(1, turns + 2))
    assert desk.engine.audit().findings == ()


def test_every_future_is_answered_exactly_once(desk: Office) -> None:
    case = desk.starts(by=Person("m1", BOTH))
    answered: Counter[int] = Counter()
    lock = threading.Lock()

    def note(number: int, _: object) -> None:
        with lock:
            answered[number] += 1

    def client(number: int) -> None:
        for turn in range(10):
            mark = number * 100 + turn
            future = desk.engine.submit(choosing(desk, case, Person("m1", BOTH), turn))
            future.add_done_callback(partial(note, mark))

    at_once(*(lambda number=number: client(number) for number in range(32)))
    desk.finishes_writing()
    assert answered == {number * 100 + turn: 1 for number in range(32) for turn in range(10)}


def test_two_engines_on_one_database_agree(database_url: str) -> None:
    with ExitStack() as stack:
        desks = [stack.enter_context(office(database_url)) for _ in range(2)]
        cases = [desks[0].starts(by=Person("m1", BOTH)) for _ in range(3)]
        told: list[tuple[str, int, str]] = []

        def client(desk: Office) -> None:
            for turn in range(8):
                for case in cases:
                    future = desk.engine.submit(choosing(desk, case, Person("m1", BOTH), turn))
                    told.append((case, turn, outcome(future)))

        at_once(*(lambda desk=desk: client(desk) for desk in desks * 4))
        accepted = Counter((case, turn) for case, turn, how in told if how == "accepted")
        assert accepted == {(case, turn): 1 for case in cases for turn in range(8)}
        assert desks[1].engine.audit().findings == ()


def test_the_same_key_through_two_engines_is_one_command(database_url: str) -> None:
    with ExitStack() as stack:
        desks = [stack.enter_context(office(database_url)) for _ in range(2)]
        instance = desks[0].starts(by=Person("m1", BOTH))
        answers: list[tuple[str, Answer]] = []

        def client(desk: Office) -> None:
            for turn in range(10):
                start = desk.engine.starting("prov", WORKER, UNIT)
                state, choice = WAY[turn % 2]
                choose = Choose(
                    at=desk.now, by=Person("m1", BOTH), instance=instance, state=state, choice=choice
                )
                answers.append((f"start {turn}", desk.engine.submit(start, key=f"start-{turn}").result(60)))
                answers.append(
                    (f"choose {turn}", desk.engine.submit(choose, key=f"choose-{turn}").result(60))
                )

        at_once(*(lambda desk=desk: client(desk) for desk in desks * 2))
        by_key: dict[str, list[Answer]] = {}
        for key, answer in answers:
            by_key.setdefault(key, []).append(answer)
        for key, same in by_key.items():
            assert sorted(each.replayed for each in same) == [False, True, True, True], key
            assert len({(each.instance, each.revision) for each in same}) == 1
        assert len(desks[0].rows(tables.cases)) == 11


def test_publishing_at_the_same_time_publishes_once(database_url: str) -> None:
    with ExitStack() as stack:
        desks = [stack.enter_context(office(database_url)) for _ in range(2)]
        new: list[bool] = []

        def client(desk: Office) -> None:
            (version,) = desk.engine.publish([prov(2)], {"nummer": "1"})
            new.append(version.new)

        at_once(*(lambda desk=desk: client(desk) for desk in desks * 3))
        assert sorted(new) == [False] * 5 + [True]


def test_a_command_that_fails_unexpectedly_does_not_take_others_along(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, *good = [desk.starts() for _ in range(6)]
    advance = unit.advance  # type: ignore[attr-defined]

    def injected(case: Any, command: Any, library: Any) -> Any:
        if command.instance == bad:
            raise ZeroDivisionError("injected")
        return advance(case, command, library)

    monkeypatch.setattr(unit, "advance", injected)
    futures = {
        each: desk.engine.submit(
            Choose(at=desk.now, by=WORKER, instance=each, state="borja", choice="granskas")
        )
        for each in (*good[:3], bad, *good[3:])
    }
    assert [futures[each].result(60).revision for each in good] == [2] * 5
    with pytest.raises(NotSaved):
        futures[bad].result(60)
    assert desk.here(bad) == ["borja"]
    assert desk.engine.audit().findings == ()


def test_a_command_whose_rows_cannot_be_written_does_not_take_others_along(desk: Office) -> None:
    there = desk.starts()
    start = desk.engine.starting("prov", WORKER, UNIT)
    twice = replace(start, instance=there)
    futures = [desk.engine.submit(each) for each in (twice, start)]
    assert futures[1].result(60).instance == start.instance
    with pytest.raises(Exception, match=r"expected|already|can't be used"):
        futures[0].result(60)
    assert desk.engine.audit().findings == ()


def test_reading_goes_on_while_others_write(database_url: str) -> None:
    with office(database_url) as desk:
        case = desk.starts(by=Person("m1", BOTH))
        audits: list[int] = []

        def writes() -> None:
            for turn in range(40):
                desk.engine.submit(choosing(desk, case, Person("m1", BOTH), turn)).result(60)

        def reads() -> None:
            for _ in range(10):
                audits.append(len(desk.engine.audit().findings))

        at_once(writes, reads, reads)
        assert audits == [0] * 20
