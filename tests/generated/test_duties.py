"""Who may do what, by what has been done: held against an account of it that is kept beside the engine."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hypothesis import given, note, settings

from engine.model.routine import STARTER, Choice, Step
from engine.run.commands import Choose, TakeBack
from engine.run.events import choosing
from engine.run.instance import Case
from engine.run.outcome import CaseOutcome
from engine.scenarios.player import ROOT
from engine.stored.replay import replay
from tests.generated.driving import PICKS, WORKER
from tests.generated.duties import Shared, bound
from tests.generated.routines import Made

Account = dict[str, list[tuple[str, str]]]
"""By instance: which step was done, and by whom, in order."""


def choice_of(drive: Shared, case: Case, command: Choose) -> tuple[Step | None, Choice]:
    routine = drive.shelf.pinned(case.instances[command.instance].digest)
    state = routine.states[command.state]
    choice = next(each for each in choosing.choices_of(routine, state) if each.id == command.choice)
    return state if isinstance(state, Step) and not choice.anytime else None, choice


def actors(outcome: CaseOutcome, command: Choose) -> list[str]:
    """Who took the choice, and on whose behalf."""
    chosen = next(each for each in outcome.happened if each.kind == "chosen")
    return [command.by.subject, *filter(None, [(chosen.detail or {}).get("on_behalf")])]


def followed(
    drive: Shared, picks: list[tuple[int, int]]
) -> Iterator[tuple[Account, Case, Choose, CaseOutcome]]:
    """Each accepted choice with what had been done before it; what is taken back has not been done."""
    done: Account = {}
    back: Account = {}
    for kind, which in picks:
        command, before = drive.picked(kind, which), drive.case
        outcome = drive.tries(command)
        if not isinstance(outcome, CaseOutcome):
            continue
        if isinstance(command, TakeBack):
            assert before.undo
            done |= {each.id: back.get(each.id, []) for each in before.undo.before}
        elif isinstance(command, Choose):
            yield done, before, command, outcome
            if outcome.case.undo and not outcome.undo_stays:
                back = {id: list(each) for id, each in done.items()}
            step, _ = choice_of(drive, before, command)
            if step is not None:
                done.setdefault(command.instance, []).extend((step.id, by) for by in actors(outcome, command))


@settings(max_examples=60)
@given(bound(), PICKS)
def test_nobody_does_what_somebody_else_is_to_do_and_nobody_else_what_is_held(
    made: tuple[Made, Made], picks: list[tuple[int, int]]
) -> None:
    note(json.dumps([each.document for each in made], ensure_ascii=False))
    drive = Shared(*made)
    for done, before, command, outcome in followed(drive, picks):
        note(drive.log[-1])
        step, choice = choice_of(drive, before, command)
        names = (*(step.not_by if step else ()), *choice.not_by)
        earlier = done.get(command.instance, [])
        people = actors(outcome, command)
        for each in people:
            assert not any((name, each) in earlier for name in names)
            if command.instance == ROOT and STARTER in names:
                assert each != WORKER.subject
        assert not names or len(people) == 1
        token = next(
            each for each in before.instances[command.instance].tokens.values() if each.state == command.state
        )
        held = [by for name, by in earlier if name in choice.same_as]
        if held and not token.freed and not any((name, held[-1]) in earlier for name in names):
            assert STARTER in names or people == [held[-1]]


@settings(max_examples=30)
@given(bound(), PICKS)
def test_the_history_tells_who_has_done_what_again(
    made: tuple[Made, Made], picks: list[tuple[int, int]]
) -> None:
    drive = Shared(*made)
    for kind, which in picks:
        drive.tries(drive.picked(kind, which))
    assert replay(ROOT, drive.entries(), drive.shelf, drive.people).case == drive.case
