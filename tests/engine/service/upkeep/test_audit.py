"""The audit finds what was changed behind the engine's back, on every store."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine.service.upkeep.audit import Audit
from engine.store import tables
from engine.store.chain import link
from tests.engine.database.office import OFFICE, Office, office


def story(desk: Office) -> str:
    """A case with four history rows."""
    instance = desk.starts(ref="R-1")
    desk.takes(instance, "borja", "granskas")
    desk.takes(instance, "granska", "om", by=OFFICE)
    desk.takes(instance, "borja", "rakna", facts={"antal": 3})
    return instance


def found(desk: Office) -> list[tuple[int, str]]:
    """What the audit finds: (row, how)."""
    return [(each.sequence, each.kind) for each in desk.engine.audit().findings]


def test_an_untouched_history_is_whole(desk: Office) -> None:
    story(desk)
    desk.takes(desk.starts(), "borja", "fraga")
    assert desk.engine.audit() == Audit(findings=(), cases=2, rows=6, erased=0)


def test_every_kind_of_command_is_replayed_to_what_is_stored(desk: Office) -> None:
    instance = story(desk)
    desk.undoes(instance)
    desk.takes(instance, "borja", "hjalp")
    desk.takes(instance, "borja", "mejla")
    desk.works()
    desk.waits(days=2)
    desk.works()
    assert desk.engine.records.view(instance, OFFICE)["status"] == "ended"
    assert found(desk) == []


def test_a_case_whose_own_row_was_removed_is_found(sqlite_url: str) -> None:
    with office(sqlite_url) as desk:
        story(desk)
        whole = desk.starts()
        for table in (tables.cases, tables.instances):
            (row, *_) = (each for each in desk.rows(table) if each["id"] != whole)
            desk.removes(table, id=row["id"])
        assert found(desk) == [(0, "headless")]


def test_altered_content_is_found(desk: Office) -> None:
    story(desk)
    (row,) = desk.rows(tables.history, sequence=2)
    desk.alters(tables.history, {"sequence": 2}, content=row["content"].replace("granskas", "sluta"))
    assert found(desk) == [(2, "altered")]


def test_an_altered_time_is_found(desk: Office) -> None:
    story(desk)
    (row,) = desk.rows(tables.history, sequence=3)
    desk.alters(tables.history, {"sequence": 3}, at=row["at"].replace(hour=6))
    assert found(desk) == [(3, "altered")]


def test_an_altered_row_with_a_new_hash_breaks_the_chain_after_it(desk: Office) -> None:
    instance = story(desk)
    (row,) = desk.rows(tables.history, sequence=2)
    forged = link(
        instance, 2, row["at"], row["format"], '{"command":{},"happened":[]}', row["salt"], row["previous"]
    )
    desk.alters(
        tables.history, {"sequence": 2}, content=forged.content, digest=forged.digest, hash=forged.hash
    )
    assert found(desk) == [(3, "moved")]


def test_a_removed_row_is_found(desk: Office) -> None:
    story(desk)
    desk.removes(tables.history, sequence=2)
    assert found(desk) == [(2, "removed")]


def test_rows_that_changed_places_are_found(desk: Office) -> None:
    story(desk)
    for old, new in ((2, 9), (3, 2), (9, 3)):
        move(desk, old, new)
    assert found(desk) == [(2, "moved")]


def move(desk: Office, old: int, new: int) -> None:
    """Give a history row another number."""
    (row,) = desk.rows(tables.history, sequence=old)
    desk.removes(tables.history, sequence=old)
    desk.inserts(tables.history, {**row, "sequence": new})


def test_rows_cut_off_at_the_end_are_found(desk: Office) -> None:
    story(desk)
    desk.removes(tables.history, sequence=4)
    assert found(desk) == [(4, "cut")]


def test_a_shortened_case_row_does_not_hide_a_cut(desk: Office) -> None:
    story(desk)
    desk.removes(tables.history, sequence=4)
    desk.alters(tables.cases, {}, sequence=3)
    assert found(desk) == [(4, "cut")]


@pytest.mark.parametrize("altered", [{"sequence": 9}, {"head": "0" * 64}])
def test_a_case_row_that_says_another_end_than_its_history_is_found(
    quick_desk: Office, altered: dict[str, Any]
) -> None:
    story(quick_desk)
    quick_desk.alters(tables.cases, {}, **altered)
    assert found(quick_desk) == [(5, "cut")]


def test_a_stored_instance_that_the_history_does_not_lead_to_is_found(desk: Office) -> None:
    instance = story(desk)
    (row,) = desk.rows(tables.instances)
    body = json.loads(row["body"])
    body["facts"]["antal"] = 9
    desk.alters(tables.instances, {"id": instance}, body=json.dumps(body))
    assert found(desk) == [(4, "differs")]


def test_an_instance_that_no_history_made_is_found(desk: Office) -> None:
    story(desk)
    (row,) = desk.rows(tables.instances)
    body = {**json.loads(row["body"]), "id": "inskjuten"}
    desk.inserts(tables.instances, {**row, "id": "inskjuten", "body": json.dumps(body)})
    assert found(desk) == [(4, "differs")]


def test_erased_content_keeps_the_chain(desk: Office) -> None:
    story(desk)
    desk.alters(tables.history, {"sequence": 2}, salt=None, content=None)
    assert desk.engine.audit() == Audit(findings=(), cases=1, rows=4, erased=1)


def test_erased_content_hides_no_removed_row(desk: Office) -> None:
    story(desk)
    desk.alters(tables.history, {}, salt=None, content=None)
    desk.removes(tables.history, sequence=3)
    assert found(desk) == [(3, "removed")]


def test_each_broken_case_has_its_own_finding(desk: Office) -> None:
    first, second = story(desk), story(desk)
    story(desk)
    desk.removes(tables.history, case_id=first, sequence=1)
    desk.removes(tables.history, case_id=second, sequence=4)
    findings = {each.case: (each.sequence, each.kind) for each in desk.engine.audit().findings}
    assert findings == {first: (1, "removed"), second: (4, "cut")}


def test_a_forged_first_command_is_no_reason_to_stop(desk: Office) -> None:
    instance = desk.starts()
    (row,) = desk.rows(tables.history)
    forged = link(
        instance,
        1,
        row["at"],
        row["format"],
        '{"command":{"command":"?"},"happened":[]}',
        "s",
        row["previous"],
    )
    desk.alters(tables.history, {}, salt="s", content=forged.content, digest=forged.digest, hash=forged.hash)
    desk.alters(tables.cases, {}, head=forged.hash)
    assert found(desk) == [(1, "differs")]


def test_the_findings_are_sentences(quick_desk: Office) -> None:
    instance = story(quick_desk)
    quick_desk.removes(tables.history, sequence=2)
    audit = quick_desk.engine.audit()
    assert audit.findings[0].say("sv") == f"Ärende {instance}: rad 2 i historiken är borttagen."
    assert audit.findings[0].say("en") == f"Case {instance}: row 2 of the history was removed."
    assert audit.say("sv") == "1 ärenden med 3 rader historik granskade: 1 är inte som de skrevs."
    assert audit.say("en") == "1 cases with 3 history rows audited: 1 are not as they were written."


def test_the_sentence_says_how_many_could_not_be_replayed(quick_desk: Office) -> None:
    story(quick_desk)
    quick_desk.alters(tables.history, {"sequence": 1}, salt=None, content=None)
    audit = quick_desk.engine.audit()
    assert audit.say("sv").endswith(
        "allt är som det skrevs. 1 ärenden med gallrat innehåll har prövats men inte spelats upp."
    )
    assert audit.as_json("en") == {"cases": 1, "rows": 4, "erased": 1, "not_replayed": 0, "findings": []}


def test_programs_get_each_finding_with_its_sentence(quick_desk: Office) -> None:
    instance = story(quick_desk)
    quick_desk.removes(tables.history, sequence=2)
    assert quick_desk.engine.audit().as_json("en")["findings"] == [
        {
            "case": instance,
            "sequence": 2,
            "kind": "removed",
            "message": f"Case {instance}: row 2 of the history was removed.",
        }
    ]
