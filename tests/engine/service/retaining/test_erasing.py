"""What is old enough goes with all that belongs to it and leaves a receipt; what is younger, runs or is held is never touched."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.errors.request import NotFound
from engine.run import commands
from engine.run.instance import SYSTEM
from engine.service.worker.worker import Worker
from engine.store import tables
from engine.store.microseconds import Moment
from engine.stored.receipt import Erased
from tests.engine.database.office import COLLEAGUE, MANAGER, MORNING, OFFICE, WORKER, Office, office

OF_A_CASE = [
    tables.cases,
    *(
        table
        for table in tables.metadata.sorted_tables
        if table is not tables.holds and {"case_id", "instance_id"} & set(table.columns.keys())
    ),
]
"""Each table whose rows belong to a case; a hold stands when it is lifted."""


def keeps(desk: Office, text: str | None = "30 d") -> None:
    """The organisation decides how long cases are kept."""
    desk.engine.publish([], {"retain": text})


def ends(desk: Office, ref: str = "R-0") -> str:
    """A case that is over, in which a role has been told something and somebody has looked."""
    instance = desk.starts(ref=ref)
    desk.waits(hours=3)
    desk.works()
    desk.engine.records.view(instance, COLLEAGUE)
    desk.takes(instance, "borja", "sluta")
    return instance


def kept(desk: Office) -> set[str]:
    """The ids of the cases that are there."""
    return {row["id"] for row in desk.rows(tables.cases)}


def leaves_something_everywhere(desk: Office, case: str) -> None:
    """A row of the case in each table that has none of it, as programs that died or other releases might leave."""
    for table in OF_A_CASE:
        if not desk.rows(table):
            row: dict[str, Any] = {}
            for column in table.columns:
                is_moment = isinstance(column.type, Moment)
                usual = desk.now if is_moment else {int: 1, bool: False}.get(column.type.python_type, "x")
                row[column.name] = case if column.name in ("case_id", "instance_id") else usual
            desk.inserts(table, row)
    assert all(desk.rows(table) for table in OF_A_CASE)


def test_what_is_older_than_the_rule_goes_with_all_that_belongs_to_it(desk: Office) -> None:
    keeps(desk)
    case = ends(desk)
    desk.waits(days=31)
    desk.engine.tick()
    assert desk.rows(tables.notices)
    assert desk.rows(tables.reads)
    leaves_something_everywhere(desk, case)

    run = desk.engine.erasing.erase(WORKER.subject)

    assert run is not None
    assert [(each.kind, each.routine, each.number) for each in run.erased] == [("case", "prov", 1)]
    assert {table.name: desk.rows(table) for table in OF_A_CASE} == {table.name: [] for table in OF_A_CASE}
    assert desk.engine.audit().findings == ()


def test_what_stays_is_as_it_was(desk: Office) -> None:
    keeps(desk)
    ends(desk)
    desk.waits(days=31)
    young, running = ends(desk), desk.starts()
    before = {table.name: desk.rows(table, case_id=young) for table in (tables.history, tables.instances)}

    desk.engine.erasing.erase(WORKER.subject)

    assert kept(desk) == {young, running}
    after = {table.name: desk.rows(table, case_id=young) for table in (tables.history, tables.instances)}
    assert after == before
    assert desk.engine.audit().findings == ()
    assert desk.takes(running, "borja", "sluta").revision


def test_before_anybody_says_yes_it_is_only_told(desk: Office) -> None:
    keeps(desk, "1 month after the end")
    ends(desk)
    desk.waits(days=1)
    last = ends(desk)
    desk.waits(days=40)

    preview = desk.engine.erasing.preview()

    first, second = MORNING + timedelta(hours=3), MORNING + timedelta(hours=30)
    assert preview.may_go == (
        Erased(
            kind="case",
            routine="prov",
            unit="norra",
            rule="1 month after the end",
            number=2,
            oldest=first,
            newest=second,
        ),
    )
    assert last in kept(desk)
    assert desk.engine.erasing.runs() == []


def test_where_nobody_says_how_long_all_is_kept(desk: Office) -> None:
    case = ends(desk)
    desk.waits(days=40_000)

    preview = desk.engine.erasing.preview()

    assert (preview.may_go, preview.without_rule) == ((), ("barn", "prov"))
    assert desk.engine.erasing.erase(WORKER.subject) is None
    assert kept(desk) == {case}


def test_a_rule_that_is_taken_away_holds_no_more(desk: Office) -> None:
    keeps(desk)
    case = ends(desk)
    desk.waits(days=31)
    keeps(desk, None)

    assert desk.engine.erasing.erase(WORKER.subject) is None
    assert kept(desk) == {case}


def test_a_case_that_runs_in_any_part_of_it_is_kept(desk: Office) -> None:
    keeps(desk)
    case = desk.starts()
    desk.takes(case, "borja", "hjalp")
    child = desk.child(case)
    desk.takes(case, "borja", "sluta")
    desk.waits(days=400)
    assert desk.engine.erasing.erase(WORKER.subject) is None

    desk.takes(child, "svara", "svarat")
    desk.waits(days=31)
    run = desk.engine.erasing.erase(WORKER.subject)

    assert run is not None
    assert kept(desk) == set()


def test_what_is_corrected_after_the_end_counts_from_then(desk: Office) -> None:
    keeps(desk)
    case = ends(desk, ref="R-1")
    desk.waits(days=29)
    desk.asks(commands.Correct, case, MANAGER, facts={"ref": "R-2"}, reason="Fel referens")
    desk.waits(days=29)
    assert desk.engine.erasing.erase(WORKER.subject) is None
    desk.waits(days=2)
    assert desk.engine.erasing.erase(WORKER.subject) is not None


@pytest.mark.parametrize("kind", ["case", "routine", "person"])
def test_what_is_held_is_kept_until_it_is_lifted(desk: Office, kind: str) -> None:
    keeps(desk)
    case = ends(desk)
    of = {"case": case, "routine": "prov", "person": WORKER.subject}[kind]
    hold = desk.engine.holds.place(kind, of, "Utredning pågår.", COLLEAGUE.subject)  # type: ignore[arg-type]
    desk.waits(days=31)

    preview = desk.engine.erasing.preview()
    assert (preview.may_go, preview.held) == ((), 1)
    assert desk.engine.erasing.erase(WORKER.subject) is None
    assert kept(desk) == {case}

    desk.engine.holds.lift(hold.id, COLLEAGUE.subject)
    assert desk.engine.erasing.erase(WORKER.subject) is not None
    assert kept(desk) == set()


@pytest.mark.parametrize("part", ["has read", "has done something"])
def test_a_person_who_is_held_keeps_what_they_have_been_in(desk: Office, part: str) -> None:
    keeps(desk)
    mine, other = desk.starts(), ends(desk)
    if part == "has read":
        desk.engine.records.view(mine, OFFICE)
        desk.takes(mine, "borja", "sluta")
    else:
        desk.takes(mine, "borja", "granskas")
        desk.takes(mine, "granska", "godkant", by=OFFICE)
    desk.engine.holds.place("person", OFFICE.subject, "Tvist.", COLLEAGUE.subject)
    desk.waits(days=31)

    desk.engine.erasing.erase(WORKER.subject)

    assert kept(desk) == {mine}
    assert other not in kept(desk)


def test_a_receipt_says_when_who_by_which_rule_how_many_and_stands(desk: Office) -> None:
    keeps(desk)
    ends(desk)
    desk.waits(days=31)
    at = desk.now
    desk.engine.erasing.erase(WORKER.subject)
    ends(desk)
    desk.waits(days=31)
    desk.engine.erasing.erase()

    first, second = desk.engine.erasing.runs()

    assert (first.at, first.by, second.by) == (at, WORKER.subject, SYSTEM.subject)
    assert [(each.rule, each.number) for each in first.erased] == [("30 days after the end", 1)]
    assert len(first.went[0]) == 64
    assert first.went != second.went


def test_a_receipt_that_is_altered_is_found(desk: Office) -> None:
    keeps(desk)
    ends(desk)
    desk.waits(days=31)
    desk.engine.erasing.erase(WORKER.subject)
    (row,) = desk.rows(tables.receipts)
    desk.alters(
        tables.receipts, {"sequence": 1}, content=row["content"].replace('"number": 1', '"number": 0')
    )

    (found,) = desk.engine.audit().findings

    assert found.say("sv") == "Kvitto 1 på gallring är ändrad."
    assert found.say("en") == "Receipt 1 of what was erased was altered."


def test_nobody_erases_who_is_not_known(desk: Office) -> None:
    with pytest.raises(NotFound):
        desk.engine.erasing.erase("nobody")


def test_more_than_one_transaction_takes_goes_in_several_with_a_receipt_each(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.service.retaining.erasing.AT_ONCE", 2)
    monkeypatch.setattr("engine.service.retaining.going.LOOKED_THROUGH", 3)
    keeps(desk)
    for _ in range(5):
        desk.takes(desk.starts(), "borja", "sluta")
    desk.waits(days=31)

    run = desk.engine.erasing.erase(WORKER.subject)

    assert run is not None
    assert [each.number for each in run.erased] == [5]
    assert len(run.went) == len(desk.rows(tables.receipts)) == 3
    assert kept(desk) == set()


def test_suggestions_go_so_long_after_their_answer(desk: Office) -> None:
    keeps(desk)
    owner = OFFICE
    answered = desk.engine.suggestions.suggest(WORKER, "prov", "Gör tvärtom.")
    desk.engine.suggestions.suggest(WORKER, "prov", "Gör inget.")
    desk.waits(days=40)
    desk.engine.suggestions.answer(owner, "administrator", answered.id, "Ja.")
    desk.waits(days=29)
    assert desk.engine.erasing.erase(WORKER.subject) is None
    desk.waits(days=2)
    assert [each.kind for each in desk.engine.erasing.preview().may_go] == ["suggestion"]

    run = desk.engine.erasing.erase(WORKER.subject)

    assert run is not None
    assert [(each.kind, each.unit, each.number) for each in run.erased] == [("suggestion", None, 1)]
    assert [row["text"] for row in desk.rows(tables.suggestions)] == ["Gör inget."]


def test_what_is_asked_of_a_case_that_has_gone_is_not_there(desk: Office) -> None:
    keeps(desk)
    case = ends(desk)
    desk.waits(days=31)
    desk.engine.erasing.erase(WORKER.subject)

    with pytest.raises(NotFound):
        desk.undoes(case)
    with pytest.raises(NotFound):
        desk.engine.records.view(case, WORKER)


def test_a_worker_erases_once_a_day_where_it_is_told_to(desk: Office) -> None:
    keeps(desk)
    ends(desk)
    desk.waits(days=31)
    desk.works()
    assert kept(desk) != set()

    worker = Worker(desk.engine, {}, erases=True)
    worker.once()
    assert kept(desk) == set()

    ends(desk)
    desk.waits(days=29, hours=23)
    worker.once()
    desk.waits(hours=2)
    worker.once()
    assert kept(desk) != set()
    desk.waits(hours=22)
    worker.once()
    assert kept(desk) == set()


def test_what_goes_is_written_over_in_the_file(sqlite_url: str) -> None:
    secret = "REFERENSEN-SOM-SKA-BORT"
    with office(sqlite_url) as desk:
        keeps(desk)
        ends(desk, ref=secret)
        desk.waits(days=31)
        desk.engine.erasing.erase(WORKER.subject)
    held = b"".join(
        path.read_bytes() for path in Path(sqlite_url.removeprefix("sqlite:///")).parent.glob("rutin.db*")
    )
    assert secret.encode() not in held
