"""Who has read an instance: written down, told to whom it concerns, and forgotten, the same on every store."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.errors.person import NotYours
from engine.run.instance import Person
from engine.service.worker.worker import Worker
from engine.store import tables
from tests.engine.database.office import (
    COLLEAGUE,
    MANAGER,
    OFFICE,
    STRANGER,
    WORKER,
    Office,
)


def test_who_reads_is_written_down(desk: Office) -> None:
    instance = desk.starts()
    desk.engine.records.view(instance, COLLEAGUE)
    desk.waits(minutes=1)
    desk.engine.records.history(instance, MANAGER)
    desk.waits(minutes=1)
    desk.engine.records.taken(instance, OFFICE)
    desk.finishes_writing()
    assert desk.engine.records.reads(instance, WORKER).items == [
        {"at": "2026-03-02T07:02:00Z", "by": "a1", "what": "picture"},
        {"at": "2026-03-02T07:01:00Z", "by": "c1", "what": "history"},
        {"at": "2026-03-02T07:00:00Z", "by": "m2", "what": "view"},
    ]


def test_one_who_reads_all_day_is_written_down_once_a_day(desk: Office) -> None:
    instance = desk.starts()
    for _ in range(3):
        for _ in range(2):
            desk.engine.records.view(instance, COLLEAGUE)
            desk.works()
        desk.engine.records.view(instance, MANAGER)
        desk.waits(hours=12)  # from 8, then from 20, in the organisation's zone
    desk.finishes_writing()
    read = desk.engine.records.reads(instance, WORKER).items
    assert [(each["by"], each["at"]) for each in read if each["by"] == "m2"] == [
        ("m2", "2026-03-03T07:00:00Z"),
        ("m2", "2026-03-02T07:00:00Z"),
    ]
    assert len(read) == 4


def test_who_has_read_is_told_page_by_page(desk: Office) -> None:
    instance = desk.starts()
    for _ in range(5):
        desk.engine.records.view(instance, COLLEAGUE)
        desk.engine.records.history(instance, COLLEAGUE)
        desk.waits(days=1)
    desk.finishes_writing()
    told, cursor = [], None
    for _ in range(4):
        page = desk.engine.records.reads(instance, WORKER, cursor, most=3)
        told += page.items
        cursor = page.next
    assert (cursor, len({(each["at"], each["what"]) for each in told}), len(told)) == (None, 10, 10)


def test_who_has_read_is_forgotten_when_the_organisation_says(desk: Office) -> None:
    instance = desk.starts()
    desk.engine.records.view(instance, COLLEAGUE)
    desk.waits(days=20)
    desk.engine.records.view(instance, MANAGER)
    desk.waits_for_rows(tables.reads, 2)
    desk.works()
    desk.waits(days=11)
    Worker(desk.engine, {}, timedelta(days=30)).once()
    assert [each["by"] for each in desk.engine.records.reads(instance, WORKER).items] == ["c1"]
    desk.waits(days=900)
    Worker(desk.engine, {}).once()
    assert len(desk.engine.records.reads(instance, WORKER).items) == 1


def test_a_refused_reader_is_not_written_as_one(quick_desk: Office) -> None:
    instance = quick_desk.starts()
    with pytest.raises(NotYours):
        quick_desk.engine.records.view(instance, STRANGER)
    quick_desk.finishes_writing()
    assert quick_desk.engine.records.reads(instance, WORKER).items == []


@pytest.mark.parametrize("person", [COLLEAGUE, OFFICE], ids=lambda person: person.subject)
def test_who_has_read_is_for_the_owner_and_the_managers(quick_desk: Office, person: Person) -> None:
    instance = quick_desk.starts()
    with pytest.raises(NotYours):
        quick_desk.engine.records.reads(instance, person)


def test_a_manager_of_the_unit_is_told_who_has_read(quick_desk: Office) -> None:
    instance = quick_desk.starts()
    assert quick_desk.engine.records.reads(instance, MANAGER).items == []
