"""What can be read and by whom, the same on every store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from engine.errors.person import NotYours
from engine.errors.request import NotFound
from engine.run import commands
from engine.run.instance import Person
from engine.service.cursor import CursorWrong
from engine.service.engine import Engine
from engine.store import tables
from tests.engine.database.office import (
    COLLEAGUE,
    MANAGER,
    OFFICE,
    OTHER_UNIT,
    STRANGER,
    UNIT,
    WORKER,
    Office,
)
from tests.engine.database.routines import prov

READERS: list[Callable[[Engine, str, Person], Any]] = [
    lambda engine, instance, person: engine.records.view(instance, person),
    lambda engine, instance, person: engine.records.history(instance, person),
    lambda engine, instance, person: engine.records.taken(instance, person),
    lambda engine, instance, person: engine.records.instance(instance, person),
    lambda engine, instance, person: engine.records.reads(instance, person),
]
each_reader = pytest.mark.parametrize(
    "read", READERS, ids=["view", "history", "picture", "instance", "reads"]
)


@each_reader
def test_who_has_no_role_in_the_unit_reads_nothing(
    quick_desk: Office, read: Callable[[Engine, str, Person], Any]
) -> None:
    instance = quick_desk.starts()
    with pytest.raises(NotYours):
        read(quick_desk.engine, instance, STRANGER)


@each_reader
def test_what_is_not_there_is_not_found(
    quick_desk: Office, read: Callable[[Engine, str, Person], Any]
) -> None:
    with pytest.raises(NotFound):
        read(quick_desk.engine, "finns-inte", WORKER)


@each_reader
def test_the_owner_reads_also_after_leaving_the_unit(
    quick_desk: Office, read: Callable[[Engine, str, Person], Any]
) -> None:
    instance = quick_desk.starts()
    read(quick_desk.engine, instance, Person("m1"))


@pytest.mark.parametrize("person", [COLLEAGUE, MANAGER, OFFICE], ids=lambda person: person.subject)
def test_any_role_in_the_unit_may_look(quick_desk: Office, person: Person) -> None:
    instance = quick_desk.starts()
    assert quick_desk.engine.records.view(instance, person)["id"] == instance


def test_who_has_roles_in_several_units_looks_in_each(quick_desk: Office) -> None:
    instance = quick_desk.starts()
    both = Person("c9", frozenset({("chef", UNIT), ("chef", OTHER_UNIT)}))
    assert quick_desk.engine.records.view(instance, both)["id"] == instance


def test_the_worklist_has_mine_first_then_my_roles_then_the_units(desk: Office) -> None:
    others = desk.starts(by=COLLEAGUE)
    free = desk.starts(by=COLLEAGUE)
    desk.takes(free, "borja", "granskas", by=COLLEAGUE)
    both = Person("m1", frozenset({("medarbetare", UNIT), ("administrator", UNIT)}))
    mine = desk.starts(by=both)
    scopes = [(task["instance"], task["scope"]) for task in desk.engine.records.tasks(both).items]
    assert scopes == [(mine, "mine"), (free, "role"), (others, "unit")]


def test_the_worklist_has_the_first_due_first(desk: Office) -> None:
    tomorrow = desk.starts()
    desk.takes(tomorrow, "borja", "granskas")
    desk.waits(minutes=5)
    soon = desk.starts()
    assert [task["instance"] for task in desk.engine.records.tasks(MANAGER).items] == [soon, tomorrow]


def test_a_limit_is_still_told_when_the_reminder_has_gone_out(desk: Office) -> None:
    desk.starts()
    desk.waits(minutes=30)
    desk.works()
    (task,) = desk.engine.records.tasks(COLLEAGUE)
    assert (task["due"], task["remind_at"], task["limit"]) == (
        "2026-03-02T09:00:00Z",
        None,
        "2026-03-02T09:00:00Z",
    )


def test_another_units_worklist_is_empty(desk: Office) -> None:
    desk.starts()
    assert desk.engine.records.tasks(STRANGER).items == []


def test_a_task_says_what_where_and_since_when(desk: Office) -> None:
    instance = desk.starts()
    (task,) = desk.engine.records.tasks(COLLEAGUE, "sv")
    assert task == {
        "instance": instance,
        "case": instance,
        "routine": "prov",
        "title": "Prov",
        "state": "borja",
        "step": "Börja",
        "number": "1",
        "roles": ["medarbetare"],
        "unit": UNIT,
        "owner": "m1",
        "started_at": "2026-03-02T07:00:00Z",
        "holder": "m1",
        "since": "2026-03-02T07:00:00Z",
        "due": "2026-03-02T07:30:00Z",
        "remind_at": "2026-03-02T07:30:00Z",
        "limit": "2026-03-02T09:00:00Z",
        "incident": None,
        "scope": "unit",
    }


def test_own_instances_are_listed_the_newest_first(desk: Office) -> None:
    started = []
    for _ in range(4):
        started.append(desk.starts())
        desk.waits(minutes=1)
    assert [each["id"] for each in desk.engine.records.instances(WORKER).items] == started[::-1]


def test_what_runs_and_what_is_over_are_two_lists(desk: Office) -> None:
    ended, running = desk.starts(), desk.starts()
    desk.takes(ended, "borja", "sluta")
    assert [each["id"] for each in desk.engine.records.instances(WORKER).items] == [running]
    assert [each["id"] for each in desk.engine.records.instances(WORKER, running=False).items] == [ended]


def test_the_whole_units_instances_are_listed_to_who_has_a_role_there(desk: Office) -> None:
    instance = desk.starts()
    listed = [desk.engine.records.instances(person, whole_unit=True).items for person in (MANAGER, STRANGER)]
    assert [[each["id"] for each in found] for found in listed] == [[instance], []]


def test_own_instances_are_ones_own_also_for_who_has_a_role_in_the_unit(desk: Office) -> None:
    desk.starts()
    assert desk.engine.records.instances(MANAGER).items == []


def test_a_summary_says_what_where_whose_and_since_when(desk: Office) -> None:
    instance = desk.starts()
    (summary,) = desk.engine.records.instances(WORKER).items
    assert summary == {
        "id": instance,
        "case": instance,
        "routine": "prov",
        "title": "Prov",
        "status": "running",
        "outcome": None,
        "unit": UNIT,
        "owner": "m1",
        "started_at": "2026-03-02T07:00:00Z",
        "steps": [{"state": "borja", "title": "Börja", "number": "1"}],
    }


def test_the_summary_of_what_is_over_says_how_it_ended_and_rests_nowhere(desk: Office) -> None:
    desk.takes(desk.starts(), "borja", "sluta")
    (summary,) = desk.engine.records.instances(WORKER, running=False).items
    assert (summary["status"], summary["outcome"], summary["steps"]) == ("ended", "klart", [])


def test_notices_reach_the_person_and_the_roles(desk: Office) -> None:
    desk.starts()
    desk.waits(hours=3)
    desk.engine.tick()
    told = {
        person.subject: [notice["text"] for notice in desk.engine.records.notices(person).items]
        for person in (WORKER, COLLEAGUE, MANAGER, STRANGER)
    }
    assert told == {"m1": ["Börja nu"], "m2": [], "c1": ["Ingen har börjat"], "m9": []}


@pytest.mark.parametrize("together", [True, False])
def test_instances_and_notices_are_listed_page_by_page_each_once(desk: Office, together: bool) -> None:
    started = set()
    for _ in range(5):
        started.add(desk.starts())
        desk.waits(minutes=0 if together else 1)
    desk.waits(hours=1)
    desk.engine.tick()
    records = desk.engine.records
    for ask in (records.instances, records.notices):
        told: list[dict[str, Any]] = []
        cursor = None
        while cursor or not told:
            page = ask(WORKER, cursor=cursor, most=2)
            assert 1 <= len(page.items) <= 2
            told += page.items
            cursor = page.next
        ids = [each.get("id") or each["instance"] for each in told]
        assert (set(ids), len(ids)) == (started, 5)
        times = [each.get("started_at") or each["at"] for each in told]
        assert times == sorted(times, reverse=True)


def test_a_worklist_is_told_page_by_page_each_step_once_in_its_order(desk: Office) -> None:
    both = Person("m1", frozenset({("medarbetare", UNIT), ("administrator", UNIT)}))
    for by in (COLLEAGUE, both, COLLEAGUE):
        for _ in range(2):
            free = desk.starts(by=by)
            desk.takes(free, "borja", "granskas", by=by)
        desk.waits(minutes=1)
        desk.starts(by=by)
    whole = desk.engine.records.tasks(both).items
    told: list[dict[str, Any]] = []
    cursor = None
    while cursor or not told:
        page = desk.engine.records.tasks(both, cursor=cursor, most=2)
        assert 1 <= len(page.items) <= 2
        told += page.items
        cursor = page.next
    assert told == whole
    assert [each["scope"] for each in told] == ["mine", *["role"] * 6, *["unit"] * 2]


def test_a_page_of_one_list_says_nothing_of_another(desk: Office) -> None:
    for _ in range(2):
        desk.starts()
    page = desk.engine.records.instances(WORKER, most=1)
    with pytest.raises(CursorWrong):
        desk.engine.records.notices(WORKER, page.next)


def test_the_newest_notice_comes_first(desk: Office) -> None:
    for _ in range(2):
        desk.starts()
        desk.waits(minutes=31)
        desk.engine.tick()
    times = [notice["at"] for notice in desk.engine.records.notices(WORKER).items]
    assert times == ["2026-03-02T08:02:00Z", "2026-03-02T07:31:00Z"]


def test_the_history_tells_who_did_what(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas")
    started, chose = desk.engine.records.history(instance, WORKER)
    assert (started["by"], started["command"], chose["command"]) == ("m1", "StartCase", "Choose")
    assert {
        "kind": "chosen",
        "state": "borja",
        "title": "Börja",
        "choice": "granskas",
        "label": "Låt granska",
    }.items() <= chose["happened"][0].items()


def test_the_history_of_a_child_leaves_out_its_parents(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "fraga")
    child = desk.child(instance)
    assert [each["sequence"] for each in desk.engine.records.history(child, WORKER)] == [2]


def test_the_history_of_a_correction_keeps_the_old_value(desk: Office) -> None:
    instance = desk.starts(ref="fel")
    desk.asks(commands.Correct, instance, facts={"ref": "rätt"}, reason="Skrev fel")
    corrected = desk.engine.records.history(instance, WORKER)[-1]["happened"][0]
    assert corrected["detail"] == {"reason": "Skrev fel", "old": {"ref": "fel"}}


def test_an_erased_entry_says_only_when(desk: Office) -> None:
    instance = desk.starts(ref="hemligt")
    desk.alters(tables.history, {}, salt=None, content=None)
    assert desk.engine.records.history(instance, WORKER) == [
        {
            "sequence": 1,
            "at": "2026-03-02T07:00:00Z",
            "done_at": None,
            "paper": None,
            "by": None,
            "command": None,
            "happened": [],
        }
    ]


def test_an_erased_entry_is_no_part_of_the_way_taken(desk: Office) -> None:
    instance = desk.starts(ref="hemligt")
    desk.takes(instance, "borja", "granskas")
    desk.alters(tables.history, {"sequence": 1}, salt=None, content=None)
    assert [stop.state for stop in desk.engine.records.taken(instance, WORKER)] == ["granska"]


def test_the_way_taken_is_every_state_in_order_with_its_time(desk: Office) -> None:
    instance = desk.starts()
    desk.waits(minutes=5)
    desk.takes(instance, "borja", "granskas")
    taken = desk.engine.records.taken(instance, WORKER)
    assert [(stop.state, f"{stop.at:%H:%M}") for stop in taken] == [("borja", "08:00"), ("granska", "08:05")]


def test_routines_are_the_newest_versions(desk: Office) -> None:
    desk.engine.publish([prov(2, title="Ny början")])
    assert [(each.id, each.version) for each in desk.engine.routines()] == [("barn", 1), ("prov", 2)]


def test_an_older_version_can_be_read(desk: Office) -> None:
    desk.engine.publish([prov(2, title="Ny början")])
    assert desk.engine.routine("prov", 1).states["borja"].title.say() == "Börja"


def test_a_version_that_was_never_published_is_not_found(desk: Office) -> None:
    with pytest.raises(NotFound, match="prov version 9"):
        desk.engine.routine("prov", 9)


def test_a_role_in_another_unit_does_not_open_this_one(quick_desk: Office) -> None:
    instance = quick_desk.starts()
    with pytest.raises(NotYours):
        quick_desk.engine.records.view(instance, Person("c9", frozenset({("chef", OTHER_UNIT)})))
