"""A command that comes again with its key is done once, the same on every store."""

from __future__ import annotations

import json

import pytest

from engine.errors.request import KeyReused
from engine.errors.stored import StoredByNewer, StoredDamaged, Unreadable
from engine.errors.value import FactsWrong
from engine.store import tables
from tests.engine.database.office import (
    COLLEAGUE,
    OFFICE,
    UNIT,
    WORKER,
    Office,
)


def test_the_same_key_and_command_are_answered_and_done_once(desk: Office) -> None:
    instance = desk.starts()
    first = desk.takes(instance, "borja", "granskas", key="k1")
    desk.waits(minutes=5)
    again = desk.takes(instance, "borja", "granskas", key="k1")
    assert again.replayed
    assert (again.instance, again.revision, again.view()) == (first.instance, first.revision, first.view())


def test_the_same_key_starts_one_case(desk: Office) -> None:
    first, again = (desk.engine.start("prov", WORKER, UNIT, {"ref": "R"}, key="k1") for _ in range(2))
    assert first.instance == again.instance
    assert len(desk.rows(tables.cases)) == 1


def test_the_same_key_with_another_command_is_refused(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas", key="k1")
    with pytest.raises(KeyReused):
        desk.takes(instance, "borja", "sluta", key="k1")


def test_a_key_is_the_persons_own(desk: Office) -> None:
    first = desk.engine.start("prov", WORKER, UNIT, key="k1")
    other = desk.engine.start("prov", COLLEAGUE, UNIT, key="k1")
    assert first.instance != other.instance


def test_a_refused_command_may_come_again_with_its_key(desk: Office) -> None:
    instance = desk.starts()
    with pytest.raises(FactsWrong):
        desk.takes(instance, "borja", "rakna", key="k1")
    answer = desk.takes(instance, "borja", "rakna", key="k1", facts={"antal": 1})
    assert not answer.replayed


def test_two_with_the_same_key_at_once_are_one(desk: Office) -> None:
    command = desk.engine.starting("prov", WORKER, UNIT)
    futures = [desk.engine.submit(command, key="k1") for _ in range(8)]
    answers = [future.result() for future in futures]
    assert sorted(answer.replayed for answer in answers) == [False] + [True] * 7
    assert len({answer.instance for answer in answers}) == 1


def test_a_key_that_comes_again_after_others_have_gone_on_says_how_it_is_now(desk: Office) -> None:
    instance = desk.starts()
    first = desk.takes(instance, "borja", "granskas", key="k1")
    desk.waits(days=2)
    desk.takes(instance, "granska", "om", by=OFFICE)
    again = desk.takes(instance, "borja", "granskas", key="k1")
    assert (again.replayed, again.instance, again.revision) == (True, instance, first.revision)
    assert again.view() == desk.engine.records.view(instance, WORKER)
    assert again.view()["revision"] == first.revision + 1


def test_an_answer_is_kept_in_a_few_words(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas", key="k1")
    (row,) = desk.rows(tables.answers)
    assert json.loads(row["answer"]) == {"format": 2, "instance": instance, "revision": 2}


@pytest.mark.parametrize(
    ("kept", "trouble"),
    [
        ('{"format": 99}', StoredByNewer),
        ('{"format": 2}', StoredDamaged),
        ("[]", StoredDamaged),
        ("", StoredDamaged),
    ],
)
def test_an_answer_that_cant_be_read_does_nothing_again_and_stops_nobody(
    desk: Office, kept: str, trouble: type[Unreadable]
) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas", key="k1")
    desk.alters(tables.answers, {"key": "k1"}, answer=kept)
    with pytest.raises(trouble):
        desk.takes(instance, "borja", "granskas", key="k1")
    assert desk.engine.records.view(instance, WORKER)["revision"] == 2
    desk.takes(instance, "granska", "om", by=OFFICE, key="k1")


def test_old_answers_are_forgotten_and_new_ones_kept(desk: Office) -> None:
    desk.engine.start("prov", WORKER, UNIT, key="old")
    desk.waits(days=29)
    desk.engine.start("prov", WORKER, UNIT, key="new")
    desk.waits(days=2)
    desk.engine.forgetting.answers()
    assert [row["key"] for row in desk.rows(tables.answers)] == ["new"]
