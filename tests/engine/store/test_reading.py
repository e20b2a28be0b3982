"""What is read between two bounds: with which it begins, and where it ends. The same on every store."""

from __future__ import annotations

from datetime import datetime, timedelta

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
