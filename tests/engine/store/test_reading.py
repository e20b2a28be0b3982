"""What is asked of a store: where a list begins and ends, and what is in it. The same on every store."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from engine.errors.store import StoreTrouble
from engine.store import tables
from engine.store.staged.changes import Changes
from tests.engine.database.office import COLLEAGUE, MORNING, UNIT, WORKER, Office

DAY = timedelta(days=1)


def histories(desk: Office, since: datetime, until: datetime, routine: str = "prov") -> list[tuple[str, int]]:
    """The rows, by case and number, of the cases where something happened in the period."""
    return desk.engine._store.read(
        lambda reader: [
            (each.case, each.sequence) for each in reader.histories(routine, [UNIT], since, until)
        ]
    )


def test_a_period_has_the_cases_where_something_happened_in_it_from_their_beginnings(desk: Office) -> None:
    before, both = sorted((desk.starts(), desk.starts()))
    desk.waits(days=1)
    desk.takes(both, "borja", "granskas")
    desk.waits(days=1)
    desk.takes(before, "borja", "granskas")
    assert histories(desk, MORNING, MORNING + DAY) == [(before, 1), (both, 1)]
    assert histories(desk, MORNING + DAY, MORNING + 2 * DAY) == [(both, 1), (both, 2)]
    assert histories(desk, MORNING + 3 * DAY, MORNING + 4 * DAY) == []
    assert histories(desk, MORNING, MORNING + 3 * DAY, "barn") == []


def test_people_are_read_from_after_one_of_them(desk: Office) -> None:
    for person in (WORKER, COLLEAGUE):
        desk.starts(person)

    def numbers(after: int, most: int) -> list[int]:
        return desk.engine._store.read(
            lambda reader: [row["number"] for row in reader.people_from(after, most)]
        )

    first, second = numbers(0, 2)
    assert numbers(first, 2) == [second]
    assert numbers(0, 1) == [first]


def test_cases_are_told_in_order(desk: Office) -> None:
    ids = [desk.starts() for _ in range(5)]
    assert desk.engine._store.read(lambda reader: reader.all_cases()) == sorted(ids)


def test_routines_are_told_by_id_and_then_from_the_first_version_on(desk: Office) -> None:
    new = [("nyare", 10), ("aldre", 3), ("nyare", 9), ("aldre", 2)]
    for id, version in new:
        row = {"id": id, "version": version, "digest": f"{id} {version}", "document": "{}"}
        desk.inserts(tables.routines, {**row, "published_at": MORNING})
    told = desk.engine._store.read(lambda reader: reader.routines())
    assert [(row["id"], row["version"]) for row in told] == sorted([*new, ("barn", 1), ("prov", 1)])


def test_who_and_what_is_not_there_is_nobody_and_nothing(desk: Office) -> None:
    asked = desk.engine._store.read(lambda reader: [reader.person_subject(9), reader.case("nowhere")])
    assert asked == [None, None]


def test_of_a_case_what_runs_is_read_and_what_else_is_asked_for(desk: Office) -> None:
    parent, other = desk.starts(), desk.starts()
    desk.takes(parent, "borja", "hjalp")
    child = desk.child(parent)
    desk.takes(child, "svara", "svarat")

    def read(*also: str) -> set[str]:
        return desk.engine._store.transact(
            lambda transaction: {id for _, id, _ in transaction.instances([parent], also)}
        )

    assert read() == {parent}
    assert read(child) == {parent, child}
    assert read(other) == {parent, other}


def test_the_timers_that_are_due_are_those_of_so_many_cases(desk: Office) -> None:
    cases = {desk.starts(), desk.starts(), desk.starts()}
    hour = desk.now + timedelta(hours=1)

    def due(most: int) -> set[str]:
        return desk.engine._store.transact(
            lambda transaction: {each.instance for each in transaction.due_timers(hour, most)}
        )

    assert (due(3), len(due(2))) == (cases, 2)


def test_what_has_been_given_up_or_sent_is_not_to_be_sent(desk: Office) -> None:
    desk.mails()

    def claimed() -> int:
        soon = desk.now + timedelta(hours=1)
        return len(
            desk.engine._store.transact(lambda transaction: transaction.claim_outbox(desk.now, soon, 9))
        )

    for state in ("failed", "sent"):
        desk.alters(tables.outbox, {}, state=state)
        assert claimed() == 0
    desk.alters(tables.outbox, {}, state="waiting")
    assert claimed() == 1


def test_a_row_that_is_there_already_is_not_written_as_a_new_one(desk: Office) -> None:
    new = Changes()
    new.insert(tables.settings, {"name": "a", "value": "b"})
    desk.engine._store.write(new)
    with pytest.raises((ValueError, StoreTrouble)):
        desk.engine._store.write(new)
