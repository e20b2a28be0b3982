"""What the view says of a choice is what taking it is answered, on made-up routines."""

from __future__ import annotations

import json

from hypothesis import given, note, settings

from engine.errors.root import RutinError
from engine.errors.step import Incident
from engine.run.case import advance
from engine.run.commands import Choose, TakeBack
from engine.run.explain import Viewer, view
from engine.run.instance import Instance, Person
from tests.generated.driving import MANAGER, PICKS, VALUES, WORKER, Drive
from tests.generated.duties import Shared, bound
from tests.generated.limits import limited
from tests.generated.routines import Made

LOOKERS = (WORKER, MANAGER, Person("m2", WORKER.grants))


def answered(drive: Drive, command: Choose | TakeBack) -> RutinError | None:
    """Why not, or None."""
    try:
        outcome = advance(drive.case, command, drive.shelf)
    except Incident as incident:
        return incident
    return outcome if isinstance(outcome, RutinError) else None


def check(drive: Drive, instance: Instance, by: Person) -> None:
    """Take everything that the view tells of."""
    viewer = Viewer(person=by, now=drive.now, language="sv", library=drive.shelf)
    told = view(drive.shelf.pinned(instance.digest), instance, drive.case, viewer)
    for step in told["steps"]:
        for choice in step["choices"]:
            command = Choose(
                at=drive.now,
                by=by,
                instance=instance.id,
                state=step["state"],
                choice=choice["choice"],
                facts={ask["fact"]: VALUES[ask["fact"]][1] for ask in choice["ask"]},
                checked=frozenset(item["item"] for item in step["checklist"]),
            )
            refusal = answered(drive, command)
            if choice["allowed"]:
                assert refusal is None or (choice["ask"] and isinstance(refusal, Incident)), refusal
            else:
                assert refusal is not None, choice["because"]
                assert (refusal.say("sv"), refusal.say("en")) == (choice["because"], refusal.say("en"))
    undone = answered(drive, TakeBack(at=drive.now, by=by, instance=instance.id))
    assert (told["undo"] is None) == (undone is not None), undone


@settings(max_examples=30)
@given(limited(), PICKS)
def test_a_choice_is_allowed_exactly_when_it_is_not_refused(
    made: tuple[Made, Made], picks: list[tuple[int, int]]
) -> None:
    looked_at(Drive(*made), made, picks)


@settings(max_examples=30)
@given(bound(), PICKS)
def test_so_it_is_where_it_matters_who_has_done_what(
    made: tuple[Made, Made], picks: list[tuple[int, int]]
) -> None:
    looked_at(Shared(*made), made, picks)


def looked_at(drive: Drive, made: tuple[Made, Made], picks: list[tuple[int, int]]) -> None:
    """Everybody looks at everything after each command, and takes all that they see."""
    note(json.dumps([each.document for each in made], ensure_ascii=False))
    for kind, which in picks:
        drive.tries(drive.picked(kind, which))
        for instance in drive.case.instances.values():
            for by in LOOKERS:
                check(drive, instance, by)
    note("\n".join(drive.log))
