"""The rows that follow from a command: worklist, timers, outbox, history. The same on every store."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine.errors.step import CannotUndo
from engine.run import commands
from engine.run.instance import SYSTEM, Instance, PendingTimer
from engine.run.outcome import Notice
from engine.service.batch import Order
from engine.store import tables
from engine.store.chain import START
from engine.store.staged.rows import about, notices_turned, step_rows
from tests.engine.database.office import COLLEAGUE, OFFICE, UNIT, WORKER, Office
from tests.engine.database.routines import grenar, larm, prov
from tests.engine.run import acting
from tests.engine.run.acting import Tale, routine
from tests.engine.stored.test_instance import ENDED, INSTANCE


def test_an_open_step_has_a_row_for_each_role_with_its_holder_and_due_time(desk: Office) -> None:
    instance = desk.starts()
    (row,) = desk.rows(tables.open_steps)
    assert (row["instance_id"], row["state"], row["role"], row["unit"]) == (
        instance,
        "borja",
        "medarbetare",
        UNIT,
    )
    assert (desk.subject(row["holder"]), row["due"]) == ("m1", desk.now + timedelta(minutes=30))


def test_a_step_that_is_left_leaves_the_worklist(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas")
    assert [(row["state"], row["holder"]) for row in desk.rows(tables.open_steps)] == [("granska", None)]


def test_taking_a_step_makes_the_taker_its_holder(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas")
    desk.asks(commands.Take, instance, OFFICE, state="granska")
    assert desk.subject(desk.rows(tables.open_steps)[0]["holder"]) == "a1"


def test_an_ended_instance_has_no_open_steps_and_no_timers(desk: Office) -> None:
    desk.takes(desk.starts(), "borja", "sluta")
    assert (desk.rows(tables.open_steps), desk.rows(tables.timers)) == ([], [])


def test_each_armed_timer_has_a_row(desk: Office) -> None:
    desk.starts()
    due = sorted(row["due"] - desk.now for row in desk.rows(tables.timers))
    assert due == [timedelta(minutes=30), timedelta(hours=2)]


def test_a_timer_that_has_fired_has_no_row(desk: Office) -> None:
    desk.starts()
    desk.waits(hours=1)
    desk.engine.tick()
    assert [row["due"] - desk.now for row in desk.rows(tables.timers)] == [timedelta(hours=1)]


def test_undo_arms_the_timers_of_the_step_again(desk: Office) -> None:
    instance = desk.starts()
    before = desk.rows(tables.timers)
    desk.takes(instance, "borja", "granskas")
    desk.undoes(instance)
    assert [row["due"] for row in desk.rows(tables.timers)] == [row["due"] for row in before]


def test_it_is_known_when_the_next_timer_is_due_and_the_next_mail_to_be_tried(desk: Office) -> None:
    store, hour = desk.engine._store, timedelta(hours=1)

    def what_is_next() -> tuple[datetime | None, datetime | None]:
        return store.read(lambda reader: (reader.next_due(), reader.next_delivery()))

    assert what_is_next() == (None, None)
    instance = desk.starts()
    assert what_is_next() == (desk.now + timedelta(minutes=30), None)
    desk.takes(instance, "borja", "mejla")
    assert what_is_next() == (None, desk.now)
    store.transact(lambda transaction: transaction.claim_outbox(desk.now, desk.now + hour, 10))
    assert what_is_next() == (None, desk.now + hour)


def test_what_runs_and_what_waits_is_counted(desk: Office) -> None:
    def counted() -> tuple[int, ...]:
        counts = desk.engine._store.read(lambda reader: reader.counts())
        names = ("instances_running", "open_steps", "timers_waiting", "outbox_waiting", "outbox_failed")
        return tuple(counts[name] for name in names)

    assert counted() == (0, 0, 0, 0, 0)
    desk.takes(desk.starts(), "borja", "sluta")
    desk.starts()
    desk.takes(desk.starts(), "borja", "mejla")
    assert counted() == (2, 1, 2, 1, 0)
    desk.alters(tables.outbox, {}, state="sending")
    assert counted() == (2, 1, 2, 1, 0)
    desk.alters(tables.outbox, {}, state="failed")
    assert counted() == (2, 1, 2, 0, 1)


def test_automatic_work_waits_in_the_outbox_filled_in(desk: Office) -> None:
    instance = desk.starts(ref="R-7")
    desk.takes(instance, "borja", "mejla")
    (row,) = desk.rows(tables.outbox)
    assert (row["kind"], json.loads(row["recipients"]), row["subject"], row["state"]) == (
        "mail",
        ["it@example.org"],
        "Om R-7",
        "waiting",
    )


def test_automatic_work_says_what_the_command_came_from_that_led_to_it(quick_desk: Office) -> None:
    chosen = commands.Choose(
        at=quick_desk.now, by=WORKER, instance=quick_desk.starts(), state="borja", choice="mejla"
    )
    quick_desk.engine._batches.carry_out(
        [Order(command=chosen, language="sv", key=None, body_hash="", origin="asked")]
    )
    assert [row["origin"] for row in quick_desk.rows(tables.outbox)] == ["asked"]


def test_undo_withdraws_what_waits_in_the_outbox(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "mejla")
    desk.undoes(instance)
    assert desk.rows(tables.outbox) == []


@pytest.mark.parametrize("state", ["sending", "sent", "failed"])
def test_what_has_left_the_outbox_cannot_be_undone(desk: Office, state: str) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "mejla")
    desk.alters(tables.outbox, {}, state=state)
    with pytest.raises(CannotUndo) as refused:
        desk.undoes(instance)
    assert refused.value.why == "sent"


def test_what_has_left_cannot_be_undone_either_when_the_instance_has_another_owner_since(
    desk: Office,
) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "mejla")
    desk.asks(commands.HandOver, instance, to=COLLEAGUE.subject)
    desk.alters(tables.outbox, {}, state="sent")
    with pytest.raises(CannotUndo) as refused:
        desk.undoes(instance)
    assert refused.value.why == "sent"


def test_what_has_left_of_something_else_in_the_case_is_no_hindrance_to_undo(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "mejla")
    desk.takes(instance, "skicka", "hjalp")
    desk.alters(tables.outbox, {}, state="sending")
    desk.undoes(instance)
    assert desk.here(instance) == ["skicka"]
    assert len(desk.rows(tables.outbox)) == 1


def test_what_happened_since_the_choice_stands_when_it_is_taken_back(desk: Office) -> None:
    desk.engine.publish([grenar()])
    instance = desk.starts(routine="grenar")
    desk.takes(instance, "ring", "svar")
    desk.asks(commands.Take, instance, OFFICE, state="granska")
    desk.waits(minutes=6)
    desk.works()
    assert sorted(row["text"] for row in desk.rows(tables.notices)) == ["Granska nu.", "Skriv nu."]
    assert desk.engine.records.view(instance, WORKER)["undo"] is not None

    desk.undoes(instance)
    desk.waits(days=1)
    desk.works()
    steps = {row["state"]: desk.subject(row["holder"]) for row in desk.rows(tables.open_steps)}
    assert steps == {"ring": WORKER.subject, "granska": OFFICE.subject}
    assert (desk.rows(tables.timers), len(desk.rows(tables.notices))) == ([], 2)
    assert desk.engine.audit().findings == ()


def test_each_accepted_command_is_one_history_row(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas")
    desk.undoes(instance)
    rows = sorted(desk.rows(tables.history), key=lambda row: int(row["sequence"]))
    told = [json.loads(row["content"])["command"]["command"] for row in rows]
    assert told == ["StartCase", "Choose", "TakeBack"]
    assert [row["sequence"] for row in rows] == [1, 2, 3]


def test_an_instance_s_row_says_what_it_is_found_and_listed_by(quick_desk: Office) -> None:
    instance = quick_desk.starts()
    quick_desk.waits(minutes=1)
    quick_desk.takes(instance, "borja", "granskas")
    (row,) = quick_desk.rows(tables.instances)
    assert row.pop("body")
    assert row == {
        "id": instance,
        "case_id": instance,
        "routine": "prov",
        "digest": prov().digest,
        "unit": UNIT,
        "owner": 1,
        "status": "running",
        "revision": 2,
        "started_at": quick_desk.now - timedelta(minutes=1),
    }


def test_each_history_row_holds_the_hash_of_the_one_before_and_the_case_the_last(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas")
    first, second = sorted(desk.rows(tables.history), key=lambda row: int(row["sequence"]))
    (case,) = desk.rows(tables.cases)
    assert (first["previous"], second["previous"]) == (START, first["hash"])
    assert (case["head"], case["sequence"]) == (second["hash"], 2)


def test_no_two_history_rows_share_their_salt(desk: Office) -> None:
    desk.takes(desk.starts(), "borja", "granskas")
    first, second = desk.rows(tables.history)
    assert first["salt"] != second["salt"]


def test_a_notice_is_written_for_each_who_should_read_it(desk: Office) -> None:
    desk.starts()
    desk.waits(hours=3)
    desk.engine.tick()
    told = {
        (row["kind"], desk.subject(row["person"]), row["role"], row["text"])
        for row in desk.rows(tables.notices)
    }
    assert told == {("remind", "m1", None, "Börja nu"), ("notify", None, "chef", "Ingen har börjat")}


def test_each_role_that_is_told_has_a_notice_of_its_own(desk: Office) -> None:
    desk.engine.publish([larm()])
    desk.starts(routine="larm")
    desk.waits(hours=1)
    desk.engine.tick()
    told = sorted((row["number"], row["role"], row["text"]) for row in desk.rows(tables.notices))
    assert told == [(1, "chef", "Ingen har kommit än"), (2, "medarbetare", "Ingen har kommit än")]


def test_what_is_stored_is_short_and_can_be_read_as_it_stands(desk: Office) -> None:
    desk.starts(ref="Å 7")
    (entry,), (instance,) = desk.rows(tables.history), desk.rows(tables.instances)
    for text in (entry["content"], instance["body"]):
        assert text == json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
        assert "Å 7" in text


def test_a_cancelled_childs_rows_go_with_it(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "fraga")
    desk.undoes(instance)
    assert [row["state"] for row in desk.rows(tables.open_steps)] == ["borja"]


def test_handing_over_moves_the_worklist(desk: Office) -> None:
    instance = desk.starts()
    desk.asks(commands.HandOver, instance, to="m2")
    assert [desk.subject(row["holder"]) for row in desk.rows(tables.open_steps)] == ["m2"]
    assert desk.takes(instance, "borja", "granskas", by=COLLEAGUE).revision > 0


def test_a_batch_of_many_commands_on_one_case_leaves_the_last_word_of_each_row(desk: Office) -> None:
    start = desk.engine.starting("prov", WORKER, UNIT)
    chain = [("borja", "granskas", WORKER), ("granska", "om", OFFICE)] * 5

    def choice(state: str, choice: str, by: object) -> commands.Choose:
        return commands.Choose(
            at=desk.now,
            by=by,  # type: ignore[arg-type]
            instance=start.instance,
            state=state,
            choice=choice,
        )

    futures = [desk.engine.submit(each) for each in (start, *(choice(*each) for each in chain))]
    assert [future.result().revision for future in futures] == list(range(1, 12))
    assert [row["state"] for row in desk.rows(tables.open_steps)] == ["borja"]
    assert len(desk.rows(tables.timers)) == 2
    assert desk.engine.audit().findings == ()


def test_a_delivery_to_a_left_step_changes_nothing(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "mejla")
    desk.undoes(instance)
    command = commands.Delivered(at=desk.now, by=SYSTEM, instance=instance, visit=2)
    with pytest.raises(Exception, match="already been left"):
        desk.engine.submit(command).result()


def test_a_notice_is_about_a_timer_or_an_incident_of_its_visit_or_about_the_whole_instance() -> None:
    notice = Notice(
        kind="notify", instance="i1", state="borja", visit=1, text="Hej.", roles=("chef",), unit=UNIT
    )
    kinds = (replace(notice, timer=0), replace(notice, kind="incident"), notice)
    assert [about(each) for each in kinds] == ["timer 0", "incident", None]


REVIEWED = """
    ett: {title: Ett, role: medarbetare}
    tva: {title: Två, role: administrator}
    granska: {title: Granska, role: [chef, administrator], not_by: [ett, tva]}
    slut: {end: klart}
