"""What holds for every routine of the project."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from engine.check import check
from engine.routine import Step
from engine.texts import Text
from tests.routines.library import FOLDER, ROUTINES, load

UNDECIDED = {"telefonskap", "reservtelefon", "sparrnummer", "dataskyddsombud"}
"""What the decided document leaves open; the organisation fills it in when it knows."""


def sentences(text: Text) -> Iterator[str]:
    """The sentences of a text; «Om …: ring.» is one."""
    return (each for each in re.split(r"(?<=[.!?”])\s+", text.say("sv")) if each)


def steps(routine: str) -> list[Step]:
    return [state for state in load(routine).states.values() if isinstance(state, Step)]


def test_the_folder_holds_these_routines_and_no_others() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == {*ROUTINES, "settings"}


def test_the_check_finds_nothing_but_what_the_organisation_has_not_decided_yet() -> None:
    report = check([FOLDER])

    assert report.ok
    assert {routine.id for routine in report.routines} == set(ROUTINES)
    assert {each.rule for each in report.findings} == {"setting-unset"}
    assert {id for id, setting in report.settings.items() if not setting.value} == UNDECIDED


@pytest.mark.parametrize("routine", ROUTINES)
def test_every_state_says_who_decided_it(routine: str) -> None:
    for state in load(routine).states.values():
        assert state.source is not None, state.id
        assert state.source.ref is not None, state.id


@pytest.mark.parametrize("routine", ROUTINES)
def test_what_was_assumed_is_marked_for_the_owner_to_confirm(routine: str) -> None:
    decisions = [
        state.source
        for state in load(routine).states.values()
        if state.source and state.source.kind == "decision"
    ]

    assert all(each.ref and each.ref.say() == "Förslag som dokumentansvarig bekräftar." for each in decisions)


@pytest.mark.parametrize("routine", ROUTINES)
def test_no_repealed_act_is_referred_to(routine: str) -> None:
    assert "2001:453" not in (FOLDER / f"{routine}.yaml").read_text("utf-8")


@pytest.mark.parametrize("routine", ROUTINES)
def test_no_fact_has_room_for_a_story_about_anybody(routine: str) -> None:
    for fact in load(routine).facts.values():
        assert fact.type != "text" or (fact.at_most or 0) <= 20, fact.id


@pytest.mark.parametrize("routine", ROUTINES)
def test_no_sentence_of_a_step_is_over_twenty_words(routine: str) -> None:
    for step in steps(routine):
        for text in filter(
            None, (step.title, step.caution, step.text, step.note, step.help, *step.checklist)
        ):
            for sentence in sentences(text):
                assert len(sentence.split()) <= 20, f"{step.id}: {sentence}"


@pytest.mark.parametrize("routine", ROUTINES)
def test_a_condition_stands_before_what_it_is_a_condition_for(routine: str) -> None:
    for step in steps(routine):
        for sentence in sentences(step.text) if step.text else ():
            assert not re.search(r"\w om (du|det|den|någon|inget|ingen|IT|problemet)\b", sentence), (
                f"{step.id}: {sentence}"
            )


@pytest.mark.parametrize("routine", ROUTINES)
def test_every_step_that_waits_for_somebody_is_bounded_by_a_reminder_or_an_escalation(routine: str) -> None:
    for step in steps(routine):
        assert step.timers, step.id
