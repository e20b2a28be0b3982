"""Whatever happens in an office and whatever is held: nothing that is younger than its rule, runs or is held is ever erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.run.instance import Person
from tests.engine.database.office import COLLEAGUE, OFFICE, WORKER, Office, office

KEPT_DAYS = 30


@dataclass(frozen=True)
class Lived:
    """A case: who did it, whether it ended, how long ago the last thing happened in it, and whether it is held by itself."""

    by: Person
    ends: bool
    with_child: bool
    rest_days: int
    is_held: bool


CASES = st.lists(
    st.builds(
        Lived,
        by=st.sampled_from([WORKER, COLLEAGUE]),
        ends=st.booleans(),
        with_child=st.booleans(),
        rest_days=st.integers(0, 25),
        is_held=st.booleans(),
    ),
    max_size=8,
)


def lives(desk: Office, lived: Lived) -> str:
    """The case's id, after it has lived and time has gone by."""
    case = desk.starts(by=lived.by)
    if lived.with_child:
        desk.takes(case, "borja", "hjalp", by=lived.by)
        if lived.ends:
            desk.takes(desk.child(case), "svara", "svarat", by=lived.by)
    if lived.ends:
        desk.takes(case, "borja", "sluta", by=lived.by)
    if lived.is_held:
        desk.engine.holds.place("case", case, "Tvist.", lived.by.subject)
    desk.waits(days=lived.rest_days)
    return case


@settings(max_examples=40, deadline=None)
@given(CASES, st.sampled_from([None, "person", "routine"]))
def test_what_goes_is_old_ended_and_free_and_all_of_that_goes(
    lived: list[Lived], held: Literal["person", "routine"] | None
) -> None:
    with office("memory://") as desk:
        desk.engine.publish([], {"retain": f"{KEPT_DAYS} d"})
        for each in (WORKER, COLLEAGUE, OFFICE):
            desk.engine.tokens.add(each.subject, each.grants)
        cases = [lives(desk, each) for each in lived]
        if held:
            desk.engine.holds.place(
                held, {"person": WORKER.subject, "routine": "barn"}[held], "Tvist.", OFFICE.subject
            )
        ages = [sum(each.rest_days for each in lived[number:]) for number in range(len(lived))]

        may_go = {
            case
            for case, each, age in zip(cases, lived, ages, strict=True)
            if each.ends
            and age >= KEPT_DAYS
            and not each.is_held
            and not (held == "person" and each.by is WORKER)
            and not (held == "routine" and each.with_child)
        }
        told = desk.engine.erasing.preview()
        run = desk.engine.erasing.erase(OFFICE.subject)

        assert desk.engine.audit().findings == ()
        there = {each.id for each in desk.engine._store.read(lambda reader: reader.case_ages("", 100))}
        assert set(cases) - there == may_go
        assert sum(each.number for each in told.may_go) == len(may_go)
        assert (run.erased if run else ()) == told.may_go
