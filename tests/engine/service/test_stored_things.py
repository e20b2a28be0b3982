"""What is stored outlives the program that wrote it: other settings, other people, rows that can't be read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine.errors.person import NotYours
from engine.errors.request import NotFound
from engine.errors.stored import StoredByNewer, StoredDamaged, Unreadable
from engine.run import behaviour, commands
from engine.run.instance import Person
from engine.service.engine import Engine
from engine.service.upkeep.audit import Audit
from engine.store import tables
from tests.engine.database.office import COLLEAGUE, MANAGER, OFFICE, WORKER, Office


def spoil(desk: Office, instance: str, **changes: Any) -> None:
    """Alter what is stored of the instance."""
    (row,) = desk.rows(tables.instances, id=instance)
    body = {**json.loads(row["body"]), **changes}
    desk.alters(tables.instances, {"id": instance}, body=json.dumps(body))
    desk.engine._batches._cases._cases.clear()


@pytest.mark.parametrize(
    ("changes", "trouble"), [({"format": 99}, StoredByNewer), ({"tokens": "x"}, StoredDamaged)]
)
def test_an_instance_that_can_not_be_read_is_told_and_left_and_the_others_go_on(
    desk: Office, changes: dict[str, Any], trouble: type[Unreadable]
) -> None:
    broken, whole = desk.starts(), desk.starts()
    spoil(desk, broken, **changes)
    before = desk.rows(tables.instances, id=broken)

    with pytest.raises(trouble) as told:
        desk.engine.records.view(broken, WORKER)
    assert (told.value.kind, told.value.id) == ("instance", broken)
    with pytest.raises(trouble):
        desk.takes(broken, "borja", "granskas")
    desk.takes(whole, "borja", "granskas")

    assert desk.rows(tables.instances, id=broken) == before
    assert desk.here(whole) == ["granska"]


def test_an_undo_that_can_not_be_read_is_told_as_the_cases(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas")
    desk.alters(tables.cases, {"id": instance}, undo="[]")
    with pytest.raises(StoredDamaged) as told:
        desk.engine.records.view(instance, WORKER)
    assert (told.value.kind, told.value.id) == ("case", instance)
    desk.engine._batches._cases._cases.clear()
    with pytest.raises(StoredDamaged) as told:
        desk.takes(instance, "granska", "om", by=OFFICE)
    assert (told.value.kind, told.value.id) == ("case", instance)


def test_a_history_that_can_not_be_read_is_told_as_a_history(desk: Office) -> None:
    instance = desk.starts()
    desk.alters(tables.history, {}, content="[]")
    with pytest.raises(StoredDamaged) as told:
        desk.engine.records.history(instance, WORKER)
    assert (told.value.kind, told.value.id) == ("history", instance)


def test_a_delivery_of_a_case_that_can_not_be_read_keeps_no_other_from_being_told(desk: Office) -> None:
    broken, whole = desk.mails(), desk.mails()
    spoil(desk, broken, format=99)
    desk.works()
    assert desk.here(whole) == ["granska"]
    assert [(row["instance_id"], row["state"]) for row in desk.rows(tables.outbox)] == [(broken, "sent")]
    desk.works()
    assert len(desk.post.sent) == 2


def test_a_list_tells_of_the_one_that_can_not_be_read_among_the_others(desk: Office) -> None:
    broken, *whole = [desk.starts() for _ in range(3)]
    spoil(desk, broken, format=99)

    listed = {each["id"]: each for each in desk.engine.records.instances(WORKER).items}

    assert set(listed) == {broken, *whole}
    assert "nyare version" in listed[broken].pop("title")
    assert listed[broken] == {
        "id": broken,
        "case": broken,
        "routine": "prov",
        "status": "running",
        "outcome": None,
        "unit": "norra",
        "owner": "m1",
        "started_at": "2026-03-02T07:00:00Z",
        "steps": [],
    }
    assert all(listed[each]["steps"] for each in whole)


def test_a_timer_of_a_case_that_can_not_be_read_stands_in_nobody_s_way(desk: Office) -> None:
    broken, whole = desk.starts(), desk.starts()
    spoil(desk, broken, format=99)
    desk.waits(hours=3)

    assert desk.engine.tick() > 0
    assert desk.rows(tables.timers, instance_id=whole) == []
    assert desk.rows(tables.timers, instance_id=broken)


def test_the_audit_names_what_a_newer_version_has_written(desk: Office) -> None:
    broken, _ = desk.starts(), desk.starts()
    spoil(desk, broken, format=99)

    (finding,) = desk.engine.audit().findings

    assert (finding.case, finding.kind) == (broken, "newer")


def test_the_audit_names_a_published_routine_that_can_not_be_read(desk: Office) -> None:
    desk.starts()
    (row, *_) = desk.rows(tables.routines)
    desk.alters(
        tables.routines, {"id": row["id"]}, document=row["document"].replace('"version"', '"no_version"')
    )
    desk.engine._published._compiled.clear()

    found = desk.engine.audit().findings

    assert [each.case for each in found if each.kind == "routine"] == [row["digest"]]


def test_another_time_zone_changes_no_history(quick_desk: Office) -> None:
    instance = quick_desk.starts()
    quick_desk.takes(instance, "borja", "granskas")
    engine = Engine(quick_desk.engine._store, zone="Pacific/Kiritimati")

    assert engine.audit().findings == ()


def test_rows_of_an_earlier_behaviour_are_checked_and_not_replayed(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas")
    monkeypatch.setattr("engine.stored.replay.BEHAVIOUR", behaviour.BEHAVIOUR + 1)

    audit = desk.engine.audit()

    assert audit == Audit(findings=(), cases=1, rows=2, erased=0, not_replayed=2)
    assert audit.say("sv").endswith(
        "allt är som det skrevs. 2 rader från en tidigare version av motorn: prövade, inte uppspelade."
    )
    assert audit.say("en").endswith("2 rows of an earlier version of the engine: checked, not replayed.")


def test_what_is_stored_names_nobody_but_in_one_table(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas")
    desk.asks(commands.Take, instance, OFFICE, state="granska")
    desk.engine.records.view(instance, WORKER)
    for table in tables.metadata.sorted_tables:
        if table is not tables.people:
            assert not any('"m1"' in str(row) or "'m1'" in str(row) for row in desk.rows(table)), table.name


def test_somebody_who_is_forgotten_leaves_a_number_and_a_whole_history(desk: Office) -> None:
    token = desk.engine.tokens.add("m1", WORKER.grants)
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas")

    assert desk.engine.forget_person("m1")

    assert desk.engine.tokens.bearer(token) is None
    owner = desk.engine.records.instance(instance, MANAGER)[1].owner
    assert owner.startswith("removed#")
    assert {each["by"] for each in desk.engine.records.history(instance, MANAGER)} == {owner}
    assert desk.engine.audit().findings == ()
    assert not desk.engine.forget_person("m1")


def test_the_case_of_somebody_who_is_forgotten_goes_on(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas")
    desk.engine.forget_person("m1")

    desk.engine.tokens.add("m2", COLLEAGUE.grants)
    desk.engine.handing_over.all_of(
        MANAGER, desk.engine.records.instance(instance, MANAGER)[1].owner, "m2", "norra"
    )
    desk.takes(instance, "granska", "om", by=OFFICE)
    desk.takes(instance, "borja", "sluta", by=COLLEAGUE)

    assert desk.engine.records.instance(instance, MANAGER)[1].status == "ended"
    assert desk.engine.audit().findings == ()


def test_nobody_can_be_called_as_those_who_were_forgotten(desk: Office) -> None:
    instance = desk.starts()
    desk.engine.forget_person("m1")
    owner = desk.engine.records.instance(instance, MANAGER)[1].owner

    with pytest.raises(NotFound):
        desk.engine.tokens.add(owner, WORKER.grants)
    with pytest.raises(NotFound):
        desk.takes(instance, "borja", "sluta", by=Person(owner, WORKER.grants))


def test_whoever_comes_back_after_being_forgotten_is_somebody_else(desk: Office) -> None:
    first = desk.starts()
    desk.engine.forget_person("m1")
    second = desk.starts()

    owners = [desk.engine.records.instance(each, MANAGER)[1].owner for each in (first, second)]

    assert owners[0] != owners[1] == "m1"
    assert [each["id"] for each in desk.engine.records.instances(WORKER).items] == [second]


def test_whoever_comes_back_after_being_forgotten_does_not_take_up_what_they_left(desk: Office) -> None:
    instance = desk.starts()
    desk.engine.forget_person("m1")

    with pytest.raises(NotYours):
        desk.takes(instance, "borja", "granskas")
    desk.takes(instance, "borja", "granskas", by=MANAGER)

    assert desk.engine.records.instance(instance, MANAGER)[1].owner.startswith("removed#")
    assert desk.engine.audit().findings == ()


def test_whoever_comes_back_after_being_forgotten_undoes_nothing_that_they_did(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas")
    desk.takes(instance, "granska", "hjalp", by=OFFICE)
    desk.engine.forget_person("a1")

    with pytest.raises(NotYours):
        desk.undoes(instance, by=OFFICE)

    assert desk.engine.audit().findings == ()


def test_whoever_comes_back_after_being_forgotten_has_not_taken_the_step_that_they_had(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas")
    desk.asks(commands.Take, instance, OFFICE, state="granska")
    desk.engine.forget_person("a1")

    with pytest.raises(NotYours):
        desk.takes(instance, "granska", "om", by=OFFICE)

    assert desk.engine.audit().findings == ()
