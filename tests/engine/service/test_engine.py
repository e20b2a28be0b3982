"""Starting, choosing and handing over, the same on every store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engine.errors.person import NotYours
from engine.errors.published import VersionTaken
from engine.errors.request import NotFound
from engine.errors.root import Refusal
from engine.errors.step import MovedOn, NotPossibleHere
from engine.errors.value import FactsWrong
from engine.run import commands
from engine.run.instance import Person
from engine.service.engine import Engine
from engine.store import tables
from tests.engine.database.office import (
    COLLEAGUE,
    MANAGER,
    MORNING,
    OFFICE,
    OTHER_UNIT,
    STRANGER,
    UNIT,
    WORKER,
    Office,
)
from tests.engine.database.routines import barn, prov
from tests.engine.run.acting import compiled

KEPT = (
    tables.cases,
    tables.instances,
    tables.history,
    tables.open_steps,
    tables.timers,
    tables.outbox,
    tables.answers,
)


CHEFS = """
routine: chefens
version: 1
title: Chefens
language: sv
roles: {medarbetare: Medarbetare, chef: {title: Chefen, manager: yes}}
start: chef
states:
  borja: {title: Börja, role: chef}
  klart: {end: klart}
"""


def everything(desk: Office) -> dict[str, list[str]]:
    """All rows that a command may write."""
    return {table.name: sorted(map(repr, desk.rows(table))) for table in KEPT}


def test_a_started_routine_rests_in_its_first_step(desk: Office) -> None:
    instance = desk.starts(ref="R-1")
    assert desk.here(instance) == ["borja"]


def test_starting_answers_with_the_view_of_who_started(desk: Office) -> None:
    answer = desk.engine.start("prov", WORKER, UNIT)
    assert answer.view()["steps"][0]["mine"] is True
    assert (answer.revision, answer.replayed) == (answer.view()["revision"], False)


def test_an_unknown_routine_is_refused_with_the_nearest(desk: Office) -> None:
    with pytest.raises(NotFound, match="Did you mean “prov”"):
        desk.engine.start("prow", WORKER, UNIT)


def test_a_choice_leads_on(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas")
    assert desk.here(instance) == ["granska"]


def test_facts_of_a_choice_are_kept(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "rakna", facts={"antal": 3})
    assert desk.engine.records.instance(instance, WORKER)[1].facts["antal"] == 3


@pytest.mark.parametrize(
    ("refusal", "state", "choice", "rest"),
    [
        (NotPossibleHere, "borja", "finns_inte", {}),
        (NotPossibleHere, "granska", "godkant", {}),
        (FactsWrong, "borja", "rakna", {}),
        (FactsWrong, "borja", "rakna", {"facts": {"antal": "många"}}),
        (MovedOn, "borja", "granskas", {"revision": 99}),
        (NotYours, "borja", "granskas", {"by": STRANGER}),
    ],
)
def test_a_refusal_leaves_nothing_behind(
    desk: Office, refusal: type[Refusal], state: str, choice: str, rest: dict[str, object]
) -> None:
    instance = desk.starts()
    before = everything(desk)
    with pytest.raises(refusal):
        desk.takes(instance, state, choice, key="nyckel", **rest)  # type: ignore[arg-type]
    assert everything(desk) == before


def test_a_refused_start_leaves_nothing_behind(desk: Office) -> None:
    with pytest.raises(NotYours):
        desk.engine.start("prov", STRANGER, UNIT)
    assert not any(everything(desk).values())


def test_a_command_to_nothing_is_not_found(desk: Office) -> None:
    with pytest.raises(NotFound):
        desk.takes("finns-inte", "borja", "granskas")


def test_the_revision_that_was_seen_is_accepted(desk: Office) -> None:
    seen = desk.engine.start("prov", WORKER, UNIT)
    answer = desk.takes(seen.instance, "borja", "granskas", revision=seen.revision)
    assert answer.revision == seen.revision + 1


def test_what_is_published_again_unchanged_is_not_new(desk: Office) -> None:
    assert [each.new for each in desk.engine.publish([prov(), prov(2)])] == [False, True]


def test_a_published_version_never_changes(desk: Office) -> None:
    desk.engine.publish([prov(2)])
    with pytest.raises(VersionTaken) as taken:
        desk.engine.publish([prov(1, title="Något annat")])
    assert (taken.value.routine, taken.value.version, taken.value.next) == ("prov", 1, 3)


def test_publishing_is_all_or_nothing(desk: Office) -> None:
    with pytest.raises(VersionTaken):
        desk.engine.publish([prov(5), prov(1, title="Något annat")], {"nummer": "1"})
    assert (desk.engine.routine("prov").version, desk.engine.context.settings) == (1, {})


def test_settings_are_set_and_changed_and_kept(desk: Office) -> None:
    desk.engine.publish([], {"nummer": "1", "skap": "A"})
    desk.engine.publish([], {"nummer": "2"})
    assert desk.engine.context.settings == {"nummer": "2", "skap": "A"}


def test_running_instances_keep_their_version(desk: Office) -> None:
    old = desk.starts()
    desk.engine.publish([prov(2, title="Ny början")])
    new = desk.starts()
    titles = [desk.engine.records.view(each, WORKER)["steps"][0]["title"] for each in (old, new)]
    assert titles == ["Börja", "Ny början"]


def test_a_pinned_version_is_found_by_a_new_engine(database_url: str) -> None:
    with Engine.open(database_url, clock=lambda: MORNING) as engine:
        engine.publish([prov(), barn()])
        instance = engine.start("prov", WORKER, UNIT).instance
        engine.publish([prov(2, title="Ny början")])
    with Engine.open(database_url, clock=lambda: MORNING) as engine:
        assert engine.records.view(instance, WORKER)["version"] == 1
        engine.choose(instance, "borja", "granskas", WORKER)
        assert engine.audit().findings == ()


def test_all_of_a_persons_instances_are_handed_over(desk: Office) -> None:
    desk.engine.tokens.add("m2", [("medarbetare", UNIT)])
    mine = {desk.starts(), desk.starts()}
    theirs = desk.starts(by=COLLEAGUE)
    answers = desk.engine.handing_over.all_of(MANAGER, "m1", "m2", UNIT)
    assert {answer.instance for answer in answers.answers} == mine
    owned = {each["id"] for each in desk.engine.records.instances(COLLEAGUE).items}
    assert owned == {*mine, theirs}


def test_what_can_not_be_handed_over_hinders_nothing_else(desk: Office) -> None:
    desk.engine.tokens.add("m2", [("medarbetare", UNIT)])
    desk.engine.publish([compiled(CHEFS, "chefens")])
    both = Person("m1", frozenset({("medarbetare", UNIT), ("chef", UNIT)}))
    mine, chefs = desk.starts(by=both), desk.starts(by=both, routine="chefens")
    done = desk.engine.handing_over.all_of(both, "m1", "m2", UNIT)
    assert [answer.instance for answer in done.answers] == [mine]
    assert {id: type(why) for id, why in done.refused.items()} == {chefs: FactsWrong}
    assert [desk.engine.records.instance(each, MANAGER)[1].owner for each in (mine, chefs)] == ["m2", "m1"]


def test_a_caller_and_what_it_has_called_are_both_handed_over(desk: Office) -> None:
    desk.engine.tokens.add("m2", [("medarbetare", UNIT)])
    instance = desk.starts()
    desk.takes(instance, "borja", "fraga")
    done = desk.engine.handing_over.all_of(WORKER, "m1", "m2", UNIT)
    assert ({each.instance for each in done.answers}, dict(done.refused)) == (
        {instance, desk.child(instance)},
        {},
    )
    assert desk.engine.audit().findings == ()


def test_handing_over_what_nobody_has_is_not_found(desk: Office) -> None:
    with pytest.raises(NotFound):
        desk.engine.handing_over.all_of(MANAGER, "m1", "m2", UNIT)


def test_who_has_no_role_in_the_unit_can_be_handed_nothing(desk: Office) -> None:
    desk.starts()
    desk.engine.tokens.add("m2", [("medarbetare", OTHER_UNIT)])
    with pytest.raises(FactsWrong, match="no role in the unit"):
        desk.engine.handing_over.all_of(MANAGER, "m1", "m2", UNIT)


def test_a_revoked_token_makes_nobody_a_receiver(desk: Office) -> None:
    desk.starts()
    desk.engine.tokens.revoke(desk.engine.tokens.add("m2", [("medarbetare", UNIT)]))
    with pytest.raises(FactsWrong):
        desk.engine.handing_over.all_of(MANAGER, "m1", "m2", UNIT)


@pytest.mark.parametrize("of", ["m1", "ingen"])
def test_a_stranger_is_not_even_told_who_has_something_to_hand_over(desk: Office, of: str) -> None:
    desk.starts()
    with pytest.raises(NotYours):
        desk.engine.handing_over.all_of(STRANGER, of, "m2", UNIT)


def test_a_colleague_cannot_hand_over_for_another(desk: Office) -> None:
    instance = desk.starts()
    desk.engine.tokens.add("m2", [("medarbetare", UNIT)])
    with pytest.raises(NotYours):
        desk.engine.handing_over.all_of(COLLEAGUE, "m1", "m2", UNIT)
    assert desk.engine.records.instance(instance, WORKER)[1].owner == "m1"


def test_a_called_routine_is_written_with_its_caller(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "fraga")
    assert len(desk.rows(tables.instances, case_id=instance)) == 2
    assert len(desk.rows(tables.history)) == 2


def test_the_end_of_a_called_routine_moves_its_caller_in_one_command(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "fraga")
    desk.takes(desk.child(instance), "svara", "svarat")
    assert desk.here(instance) == ["granska"]
    assert len(desk.rows(tables.history)) == 3


def test_undo_brings_the_step_back(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas")
    desk.undoes(instance)
    assert desk.here(instance) == ["borja"]


def test_undo_of_the_end_makes_it_run_again(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "sluta")
    assert desk.engine.records.view(instance, WORKER)["status"] == "ended"
    desk.undoes(instance)
    assert (desk.engine.records.view(instance, WORKER)["status"], desk.here(instance)) == (
        "running",
        ["borja"],
    )


def test_undo_of_a_start_beside_cancels_what_was_started(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "hjalp")
    child = desk.child(instance)
    desk.undoes(instance)
    assert desk.engine.records.view(child, WORKER)["status"] == "cancelled"


def test_an_ended_instance_takes_corrections_that_stay(desk: Office) -> None:
    instance = desk.starts(ref="fel")
    desk.takes(instance, "borja", "sluta")
    desk.asks(commands.Correct, instance, facts={"ref": "rätt"}, reason="Skrev fel")
    assert desk.engine.records.instance(instance, WORKER)[1].facts["ref"] == "rätt"
    assert desk.engine.audit().findings == ()


def test_numbers_count_what_is_there(desk: Office) -> None:
    desk.takes(desk.starts(), "borja", "mejla")
    desk.takes(desk.starts(), "borja", "sluta")
    desk.starts()
    numbers = dict(desk.engine.numbers())
    del numbers["clock_ahead_seconds"]  # of the desk's clock, which is not the database's
    assert numbers == {
        "instances_running": 2,
        "open_steps": 1,
        "timers_waiting": 2,
        "outbox_waiting": 1,
        "outbox_failed": 0,
        "outbox_retrying": 0,
        "notifications_given_up": 0,
        "incidents": 0,
        "timer_lag_seconds": 0.0,
        "writer_queue": 0,
    }


@pytest.mark.postgres
def test_a_clock_that_is_ahead_of_the_database_s_is_seen(postgres_url: str) -> None:
    with Engine.open(postgres_url, clock=lambda: datetime.now(UTC) + timedelta(minutes=2)) as engine:
        assert timedelta(minutes=1) < engine.ahead_of_database() < timedelta(minutes=3)


def test_where_the_database_is_on_this_machine_there_is_one_clock(sqlite_url: str) -> None:
    for url in (sqlite_url, "memory://"):
        with Engine.open(url, clock=lambda: MORNING) as engine:
            assert engine.ahead_of_database() == timedelta()


def test_a_closed_engine_takes_no_commands(quick_desk: Office) -> None:
    quick_desk.engine.close()
    with pytest.raises(RuntimeError, match="closed"):
        quick_desk.starts()


def test_a_command_of_somebody_else_is_seen_by_the_next(desk: Office) -> None:
    instance = desk.starts()
    desk.takes(instance, "borja", "granskas")
    answer = desk.takes(instance, "granska", "om", by=OFFICE)
    assert answer.view()["steps"][0]["state"] == "borja"
