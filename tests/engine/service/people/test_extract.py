"""All that is kept about somebody: found in every table and in what they have done, and nothing of anybody else."""

from __future__ import annotations

import json

import pytest

from engine.errors.request import NotFound
from engine.service.people.extract import Extract
from engine.store import tables
from engine.store.about import ABOUT
from tests.engine.database.office import COLLEAGUE, MANAGER, WORKER, Office


def extract(desk: Office) -> Extract:
    """What the worker may ask for, after a day of work with a colleague and a manager."""
    case = desk.starts(ref="R-1")
    desk.engine.records.view(case, WORKER)
    desk.takes(case, "borja", "rakna", facts={"antal": 3}, key="k-1")
    desk.takes(desk.starts(by=COLLEAGUE, ref="R-2"), "borja", "sluta", by=COLLEAGUE)
    desk.engine.suggestions.suggest(WORKER, "prov", "Gör tvärtom.")
    desk.engine.tokens.add(WORKER.subject, [("medarbetare", "norra")])
    desk.engine.holds.place("person", WORKER.subject, "Tvist.", COLLEAGUE.subject)
    desk.works()
    return desk.engine.extracts.of(WORKER.subject)


def test_what_they_have_done_is_told_in_the_words_of_the_routine(desk: Office) -> None:
    done = extract(desk).done

    assert [each.command for each in done] == ["StartCase", "Choose"]
    chosen = next(each for each in done[1].happened if each["kind"] == "chosen")
    assert (chosen["title"], chosen["label"]) == ("Börja", "Räkna")
    assert any(each.get("detail", {}) for each in done[1].happened if each["kind"] == "asked")


def test_every_table_in_which_they_stand_is_there(desk: Office) -> None:
    found = extract(desk)

    assert set(found.rows) == {*(table.name for table in ABOUT), "receipts"}
    assert [row["text"] for row in found.rows["suggestions"]] == ["Gör tvärtom."]
    assert [row["reason"] for row in found.rows["holds"]] == ["Tvist."]
    assert len(found.rows["answers"]) == len(found.rows["tokens"]) == 1
    assert found.rows["people"][0]["subject"] == WORKER.subject


def test_nothing_of_anybody_else_is_told_and_no_secret(desk: Office) -> None:
    found = extract(desk)
    everything = json.dumps([found.rows, [each.happened for each in found.done]], default=str)

    assert "R-1" in everything
    assert "R-2" not in everything
    assert COLLEAGUE.subject not in everything.replace(WORKER.subject, "")
    assert found.rows["holds"][0]["placed_by"] == "somebody else"
    assert "hash" not in found.rows["tokens"][0]
    for row in desk.rows(tables.tokens):
        assert row["hash"] not in everything


def test_nobody_is_told_of_who_is_not_known(desk: Office) -> None:
    for subject in ("nobody", "system", MANAGER.subject):
        with pytest.raises(NotFound):
            desk.engine.extracts.of(subject)
