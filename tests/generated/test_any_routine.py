"""What holds for every routine and every run of it, tried on made-up ones."""

from __future__ import annotations

import json

from hypothesis import given, note, settings
from hypothesis import strategies as st

from engine.model.routine import Step
from engine.run.events import choosing
from engine.run.instance import Case
from engine.scenarios.player import ROOT
from engine.stored.instance import instance_to_stored
from engine.stored.replay import replay
from tests.generated.driving import PICKS, Drive
from tests.generated.routines import Made, parallel, routines


def started(made: tuple[Made, Made]) -> Drive:
    note(json.dumps(made[0].document, ensure_ascii=False))
    note(json.dumps(made[1].document, ensure_ascii=False))
    return Drive(*made)


@settings(max_examples=60)
@given(routines(), PICKS)
def test_a_run_never_leaves_the_transitions_nor_changes_what_came_in(
    made: tuple[Made, Made], picks: list[tuple[int, int]]
) -> None:
    """`Drive.gives` checks after each command: the places, what belongs to them, the wire forms, refusals."""
    drive = started(made)
    drive.run(picks)
    note("\n".join(drive.log))


@settings(max_examples=45)
@given(routines(), PICKS)
def test_replaying_the_accepted_commands_gives_the_same_case(
    made: tuple[Made, Made], picks: list[tuple[int, int]]
) -> None:
    drive = started(made).run(picks)
    assert replay(ROOT, drive.entries(), drive.shelf, drive.people).case == drive.case


@settings(max_examples=45)
@given(routines(), PICKS)
def test_a_case_kept_without_what_is_over_goes_on_the_same(
    made: tuple[Made, Made], picks: list[tuple[int, int]]
) -> None:
    """A store loads running instances only: what has ended must not be needed, unless a command is for it."""
    drive, lean = started(made), Drive(*made)
    for kind, which in picks:
        command = drive.picked(kind, which)
        addressed = getattr(command, "instance", "")
        keeps = {
            id: each
            for id, each in drive.case.instances.items()
            if each.status == "running" or id == addressed
        }
        lean.case = Case(
            id=drive.case.id, sequence=drive.case.sequence, instances=keeps, undo=drive.case.undo
        )
        full, part = drive.gives(command), lean.gives(command)
        assert type(full) is type(part)
        for id, instance in lean.case.instances.items():
            assert instance == drive.case.instances[id]


@settings(max_examples=10)
@given(routines(), st.lists(st.integers(0, 999), min_size=20, max_size=20))
def test_an_instance_does_not_grow_over_a_long_run(made: tuple[Made, Made], numbers: list[int]) -> None:
    drive = started(made)
    most = 0
    for turn in range(200):
        number = numbers[turn % len(numbers)] + turn * 7
        drive.gives(drive.picked(number * 31 % 78, number))
        root = drive.case.instances[ROOT]
        running = sum(child.status == "running" for child in root.children)
        size = len(json.dumps(instance_to_stored(root, drive.people))) - 100 * running
        if turn == 100:
            most = size
        assert turn <= 100 or size < most + 4_000
        if root.status != "running":
            return


def choices_in(drive: Drive, branch: str, numbers: list[int]) -> list[tuple[str, str, int]]:
    """Take choices in the one branch alone until it has ended or the numbers are used up; those that were accepted."""
    taken = []
    for number in numbers:
        root = drive.case.instances[ROOT]
        routine = drive.shelf.pinned(root.digest)
        here = [state for _, state in choosing.resting(routine, root) if state.flow == f"bada.{branch}"]
        if not here or not isinstance(here[0], Step):
            break
        choice = here[0].choices[number % len(here[0].choices)]
        if (
            drive.gives(drive.choosing(root, here[0].id, choice, number * 2 + 2)).__class__.__name__
            == "CaseOutcome"
        ):
            taken.append((here[0].id, choice.id, number))
    return taken


@settings(max_examples=45)
@given(
    parallel(),
    st.lists(st.integers(0, 50), max_size=6),
    st.lists(st.integers(0, 50), max_size=6),
    st.randoms(use_true_random=False),
)
def test_choices_in_independent_branches_meet_in_the_same_place_in_every_order(
    made: Made, left: list[int], right: list[int], chance: object
) -> None:
    note(json.dumps(made.document, ensure_ascii=False))

    def fresh() -> Drive:
        drive = Drive(made, made)
        root = drive.case.instances[ROOT]
        first = made.routine.states["borja"]
        assert isinstance(first, Step)
        drive.gives(drive.choosing(root, "borja", first.choices[0], 2))
        return drive

    first = fresh()
    x, y = choices_in(first, "x", left), choices_in(first, "y", right)
    second = fresh()
    waiting = [list(x), list(y)]
    while any(waiting):
        queue = chance.choice([each for each in waiting if each])  # type: ignore[attr-defined]
        state, choice_id, number = queue.pop(0)
        step = made.routine.states[state]
        assert isinstance(step, Step)
        choice = next(each for each in step.choices if each.id == choice_id)
        second.gives(second.choosing(second.case.instances[ROOT], state, choice, number * 2 + 2))
    note("\n".join([*first.log, "—", *second.log]))
    assert _place(first) == _place(second)


def _place(drive: Drive) -> tuple[dict[str, str], dict[str, object], str]:
    root = drive.case.instances[ROOT]
    return {flow: token.state for flow, token in root.tokens.items()}, dict(root.facts), root.status