"""


def test_a_step_has_a_row_for_each_of_its_roles_with_those_who_are_not_to_do_it_between_commas() -> None:
    reviewed = routine(REVIEWED)
    tale = Tale(reviewed).takes("klar").takes("klar", by=acting.OFFICE)
    rows = step_rows(reviewed, tale.root, {"m1": 3, "a1": 17}.__getitem__)
    assert {role: row["kept_from"] for (_, role), row in rows.items()} == {
        "chef": ",3,17,",
        "administrator": ",3,17,",
    }


def test_a_step_that_anybody_may_do_is_kept_from_nobody() -> None:
    reviewed = routine(REVIEWED)
    (row,) = step_rows(reviewed, Tale(reviewed).root, {"m1": 3}.__getitem__).values()
    assert row["kept_from"] is None


def resting(*visits: int, fired: tuple[tuple[int, int], ...] = (), still: tuple[int, ...] = ()) -> Instance:
    """An instance with a place for each visit; of `still`, one that stands still. `fired`: timers by visit and index."""
    token = INSTANCE.tokens["main"]
    places = {
        str(each): replace(token, visit=each, incident=token.incident if each in still else None)
        for each in visits
    }
    return replace(INSTANCE, tokens=places, fired=frozenset(fired))


def turned(old: Instance | None, after: Instance, *, back: bool = False) -> list[dict[str, Any]]:
    """What is told to turn, without what says that nothing is meant."""
    rows = list(notices_turned(old, after, 7, back=back))
    assert all((row.pop("case_id"), row.pop("instance_id")) == ("i0", after.id) for row in rows)
    assert all(row.pop("until") == (6 if row["for_good"] else 7) for row in rows)
    return [{name: value for name, value in row.items() if value or name == "is_over"} for row in rows]


def test_no_notice_of_what_has_just_begun_turns() -> None:
    assert turned(None, resting(1, fired=((1, 0),))) == []


def test_all_notices_are_over_when_the_instance_is_and_what_is_told_after_that_stands() -> None:
    over = replace(ENDED, id=INSTANCE.id)
    assert turned(resting(1), over) == [{"is_over": True, "all_of_it": True}]
    assert turned(over, over) == []


def test_notices_are_over_when_their_visit_is_where_any_were_given() -> None:
    before = resting(1, 2, 4, 8, fired=((8, 0), (1, 1), (1, 0)), still=(2,))
    assert turned(before, resting(4)) == [
        {"is_over": True, "visit": each, "all_of_visit": True} for each in (1, 2, 8)
    ]
    assert turned(resting(4), resting(5)) == []


FIRED = tuple((visit, index) for visit in (3, 2, 1) for index in (2, 1))
TOLD = [
    {"visit": visit, "about": about} for visit in (1, 2, 3) for about in ("incident", "timer 1", "timer 2")
]


def test_what_is_so_no_more_is_over_and_comes_again_only_where_something_is_taken_back() -> None:
    given, none = resting(1, 2, 3, fired=FIRED, still=(1, 2, 3)), resting(1, 2, 3)
    assert turned(given, none) == [{"is_over": True, **each} for each in TOLD]
    assert turned(none, given) == []
    assert turned(none, given, back=True) == [{"is_over": False, **each} for each in TOLD]


def test_what_a_timer_has_told_is_over_for_good_when_it_tells_it_again() -> None:
    first = PendingTimer(state="borja", visit=1, index=0, due=datetime(2026, 1, 12, 8, tzinfo=UTC))
    later = replace(first, due=first.due + timedelta(hours=1))
    unfired = replace(resting(1), timers=(first,))
    once = replace(resting(1, fired=((1, 0),)), timers=(later,))
    twice = replace(once, timers=(replace(first, due=first.due + timedelta(hours=2)),))
    assert turned(unfired, once) == turned(once, once) == turned(once, twice, back=True) == []
    assert turned(once, twice) == [{"is_over": True, "visit": 1, "about": "timer 0", "for_good": True}]
